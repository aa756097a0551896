import type { BubbleHost } from './bubble-host.ts';
import type { ChatElement } from './chat-element.ts';

/**
 * Puts the chat into the bubble's shadow root and wires the two together. It is part of the chat's script, so that pages
 * where nobody asks do not carry it. `changed`: what the bubble shows of the chat may have.
 */
export const attachChat = (host: BubbleHost, root: ShadowRoot, changed: () => void): ChatElement => {
  const chat = document.createElement('ask-librarian-chat') as ChatElement; // as: this script defines it
  const button = root.querySelector('button');
  chat.relay = new URL('.', `${host.getAttribute('relay')}`).href;
  chat.desk = `${host.getAttribute('desk')}`;
  chat.remember = Number(host.getAttribute('remember') ?? 30);
  chat.shared = host.hasAttribute('shared');
  chat.known = host.whereabouts;
  host.addEventListener('whereabouts', () => {
    chat.known = host.whereabouts;
  });
  let heardBefore = false;
  chat.addEventListener('view', () => {
    // While it only tries to connect the bubble asks by itself, and as often as ever.
    if (chat.live || heardBefore) changed();
    heardBefore = chat.live;
  });
  for (const type of ['open', 'close', 'message']) {
    chat.addEventListener(type, (event) => {
      if (type === 'open') button?.style.setProperty('display', 'none');
      if (type === 'close') {
        button?.style.removeProperty('display');
        if (root.activeElement) button?.focus();
        changed();
      }
      host.dispatchEvent(new CustomEvent(type, { detail: (event as CustomEvent).detail })); // as: all of these are
    });
  }
  root.append(chat);
  return chat;
};
