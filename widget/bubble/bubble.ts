/** The button in the corner of a page, in the shadow root of `<ask-librarian>`. */
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { unsure } from '../shared/signs.ts';
import { deskAddress, storedName } from '../shared/stored-name.ts';
import type { BubbleHost } from './attach-chat.ts';
import style from './bubble.css';
import type { BubbleWords } from './bubble-words.ts';
import type { ChatElement } from './chat-element.ts';
import { chatFile } from './chat-file.ts';
import { poll } from './poll.ts';
import { whereaboutsLine } from './whereabouts-line.ts';

/** The exports of the chat's script that the bubble uses. */
type ChatScript = typeof import('./attach-chat.ts');

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/**
 * Fills the shadow root of `host` and returns what its element calls. This is a function with closures because a class
 * would take twice the bytes, on pages where nobody asks anything.
 */
export const bubble = (host: BubbleHost) => {
  const root = host.attachShadow({ mode: 'open' });
  const add = (parent: Node, name: string) => parent.appendChild(document.createElement(name));
  const button = add(root, 'button');
  const sign = add(button, 'i');
  const text = add(button, 'span');
  const label = add(text, 'b');
  const line = add(text, 'small');
  label.textContent = 'Ask a librarian';
  root.adoptedStyleSheets = [sheet];

  let desk: string;
  let words: BubbleWords | undefined;
  let chat: ChatElement | undefined;
  /** Shown in place of the whereabouts. */
  let notice: 'opening' | 'failed' | undefined;
  /** The whereabouts that the page was last notified of, as JSON. */
  let published: string | undefined;

  const draw = () => {
    const { whereabouts } = host;
    if (!words) return;
    label.textContent = words.ask;
    sign.style.clipPath = words.signs[whereabouts?.availability ?? 'unsure'];
    line.textContent = notice ? words[notice] : whereabouts ? whereaboutsLine(whereabouts, words) : '';
  };

  /** Shows these whereabouts, and notifies the page if they changed. Without an argument, the last ones become unsure. */
  const setWhereabouts = (latest = host.whereabouts && unsure(host.whereabouts)) => {
    const before = published;
    published = JSON.stringify(latest);
    host.whereabouts = latest;
    draw();
    if (published !== before) host.dispatchEvent(new Event('whereabouts'));
  };

  const setPolling = poll<Whereabouts>(async () => {
    const response = await fetch(
      `${desk}whereabouts?lang=${host.closest<HTMLElement>('[lang]')?.lang || navigator.language}`,
      { referrerPolicy: 'no-referrer' },
    );
    const { phrases, ...latest } = await response.json();
    words = phrases;
    latest.goodFor -= Number(response.headers.get('age'));
    return latest;
  }, setWhereabouts);

  /** The bubble polls, unless the chat is connected and so receives every change at once. */
  const updatePolling = () => setPolling(!chat?.live);

  const load = async () => {
    const { attachChat }: ChatScript = await import(`${desk}../../${chatFile}`);
    chat ??= attachChat(host, root, { updatePolling, setWhereabouts, words: () => words });
    return chat.ready;
  };

  /** Loads the chat in the background. A failure is ignored here; the next click on the button tries again. */
  const preload = (then?: (chat: ChatElement) => void) => load().then(then, () => {});

  button.onpointerenter = button.onfocus = () => preload();
  button.onclick = () => host.open();

  return {
    /** To be called when the element is put into a page (`true`), and when it is removed (`false`). */
    setConnected(on: boolean) {
      desk = deskAddress(host.getAttribute('relay'), host.getAttribute('desk'));
      for (const type of ['visibilitychange', 'focus']) {
        window[on ? 'addEventListener' : 'removeEventListener'](type, updatePolling);
      }
      host.whereabouts = undefined;
      setPolling(on);
      draw();
      try {
        const name = storedName(desk);
        if (on && (sessionStorage[name] ?? localStorage[name])) void preload((loaded) => loaded.resume());
      } catch {
        // Storage is blocked, so this browser cannot have stored a conversation.
      }
    },

    /** Loads the chat and calls `open` with it. Where the chat cannot be loaded, opens the desk's page in a new tab. */
    async openChat(open: (chat: ChatElement) => void) {
      try {
        notice = 'opening';
        draw();
        open(await load());
        notice = undefined;
      } catch {
        notice = 'failed';
        window.open(desk, '_blank', 'noopener');
      }
      draw();
    },
  };
};
