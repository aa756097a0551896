import { html, nothing, type TemplateResult } from 'lit';
import type { Reply } from '../../../../relay/protocol/frames.ts';
import { withSpaces } from '../../model/forms/reply-picker.ts';
import type { Thread } from '../../model/threads/thread.ts';
import { shape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

/** True if the desk of this conversation has canned replies. */
export const hasReplies = ({ card }: Thread, { model }: ViewContext): boolean =>
  model.self?.duty.find(({ desk }) => desk === card.desk)?.replies === true;

export const openReplies = (thread: Thread, { picker, actions }: ViewContext): void => {
  picker.open(thread);
  actions.focus('#reply-filter');
};

/** The button next to the composer. */
export const repliesButton = (thread: Thread, context: ViewContext): TemplateResult | typeof nothing => {
  const { picker, text } = context;
  if (!hasReplies(thread, context)) return nothing;
  const open = picker.isOpen(thread);
  return html`
    <button
      type="button"
      id="replies"
      class="plain"
      title=${text.replies.button}
      aria-expanded=${open}
      aria-controls=${open ? 'reply-picker' : nothing}
      @click=${() => (open ? back(context) : openReplies(thread, context))}
    >
      ${shape('replies')}<span class="hidden-text">${text.replies.button}</span>
    </button>
  `;
};

const back = ({ picker, actions }: ViewContext): void => {
  picker.close();
  actions.focus('#composer');
};

/** The picker above the composer, while it is open. */
export const repliesView = (thread: Thread, context: ViewContext): TemplateResult | typeof nothing => {
  const { picker, text } = context;
  if (!picker.isOpen(thread) || !hasReplies(thread, context)) return nothing;
  const shown = picker.shown(thread);
  const chosen = picker.chosen(thread);
  const active = chosen && shown ? `reply-${shown.indexOf(chosen)}` : nothing;
  return html`
    <div
      id="reply-picker"
      class="reply-picker"
      role="group"
      aria-label=${text.replies.heading}
      @keydown=${(event: KeyboardEvent) => pressed(event, thread, context)}
      @focusout=${(event: FocusEvent) => left(event, context)}
    >
      <input
        id="reply-filter"
        role="combobox"
        dir="auto"
        autocomplete="off"
        aria-label=${text.replies.filter}
        placeholder=${text.replies.filter}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls="reply-list"
        aria-activedescendant=${active}
        .value=${picker.filter}
        @input=${(event: InputEvent) => picker.type((event.currentTarget as HTMLInputElement).value)}
      />
      <ul id="reply-list" role="listbox" aria-label=${text.replies.heading}>
        ${shown?.map((reply, place) => option(reply, place, reply === chosen, thread, context))}
      </ul>
      <p class="help" role="status">${shown === undefined ? text.replies.coming : shown.length === 0 ? text.replies.none : text.replies.help}</p>
    </div>
  `;
};

const option = (
  reply: Reply,
  place: number,
  selected: boolean,
  thread: Thread,
  context: ViewContext,
): TemplateResult => {
  const { replies } = context.text;
  const known = 'text' in reply;
  return html`
    <li
      id=${`reply-${place}`}
      role="option"
      aria-selected=${selected}
      aria-disabled=${known ? nothing : 'true'}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${(event: Event) => insert(event, reply, thread, context)}
    >
      <b dir="auto">${reply.code}</b>
      <span class=${known ? '' : 'faint'} dir="auto">${known ? reply.text : replies.lacks(reply.lacks)}</span>
    </li>
  `;
};

const pressed = (event: KeyboardEvent, thread: Thread, context: ViewContext): void => {
  const { picker } = context;
  if (event.isComposing || event.keyCode === 229 || event.altKey) return;
  const reply = picker.chosen(thread);
  if (event.key === 'Escape') back(context);
  else if (event.key === 'Enter') reply && insert(event, reply, thread, context);
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    picker.move(event.key === 'ArrowDown' ? 1 : -1, thread);
    // By the next frame the list is rendered again.
    const list = event.currentTarget as Element;
    requestAnimationFrame(() => list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  } else return;
  event.preventDefault();
};

/** Closes the picker when the focus moves elsewhere on the page, but not when another window comes to the front. */
const left = (event: FocusEvent, { picker }: ViewContext): void => {
  const { currentTarget, relatedTarget } = event;
  if (!(relatedTarget instanceof Element) || relatedTarget.id === 'replies') return;
  if (!(currentTarget as Element).contains(relatedTarget)) picker.close();
};

/** Inserts the reply into the composer at the caret, to be read and changed before it is sent. */
const insert = (event: Event, reply: Reply, thread: Thread, context: ViewContext): void => {
  if (!('text' in reply)) return;
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot; // as: all views of the console are in one shadow root
  const area = root.querySelector<HTMLTextAreaElement>('#composer');
  if (!area) return;
  const { value, selectionStart: from, selectionEnd: to } = area;
  area.setRangeText(withSpaces(value.slice(0, from), reply.text, value.slice(to)), from, to, 'end');
  context.model.write(thread, area.value);
  back(context);
};
