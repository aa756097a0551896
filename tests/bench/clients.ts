import { once } from 'node:events';
import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import type { FromConsole, FromPatron } from '../../relay/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { keyOf } from '../stage/key-of.ts';
import type { Measured } from './processes.ts';

/** Patrons and a librarian who talk as fast as they are answered. */
export interface Clients {
  /** Every patron asks `each` times; resolves when every answer has come. */
  talk(each: number): Promise<void>;
  close(): void;
}

type Frame = {
  kind: string;
  code?: string;
  conversation?: string;
  entry?: { seq: number; by?: string; text?: string };
  seq?: number;
};

const open = async (address: string, options: WebSocket.ClientOptions = {}): Promise<WebSocket> => {
  const socket = new WebSocket(address, { perMessageDeflate: false, ...options });
  await once(socket, 'open');
  return socket;
};

/** What is refused or cut would be waited for without end. */
const frames = (socket: WebSocket, take: (frame: Frame) => void) => {
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame; // our own relay's frames
    if (frame.kind === 'sorry') throw new Error(`The relay refused a frame: ${frame.code}`);
    take(frame);
  });
  socket.on('close', (code) => {
    if (!closing.has(socket)) throw new Error(`A socket was closed with ${code}`);
  });
};

const closing = new WeakSet<WebSocket>();

const closeAll = (sockets: readonly WebSocket[]): void => {
  for (const socket of sockets) {
    closing.add(socket);
    socket.terminate();
  }
};

/** So many sockets are opened side by side. */
const AT_ONCE = 50;

const openMany = async (count: number, from: number, one: (number: number) => Promise<void>): Promise<void> => {
  for (let number = from; number < from + count; number += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, from + count - number) }, (_, index) => one(number + index));
    await Promise.all(some);
  }
};

/** Asks, waits for the answer, asks again. */
class Asking {
  readonly #say: () => void;
  #left = 0;
  #done: () => void = () => undefined;

  constructor(say: () => void) {
    this.#say = say;
  }

  ask(times: number): Promise<void> {
    this.#left = times;
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#say();
    });
  }

  answered(): void {
    this.#left -= 1;
    if (this.#left > 0) this.#say();
    else this.#done();
  }
}

const all = (askings: readonly Asking[], sockets: readonly WebSocket[]): Clients => ({
  talk: async (each) => void (await Promise.all(askings.map((asking) => asking.ask(each)))),
  close: () => closeAll(sockets),
});

export const forwarderLoad = async ({ host }: Measured, patrons: number, from = 0): Promise<Clients> => {
  const librarian = await open(`ws://${host}/`);
  frames(librarian, ({ conversation }) => {
    librarian.send(JSON.stringify({ kind: 'say', conversation, id: nanoid(), text: 'Until five today.' }));
  });
  const sockets = [librarian];
  const askings: Asking[] = [];
  await openMany(patrons, from, async (number) => {
    const socket = await open(`ws://${host}/?patron=${number}`);
    const asking = new Asking(() => {
      socket.send(JSON.stringify({ kind: 'say', id: nanoid(), text: 'Is the archive open today?' }));
    });
    frames(socket, () => asking.answered());
    sockets.push(socket);
    askings.push(asking);
  });
  return all(askings, sockets);
};

/** She answers every question, with the marks that a real console sends. */
export const openConsole = async (host: string, cookie: string): Promise<Pick<Clients, 'close'>> => {
  const socket = await open(`ws://${host}/console/socket`, { headers: { cookie }, origin: `http://${host}` });
  const send = (frame: FromConsole) => socket.send(JSON.stringify(frame));
  frames(socket, ({ kind, conversation = '', entry }) => {
    if (kind !== 'entry' || !entry) return;
    send({ kind: 'mark', conversation, delivered: entry.seq, seen: entry.seq });
    if (entry.by === 'patron') send({ kind: 'say', conversation, id: nanoid(), text: 'Until five today.' });
  });
  send({ kind: 'hello', version: PROTOCOL_VERSION, have: {} });
  return { close: () => closeAll([socket]) };
};

/** With the marks that real pages send. */
export const relayPatrons = async ({ host }: Measured, patrons: number, from = 0): Promise<Clients> => {
  const sockets: WebSocket[] = [];
  const askings: Asking[] = [];
  await openMany(patrons, from, async (number) => {
    const socket = await open(`ws://${host}/socket`, { origin: `http://${host}` });
    const send = (frame: FromPatron) => socket.send(JSON.stringify(frame));
    const asking = new Asking(() => send({ kind: 'say', id: nanoid(), text: 'Is the archive open today?' }));
    const welcomed = new Promise<void>((resolve) => {
      frames(socket, ({ kind, entry }) => {
        if (kind === 'welcome') resolve();
        if (kind !== 'entry' || entry?.by !== 'librarian') return;
        send({ kind: 'mark', delivered: entry.seq, seen: entry.seq });
        asking.answered();
      });
    });
    send({ kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf(`bench-${number}`), after: 0 });
    await welcomed;
    sockets.push(socket);
    askings.push(asking);
  });
  return all(askings, sockets);
};
