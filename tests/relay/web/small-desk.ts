import type { Line } from '../../../relay/desk/conversation/conversation.ts';
import type { ConversationId, Entry, What } from '../../../relay/desk/entry.ts';
import type { PatronHello } from '../../../relay/desk/patrons.ts';
import type { LibrarianLink, Notification, PatronLink } from '../../../relay/desk/ports.ts';
import type { Mark } from '../../../relay/protocol/entries.ts';
import type { ConsoleStatement, ConversationCard, OwnStatus, SorryCode } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import { cleanText } from '../../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../../relay/protocol/version.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { WebParts } from '../../../relay/web/server.ts';

type WebDesk = WebParts['desk'];

interface Talk {
  id: ConversationId;
  lines: Line[];
  pages: Set<PatronLink>;
  holder?: string;
}

const refused = (code: SorryCode, final = true) => ({ outcome: 'sorry', code, final }) as const;
const DONE = { outcome: 'done' } as const;

/**
 * A desk that behaves like one, in memory and without its finer points: one desk `main` with the librarians Ann and Ben. A
 * test can make its disk slow, and its lines go wrong.
 */
export class SmallDesk implements WebDesk {
  readonly talks = new Map<ConversationId, Talk>();
  readonly marked: { librarian: string; conversation: string; mark: Mark }[] = [];
  readonly links = new Set<LibrarianLink>();
  readonly known = new Set(['ann', 'ben']);
  /** How deliveries ended, as `ann 3 delivered`. */
  readonly ends: string[] = [];
  /** What pages that said hello came from. */
  readonly networks: (string | undefined)[] = [];
  /** Said so far by patrons, in the order in which it came here. */
  readonly heard: string[] = [];
  mostInHand = 0;
  #inHand = 0;
  readonly #pages = new Map<PatronLink, Talk>();
  #disk: Promise<void> = Promise.resolve();
  #whereabouts: Whereabouts = {
    desk: 'main',
    name: 'Reference desk',
    zone: 'America/New_York',
    availability: 'offline',
    librarians: [],
    goodFor: 25,
  };

  /** Nothing is kept until the function this gives is called. */
  slowDisk(): () => void {
    let goOn = () => {};
    this.#disk = new Promise((resolve) => {
      goOn = resolve;
    });
    return goOn;
  }

  /** What is said from now on is kept at once. */
  fastDisk(): void {
    this.#disk = Promise.resolve();
  }

  say(words: string): void {
    const ann = { name: 'Ann', availability: 'away', words } as const;
    this.#whereabouts = { ...this.#whereabouts, availability: 'away', librarians: [ann] };
    for (const page of this.#pages.keys()) page.push({ kind: 'whereabouts', whereabouts: this.#whereabouts });
  }

  /** Everybody with an open page is shown this often. */
  flood(times: number, words: string): void {
    for (let time = 0; time < times; time += 1) this.say(`${time} ${words}`);
  }

  get pages(): number {
    return this.#pages.size;
  }

  notify(librarian: string, news: Notification): void {
    for (const link of this.links) link.notify(librarian, news);
  }

  whereabouts(desk: string): Whereabouts | undefined {
    return desk === 'main' ? this.#whereabouts : undefined;
  }

  gauges() {
    return { conversations: this.talks.size, waiting: 0, patrons: this.pages, librarians: 0, kept: 0 };
  }

  // Patrons -------------------------------------------------------------------------------------------------------

  async patronArrives(page: PatronLink, hello: PatronHello): Promise<boolean> {
    this.networks.push(hello.network);
    await this.#disk;
    const talk = this.talks.get(hello.key);
    if (hello.desk !== 'main' || (!talk && hello.after > 0)) {
      page.push({ kind: 'sorry', code: hello.desk === 'main' ? 'gone' : 'unknown-desk', final: true });
      return false;
    }
    const now = talk ?? { id: hello.key, lines: [], pages: new Set() };
    this.talks.set(now.id, now);
    now.pages.add(page);
    this.#pages.set(page, now);
    const after = now.lines.at(-1)?.entry.seq ?? 0;
    const limits = { text: MAX_TEXT };
    page.push({ kind: 'welcome', version: PROTOCOL_VERSION, after, whereabouts: this.#whereabouts, limits });
    for (const { entry } of now.lines) if (entry.seq > hello.after) page.push(entryFrame(entry));
    return true;
  }

  async patronSays(page: PatronLink, id: string, text: string): Promise<void> {
    this.heard.push(text);
    if (text === 'a fault') throw new TypeError(`cannot read ${text}`);
    const said = cleanText(text);
    if (said === '' || said.length > MAX_TEXT) {
      page.push({ kind: 'sorry', code: said === '' ? 'empty' : 'too-long', id, final: true });
      return;
    }
    const talk = this.#pages.get(page);
    if (!talk) return;
    this.#inHand += 1;
    this.mostInHand = Math.max(this.mostInHand, this.#inHand);
    await this.#disk;
    this.#inHand -= 1;
    const before = talk.lines.find(({ entry }) => entry.id === id && entry.author === 'patron')?.entry;
    if (before && (before.what.kind !== 'said' || before.what.text !== said)) {
      page.push({ kind: 'sorry', code: 'other-content', id, final: true });
      return;
    }
    const entry = before ?? this.#keep(talk, id, 'patron', { kind: 'said', text: said });
    page.push({ kind: 'kept', id, seq: entry.seq, at: entry.at });
    if (before) return;
    for (const other of talk.pages) if (other !== page) other.push(entryFrame(entry));
    this.#deliver(talk, entry);
  }

  async patronNotes(page: PatronLink, id: string): Promise<void> {
    page.push({ kind: 'kept', id, seq: 1, at: 1 });
  }

  patronMarks(): void {}

  patronTypes(page: PatronLink, on: boolean): void {
    for (const other of this.#pages.get(page)?.pages ?? []) if (other !== page) other.push({ kind: 'typing', on });
  }

  async patronCloses(): Promise<void> {}

  async patronForgets(page: PatronLink): Promise<void> {
    const talk = this.#pages.get(page);
    if (!talk) return;
    this.talks.delete(talk.id);
    for (const one of talk.pages) one.push({ kind: 'gone' });
  }

  patronLeaves(page: PatronLink): void {
    this.#pages.get(page)?.pages.delete(page);
    this.#pages.delete(page);
  }

  // Librarians ----------------------------------------------------------------------------------------------------

  async librarianSays(librarian: string, conversation: ConversationId, id: string, text: string) {
    const talk = this.talks.get(conversation);
    if (!talk) return refused('not-yours');
    await this.#disk;
    talk.holder ??= librarian;
    const entry = this.#keep(talk, id, `librarian:${librarian}`, { kind: 'said', text });
    for (const page of talk.pages) page.push(entryFrame(entry));
    this.#deliver(talk, entry);
    return { outcome: 'kept', entry, shown: talk.holder === librarian } as const;
  }

  async librarianTakes(librarian: string, conversation: ConversationId) {
    const talk = this.talks.get(conversation);
    if (!talk || (talk.holder ?? librarian) !== librarian) return refused('not-yours');
    talk.holder = librarian;
    for (const other of this.known) {
      this.notify(other, { kind: 'conversation', card: this.card(talk, other) });
    }
    return DONE;
  }

  async librarianPasses(librarian: string, conversation: ConversationId) {
    const talk = this.talks.get(conversation);
    if (talk?.holder !== librarian) return refused('not-yours');
    delete talk.holder;
    for (const other of this.known) this.notify(other, { kind: 'conversation', card: this.card(talk, other) });
    return DONE;
  }

  async librarianCloses() {
    return DONE;
  }

  librarianMarks(librarian: string, conversation: ConversationId, mark: Mark): void {
    this.marked.push({ librarian, conversation, mark });
  }

  librarianTypes(_librarian: string, conversation: ConversationId, on: boolean): void {
    for (const page of this.talks.get(conversation)?.pages ?? []) page.push({ kind: 'typing', on });
  }

  conversationsFor(librarian: string): ConversationCard[] {
    return [...this.talks.values()]
      .filter(({ lines, holder }) => lines.length > 0 && (holder === undefined || holder === librarian))
      .map((talk) => this.card(talk, librarian));
  }

  entriesFor(librarian: string, conversation: ConversationId, after: number): Line[] {
    const talk = this.talks.get(conversation);
    if (!talk || (talk.holder ?? librarian) !== librarian) return [];
    return talk.lines.filter(({ entry }) => entry.seq > after);
  }

  ownStatus(librarian: string): OwnStatus | undefined {
    if (!this.known.has(librarian)) return undefined;
    return {
      librarian,
      name: librarian === 'ann' ? 'Ann' : 'Ben',
      shown: { availability: 'available' },
      publish: 'undecided',
      duty: [{ desk: 'main', name: 'Reference desk', on: true }],
      recent: [],
    };
  }

  async librarianStates(_librarian: string, said: ConsoleStatement) {
    return (said.words ?? '').length > 140 ? refused('too-long') : DONE;
  }

  async librarianPublishes() {
    return refused('not-kept', false);
  }

  async librarianConfirmsAway() {
    return DONE;
  }

  async librarianJoins(librarian: string, conversation: ConversationId) {
    return this.librarianTakes(librarian, conversation);
  }

  async librarianDismissesNotes() {
    return DONE;
  }

  team() {
    return { members: [], desks: [] };
  }

  async librarianMoves(librarian: string, conversation: string) {
    return this.librarianPasses(librarian, conversation);
  }

  async librarianAsks(librarian: string, conversation: string) {
    return this.talks.get(conversation)?.holder === librarian ? DONE : refused('not-yours');
  }

  async librarianClosesDesk(_librarian: string, desk: string) {
    return desk === 'main' ? DONE : refused('not-yours');
  }

  async librarianPausesDesk(_librarian: string, desk: string) {
    return desk === 'main' ? DONE : refused('not-yours');
  }

  async librarianBlocks(_librarian: string, conversation: ConversationId) {
    return this.talks.has(conversation) ? DONE : refused('gone');
  }

  repliesFor(_librarian: string, desk: string) {
    return desk === 'main' ? [{ code: 'hours', text: 'We are open until five.' }] : [];
  }

  refusesNew(): boolean {
    return false;
  }

  async librarianOpensDesk(_librarian: string, desk: string) {
    return desk === 'main' ? DONE : refused('not-yours');
  }

  async setDuty(_librarian: string, desk: string) {
    return desk === 'main' ? DONE : refused('not-yours');
  }

  // ---------------------------------------------------------------------------------------------------------------

  card(talk: Talk, librarian: string): ConversationCard {
    const state = talk.holder === undefined ? 'waiting' : talk.holder === librarian ? 'mine' : 'held';
    const mark = { delivered: 0, seen: 0 };
    return { id: talk.id, word: 'heron-1', desk: 'main', begunAt: 1, state, patronHere: talk.pages.size > 0, mark };
  }

  #keep(talk: Talk, id: string, author: Entry['author'], what: What): Entry {
    const seq = (talk.lines.at(-1)?.entry.seq ?? 0) + 1;
    const entry = { id, author, what, seq, at: 1_700_000_000_000 + seq };
    talk.lines.push({ entry, shown: true });
    return entry;
  }

  #deliver(talk: Talk, entry: Entry): void {
    for (const librarian of talk.holder === undefined ? this.known : [talk.holder]) {
      for (const link of this.links) {
        if (!link.reaches(librarian)) continue;
        const delivery = { card: this.card(talk, librarian), entry, shown: true, again: false };
        void link.deliver(librarian, delivery).then((end) => this.ends.push(`${librarian} ${entry.seq} ${end}`));
      }
    }
  }
}

const entryFrame = (entry: Entry) => {
  const { seq, id, at, what, author } = entry;
  const by = author === 'patron' ? 'patron' : 'librarian';
  const text = what.kind === 'said' ? what.text : '';
  return { kind: 'entry', entry: { kind: 'said', seq, id, at, by, text } } as const;
};
