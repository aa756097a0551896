/** Connects the chat with the bubble. */
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { BubbleWords } from './bubble-words.ts';
import type { ChatElement } from './chat-element.ts';
import { filled } from './whereabouts-line.ts';

/** The element that contains the bubble, as the bubble and the chat use it. */
export interface BubbleHost extends HTMLElement {
  whereabouts: Whereabouts | undefined;
  open(): void;
}

/** What the chat calls in the bubble. */
export interface Bubble {
  /** To be called when the chat connects or disconnects: the bubble starts or stops to poll for the whereabouts. */
  updatePolling(): void;
  setWhereabouts(whereabouts: Whereabouts | undefined): void;
  /** Undefined before the relay's first answer. */
  words(): BubbleWords | undefined;
}

/**
 * Puts the chat into the bubble's shadow root and connects the two. This function is part of the chat's script, so that
 * pages where nobody asks anything do not load it.
 */
export const attachChat = (
  host: BubbleHost,
  root: ShadowRoot,
  { updatePolling, setWhereabouts, words }: Bubble,
): ChatElement => {
  const chat = document.createElement('ask-librarian-chat') as ChatElement; // as: this script defines it
  const button = root.querySelector('button');
  const unread = document.createElement('mark');
  let wasLive = false;
  chat.relay = new URL('.', `${host.getAttribute('relay')}`).href;
  chat.desk = `${host.getAttribute('desk')}`;
  chat.remember = Number(host.getAttribute('remember') ?? 30);
  chat.shared = host.hasAttribute('shared');
  const passWhereabouts = () => {
    chat.signs = words()?.signs;
    chat.known = host.whereabouts;
  };
  passWhereabouts();
  host.addEventListener('whereabouts', passWhereabouts);
  chat.addEventListener('view', () => {
    const phrase = words()?.unread;
    unread.textContent = chat.unread && phrase ? filled(phrase, `${chat.unread}`) : '';
    // While the chat is only trying to connect, the bubble's polling continues with its interval unchanged.
    if (chat.live || wasLive) updatePolling();
    if (chat.live) setWhereabouts(chat.whereabouts);
    wasLive = chat.live;
  });
  for (const type of ['open', 'close', 'message']) {
    chat.addEventListener(type, (event) => {
      if (type === 'open') button?.style.setProperty('display', 'none');
      if (type === 'close') {
        button?.style.removeProperty('display');
        if (root.activeElement) button?.focus();
      }
      host.dispatchEvent(new CustomEvent(type, { detail: (event as CustomEvent).detail })); // as: the chat sends only custom events of these types
    });
  }
  root.querySelector('b')?.after(unread);
  root.append(chat);
  return chat;
};
