import { errorFacts } from '../../../desk/error-facts.ts';
import type { Clock, Log, Undo } from '../../../desk/ports.ts';
import { ComponentStream, type ServerAccount } from './component-stream.ts';
import type { LinkError } from './link-errors.ts';
import type { Element } from './xml.ts';

export interface ComponentOn {
  /** Called after each successful handshake. */
  online(): void;
  /** Called when a connection that was online has ended. */
  lost(): void;
  /** Called for each stanza, in order and synchronously. */
  stanza(stanza: Element): void;
  /** Called for a stanza larger or deeper than the relay reads, with its outer element only. */
  oversized(outer: Element): void;
  /** The watchdog's ping sent at `sentAt` was answered: everything the server had for the relay before it has been read. */
  answered(sentAt: number): void;
}

export interface ComponentParts extends ServerAccount {
  readonly clock: Clock;
  readonly log: Log;
  readonly on: ComponentOn;
  readonly random?: () => number;
}

const FIRST_DELAY_MS = 250;
export const LONGEST_DELAY_MS = 10_000;

/** After a stream was up for this long, the next retry starts again at the first delay. */
export const LIVED_MS = 10_000;

/** The wait before the next attempt, in milliseconds, after this many failed attempts in a row. */
export const nextDelay = (failures: number, random: () => number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) * (0.5 + random() / 2);

/** The relay as a component of an XMPP server (XEP-0114), on a connection that reconnects by itself. */
export class ComponentLink {
  readonly #parts: ComponentParts;
  #stream: ComponentStream | undefined;
  #onlineSince: number | undefined;
  #error: LinkError | undefined;
  #failures = 0;
  #retry: Undo = () => {};
  #life: 'new' | 'running' | 'stopped' = 'new';

  constructor(parts: ComponentParts) {
    this.#parts = parts;
  }

  get online(): boolean {
    return this.#onlineSince !== undefined;
  }

  /** Why the link is not online; undefined while it is online, and before the first attempt has ended. */
  get error(): LinkError | undefined {
    return this.#error;
  }

  /** Takes effect once; the link cannot be started again after stop(). */
  start(): void {
    if (this.#life !== 'new') return;
    this.#life = 'running';
    this.#connect();
  }

  /** Closes the stream for good, after passing on what the server still had for the relay. */
  async stop(): Promise<void> {
    this.#life = 'stopped';
    this.#retry();
    await this.#stream?.leave();
  }

  /** False: nothing was sent, because the link is not online or the stanza is larger than MAX_STANZA_BYTES. */
  send(stanza: Element): boolean {
    return this.#stream?.send(stanza) ?? false;
  }

  #connect(): void {
    const { clock, on } = this.#parts;
    let unread = 0;
    this.#stream = new ComponentStream(this.#parts, clock, {
      online: () => this.#online(),
      stanza: (stanza) => this.#call(() => on.stanza(stanza)),
      oversized: (outer) => this.#call(() => on.oversized(outer)),
      unreadable: () => {
        if (unread++ === 0)
          this.#parts.log.warn('a stanza could not be read; no further ones on this connection are logged');
      },
      answered: (sentAt) => this.#call(() => on.answered(sentAt)),
      ended: (error) => this.#ended(error),
    });
  }

  #online(): void {
    const { clock, log, on } = this.#parts;
    this.#onlineSince = clock.now();
    this.#error = undefined;
    log.info('the XMPP link is up');
    this.#call(() => on.online());
  }

  #ended(error: LinkError): void {
    const { clock, log, on, random = Math.random } = this.#parts;
    const since = this.#onlineSince;
    const before = this.#error;
    this.#stream = undefined;
    this.#onlineSince = undefined;
    this.#error = error;
    if (this.#life === 'running') {
      // After a conflict the delays keep growing: two relays that disconnect each other must not do it four times a second.
      const lived = since !== undefined && clock.now() - since >= LIVED_MS && error.reason !== 'conflict';
      if (lived) this.#failures = 0;
      this.#retry = clock.after(nextDelay(this.#failures++, random), () => this.#connect());
      if (error.reason !== before?.reason) log.warn('the XMPP link is down', { ...error });
    }
    if (since !== undefined) this.#call(() => on.lost());
  }

  /** An error thrown by a listener must not end the stream. */
  #call(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.#parts.log.warn('a listener of the XMPP link failed', errorFacts(error));
    }
  }
}
