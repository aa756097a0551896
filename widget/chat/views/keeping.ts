import { html } from 'lit';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView } from '../conversation/conversation-view.ts';
import type { FootActions, FootState } from './foot.ts';
import type { Reader } from './reader.ts';

/** Fetched when it may be wanted: by the time it is there may be no network. */
const transcript = () => import('../transcript.ts');

/** What she can take with her: a link to come back by, and a file. `no` is the button that has the focus. */
export const keeping = ({ view }: FootState, reader: Reader, { answer }: FootActions) => {
  const { keys, lines } = view;
  const link = reader.host && keys?.inUse && lines.some((line) => line.seq) && linkTo(keys.key, reader.host);
  transcript().catch(() => {}); // what did not come now is asked for again
  const save = async (event: Event) => {
    const { target } = event;
    try {
      (await transcript()).save(view, reader);
    } catch {
      tell(target, words.notSaved);
    }
  };
  return html`
    <footer role="group" aria-labelledby="asked">
      ${keys && link ? linkView(link, keys) : html`<p id="asked">${words.noLink}</p>`}
      <button id=${link ? 'save' : 'no'} @click=${save}>${words.save}</button>
      <button @click=${() => answer(false)}>${words.done}</button>
      <p role="status"></p>
    </footer>
  `;
};

/** The relay's own page. What stands after the # is never sent to anybody. */
const linkTo = (key: string, { relay, desk }: NonNullable<Reader['host']>): string =>
  new URL(`desks/${desk}/question#${key}`, relay).href;

const linkView = (link: string, keys: Keys) => html`
  <p id="asked">${words.linkAsk}</p>
  <input readonly dir="ltr" aria-label=${words.link} value=${link} @focus=${(event: Event) => select(event, keys)}>
  <button id="no" @click=${(event: Event) => copy(event, keys)}>${words.copy}</button>
`;

type Keys = NonNullable<ConversationView['keys']>;

/** Whatever she does with it then, she may have taken it. */
const select = ({ target }: Event, keys: Keys): void => {
  (target as HTMLInputElement).select(); // as: it is the field's own listener
  keys.link();
};

/** Browsers have no clipboard for pages on plain http, and may refuse it to any. */
const copy = async ({ target }: Event, keys: Keys): Promise<void> => {
  const field = (target as HTMLElement).parentElement?.querySelector('input'); // as: a button of this view
  try {
    await navigator.clipboard.writeText(`${field?.value}`);
    keys.link();
    tell(target, words.copied);
  } catch {
    field?.focus();
    tell(target, words.selected);
  }
};

/** In the region that is there already, and empty: so it is read out. */
const tell = (target: EventTarget | null, sentence: string): void => {
  const region = (target as HTMLElement).closest('footer')?.querySelector('[role=status]'); // as: a button of this view
  if (region) region.textContent = sentence;
};
