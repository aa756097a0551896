import { randomBytes } from 'node:crypto';
import type { FromPatron, ToPatron } from '../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { Conversation } from '../../widget/chat/conversation/conversation.ts';
import type { ConversationParts } from '../../widget/chat/conversation/conversation-parts.ts';
import type { ConversationView } from '../../widget/chat/conversation/conversation-view.ts';
import { KeyKeeper } from '../../widget/chat/conversation/key-keeper.ts';
import type { KeyStorage } from '../../widget/chat/conversation/stored-key.ts';
import { waiting } from '../../widget/chat/views/leaving.ts';
import { ending, handed } from '../../widget/chat/views/more.ts';
import { noticeOf } from '../../widget/chat/views/notice.ts';
import { otherWay, paused } from '../../widget/chat/views/pause.ts';
import type { Reader } from '../../widget/chat/views/reader.ts';
import { nameOf, type Row, rowsOf, sentenceOf } from '../../widget/chat/views/rows.ts';
import { storedText } from '../../widget/question/private-link.ts';
import { RelayLink } from '../../widget/shared/relay-link.ts';
import { EN } from '../../widget/strings/chat.en.ts';
import { EN as LATER } from '../../widget/strings/chat-details.en.ts';
import { EN as MORE } from '../../widget/strings/chat-more.en.ts';
import { ConditionWaiter } from './condition-waiter.ts';
import { SocketBrowser } from './socket-browser.ts';

const ITEM = 'ask-librarian';

/** The storage of one browser, shared by all its pages. */
export class BrowserStorage implements KeyStorage {
  readonly items = new Map<string, string>();

  /** `key`: the key of a private link that was opened in this browser. */
  constructor(key?: string) {
    if (key !== undefined) this.items.set(ITEM, storedText(key, Date.now()));
  }

  readonly #watchers = new Set<(text: string | null) => void>();

  getItem(name: string): string | null {
    return this.items.get(name) ?? null;
  }

  setItem(name: string, text: string): void {
    this.items.set(name, text);
  }

  removeItem(name: string): void {
    this.items.delete(name);
  }

  /** Notifies every page except the one that wrote, as a browser does. */
  notify(writer: (text: string | null) => void, text: string | null): void {
    for (const watcher of this.#watchers) if (watcher !== writer) setImmediate(() => watcher(text));
  }

  watch(watcher: (text: string | null) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** The parts that the chat loads later: only their sentences, as the notice and the rows show them. */
const PARTS = { ...MORE, ending, handed } as unknown as ReturnType<Reader['more']>; // nothing else of them is called
const DETAILS = { unconfirmed: LATER.unconfirmed, otherWay, paused, waiting } as unknown as ReturnType<
  Reader['details']
>; // nor of these

export interface PatronParts {
  name: string;
  /** `http://127.0.0.1:8080` */
  relay: string;
  desk: string;
  storage: BrowserStorage;
  /** Called with every page that the patron opens. */
  opened(page: Patron): void;
}

/** A patron at one page: the page's real conversation, keys and link on a real socket, without a browser. */
export class Patron {
  readonly name: string;
  readonly storage: BrowserStorage;
  readonly #parts: PatronParts;
  readonly #browser: SocketBrowser;
  readonly #conversation: Conversation;
  readonly #conditions = new ConditionWaiter();
  /** Whether the patron looks at the page; what comes meanwhile otherwise stays unread. */
  #reading = true;

  constructor(parts: PatronParts) {
    this.name = parts.name;
    this.storage = parts.storage;
    this.#parts = parts;
    const { relay, desk, storage } = parts;
    const browser = new SocketBrowser({ origin: 'https://catalogue.example' });
    const clock = { now: Date.now, after: browser.after };
    const address = `${relay.replace(/^http/, 'ws')}/socket`;
    const item = ITEM;
    let onStored: (text: string | null) => void = () => undefined;
    const write = (text: string | null): void => {
      if (storage.getItem(item) === text) return;
      if (text === null) storage.removeItem(item);
      else storage.setItem(item, text);
      storage.notify(onStored, text);
    };
    const keys = new KeyKeeper({
      storage: () => ({
        getItem: () => storage.getItem(item),
        setItem: (_, text) => write(text),
        removeItem: () => write(null),
      }),
      name: item,
      rememberMinutes: 30,
      clock,
      newKey: () => randomBytes(32).toString('base64url'),
      alone: async (work) => {
        work();
        work();
      },
      watch({ stored }) {
        onStored = stored;
        return storage.watch(stored);
      },
    });
    const link: ConversationParts['link'] = (on) => new RelayLink<FromPatron, ToPatron>({ address, browser, ...on });
    this.#browser = browser;
    this.#conversation = new Conversation({
      desk,
      keys,
      link,
      clock,
      newId: () => randomBytes(16).toString('base64url'),
      visible: () => this.#reading,
    });
    this.#conversation.subscribe(() => {
      if (this.#reading) setImmediate(() => this.#conversation.seen());
      this.#conditions.changed();
    });
    this.#conversation.open();
    parts.opened(this);
  }

  // What the patron does -------------------------------------------------------------------------------------------------

  /** Writes a line: it is in the log at once, and sent as soon as the link allows. */
  writes(text: string): void {
    const refused = this.#conversation.say(text);
    if (refused) throw new Error(`The page refused the line: ${refused}`);
  }

