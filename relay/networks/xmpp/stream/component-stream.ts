import { connect, type Socket } from 'node:net';
import type { Clock, Undo } from '../../../desk/ports.ts';
import { handshake, isHandshake, isStreamError, STREAM_END, STREAMS, streamHeader } from './handshake.ts';
import { type LinkError, linkErrorOf } from './link-errors.ts';
import { SendBuffer } from './send-buffer.ts';
import { StanzaReader } from './stanza-reader.ts';
import { MAX_STANZA_BYTES } from './stanza-splitter.ts';
import { Watchdog } from './watchdog.ts';
import { type Element, serialize } from './xml.ts';

/** How long a connection may take, from the first attempt to connect until the server accepts the handshake. */
export const SILENT_MS = 8_000;

/** How long the server may take to close the stream after the relay has. */
const CLOSE_MS = 1_000;

export interface ServerAccount {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly secret: string;
}

/** After `ended`, nothing else is called. */
export interface StreamOn {
  online(): void;
  stanza(stanza: Element): void;
  oversized(outer: Element): void;
  unreadable(): void;
  answered(sentAt: number): void;
  ended(error: LinkError): void;
}

/** `greeted`: the relay's header is sent. `proving`: the server's header arrived, and the handshake is sent. */
type State = 'connecting' | 'greeted' | 'proving' | 'online' | 'leaving' | 'over';

/** One connection to the server, from its start to its end. ComponentLink creates a new one after that. */
export class ComponentStream {
  readonly #account: ServerAccount;
  readonly #clock: Clock;
  readonly #on: StreamOn;
  readonly #socket: Socket;
  readonly #outgoing: SendBuffer;
  readonly #watchdog: Watchdog;
  readonly #reader: StanzaReader;
  #state: State = 'connecting';
  #deadline: Undo;
  #left: PromiseWithResolvers<void> | undefined;

  constructor(account: ServerAccount, clock: Clock, on: StreamOn) {
    this.#account = account;
    this.#clock = clock;
    this.#on = on;
    this.#watchdog = new Watchdog({
      domain: account.domain,
      clock,
      send: (ping) => this.send(ping),
      answered: (sentAt) => on.answered(sentAt),
      frozen: () => this.#end({ reason: 'silent' }),
    });
    this.#reader = new StanzaReader({
      opened: (header, stanzas) => this.#opened(header, stanzas),
      stanza: (stanza) => this.#stanza(stanza),
      oversized: (outer) => this.#isAccepted() && on.oversized(outer),
      unreadable: () => this.#isAccepted() && on.unreadable(),
      closed: () => this.#end({ reason: 'lost' }),
      broken: () => this.#end({ reason: 'broken' }),
    });
    this.#socket = connect({ host: account.host, port: account.port, noDelay: true });
    this.#outgoing = new SendBuffer(this.#socket, clock);
    this.#deadline = clock.after(SILENT_MS, () => this.#late());
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('data', (bytes: Uint8Array) => this.#reader.read(bytes));
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#failed(error.code));
    this.#socket.on('close', () => this.#end({ reason: 'lost' }));
  }

  /** False: nothing was sent, because the stream is not online or the stanza is larger than servers accept. */
  send(stanza: Element): boolean {
    if (this.#state !== 'online') return false;
    const bytes = Buffer.from(serialize(stanza));
    if (bytes.length > MAX_STANZA_BYTES) return false;
    // In a microtask: the caller is in the middle of something, and must not get `ended` there.
    if (!this.#outgoing.write(bytes)) queueMicrotask(() => this.#end({ reason: 'silent', detail: 'queue' }));
    return true;
  }

  /** Closes the stream and still passes on what the server had for the relay. Resolves when the connection is closed. */
  leave(): Promise<void> {
    if (this.#left === undefined) {
      this.#left = Promise.withResolvers();
      if (this.#state === 'online') this.#closeStream();
      else this.#end({ reason: 'lost' });
    }
    return this.#left.promise;
  }

  #closeStream(): void {
    this.#state = 'leaving';
    this.#watchdog.stop();
    this.#socket.end(STREAM_END);
    this.#deadline = this.#clock.after(CLOSE_MS, () => this.#end({ reason: 'lost' }));
  }

  #connected(): void {
    this.#state = 'greeted';
    this.#outgoing.write(streamHeader(this.#account.domain));
  }

  #opened(header: Element, stanzas: string): void {
    // A port for clients or for other servers answers too, as if it were the port for components.
    const wrongPort = stanzas === 'jabber:client' || stanzas === 'jabber:server';
    if (header.name !== 'stream' || header.attrs.xmlns !== STREAMS || wrongPort) {
      this.#end({ reason: 'broken' });
      return;
    }
    this.#state = 'proving';
    this.#outgoing.write(serialize(handshake(header.attrs.id ?? '', this.#account.secret)));
  }

  #stanza(stanza: Element): void {
    if (isStreamError(stanza)) this.#end(linkErrorOf(stanza));
    else if (this.#state === 'proving' && isHandshake(stanza)) this.#online();
    else if (this.#isAccepted() && !this.#watchdog.takes(stanza)) this.#on.stanza(stanza);
  }

  #online(): void {
    this.#state = 'online';
    this.#deadline();
    this.#on.online();
    if (this.#state === 'online') this.#watchdog.start(); // the listener may have called leave()
  }

  #late(): void {
    this.#end(this.#state === 'connecting' ? { reason: 'refused', detail: 'ETIMEDOUT' } : { reason: 'silent' });
  }

  #failed(code = 'unknown'): void {
    this.#end({ reason: this.#state === 'connecting' ? 'refused' : 'lost', detail: code });
  }

  #isAccepted(): boolean {
    return this.#state === 'online' || this.#state === 'leaving';
  }

  #end(error: LinkError): void {
    if (this.#state === 'over') return;
    if (this.#state === 'online' && error.reason !== 'silent') this.#socket.write(STREAM_END);
    this.#state = 'over';
    this.#deadline();
    this.#watchdog.stop();
    this.#reader.stop();
    this.#socket.destroy();
    this.#on.ended(error);
    this.#left?.resolve();
  }
}
