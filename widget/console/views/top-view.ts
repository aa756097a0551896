import { html, nothing, type TemplateResult } from 'lit';
import type { Scene } from '../scene.ts';
import { dutyView } from './duty-view.ts';
import { ownNotesView, ownSignView } from './own-sign-view.ts';
import { questionsView } from './questions-view.ts';
import { shape } from './shapes.ts';
import { choicesView, statementView } from './statement-view.ts';

/** The top of the page: whose it is, her sign, and what she can say of herself. */
export const topView = (scene: Scene): TemplateResult => html`
  <header class="strip">
    <h1>${scene.text.page.title}</h1>
    <div class="tools">
      ${alerts(scene)}
      <form method="post" action="sign-out"><button class="plain">${scene.text.page.signOut}</button></form>
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

const publishing = ({ model, text }: Scene) => {
  const publishes = model.standing.publishes;
  if (publishes === 'undecided') return nothing;
  const on = publishes === 'shown';
  return html`
    <button type="button" role="switch" class="switch" aria-checked=${on} @click=${() => model.publish(!on)}>
      <span class="track" aria-hidden="true"></span>
      <span class="switch-text">${text.consent.switch}</span>
    </button>
  `;
};

const alerts = ({ alerts, text }: Scene): TemplateResult => {
  const { preferences, notices } = alerts;
  const on = preferences.sound || (preferences.notices && notices === 'granted');
  const close = (event: KeyboardEvent) => {
    // as: the listener stands on the <details> itself.
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  };
  const box = (name: keyof typeof preferences, label: string, usable = true) => html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${preferences[name] && usable}
        ?disabled=${!usable}
        @change=${(event: Event) => void alerts.set({ [name]: isChecked(event) })}
      />
      <span>${label}</span>
    </label>
  `;
  return html`
    <details class="alerts" @keydown=${close}>
      <summary class="plain">${shape(on ? 'bell' : 'silent')}${text.alerts.button}</summary>
      <div class="panel" role="group" aria-label=${text.alerts.heading}>
        <p class="label">${text.alerts.heading}</p>
        ${box('notices', text.alerts.notices, notices !== 'unable' && notices !== 'denied')}
        ${box('showText', text.alerts.showText, preferences.notices && notices === 'granted')}
        <p class="help">${why(notices, text)}</p>
        ${box('sound', text.alerts.sound)}
        ${
          preferences.sound
            ? html`<button type="button" class="plain small" @click=${() => void alerts.hear()}>${text.alerts.try}</button>`
            : nothing
        }
        ${alerts.isQuietYet ? html`<p class="help">${text.alerts.quietYet}</p>` : nothing}
      </div>
    </details>
  `;
};

const why = (notices: Scene['alerts']['notices'], { alerts }: Scene['text']): string => {
  if (notices === 'unable') return alerts.unable;
  return notices === 'denied' ? alerts.blocked : alerts.screens;
};

// as: the listener stands on the checkbox itself.
const isChecked = (event: Event): boolean => (event.currentTarget as HTMLInputElement).checked;
