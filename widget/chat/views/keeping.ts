import { html } from 'lit';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView } from '../conversation/conversation-view.ts';
import type { FootActions, FootState } from './foot.ts';
import type { Reader } from './reader.ts';

/** Fetched when the dialog opens: when the patron wants the file, the network may be gone. */
const transcript = () => import('../transcript.ts');

/** What the patron can save: a private link, and a text file. The button with the id `no` receives the focus. */
export const keeping = ({ view }: FootState, reader: Reader, { answer }: FootActions) => {
  const { keys, lines } = view;
  const link = reader.host && keys?.inUse && lines.some((line) => line.seq) && linkTo(keys.key, reader.host);
  transcript().catch(() => {}); // saving fetches it again
  const save = async (event: Event) => {
    const { target } = event;
    try {
      (await transcript()).save(view, reader);
    } catch {
      report(target, words.notSaved);
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

/** The address of the relay's page for a private link. Browsers never send the part after the #. */
const linkTo = (key: string, { relay, desk }: NonNullable<Reader['host']>): string =>
  new URL(`desks/${desk}/question#${key}`, relay).href;

const linkView = (link: string, keys: Keys) => html`
  <p id="asked">${words.linkAsk}</p>
  <input readonly dir="ltr" aria-label=${words.link} value=${link} @focus=${(event: Event) => select(event, keys)}>
  <button id="no" @click=${(event: Event) => copy(event, keys)}>${words.copy}</button>
`;

type Keys = NonNullable<ConversationView['keys']>;

/** Once the link was selected, the patron may have copied it. */
const select = ({ target }: Event, keys: Keys): void => {
  (target as HTMLInputElement).select(); // as: it is the field's own listener
  keys.link();
};

/** Browsers offer no clipboard to pages on plain http, and may refuse it to any page. */
const copy = async ({ target }: Event, keys: Keys): Promise<void> => {
  const field = (target as HTMLElement).parentElement?.querySelector('input'); // as: a button of this view
  try {
    await navigator.clipboard.writeText(`${field?.value}`);
    keys.link();
    report(target, words.copied);
  } catch {
    field?.focus();
    report(target, words.selected);
  }
};

/** Writes into the status region, which exists and is empty, so that a screen reader reads the sentence. */
const report = (target: EventTarget | null, sentence: string): void => {
  const region = (target as HTMLElement).closest('footer')?.querySelector('[role=status]'); // as: a button of this view
  if (region) region.textContent = sentence;
};
