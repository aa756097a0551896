import type { WebLimits } from '../web-config.ts';

/** How many sockets are open, in all and from each network address; in memory only, while they are open. */
export class SocketCounts {
  readonly #byAddress = new Map<string, number>();
  #all = 0;

  /** Counts one more, unless that is too many. */
  enter(address: string, limits: Pick<WebLimits, 'sockets' | 'socketsPerAddress'>): boolean {
    const here = this.#byAddress.get(address) ?? 0;
    if (here >= limits.socketsPerAddress || this.#all >= limits.sockets) return false;
    this.#byAddress.set(address, here + 1);
    this.#all += 1;
    return true;
  }

  leave(address: string): void {
    const here = this.#byAddress.get(address) ?? 0;
    if (here > 1) this.#byAddress.set(address, here - 1);
    else this.#byAddress.delete(address);
    this.#all -= 1;
  }
}
