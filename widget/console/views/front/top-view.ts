import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from '../view-context.ts';
import { alertsView } from './alerts-view.ts';
import { dutyView } from './duty-view.ts';
import { ownNotesView, ownSignView } from './own-whereabouts-view.ts';
import { questionsView } from './questions-view.ts';
import { choicesView, statementView } from './statement-view.ts';

/** The top of the page: whose it is, her sign, and what she can say of herself. */
export const topView = (scene: ViewContext): TemplateResult => html`
  <header class="strip">
    <h1>${scene.text.page.title}</h1>
    <div class="tools">
      ${alertsView(scene)}
      <a class="plain" href="report">${scene.text.page.report}</a>
      <form method="post" action="sign-out" @submit=${scene.hands.signOut}><button class="plain">${scene.text.page.signOut}</button></form>
    </div>
  </header>
  <div class="front">
    ${ownSignView(scene)}
    <section class="doings" aria-label=${scene.text.statement.region}>
      ${questionsView(scene)}
      <div class="controls">
        <div class="beside">${choicesView(scene)} ${ownNotesView(scene)}</div>
        ${statementView(scene)}
        <div class="duties">${dutyView(scene)} ${publishing(scene)}</div>
      </div>
    </section>
  </div>
`;

const publishing = ({ model, text }: ViewContext) => {
  const publishes = model.standing.publishes;
  if (publishes === 'undecided') return nothing;
  const on = publishes === 'shown';
  return html`
    <button type="button" role="switch" class="switch" aria-checked=${on} @click=${() => model.wish({ kind: 'publish', shown: !on })}>
      <span class="track" aria-hidden="true"></span>
      <span class="switch-text">${text.consent.switch}</span>
    </button>
  `;
};
