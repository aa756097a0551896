import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Close } from '../../protocol/close-codes.ts';
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts';
import { FrameWriter } from './frame-writer.ts';

/** Receives the events of a socket. */
export interface SocketOwner {
  receive(data: Buffer, binary: boolean): void;
  /** The page answered a ping of the relay. */
  ponged(): void;
  /** The page sent a ping; it must get a pong with the same data. */
  pinged(data: Buffer): void;
  /** The socket is closed. `code` is the close code of the page; 1006: the connection ended without one. */
  socketClosed(code: number): void;
}

/** The codes with which ws itself closes a socket (RFC 6455 section 7.4.1), and what is sent instead: the protocol's own codes. */
const OWN_CODES: Record<number, number> = {
  1002: Close.badFrame.code, // not a valid WebSocket frame
  1007: Close.badFrame.code, // a text that is not UTF-8
  1008: Close.badFrame.code, // too many fragments
  1009: Close.frameTooLong.code,
};

/** For how many milliseconds an acknowledgement may wait for another frame to the same page. */
const SOON_MS = 50;

/** A WebSocket with one owner, to which its events go. */
export class FrameSocket extends WebSocket {
  owner: SocketOwner | undefined;
  /** The TCP or TLS connection, on which several frames can be written at once; ws does not expose it. */
  #connection: Duplex | undefined;

  /** Frames that have not been written yet. */
  #unwritten: FrameWriter | undefined;
  /** They will be written at the end of this turn of the event loop. */
  #writesThisTurn = false;
  #delay: NodeJS.Timeout | undefined;

  override close(code?: number, data?: string | Buffer): void {
    this.#write();
    super.close(code === undefined ? code : (OWN_CODES[code] ?? code), data);
  }

  /** Bytes that were sent to the page and that it has not read. */
  get unread(): number {
    return this.bufferedAmount + (this.#unwritten?.bytes ?? 0);
  }

  /**
   * Sends a text. All texts of one turn of the event loop are written at once, since a write is the most expensive part of a frame. It
   * bypasses ws, which would make two buffers of each frame.
   */
  sendTogether(text: string): void {
    this.#collect(text);
    if (this.#writesThisTurn) return;
    this.#writesThisTurn = true;
    setImmediate(write, this);
  }

  /** Sends a text together with the next one, or after SOON_MS. */
  sendSoon(text: string): void {
    if (!this.#unwritten) this.#delay = setTimeout(write, SOON_MS, this);
    this.#collect(text);
  }

  #collect(text: string): void {
    this.#unwritten ??= new FrameWriter();
    this.#unwritten.add(text);
  }

  static write(socket: FrameSocket): void {
    socket.#write();
  }

  #write(): void {
    const frames = this.#unwritten;
    this.#unwritten = undefined;
    this.#writesThisTurn = false;
    clearTimeout(this.#delay);
    if (frames && this.readyState === WebSocket.OPEN) this.#connection?.write(frames.take());
  }

  /** Gives the socket its connection, before its first frame. */
  over(connection: Duplex): this {
    this.#connection = connection;
    return this;
  }

  own(owner: SocketOwner): void {
    this.owner = owner;
  }

  /** Closes a socket that has no session. */
  refuse(code: number, reason: string): void {
    this.close(code, reason);
  }

  /**
   * Passes the events of ws to the owner without event listeners: five listeners would be a tenth of the memory of an idle socket.
   * `error` is ignored, because a `close` with the code follows it.
   */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const [first, second] = args as [never, never]; // their types depend on the event, as ws documents them
    switch (event) {
      case 'message':
        this.owner?.receive(first, second);
        break;
      case 'ping':
        this.owner?.pinged(first);
        break;
      case 'pong':
        this.owner?.ponged();
        break;
      case 'close':
        this.owner?.socketClosed(first);
    }
    return true;
  }
}

const { write } = FrameSocket;

/** How long the page may take to answer a close frame, in milliseconds. */
const CLOSE_TIMEOUT_MS = 3_000;

/** The WebSocket server of ws, with the relay's limits. It listens nowhere: `handleUpgrade` is called for each request. */
export const frameSockets = () => {
  const options = {
    noServer: true,
    clientTracking: false,
    // Frames are short, and a compressor for each socket would cost more memory than everything else of the socket.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    // No browser sends a message within maxPayload in more fragments than this.
    maxFragments: 256,
    maxBufferedChunks: 4_096,
    // The session answers pings, because they count towards the limit of frames.
    autoPong: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
    WebSocket: FrameSocket,
  };
  return new WebSocketServer(options);
};
