import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { PatronEntry } from '../../../relay/protocol/entries.ts';
import type { FromPatron, ToPatron } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** An entry as a test writes it; the fake relay adds seq, id and time. */
export type NewEntry = PatronEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'seq' | 'id' | 'at'>
    : never
  : never;

/**
 * A relay that sends what a test makes it send. It is meant for tests of how a page looks: it keeps one conversation,
 * which every page gets.
 */
export class FakeRelay {
  whereabouts: Whereabouts;
  /** Whether it answers `say` with `kept`. */
  keeps = true;
  /** Whether it answers `hello` with `welcome`. */
  welcomes = true;
  #seq = 0;
  #entries: PatronEntry[] = [];
  readonly #sockets = new Set<WebSocket>();
  readonly #received: FromPatron[] = [];
  #waiting: { kind: FromPatron['kind']; resolve(frame: FromPatron): void }[] = [];

  constructor(server: Server, whereabouts: Whereabouts) {
    this.whereabouts = whereabouts;
    new WebSocketServer({ server, path: '/socket' }).on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('message', (data) => this.#receive(socket, JSON.parse(String(data)) as FromPatron)); // as: the chat's own frames
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  send(frame: ToPatron): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  /** Keeps an entry that is `ago` minutes old, and sends it to the page. */
  shows(added: NewEntry, ago = 0): PatronEntry {
    this.#seq += 1;
    const entry = { ...added, seq: this.#seq, id: `entry-${this.#seq}`, at: Date.now() - ago * 60_000 } as PatronEntry; // as: the union was taken apart by Omit
    this.#entries.push(entry);
    this.send({ kind: 'entry', entry });
    return entry;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  /** The first frame of this kind that was not taken yet, or else the next one. */
  async receives(kind: FromPatron['kind']): Promise<FromPatron> {
    const index = this.#received.findIndex((frame) => frame.kind === kind);
    const [frame] = index < 0 ? [] : this.#received.splice(index, 1);
    return frame ?? new Promise((resolve) => this.#waiting.push({ kind, resolve }));
  }

  /** Closes every socket with this code, or without one as a broken network does. */
  disconnects(code?: number): void {
    for (const socket of this.#sockets) code === undefined ? socket.terminate() : socket.close(code);
  }

  /** Forgets everything and begins with an empty conversation. */
  startsOver(whereabouts: Whereabouts): void {
    this.whereabouts = whereabouts;
    this.keeps = true;
    this.welcomes = true;
    this.#entries = [];
    this.#received.length = 0;
    this.#seq = 0;
  }

  #receive(socket: WebSocket, frame: FromPatron): void {
    const answer = (reply: ToPatron) => socket.send(JSON.stringify(reply));
    if (frame.kind === 'still') answer({ kind: 'still' });
    if (frame.kind === 'hello' && this.welcomes) {
      const { whereabouts } = this;
      answer({ kind: 'welcome', version: 1, after: this.#seq, whereabouts, limits: { text: MAX_TEXT } });
      for (const entry of this.#entries) if (entry.seq > frame.after) answer({ kind: 'entry', entry });
    }
    if (frame.kind === 'say' && this.keeps) {
      this.#seq += 1;
      const at = Date.now();
      this.#entries.push({ kind: 'said', by: 'patron', id: frame.id, text: frame.text, seq: this.#seq, at });
      answer({ kind: 'kept', id: frame.id, seq: this.#seq, at });
    }
    if (frame.kind === 'forget' || frame.kind === 'close') this.#entries = [];
    if (frame.kind === 'forget') answer({ kind: 'gone' });
    const waiting = this.#waiting.find(({ kind }) => kind === frame.kind);
    if (waiting) {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      waiting.resolve(frame);
    } else this.#received.push(frame);
  }
}
