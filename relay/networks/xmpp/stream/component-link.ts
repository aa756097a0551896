import { errorFacts } from '../../../desk/error-facts.ts';
import type { Clock, Log, Undo } from '../../../desk/ports.ts';
import { ComponentStream, type ServerAccount } from './component-stream.ts';
import type { LinkError } from './link-errors.ts';
import type { Element } from './xml.ts';

export interface ComponentOn {
  /** After each successful handshake. */
  online(): void;
  /** After each `online` that ended. */
  lost(): void;
  /** In order, synchronously. */
  stanza(stanza: Element): void;
  /** Larger or deeper than is read: its outer element only. */
  oversized(outer: Element): void;
  /** What was asked at `sentAt` came back: all that the server had for us before is read. */
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

/** A stream that was up for this long says that all is well: after it, the first delay counts again. */
export const LIVED_MS = 10_000;

/** How long to wait before the next attempt, after so many in a row that failed. */
export const nextDelay = (failures: number, random: () => number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) * (0.5 + random() / 2);

/** The relay as a component of an XMPP server (XEP-0114), on a connection that mends itself. */
export class ComponentLink {
  readonly #parts: ComponentParts;
  #stream: ComponentStream | undefined;
  #onlineSince: number | undefined;
  #fault: LinkError | undefined;
  #failures = 0;
  #retry: Undo = () => {};
  #life: 'new' | 'running' | 'stopped' = 'new';

  constructor(parts: ComponentParts) {
    this.#parts = parts;
  }

  get online(): boolean {
    return this.#onlineSince !== undefined;
  }

  /** Why it is not online; undefined where it is, and before the first attempt has ended. */
  get fault(): LinkError | undefined {
    return this.#fault;
  }

  /** Once; not again after stop(). */
  start(): void {
    if (this.#life !== 'new') return;
    this.#life = 'running';
    this.#connect();
  }

  /** Closes the stream politely; what the server still had for us is told. For good. */
  async stop(): Promise<void> {
    this.#life = 'stopped';
    this.#retry();
    await this.#stream?.leave();
  }

  /** False: nothing was sent. It is not online, or the stanza is larger than MAX_STANZA_BYTES. */
  send(stanza: Element): boolean {
    return this.#stream?.send(stanza) ?? false;
  }

  #connect(): void {
    const { clock, on } = this.#parts;
    let unread = 0;
    this.#stream = new ComponentStream(this.#parts, clock, {
      online: () => this.#online(),
      stanza: (stanza) => this.#tell(() => on.stanza(stanza)),
      oversized: (outer) => this.#tell(() => on.oversized(outer)),
      unreadable: () => {
        if (unread++ === 0)
          this.#parts.log.warn('a stanza could not be read; later ones are passed over without a word');
      },
      answered: (sentAt) => this.#tell(() => on.answered(sentAt)),
      ended: (fault) => this.#ended(fault),
    });
  }

  #online(): void {
    const { clock, log, on } = this.#parts;
    this.#onlineSince = clock.now();
    this.#fault = undefined;
    log.info('the XMPP link is up');
    this.#tell(() => on.online());
  }

  #ended(fault: LinkError): void {
    const { clock, log, on, random = Math.random } = this.#parts;
    const since = this.#onlineSince;
    const before = this.#fault;
    this.#stream = undefined;
    this.#onlineSince = undefined;
    this.#fault = fault;
    if (this.#life === 'running') {
      // Two that throw each other out must not do it four times a second.
      const lived = since !== undefined && clock.now() - since >= LIVED_MS && fault.reason !== 'conflict';
      if (lived) this.#failures = 0;
      this.#retry = clock.after(nextDelay(this.#failures++, random), () => this.#connect());
      if (fault.reason !== before?.reason) log.warn('the XMPP link is down', { ...fault });
    }
    if (since !== undefined) this.#tell(() => on.lost());
  }

  /** A listener that fails harms nobody else. */
  #tell(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.#parts.log.warn('a listener of the XMPP link failed', errorFacts(error));
    }
  }
}
