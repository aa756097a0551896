import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { BubbleHost } from './bubble-host.ts';
import type { BubbleWords } from './bubble-words.ts';
import type { ChatElement } from './chat-element.ts';
import { filled } from './whereabouts-line.ts';

export interface Bubble {
  /** Asks for the whereabouts by itself, from now on, or leaves it to the chat. */
  watch(): void;
  tell(whereabouts: Whereabouts | undefined): void;
  /** Undefined before the relay's first answer. */
  words(): BubbleWords | undefined;
}

/**
 * Puts the chat into the bubble's shadow root and wires the two together. It is part of the chat's script, so that pages
 * where nobody asks do not carry it.
 */
export const attachChat = (host: BubbleHost, root: ShadowRoot, { watch, tell, words }: Bubble): ChatElement => {
  const chat = document.createElement('ask-librarian-chat') as ChatElement; // as: this script defines it
  const button = root.querySelector('button');
  const unread = document.createElement('mark');
  let heardBefore = false;
  chat.relay = new URL('.', `${host.getAttribute('relay')}`).href;
  chat.desk = `${host.getAttribute('desk')}`;
  chat.remember = Number(host.getAttribute('remember') ?? 30);
  chat.shared = host.hasAttribute('shared');
  const know = () => {
    chat.signs = words()?.signs;
    chat.known = host.whereabouts;
  };
  know();
  host.addEventListener('whereabouts', know);
  chat.addEventListener('view', () => {
    const phrase = words()?.unread;
    unread.textContent = chat.unread && phrase ? filled(phrase, `${chat.unread}`) : '';
    // While it only tries to connect the bubble asks by itself, and as often as ever.
    if (chat.live || heardBefore) watch();
    if (chat.live) tell(chat.whereabouts);
    heardBefore = chat.live;
  });
  for (const type of ['open', 'close', 'message']) {
    chat.addEventListener(type, (event) => {
      if (type === 'open') button?.style.setProperty('display', 'none');
      if (type === 'close') {
        button?.style.removeProperty('display');
        if (root.activeElement) button?.focus();
      }
      host.dispatchEvent(new CustomEvent(type, { detail: (event as CustomEvent).detail })); // as: all of these are
    });
  }
  root.querySelector('b')?.after(unread);
  root.append(chat);
  return chat;
};