  /** Writes a line; resolves when the relay has kept it. */
  async says(text: string): Promise<void> {
    const before = this.#count(text);
    this.writes(text);
    await this.#until(`${this.name} has said "${text}"`, (view) => {
      const kept = view.lines.filter((line) => 'tick' in line && line.text === text && line.seq !== undefined);
      return kept.length > before;
    });
  }

  types(): void {
    this.#conversation.typing();
  }

  stopsTyping(): void {
    this.#conversation.typing(false);
  }

  losesNetwork(): void {
    this.#browser.losesNetwork();
  }

  returns(): void {
    this.#browser.findsNetwork();
  }

  looksAway(): void {
    this.#reading = false;
  }

  looksAgain(): void {
    this.#reading = true;
    this.#conversation.seen();
  }

  /** Deletes the conversation; resolves when the relay has forgotten it. */
  async hasItForgotten(): Promise<void> {
    this.#conversation.forget();
    await this.#until('the conversation is forgotten', (view) => view.ended === 'forgotten');
  }

  /** Takes the private link to the conversation; returns the key in it. */
  takesLink(): string {
    const { keys } = this.#view;
    keys?.link();
    return keys?.key ?? '';
  }

  clearsTheScreen(): void {
    this.#conversation.clearScreen();
  }

  /** Another page in the same browser. */
  opensAnotherPage(): Patron {
    return new Patron(this.#parts);
  }

  /** Closes this page and opens another in its place. */
  reloads(): Patron {
    this.leaves();
    return this.opensAnotherPage();
  }

  leaves(): void {
    this.#conversation.stop();
  }

  // What the patron sees -------------------------------------------------------------------------------------------------

  /** The page's rows, without times: `You: … (Seen)`, `Ann: …`, `— Ann has handed your question on`. */
  get page(): string {
    return this.#rows.join('\n');
  }

  /** The notice about the question and the connection: `Asking a librarian…`; empty where there is none. */
  get notice(): string {
    return noticeOf(this.#view, this.#reader) ?? '';
  }

  get whereabouts(): Whereabouts | undefined {
    return this.#view.whereabouts;
  }

  get unread(): number {
    return this.#view.unread;
  }

  /** The patron's own lines that the page shows as kept, in the order of the page. */
  get keptLines(): string[] {
    return this.#view.lines.flatMap((line) => ('tick' in line && line.seq !== undefined ? [line.text] : []));
  }

  get unkeptLines(): string[] {
    return this.#view.lines.flatMap((line) => ('tick' in line && line.seq === undefined ? [line.text] : []));
  }

  /** The patron's own lines that the page shows neither as delivered nor as seen. */
  get undeliveredLines(): string[] {
    const isDelivered = (tick: string) => tick === 'delivered' || tick === 'seen';
    return this.#view.lines.flatMap((line) => ('tick' in line && !isDelivered(line.tick) ? [line.text] : []));
  }

  /** Waits until the page has exactly these rows. */
  async reads(...rows: string[]): Promise<void> {
    await this.#until(`${this.name} reads:\n${rows.join('\n')}`, () => this.page === rows.join('\n'));
  }

  /** Waits until the page has this number of rows, without the row that says who is typing. */
  async hasRows(count: number): Promise<void> {
    await this.#until(`${this.name} has ${count} rows`, (view) => view.lines.length === count);
  }

  async sees(row: string): Promise<void> {
    await this.#until(`${this.name} sees "${row}"`, () => this.#rows.includes(row));
  }

  async seesNotice(notice: string): Promise<void> {
    await this.#until(`${this.name} sees the notice "${notice}"`, () => this.notice === notice);
  }

  async isConnected(): Promise<void> {
    await this.#until(`${this.name} is connected`, (view) => view.link === 'live');
  }

  async isCutOff(): Promise<void> {
    await this.#until(`${this.name} is cut off`, (view) => view.link !== 'live');
  }

  /** Waits until every line of the patron is kept. */
  async hasAllKept(): Promise<void> {
    await this.#until(`all of ${this.name}'s lines are kept`, () => this.unkeptLines.length === 0);
  }

  /** Waits until `is` is true of the desk's whereabouts; resolves to them. */
  async finds(what: string, is: (whereabouts: Whereabouts) => boolean): Promise<Whereabouts> {
    return await this.#conditions.until(
      `${this.name} finds ${what}`,
      () => this.whereabouts && is(this.whereabouts) && this.whereabouts,
      () => JSON.stringify(this.whereabouts, null, 2),
    );
  }

  async #until(what: string, is: (view: ConversationView) => boolean): Promise<void> {
    await this.#conditions.until(
      what,
      () => is(this.#view),
      () => `${this.page}\n[${this.#view.link}] ${this.notice}`,
    );
  }

  #count(text: string): number {
    return this.#view.lines.filter((line) => 'tick' in line && line.text === text && line.seq !== undefined).length;
  }

  get #view(): ConversationView {
    return this.#conversation.view;
  }

  get #reader(): Reader {
    return {
      words: EN,
      language: 'en',
      now: Date.now(),
      signs: undefined,
      details: () => DETAILS,
      more: () => PARTS,
    };
  }

  get #rows(): string[] {
    const reader = this.#reader;
    const rows = rowsOf(this.#view, reader).flatMap((row) => [
      ...(row.fresh ? [`— ${MORE.fresh}`] : []),
      rowText(row, reader),
    ]);
    return this.#view.typing ? [...rows, EN.typing(this.#view.typing.name)] : rows;
  }
}

const rowText = ({ line, tick }: Row, reader: Reader): string => {
  if (line.kind === 'said') {
    const revised = 'revised' in line && line.revised ? [MORE[line.revised]] : [];
    const below = [...revised, ...(tick ? [EN[tick]] : [])].map((words) => `(${words})`);
    return [`${nameOf(line, reader)}:`, line.text, ...below].filter(Boolean).join(' ');
  }
  if (line.kind !== 'noted') return `— ${sentenceOf(line, reader)}`;
  return `— ${line.topic === 'name' ? MORE.named(line.text) : MORE.attached + line.record.title}`;
};
