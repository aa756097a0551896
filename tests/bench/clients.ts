import { once } from 'node:events';
import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import type { Opening, Server } from './processes.ts';

/** The patrons and the librarian of a bench. They send the frames that real pages and consoles send. */

/** What the clients read of a frame. */
interface Frame {
  kind: string;
  code?: string;
  conversation?: string;
  entry?: { seq: number; by?: string };
}

/** A socket that takes frames. A refused frame or a socket that is cut is an error: nobody would answer any more. */
class Client {
  readonly #socket: WebSocket;
  #closing = false;

  private constructor(socket: WebSocket, take: (frame: Frame, client: Client) => void) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame; // from a server of ours
      if (frame.kind === 'sorry') throw new Error(`The server refused a frame: ${frame.code}`);
      take(frame, this);
    });
    socket.on('close', (code) => {
      if (!this.#closing) throw new Error(`The server closed a socket with ${code}`);
    });
  }

  /** Resolves when the server has answered `hello`, or, where there is none, when the socket is open. */
  static async open(
    { address, options, hello }: Opening,
    take: (frame: Frame, client: Client) => void,
  ): Promise<Client> {
    const socket = new WebSocket(address, { perMessageDeflate: false, ...options });
    await once(socket, 'open');
    const welcomed = hello === undefined ? undefined : once(socket, 'message');
    const client = new Client(socket, take);
    if (hello !== undefined) client.send(hello);
    await welcomed;
    return client;
  }

  send(frame: unknown): void {
    this.#socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.#closing = true;
    this.#socket.terminate();
  }
}

/** A librarian who answers every question at once. */
export const openConsole = async (server: Server): Promise<{ close(): void }> =>
  await Client.open(server.console(), ({ kind, conversation = '', entry }, client) => {
    if (kind !== 'entry' || !entry) return;
    client.send({ kind: 'mark', conversation, delivered: entry.seq, seen: entry.seq });
    if (entry.by === 'patron') client.send({ kind: 'say', conversation, id: nanoid(), text: 'Until five today.' });
  });

/** A patron with one conversation. */
class Patron {
  #client: Client | undefined;
  /** One callback for each question that has no answer yet; answers come in the order of the questions. */
  readonly #waiting: (() => void)[] = [];

  static async open(opening: Opening): Promise<Patron> {
    const patron = new Patron();
    patron.#client = await Client.open(opening, ({ kind, entry }, client) => {
      if (kind !== 'entry' || entry?.by !== 'librarian') return;
      client.send({ kind: 'mark', delivered: entry.seq, seen: entry.seq });
      patron.#waiting.shift()?.();
    });
    return patron;
  }

  /** Resolves when the answer has come. */
  ask(): Promise<void> {
    this.#client?.send({ kind: 'say', id: nanoid(), text: 'Is the archive open today?' });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#client?.close();
  }
}

/** How many sockets are opened at the same time. */
const AT_ONCE = 50;

/** Patrons who are connected to one server. */
export class Patrons {
  readonly #patrons: readonly Patron[];

  private constructor(patrons: readonly Patron[]) {
    this.#patrons = patrons;
  }

  /** Connects `count` patrons, numbered from `from` on. */
  static async open(server: Server, count: number, from = 0): Promise<Patrons> {
    const patrons: Patron[] = [];
    for (let number = from; number < from + count; number += AT_ONCE) {
      const length = Math.min(AT_ONCE, from + count - number);
      const opening = Array.from({ length }, (_, index) => Patron.open(server.patron(number + index)));
      patrons.push(...(await Promise.all(opening)));
    }
    return new Patrons(patrons);
  }

  /** Every patron asks so many questions, each as soon as the one before is answered. */
  async askMany(each: number): Promise<void> {
    const ask = async (patron: Patron) => {
      for (let number = 0; number < each; number += 1) await patron.ask();
    };
    await Promise.all(this.#patrons.map(ask));
  }

  /**
   * The patrons ask in turn, `perSecond` questions a second in all. Resolves to the milliseconds from each question to
   * its answer.
   */
  async askPaced(perSecond: number, seconds: number): Promise<number[]> {
    const count = perSecond * seconds;
    const times: Promise<number>[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const began = performance.now();
    const pace = setInterval(() => {
      const due = Math.min(count, Math.floor(((performance.now() - began) / 1_000) * perSecond));
      while (times.length < due) times.push(this.#timeOne(times.length));
      if (times.length < count) return;
      clearInterval(pace);
      resolve();
    }, 1);
    await promise;
    return await Promise.all(times);
  }

  close(): void {
    for (const patron of this.#patrons) patron.close();
  }

  async #timeOne(number: number): Promise<number> {
    const asked = performance.now();
    await this.#patrons[number % this.#patrons.length]?.ask();
    return performance.now() - asked;
  }
}
