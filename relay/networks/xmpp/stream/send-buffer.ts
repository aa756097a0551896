import type { Socket } from 'node:net';
import type { Clock } from '../../../desk/ports.ts';

/** Most bytes that may wait for a server that does not read them. */
export const MAX_WAITING_BYTES = 4 * 1_024 * 1_024;

/**
 * A burst may be larger, because nothing is sent before the turn of the event loop that writes it is over. Beyond this size
 * it is not a burst.
 */
const MAX_BURST_BYTES = 4 * MAX_WAITING_BYTES;
const STUCK_MS = 1_000;

/** The bytes waiting to be sent on one connection. */
export class SendBuffer {
  readonly #socket: Socket;
  readonly #clock: Clock;
  /** When the socket had last sent everything. */
  #emptyAt: number;

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#emptyAt = clock.now();
  }

  /** False: the server seems to read nothing any more, and too many bytes are waiting. */
  write(text: string | Uint8Array): boolean {
    if (this.#socket.writableLength === 0) this.#emptyAt = this.#clock.now();
    this.#socket.write(text, () => {
      this.#emptyAt = this.#clock.now();
    });
    const waiting = this.#socket.writableLength;
    if (waiting <= MAX_WAITING_BYTES) return true;
    return waiting <= MAX_BURST_BYTES && this.#clock.now() - this.#emptyAt < STUCK_MS;
  }
}
