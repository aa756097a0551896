import type { Socket } from 'node:net';
import type { Clock } from '../../../desk/ports.ts';

/** What may wait for a server that does not take it. */
export const MAX_WAITING_BYTES = 4 * 1_024 * 1_024;

/**
 * A burst may be larger: nothing leaves before the turn of the event loop that makes it is over. More than this is none.
 */
const MAX_BURST_BYTES = 4 * MAX_WAITING_BYTES;
const STUCK_MS = 1_000;

/** What waits to be sent on one connection. */
export class SendBuffer {
  readonly #socket: Socket;
  readonly #clock: Clock;
  /** When all that waited had been taken. */
  #emptyAt: number;

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#emptyAt = clock.now();
  }

  /** False: it waits behind more than the server seems ever to take. */
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
