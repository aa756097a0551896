import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { shape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

/** The menu of alert preferences. */
export const alertsView = ({ alerts, text }: ViewContext): TemplateResult => {
  const { preferences, permission: notices, showsNotifications: showsNotices } = alerts;
  const close = (event: KeyboardEvent) => {
    // as: the listener is on the <details> itself.
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  };
  // live: the browser ticks the box itself, even if the permission is then refused.
  const box = (name: keyof typeof preferences, label: string, is: boolean, usable = true) => html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(is)}
        ?disabled=${!usable}
        @change=${(event: Event) => void alerts.set({ [name]: isChecked(event) })}
      />
      <span>${label}</span>
    </label>
  `;
  return html`
    <details class="alerts" @keydown=${close}>
      <summary class="plain">${shape(preferences.sound || showsNotices ? 'bell' : 'silent')}${text.alerts.button}</summary>
      <div class="panel" role="group" aria-label=${text.alerts.heading}>
        <p class="label">${text.alerts.heading}</p>
        ${box('notices', text.alerts.notices, showsNotices, notices !== 'unable' && notices !== 'denied')}
        ${box('showText', text.alerts.showText, showsNotices && preferences.showText, showsNotices)}
        <p class="help">${why(notices, text)}</p>
        ${box('sound', text.alerts.sound, preferences.sound)}
        ${
          preferences.sound
            ? html`<button type="button" class="plain small" @click=${() => void alerts.playSound()}>${text.alerts.try}</button>`
            : nothing
        }
        ${alerts.isMutedByBrowser ? html`<p class="help">${text.alerts.quietYet}</p>` : nothing}
      </div>
    </details>
  `;
};

/** Closes the panel, which covers what is under it, when the librarian clicks or moves the focus elsewhere. */
export const closeAlerts = (event: Event): void => {
  // as: the listener is on an element.
  const open = (event.currentTarget as Element).querySelector<HTMLDetailsElement>('.alerts[open]');
  if (open && !event.composedPath().includes(open)) open.open = false;
};

const why = (notices: ViewContext['alerts']['permission'], { alerts }: ViewContext['text']): string => {
  if (notices === 'unable') return alerts.unable;
  return notices === 'denied' ? alerts.blocked : alerts.screens;
};

// as: the listener is on the checkbox itself.
const isChecked = (event: Event): boolean => (event.currentTarget as HTMLInputElement).checked;
