import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from '../view-context.ts';
import { alertsView } from './alerts-view.ts';
import { dutyView } from './duty-view.ts';
import { ownNotesView, ownSignView } from './own-whereabouts-view.ts';
import { questionsView } from './questions-view.ts';
import { choicesView, statementView } from './statement-view.ts';

/** The top of the page: the title, the librarian's own sign, and the controls of their status. */
export const topView = (context: ViewContext): TemplateResult => html`
  <header class="strip">
    <h1>${context.text.page.title}</h1>
    <div class="tools">
      ${alertsView(context)}
      <a class="plain" href="report">${context.text.page.report}</a>
      <form method="post" action="sign-out" @submit=${context.actions.signOut}><button class="plain">${context.text.page.signOut}</button></form>
    </div>
  </header>
  <div class="front">
    ${ownSignView(context)}
    <section class="status-area" aria-label=${context.text.statement.region}>
      ${questionsView(context)}
      <div class="controls">
        <div class="choices-and-notes">${choicesView(context)} ${ownNotesView(context)}</div>
        ${statementView(context)}
        <div class="duties">${dutyView(context)} ${publishing(context)}</div>
      </div>
    </section>
  </div>
`;

const publishing = ({ model, text }: ViewContext) => {
  const publishes = model.ownStatus.publishes;
  if (publishes === 'undecided') return nothing;
  const on = publishes === 'shown';
  return html`
    <button type="button" role="switch" class="switch" aria-checked=${on} @click=${() => model.update({ kind: 'publish', shown: !on })}>
      <span class="track" aria-hidden="true"></span>
      <span class="switch-text">${text.consent.switch}</span>
    </button>
  `;
};
