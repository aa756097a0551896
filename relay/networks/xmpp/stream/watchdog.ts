import { randomBytes } from 'node:crypto';
import type { Clock, Undo } from '../../../desk/ports.ts';
import { type Element, el } from './xml.ts';

export const PING_MS = 2_000;

/** This many pings in a row without an answer, and the server is frozen: after ten seconds. */
export const MOST_UNANSWERED = 5;

const PING = 'urn:xmpp:ping';

interface WatchdogParts {
  domain: string;
  clock: Clock;
  send(ping: Element): void;
  /** A ping sent then came back: all that the server had for us before is read. */
  answered(sentAt: number): void;
  frozen(): void;
}

/**
 * Pings the component's own domain (XEP-0199): the server brings the question back to us, which needs no knowledge of its other
 * domains, and no permission. Counted in pings and not in time: a relay that was stopped for a minute blames nobody.
 */
export class Watchdog {
  readonly #parts: WatchdogParts;
  /** When each was sent, by its id, oldest first. Ids are those of this stream only. */
  readonly #sentAt = new Map<string, number>();
  readonly #idsBegin = `ping-${randomBytes(6).toString('hex')}-`;
  #count = 0;
  #next: Undo | undefined;

  constructor(parts: WatchdogParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#next === undefined) this.#ping();
  }

  stop(): void {
    this.#next?.();
    this.#next = undefined;
    this.#sentAt.clear();
  }

  /** True: this was a ping of ours on its way back, or an answer to it, and is nobody else's business. */
  takes({ name, attrs }: Element): boolean {
    const { id = '', from = this.#parts.domain } = attrs;
    if (name !== 'iq' || from !== this.#parts.domain || !id.startsWith(this.#idsBegin)) return false;
    const sentAt = this.#sentAt.get(id);
    if (sentAt === undefined) return true;
    // Answers come in order: what was asked before will not be answered any more.
    for (const older of [...this.#sentAt.keys()]) {
      this.#sentAt.delete(older);
      if (older === id) break;
    }
    this.#parts.answered(sentAt);
    return true;
  }

  #ping(): void {
    const { domain, clock, send } = this.#parts;
    // Before it is sent: sending may end the stream, and with it this watch.
    this.#next = clock.after(PING_MS, () => {
      if (this.#sentAt.size >= MOST_UNANSWERED) this.#parts.frozen();
      else this.#ping();
    });
    const id = `${this.#idsBegin}${++this.#count}`;
    this.#sentAt.set(id, clock.now());
    send(el('iq', { type: 'get', id, from: domain, to: domain }, el('ping', { xmlns: PING })));
  }
}
