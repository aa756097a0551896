/** What a patron can do in the open chat. */
import type { StickyScroll } from '../sticky-scroll.ts';
import type { Asking } from '../views/foot.ts';
import type { Conversation } from './conversation.ts';

/** The open chat, as the actions use it. */
export interface ActionTarget {
  conversation(): Conversation | undefined;
  scroll(): StickyScroll | undefined;
  /** Has the patron a line that no librarian has answered yet? */
  unanswered(): boolean;
  /** The question that the patron is asked at the moment, such as whether to delete the conversation. */
  asking(): Asking | undefined;
  asks(what: Asking | undefined): void;
  /** Reports the length of the text in the composer. */
  typed(length: number): void;
  /** Reports that the patron takes part in the conversation on this page. */
  took(): void;
  /** Puts a text into the composer. */
  write(text: string): void;
  /** Focuses this element after it has been drawn; without a selector, the composer. */
  focus(selector?: string): void;
  /** Unfolds the whereabouts card, or folds it to one line. */
  widen(): void;
  close(): void;
}

/** The patron's actions in the open chat. The views call them. */
export const actionsOn = (chat: ActionTarget) => {
  const answer = (yes: boolean) => {
    const asked = chat.asking();
    chat.asks(undefined);
    if (!yes || asked === 'keep') {
      chat.focus(`#${asked}`);
      return;
    }
    // A text that was typed but not sent is removed too.
    chat.write('');
    if (asked === 'forget') chat.conversation()?.forget();
    else chat.conversation()?.clearScreen();
    chat.focus();
  };
  return {
    answer,
    close: () => chat.close(),
    widen: () => chat.widen(),
    tryAgain: (id: string) => {
      chat.conversation()?.tryAgain(id);
      chat.focus();
    },
    discard: (id: string) => {
      chat.conversation()?.discard(id);
      chat.focus();
    },
    retry: () => chat.conversation()?.retryNow(),
    jump: () => {
      chat.scroll()?.toEnd();
      chat.focus();
    },
    send: (text: string) => {
      if (chat.conversation()?.say(text)) return;
      chat.took();
      chat.write('');
      chat.scroll()?.toEnd();
    },
    input: (text: string) => {
      chat.conversation()?.typing(text !== '');
      chat.typed(text.length);
    },
    ask: (what: Asking) => {
      chat.asks(what);
      if (what === 'clear' && !chat.unanswered()) answer(true);
      else chat.focus('#no');
    },
    escape: () => {
      if (chat.asking()) answer(false);
      else chat.close();
    },
  };
};
