import type { Clock, Undo } from '../../desk/ports.ts';

/** Each socket is pinged every so many seconds. A socket that has not answered by its next ping is closed. */
export const PING_SECONDS = 20;

/** A socket whose turn comes every PING_SECONDS. */
export interface Pingable {
  /** Pings the socket, or closes it if the ping before was not answered. */
  pingOrCut(): void;
}

/** Pings all sockets with one timer. It spreads them over the seconds of a round, so that ten thousand are not all pinged at once. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #slots = Array.from({ length: PING_SECONDS }, () => new Set<Pingable>());
  #second = 0;
  #next = 0;
  #stop: Undo | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#stop ??= this.#clock.after(1_000, () => this.#tick());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  add(socket: Pingable): void {
    this.#next = (this.#next + 1) % PING_SECONDS;
    this.#slots[this.#next]?.add(socket);
  }

  delete(socket: Pingable): void {
    for (const slot of this.#slots) if (slot.delete(socket)) return;
  }

  #tick(): void {
    this.#second = (this.#second + 1) % PING_SECONDS;
    this.#stop = undefined;
    this.start();
    for (const socket of this.#slots[this.#second] ?? []) socket.pingOrCut();
  }
}
