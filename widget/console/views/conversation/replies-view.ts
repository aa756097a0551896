import { html, nothing, type TemplateResult } from 'lit';
import type { Reply } from '../../../../relay/protocol/frames.ts';
import { inserted } from '../../model/forms/reply-picker.ts';
import type { Thread } from '../../model/threads/thread.ts';
import { shape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

/** Has the desk of this conversation any? */
export const hasReplies = ({ card }: Thread, { model }: ViewContext): boolean =>
  model.self?.duty.find(({ desk }) => desk === card.desk)?.replies === true;

export const openReplies = (thread: Thread, { picker, hands }: ViewContext): void => {
  picker.open(thread);
  hands.focus('#reply-filter');
};

/** Beside the composer. */
export const repliesButton = (thread: Thread, scene: ViewContext): TemplateResult | typeof nothing => {
  const { picker, text } = scene;
  if (!hasReplies(thread, scene)) return nothing;
  const open = picker.isOpen(thread);
  return html`
    <button
      type="button"
      id="replies"
      class="plain"
      title=${text.replies.button}
      aria-expanded=${open}
      aria-controls=${open ? 'reply-picker' : nothing}
      @click=${() => (open ? back(scene) : openReplies(thread, scene))}
    >
      ${shape('replies')}<span class="hidden-text">${text.replies.button}</span>
    </button>
  `;
};

const back = ({ picker, hands }: ViewContext): void => {
  picker.close();
  hands.focus('#composer');
};

/** Above the composer, while it is open. */
export const repliesView = (thread: Thread, scene: ViewContext): TemplateResult | typeof nothing => {
  const { picker, text } = scene;
  if (!picker.isOpen(thread) || !hasReplies(thread, scene)) return nothing;
  const shown = picker.shown(thread);
  const chosen = picker.chosen(thread);
  const active = chosen && shown ? `reply-${shown.indexOf(chosen)}` : nothing;
  return html`
    <div
      id="reply-picker"
      class="reply-picker"
      role="group"
      aria-label=${text.replies.heading}
      @keydown=${(event: KeyboardEvent) => pressed(event, thread, scene)}
      @focusout=${(event: FocusEvent) => left(event, scene)}
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
        ${shown?.map((reply, place) => option(reply, place, reply === chosen, thread, scene))}
      </ul>
      <p class="help" role="status">${shown === undefined ? text.replies.coming : shown.length === 0 ? text.replies.none : text.replies.help}</p>
    </div>
  `;
};

const option = (reply: Reply, place: number, selected: boolean, thread: Thread, scene: ViewContext): TemplateResult => {
  const { replies } = scene.text;
  const known = 'text' in reply;
  return html`
    <li
      id=${`reply-${place}`}
      role="option"
      aria-selected=${selected}
      aria-disabled=${known ? nothing : 'true'}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${(event: Event) => insert(event, reply, thread, scene)}
    >
      <b dir="auto">${reply.code}</b>
      <span class=${known ? '' : 'faint'} dir="auto">${known ? reply.text : replies.lacks(reply.lacks)}</span>
    </li>
  `;
};

const pressed = (event: KeyboardEvent, thread: Thread, scene: ViewContext): void => {
  const { picker } = scene;
  if (event.isComposing || event.keyCode === 229 || event.altKey) return;
  const reply = picker.chosen(thread);
  if (event.key === 'Escape') back(scene);
  else if (event.key === 'Enter') reply && insert(event, reply, thread, scene);
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    picker.move(event.key === 'ArrowDown' ? 1 : -1, thread);
    // Drawn anew by then.
    const list = event.currentTarget as Element;
    requestAnimationFrame(() => list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  } else return;
  event.preventDefault();
};

/** She has gone elsewhere on the page; another window in front is nowhere. */
const left = (event: FocusEvent, { picker }: ViewContext): void => {
  const { currentTarget, relatedTarget } = event;
  if (!(relatedTarget instanceof Element) || relatedTarget.id === 'replies') return;
  if (!(currentTarget as Element).contains(relatedTarget)) picker.close();
};

/** Into the composer at the caret, to be read and changed before it is sent. */
const insert = (event: Event, reply: Reply, thread: Thread, scene: ViewContext): void => {
  if (!('text' in reply)) return;
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot; // as: the console's views are in one
  const area = root.querySelector<HTMLTextAreaElement>('#composer');
  if (!area) return;
  const { value, selectionStart: from, selectionEnd: to } = area;
  area.setRangeText(inserted(value.slice(0, from), reply.text, value.slice(to)), from, to, 'end');
  scene.model.write(thread, area.value);
  back(scene);
};
