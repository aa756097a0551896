import type { FromPatron, ToPatron } from '../../../relay/protocol/frames.ts';
import { Conversation } from '../../../widget/chat/conversation/conversation.ts';
import type { ConversationView } from '../../../widget/chat/conversation/conversation-view.ts';
import { KeyKeeper } from '../../../widget/chat/conversation/key-keeper.ts';
import type { KeyStorage } from '../../../widget/chat/conversation/stored-key.ts';
import { RelayLink } from '../../../widget/shared/relay-link.ts';
import type { FakeClock } from '../../stage/fake-clock.ts';
import type { FakeBrowser } from './fake-browser.ts';
import { FakePage } from './fake-page.ts';
import type { FakePatronRelay } from './fake-patron-relay.ts';

export const STORED = 'ask-librarian:https://ask.example/desks/main/';

export interface TabParts {
  clock: FakeClock;
  browser: FakeBrowser;
  relay: FakePatronRelay;
  rememberMinutes?: number;
  /** Locks that the tabs share. Absent: the browser has none. */
  locks?: { turn: Promise<void> };
}

let made = 0;
/** A new key of the right form with every call. */
const newKey = (): string => `${++made}`.padStart(43, 'k');

/** A tab of the patron Pat with the chat's conversation in it. Everything is real except the browser and the relay. */
export class PatronTab {
  readonly page: FakePage;
  readonly conversation: Conversation;
  /** The storage as the scripts of the page see it. */
  readonly storage: KeyStorage;
  readonly #close: () => void;

  constructor({ clock, browser, relay, rememberMinutes = 30, locks }: TabParts) {
    const page = new FakePage(clock);
    page.connect = relay.connect;
    let stored: (text: string | null) => void = () => {};
    const { storage, close } = browser.tab((name, text) => name === STORED && stored(text));
    const twice = async (work: () => void): Promise<void> => {
      work();
      await new Promise<void>((then) => void clock.after(50, then));
      work();
    };
    const keys = new KeyKeeper({
      storage: () => storage,
      name: STORED,
      rememberMinutes,
      clock,
      newKey,
      alone(work) {
        if (!locks) return twice(work);
        locks.turn = locks.turn.then(() => twice(work));
        return locks.turn;
      },
      watch(on) {
        stored = on.stored;
        const unwatch = page.watch((hint) => hint !== 'hidden' && on[hint]());
        return () => {
          stored = () => {};
          unwatch();
        };
      },
    });
    this.page = page;
    this.storage = storage;
    this.#close = close;
    this.conversation = new Conversation({
      desk: 'main',
      keys,
      clock,
      newId: () => `line-${++made}`.padEnd(12, '-'),
      visible: () => page.visible(),
      link: (on) => new RelayLink<FromPatron, ToPatron>({ address: 'wss://ask.example/socket', browser: page, ...on }),
    });
  }

  get view(): ConversationView {
    return this.conversation.view;
  }

  /** The lines of the view, each as "tick text", "Ann: text", or its kind. */
  get lines(): string[] {
    return this.view.lines.map((line) => {
      if (line.kind !== 'said') return line.kind;
      return line.by === 'patron' ? `${line.tick} ${line.text}` : `${line.name}: ${line.text}`;
    });
  }

  says(text: string): void {
    if (this.conversation.say(text)) throw new Error(`the chat did not accept the line ${text}`);
  }

  /** Closes the tab, or leaves its page. Everything that the page had in memory is lost. */
  closes(): void {
    this.page.hint('left');
    this.conversation.stop();
    this.#close();
  }
}
