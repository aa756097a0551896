import { html, nothing, type TemplateResult } from 'lit';
import { timeOf } from '../../../shared/time-words.ts';
import type { ViewContext } from '../view-context.ts';
import { closingView } from './closing-view.ts';
import { leavingView } from './leaving-view.ts';

/** A duty switch for each desk that the librarian serves. */
export const dutyView = (context: ViewContext): TemplateResult => {
  const { model, text } = context;
  return html`
  <ul class="duty" aria-label=${text.duty.heading}>
    ${model.self?.duty.map((row) => {
      const { desk, name, closes } = row;
      const on = model.ownStatus.dutyAt(desk);
      const until = on && closes !== undefined ? text.duty.until(timeOf(closes, { language: text.language })) : '';
      return html`
        <li>
          <button
            type="button"
            role="switch"
            class="switch"
            aria-checked=${on}
            aria-label=${text.duty.label(name)}
            @click=${() => model.setDuty(desk, !on)}
          >
            <span class="track" aria-hidden="true"></span>
            <span class="switch-text">
              <span class="desk-name">${name}</span>
              <span class="faint">${on ? text.duty.on : text.duty.off}${until && ` ${until}`}</span>
            </span>
          </button>
          ${on ? leavingView(row, context) : nothing} ${closingView(row, context)}
        </li>
      `;
    })}
  </ul>
`;
};
