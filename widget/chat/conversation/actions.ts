import type { StickyScroll } from '../sticky-scroll.ts';
import type { Asking } from '../views/foot.ts';
import type { Conversation } from './conversation.ts';

/** The open chat, as what she does in it needs it. */
export interface Acting {
  conversation(): Conversation | undefined;
  scroll(): StickyScroll | undefined;
  /** Is a line of hers not answered yet? */
  unanswered(): boolean;
  /** The question before her, such as whether she really wants to have all of it forgotten. */
  asking(): Asking | undefined;
  asks(what: Asking | undefined): void;
  /** So much is in the composer now. */
  typed(length: number): void;
  /** She takes part on this page. */
  took(): void;
  /** Puts a text into the composer. */
  write(text: string): void;
  /** To this element once it is drawn; without one to the composer. */
  focus(selector?: string): void;
  /** All of the whereabouts card, or one line of it. */
  widen(): void;
  close(): void;
}

/** What a patron can do in the open chat, for its views to call. */
export const actionsOn = (chat: Acting) => {
  const answer = (yes: boolean) => {
    const asked = chat.asking();
    chat.asks(undefined);
    if (!yes || asked === 'keep') {
      chat.focus(`#${asked}`);
      return;
    }
    // What was written but not said goes as well.
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
