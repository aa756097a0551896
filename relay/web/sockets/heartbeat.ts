import type { Clock, Undo } from '../../desk/ports.ts';

/** Each socket is pinged this often; one that has not answered by the next time is gone. */
export const PING_SECONDS = 20;

/** Something that is asked every PING_SECONDS whether it is still there. */
export interface Pingable {
  pingOrCut(): void;
}

/**
 * One timer for all sockets. They are spread over the seconds of a round, so that ten thousand of them are not all pinged in the
 * same moment.
 */
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

  add(beating: Pingable): void {
    this.#next = (this.#next + 1) % PING_SECONDS;
    this.#slots[this.#next]?.add(beating);
  }

  delete(beating: Pingable): void {
    for (const slot of this.#slots) if (slot.delete(beating)) return;
  }

  #tick(): void {
    this.#second = (this.#second + 1) % PING_SECONDS;
    this.#stop = undefined;
    this.start();
    for (const beating of this.#slots[this.#second] ?? []) beating.pingOrCut();
  }
}
