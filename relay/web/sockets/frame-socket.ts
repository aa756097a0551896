import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Close } from '../../protocol/close-codes.ts';
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts';
import { FrameWriter } from './frame-writer.ts';

/** What a session hears of its socket. */
export interface SocketOwner {
  receive(data: Buffer, binary: boolean): void;
  /** The page answered a ping. */
  ponged(): void;
  /** The page pinged, and is owed a pong with the same data. */
  pinged(data: Buffer): void;
  /** Nothing more comes. `code`: what the page closed with; 1006: the connection went. */
  socketClosed(code: number): void;
}

/** ws closes by itself on these (RFC 6455 section 7.4.1); pages are told in the protocol's own codes. */
const OWN_CODES: Record<number, number> = {
  1002: Close.badFrame.code, // no valid WebSocket frame
  1007: Close.badFrame.code, // text that is not UTF-8
  1008: Close.badFrame.code, // too many fragments
  1009: Close.frameTooLong.code,
};

/** Milliseconds a tick may wait for a frame that goes the same way. */
const SOON_MS = 50;

/** A WebSocket with one owner. */
export class FrameSocket extends WebSocket {
  owner: SocketOwner | undefined;
  /** Underneath, where writes can be held together; ws does not show it. */
  #connection: Duplex | undefined;

  /** Frames not written yet. */
  #together: FrameWriter | undefined;
  /** They leave at the end of this turn. */
  #leaves = false;
  #soon: NodeJS.Timeout | undefined;

  override close(code?: number, data?: string | Buffer): void {
    this.#write();
    super.close(code === undefined ? code : (OWN_CODES[code] ?? code), data);
  }

  /** Bytes on their way to the page that it has not taken. */
  get unread(): number {
    return this.bufferedAmount + (this.#together?.bytes ?? 0);
  }

  /**
   * Sends a text; what is sent in one turn of the event loop leaves as one write, the costliest part of a frame. It goes past ws,
   * which would make two buffers of each frame.
   */
  sendTogether(text: string): void {
    this.#gather(text);
    if (this.#leaves) return;
    this.#leaves = true;
    setImmediate(write, this);
  }

  /** Sends a text with the next one, or after a moment nobody notices. */
  sendSoon(text: string): void {
    if (!this.#together) this.#soon = setTimeout(write, SOON_MS, this);
    this.#gather(text);
  }

  #gather(text: string): void {
    this.#together ??= new FrameWriter();
    this.#together.add(text);
  }

  static write(socket: FrameSocket): void {
    socket.#write();
  }

  #write(): void {
    const frames = this.#together;
    this.#together = undefined;
    this.#leaves = false;
    clearTimeout(this.#soon);
    if (frames && this.readyState === WebSocket.OPEN) this.#connection?.write(frames.take());
  }

  over(connection: Duplex): this {
    this.#connection = connection;
    return this;
  }

  own(owner: SocketOwner): void {
    this.owner = owner;
  }

  /** Closes a socket that no session will own. */
  refuse(code: number, reason: string): void {
    this.close(code, reason);
  }

  /**
   * What ws tells goes to the owner, without a listener for each kind: five would be a tenth of an idle socket. Silence about an
   * error is right: it is followed by `close`, which says all there is to know.
   */
  override emit(event: string | symbol, ...told: unknown[]): boolean {
    const [first, second] = told as [never, never]; // by the event, as ws documents it
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

/** How long a closed socket may take to say its own goodbye, in milliseconds. */
const GOODBYE_MS = 3_000;

export const frameSockets = () => {
  const options = {
    noServer: true,
    clientTracking: false,
    // Frames are short: a compressor for each socket would cost more memory than everything else of it.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    // A frame within maxPayload in more pieces than this comes from no browser.
    maxFragments: 256,
    maxBufferedChunks: 4_096,
    // Pings count as frames, so the session answers them.
    autoPong: false,
    closeTimeout: GOODBYE_MS,
    WebSocket: FrameSocket,
  };
  return new WebSocketServer(options);
};
