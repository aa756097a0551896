import { once } from 'node:events';
import { nanoid } from 'nanoid';
import { WebSocket } from 'ws';
import type { Seq } from '../../relay/protocol/entries.ts';
import type { FromConsole, FromPatron, ToConsole, ToPatron } from '../../relay/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { keyOf } from './key-of.ts';

/** Sockets for tests. Frames are queued until a test takes them, so that no frame is missed and no test waits for time. */

interface Framed {
  kind: string;
}
type Of<Frame extends Framed, Kind extends Frame['kind']> = Extract<Frame, { kind: Kind }>;

export interface OpenOptions {
  /** The Origin header; false sends none, like a client that is no browser. */
  origin?: string | false;
  headers?: Record<string, string>;
}

/** A frame that does not come within this time fails the test; nothing else depends on it. */
const PATIENCE_MS = 5_000;

export class FrameClient<From extends Framed, To extends Framed> {
  readonly socket: WebSocket;
  /** The frames that have come and were not taken yet. */
  readonly queue: To[] = [];
  /** Resolves to the close code when the socket is closed. */
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  protected constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.queue.push(JSON.parse(String(data)) as To); // as: our own relay sends what its protocol says
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        resolve(code);
        this.#wake();
      });
    });
    socket.on('error', () => undefined); // followed by `close`
  }

  /** Closes the socket with 1001 (going away); resolves when it is closed. */
  async leaves(): Promise<void> {
    this.socket.close(1001);
    await this.closed;
  }

  /** Cuts the connection without a close frame; resolves when the socket is closed. */
  async isCut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  send(frame: From): void {
    this.sendRaw(JSON.stringify(frame));
  }

  sendRaw(data: string | Buffer): void {
    this.socket.send(data);
  }

  /** Takes the first frame of this kind out of the queue; waits for it where the queue has none. */
  nextOf<Kind extends To['kind']>(
    kind: Kind,
    which: (frame: Of<To, Kind>) => boolean = () => true,
  ): Promise<Of<To, Kind>> {
    return this.#next(kind, (frame): frame is Of<To, Kind> => isOf<To, Kind>(frame, kind) && which(frame));
  }

  /** The frames of this kind that have come and were not taken. */
  unread<Kind extends To['kind']>(kind: Kind): Of<To, Kind>[] {
    return this.queue.filter((frame): frame is Of<To, Kind> => isOf<To, Kind>(frame, kind));
  }

  /** Sends `still` and resolves at its answer: whatever the relay sent before has come by then. */
  async hearsStill(): Promise<void> {
    this.sendRaw('{"kind":"still"}');
    await this.#next('still', (frame): frame is To => frame.kind === 'still');
  }

  protected async answerTo<Answer extends To>(what: string, is: (frame: To) => frame is Answer): Promise<Answer> {
    return await this.#next(what, is);
  }

  async #next<Found extends To>(what: string, is: (frame: To) => frame is Found): Promise<Found> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = this.queue.find(is);
      if (found) {
        this.queue.splice(this.queue.indexOf(found), 1);
        return found;
      }
      if (this.socket.readyState === WebSocket.CLOSED || patience.aborted) {
        const came = this.queue.map(({ kind }) => kind).join(', ');
        throw new Error(`no ${what}; the socket has state ${this.socket.readyState}, and unread are: ${came}`);
      }
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        patience.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

const isOf = <Frame extends Framed, Kind extends Frame['kind']>(frame: Frame, kind: Kind): frame is Of<Frame, Kind> =>
  frame.kind === kind;

const opening = (relay: string, path: string, { origin, headers = {} }: OpenOptions): WebSocket => {
  const address = `${relay.replace(/^http/, 'ws').replace(/\/$/, '')}${path}`;
  const named = origin === false ? {} : { origin: origin ?? new URL(relay).origin };
  return new WebSocket(address, { perMessageDeflate: false, headers, ...named });
};

/** Whether a frame is the answer to the `say` with this id. */
const isAbout =
  (id: string) =>
  <Frame extends Framed>(frame: Frame): frame is Frame & { kind: 'kept' | 'sorry'; id: string } =>
    (frame.kind === 'kept' || frame.kind === 'sorry') && 'id' in frame && frame.id === id;

/** The socket of a patron's page, without the page. */
export class PageClient extends FrameClient<FromPatron, ToPatron> {
  /** `relay`: `http://127.0.0.1:8080`. Resolves when the WebSocket handshake is done, whatever follows. */
  static async open(relay: string, options: OpenOptions = {}): Promise<PageClient> {
    const page = new PageClient(opening(relay, '/socket', options));
    await once(page.socket, 'open');
    return page;
  }

  async hello({ key = keyOf('Pat'), desk = 'main', after = 0 }: { key?: string; desk?: string; after?: Seq } = {}) {
    this.send({ kind: 'hello', version: PROTOCOL_VERSION, desk, key, after });
    return await this.nextOf('welcome');
  }

  /** Resolves when the line is kept or refused. */
  async says(text: string, id = nanoid()): Promise<Of<ToPatron, 'kept' | 'sorry'>> {
    this.send({ kind: 'say', id, text });
    return await this.answerTo(`answer to ${id}`, isAbout(id));
  }
}

/** The socket of a librarian's console, without the page. */
export class ConsoleClient extends FrameClient<FromConsole, ToConsole> {
  /** `cookie`: the cookie of a sign-in, `ask_librarian=…`. */
  static async open(relay: string, { cookie, ...options }: OpenOptions & { cookie?: string } = {}) {
    const headers = { ...options.headers, ...(cookie === undefined ? {} : { cookie }) };
    const librarian = new ConsoleClient(opening(relay, '/console/socket', { ...options, headers }));
    await once(librarian.socket, 'open');
    return librarian;
  }

  async hello(have: Record<string, Seq> = {}): Promise<Of<ToConsole, 'welcome'>> {
    this.send({ kind: 'hello', version: PROTOCOL_VERSION, have });
    return await this.nextOf('welcome');
  }

  /** Resolves when the line is kept or refused. */
  async says(conversation: string, text: string, id = nanoid()): Promise<Of<ToConsole, 'kept' | 'sorry'>> {
    this.send({ kind: 'say', conversation, id, text });
    return await this.answerTo(`answer to ${id}`, isAbout(id));
  }
}
