import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { PatronEntry } from '../../../relay/protocol/entries.ts';
import type { FromPatron, ToPatron } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** An entry as a test writes it: its place and time are given by the relay. */
export type NewEntry = PatronEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'seq' | 'id' | 'at'>
    : never
  : never;

/** Says what a test has it say. For the looks of a page only: it keeps one conversation, for whoever comes. */
export class FakeRelay {
  whereabouts: Whereabouts;
  /** Answers a `say` with `kept`. */
  keeps = true;
  /** Answers a `hello`. */
  welcomes = true;
  #seq = 0;
  #entries: PatronEntry[] = [];
  readonly #sockets = new Set<WebSocket>();
  readonly #heard: FromPatron[] = [];
  #waiting: { kind: FromPatron['kind']; then(frame: FromPatron): void }[] = [];

  constructor(server: Server, whereabouts: Whereabouts) {
    this.whereabouts = whereabouts;
    new WebSocketServer({ server, path: '/socket' }).on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('message', (data) => this.#hear(socket, JSON.parse(String(data)) as FromPatron)); // as: the chat's own frames
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  send(frame: ToPatron): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  /** Keeps a line and shows it to the page. `ago`: minutes. */
  shows(told: NewEntry, ago = 0): PatronEntry {
    this.#seq += 1;
    const entry = { ...told, seq: this.#seq, id: `entry-${this.#seq}`, at: Date.now() - ago * 60_000 } as PatronEntry; // as: put together again
    this.#entries.push(entry);
    this.send({ kind: 'entry', entry });
    return entry;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  /** The next frame of this kind, or the first one that was not asked for yet. */
  async receives(kind: FromPatron['kind']): Promise<FromPatron> {
    const place = this.#heard.findIndex((frame) => frame.kind === kind);
    const [frame] = place < 0 ? [] : this.#heard.splice(place, 1);
    return frame ?? new Promise((then) => this.#waiting.push({ kind, then }));
  }

  /** Closes every socket; without a code as a broken network does. */
  disconnects(code?: number): void {
    for (const socket of this.#sockets) code === undefined ? socket.terminate() : socket.close(code);
  }

  /** A new conversation, as if nothing had been. */
  startsOver(whereabouts: Whereabouts): void {
    this.whereabouts = whereabouts;
    this.keeps = true;
    this.welcomes = true;
    this.#entries = [];
    this.#heard.length = 0;
    this.#seq = 0;
  }

  #hear(socket: WebSocket, frame: FromPatron): void {
    const answer = (answered: ToPatron) => socket.send(JSON.stringify(answered));
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
      waiting.then(frame);
    } else this.#heard.push(frame);
  }
}
