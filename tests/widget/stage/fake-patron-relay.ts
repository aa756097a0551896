import type { Mark, PatronEntry } from '../../../relay/protocol/entries.ts';
import type { FromPatron, SorryCode, ToPatron } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { FakeClock } from '../../stage/fake-clock.ts';
import type { FakeSocket } from './fake-page.ts';

type Said = Extract<PatronEntry, { kind: 'said' }>;

type NewlySaid = Said extends infer Each ? (Each extends unknown ? Omit<Each, 'seq' | 'at'> : never) : never;

interface Page {
  socket: FakeSocket;
  key?: string;
  after: number;
}

/** A relay that follows the protocol for patrons' pages, on a network that a test can cut. */
export class FakePatronRelay {
  /** The frames that all pages have sent, in order of arrival. */
  readonly heard: FromPatron[] = [];
  readonly conversations = new Map<string, PatronEntry[]>();
  readonly forgotten = new Set<string>();
  readonly pages = new Set<Page>();
  /** The relay refuses every line and every request to delete with this code. */
  refuses: { code: SorryCode; final: boolean } | undefined;
  /** The relay accepts no sockets. */
  down = false;
  /** Milliseconds, each way. */
  latency = 20;
  whereabouts: Whereabouts = {
    desk: 'main',
    name: 'Reference desk',
    zone: 'America/New_York',
    availability: 'available',
    librarians: [],
    goodFor: 25,
  };
  readonly #clock: FakeClock;
  #seq = 0;
  #id = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Accepts a page's socket. */
  readonly connect = (socket: FakeSocket): void => {
    const page: Page = { socket, after: 0 };
    // Frames that the page sent before it closed the socket still arrive.
    socket.onClosed = () => this.#later(page, () => this.pages.delete(page));
    socket.onSent = (data) => this.#later(page, () => this.#hear(page, JSON.parse(data)));
    this.pages.add(page);
    this.#later(page, () => (this.down ? this.#drop(page, 1006) : socket.on.open()));
  };

  /** Cuts every socket. Frames under way in both directions are lost. */
  cuts(code = 1006): void {
    for (const page of [...this.pages]) this.#drop(page, code);
  }

  /** Adds a librarian's line to the conversation of `key`, or to the only conversation. */
  answers(text: string, { key = this.key, name = 'Ann' } = {}): void {
    this.#keep(key, { kind: 'said', by: 'librarian', id: `answer-${++this.#id}`, name, text });
  }

  sends(key: string, frame: ToPatron): void {
    for (const page of this.pages) if (page.key === key) this.#send(page, frame);
  }

  marks(mark: Mark): void {
    this.sends(this.key, { kind: 'mark', ...mark });
  }

  /** Sends every entry again, as a relay may that does not know what it has sent. */
  repeats(): void {
    for (const page of this.pages) {
      for (const entry of this.conversations.get(page.key ?? '') ?? []) this.#send(page, { kind: 'entry', entry });
    }
  }

  /** Deletes a conversation, as after the retention time. Its pages learn it when they connect again. */
  forgets(key = this.key): void {
    this.conversations.delete(key);
    this.forgotten.add(key);
  }

  /** The key of the only conversation. */
  get key(): string {
    const [key, ...more] = this.conversations.keys();
    if (key === undefined || more.length > 0) throw new Error(`${this.conversations.size} conversations, not one`);
    return key;
  }

  /** The texts of the lines kept in the only conversation. */
  get said(): string[] {
    const entries = this.conversations.get(this.key) ?? [];
    return entries.filter((entry): entry is Said => entry.kind === 'said').map(({ text }) => text);
  }

  heardOf<K extends FromPatron['kind']>(kind: K): Extract<FromPatron, { kind: K }>[] {
    return this.heard.filter((frame): frame is Extract<FromPatron, { kind: K }> => frame.kind === kind);
  }

  #hear(page: Page, frame: FromPatron): void {
    this.heard.push(frame);
    switch (frame.kind) {
      case 'hello':
        this.#hello(page, frame);
        break;
      case 'say':
        this.#say(page, frame.id, frame.text);
        break;
      case 'still':
        this.#send(page, { kind: 'still' });
        break;
      case 'forget':
        if (this.refuses) this.#send(page, { kind: 'sorry', ...this.refuses });
        else if (page.key) {
          this.forgets(page.key);
          this.sends(page.key, { kind: 'gone' });
        }
        break;
    }
  }

  #hello(page: Page, { key, after }: Extract<FromPatron, { kind: 'hello' }>): void {
    const entries = this.conversations.get(key);
    if (this.forgotten.has(key) || (!entries && after > 0)) {
      this.#send(page, { kind: 'sorry', code: 'gone', final: true });
      return;
    }
    page.key = key;
    page.after = after;
    const { whereabouts } = this;
    const last = entries?.at(-1)?.seq ?? 0;
    this.#send(page, { kind: 'welcome', version: 1, after: last, whereabouts, limits: { text: MAX_TEXT } });
    this.#settle(page);
  }

  #say(page: Page, id: string, text: string): void {
    const { key } = page;
    if (key === undefined) return;
    const before = this.conversations
      .get(key)
      ?.find((entry) => entry.id === id && 'by' in entry && entry.by === 'patron');
    if (before?.kind === 'said') {
      if (before.text === text) this.#send(page, { kind: 'kept', id, seq: before.seq, at: before.at });
      else this.#send(page, { kind: 'sorry', code: 'other-content', id, final: true });
    } else if (this.refuses) this.#send(page, { kind: 'sorry', id, ...this.refuses });
    else this.#keep(key, { kind: 'said', by: 'patron', id, text }, page);
  }

  #keep(key: string, entry: NewlySaid, from?: Page): void {
    // Gaps between seqs are normal.
    this.#seq += 1 + (this.#id % 3);
    const kept = { ...entry, seq: this.#seq, at: this.#clock.now() } as Said; // as: a union loses its members when spread
    this.conversations.set(key, [...(this.conversations.get(key) ?? []), kept]);
    for (const page of this.pages) if (page.key === key) this.#settle(page, page === from ? kept : undefined);
  }

  /** Sends a page the entries it has not received, in seq order; the line it sent itself as `kept`. */
  #settle(page: Page, own?: Said): void {
    for (const entry of this.conversations.get(page.key ?? '') ?? []) {
      if (entry.seq <= page.after) continue;
      page.after = entry.seq;
      if (entry === own) this.#send(page, { kind: 'kept', id: own.id, seq: own.seq, at: own.at });
      else this.#send(page, { kind: 'entry', entry });
    }
  }

  #send(page: Page, frame: ToPatron): void {
    this.#later(page, () => page.socket.receives(frame));
  }

  #later(page: Page, then: () => void): void {
    this.#clock.after(this.latency, () => this.pages.has(page) && then());
  }

  #drop(page: Page, code: number): void {
    this.pages.delete(page);
    page.socket.on.close(code);
  }
}
