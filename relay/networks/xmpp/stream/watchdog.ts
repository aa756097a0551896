import { randomBytes } from 'node:crypto';
import type { Clock, Undo } from '../../../desk/ports.ts';
import { type Element, el } from './xml.ts';

export const PING_MS = 2_000;

/** After this many unanswered pings in a row, ten seconds, the server counts as frozen. */
export const MAX_UNANSWERED = 5;

const PING = 'urn:xmpp:ping';

interface WatchdogParts {
  domain: string;
  clock: Clock;
  send(ping: Element): void;
  /** The ping sent at `sentAt` was answered: everything the server had for the relay before it has been read. */
  answered(sentAt: number): void;
  frozen(): void;
}

/**
 * Pings the component's own domain (XEP-0199). The server routes the ping back to the relay, which needs no knowledge of the
 * server's other domains, and no permission. It counts pings and not time, so that a relay that was suspended for a minute
 * does not take the server for frozen.
 */
export class Watchdog {
  readonly #parts: WatchdogParts;
  /** When each ping was sent, by its id, oldest first. The ids are unique to this stream. */
  readonly #sentAt = new Map<string, number>();
  readonly #idPrefix = `ping-${randomBytes(6).toString('hex')}-`;
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

  /** True: the stanza was one of these pings on its way back, or an answer to one, and needs no other handling. */
  takes({ name, attrs }: Element): boolean {
    const { id = '', from = this.#parts.domain } = attrs;
    if (name !== 'iq' || from !== this.#parts.domain || !id.startsWith(this.#idPrefix)) return false;
    const sentAt = this.#sentAt.get(id);
    if (sentAt === undefined) return true;
    // Answers arrive in order: older pings will not be answered any more.
    for (const older of [...this.#sentAt.keys()]) {
      this.#sentAt.delete(older);
      if (older === id) break;
    }
    this.#parts.answered(sentAt);
    return true;
  }

  #ping(): void {
    const { domain, clock, send } = this.#parts;
    // Scheduled before sending: sending may end the stream, and with it this watchdog.
    this.#next = clock.after(PING_MS, () => {
      if (this.#sentAt.size >= MAX_UNANSWERED) this.#parts.frozen();
      else this.#ping();
    });
    const id = `${this.#idPrefix}${++this.#count}`;
    this.#sentAt.set(id, clock.now());
    send(el('iq', { type: 'get', id, from: domain, to: domain }, el('ping', { xmlns: PING })));
  }
}
