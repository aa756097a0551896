import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { deskAddress, storedName } from '../shared/stored-name.ts';
import { unsure } from '../shared/unsure.ts';
import style from './bubble.css';
import type { BubbleHost } from './bubble-host.ts';
import type { BubbleWords } from './bubble-words.ts';
import type { ChatElement } from './chat-element.ts';
import { chatFile } from './chat-file.ts';
import { poll } from './poll.ts';
import { whereaboutsLine } from './whereabouts-line.ts';

/** What the chat's script is to the bubble. */
type Chat = typeof import('./attach-chat.ts');

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/** What is in an `<ask-librarian>`, as closures: they are half the bytes of a class, on pages where nobody asks. */
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
  /** Said in place of the whereabouts. */
  let notice: 'opening' | 'failed' | undefined;
  let known: string | undefined;

  const draw = () => {
    const { whereabouts } = host;
    if (!words) return;
    label.textContent = words.ask;
    sign.style.clipPath = words.signs[whereabouts?.availability ?? 'unsure'];
    line.textContent = notice ? words[notice] : whereabouts ? whereaboutsLine(whereabouts, words) : '';
  };

  const tell = (told = host.whereabouts && unsure(host.whereabouts)) => {
    const before = known;
    known = JSON.stringify(told);
    host.whereabouts = told;
    draw();
    if (known !== before) host.dispatchEvent(new Event('whereabouts'));
  };

  const asks = poll<Whereabouts>(async () => {
    const response = await fetch(
      `${desk}whereabouts?lang=${host.closest<HTMLElement>('[lang]')?.lang || navigator.language}`,
      { referrerPolicy: 'no-referrer' },
    );
    const { phrases, ...told } = await response.json();
    words = phrases;
    told.goodFor -= Number(response.headers.get('age'));
    return told;
  }, tell);

  /** Asks by itself, unless the chat hears of every change at once. */
  const watch = () => asks(!chat?.live);

  const load = async () => {
    const { attachChat }: Chat = await import(`${desk}../../${chatFile}`);
    chat ??= attachChat(host, root, { watch, tell, words: () => words });
    return chat.ready;
  };

  const soon = (then?: (chat: ChatElement) => void) => load().then(then, () => {});

  button.onpointerenter = button.onfocus = () => soon();
  button.onclick = () => host.open();

  return {
    /** Whether it is in a page. */
    attend(on: boolean) {
      desk = deskAddress(host.getAttribute('relay'), host.getAttribute('desk'));
      for (const type of ['visibilitychange', 'focus']) {
        window[on ? 'addEventListener' : 'removeEventListener'](type, watch);
      }
      host.whereabouts = undefined;
      asks(on);
      draw();
      try {
        const name = storedName(desk);
        if (on && (sessionStorage[name] ?? localStorage[name])) void soon((here) => here.resume());
      } catch {
        // A browser that keeps nothing keeps no conversation.
      }
    },

    async show(how: (chat: ChatElement) => void) {
      try {
        notice = 'opening';
        draw();
        how(await load());
        notice = undefined;
      } catch {
        notice = 'failed';
        open(desk, '_blank', 'noopener');
      }
      draw();
    },
  };
};
