import type { Desk } from '../desk/desk.ts';
import type { ConversationId } from '../desk/entry.ts';
import type { Clock } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { type Outage, Outages } from './outage.ts';
import { SENTENCES } from './sentences.en.ts';
import { timeAt } from './times.en.ts';
import type { Windows } from './windows.ts';

export interface OutageNoticesParts {
  desk: Pick<Desk, 'conversationsFor' | 'librarianMark'>;
  clock: Clock;
  windows: Pick<Windows, 'get' | 'open'>;
  /** Up to when the previous run of the relay had heard everything; undefined: there was no previous run. */
  heard: number | undefined;
  zoneOf(desk: DeskName): string;
}

/** Notifies librarians, in the windows concerned, of times in which what they typed may not have arrived. */
export class OutageNotices {
  readonly #parts: OutageNoticesParts;
  readonly #outages: Outages;
  /** The last outage of the network: since the previous run of the relay, or the previous connection. */
  #outage: Outage | undefined;
  /** Librarian and conversation, where that outage was reported. */
  readonly #reported = new Set<string>();

  constructor(parts: OutageNoticesParts) {
    this.#parts = parts;
    this.#outages = new Outages(parts.heard);
  }

  /** As `Outages.watchdogAnswered`. */
  watchdogAnswered(sentAt: number): number {
    return this.#outages.watchdogAnswered(sentAt, this.#parts.clock.now());
  }

  /** The connection to the network is up again. */
  networkRestored(librarians: Iterable<LibrarianName>): void {
    const concerned = [...librarians].filter((librarian) => this.#cards(librarian).length > 0);
    this.#outage = this.#outages.networkRestored(this.#parts.clock.now(), concerned);
    this.#reported.clear();
  }

  /** A client of this librarian vanished. `since`: from when on what it sent from each window may not have arrived. */
  clientLost(librarian: LibrarianName, since: ReadonlyMap<ConversationId, number>): void {
    const to = this.#parts.clock.now();
    for (const [conversation, from] of since) this.#outages.clientLost(librarian, conversation, { from, to });
  }

  /** Sends what is pending. To be called when the librarian has a client online. */
  send(librarian: LibrarianName): void {
    const outage = this.#outages.take(librarian);
    const byWindow = this.#outages.takeByWindow(librarian);
    if (!outage && byWindow.size === 0) return;
    for (const card of this.#cards(librarian)) {
      if (outage) this.#reportOnce(librarian, card, outage);
      const ofClient = byWindow.get(card.id);
      if (ofClient) this.#report(librarian, card, SENTENCES.clientOutage, ofClient);
    }
  }

  /**
   * A question stored at `at` is delivered again, and nobody knows whether the librarian received it, and so whether the
   * librarian answered it. Where this run of the relay found the question waiting, no other notice reports the outage.
   */
  questionRepeated(librarian: LibrarianName, card: ConversationCard, at: number): void {
    if (this.#outage && at < this.#outage.to && card.state === 'waiting')
      this.#reportOnce(librarian, card, this.#outage);
  }

  #reportOnce(librarian: LibrarianName, card: ConversationCard, outage: Outage): void {
    const where = `${librarian} ${card.id}`;
    if (this.#reported.has(where)) return;
    this.#reported.add(where);
    this.#report(librarian, card, SENTENCES.relayOutage, outage);
  }

  #report(
    librarian: LibrarianName,
    card: ConversationCard,
    sentence: typeof SENTENCES.relayOutage,
    { from, to }: Outage,
  ): void {
    const { windows, zoneOf } = this.#parts;
    const zone = zoneOf(card.desk);
    windows.open(librarian, card)?.send(sentence(timeAt(from, zone, true), timeAt(to, zone, true)));
  }

  /**
   * Open conversations that the librarian may have typed in: their own, and waiting ones that have reached them or were on
   * their way.
   */
  #cards(librarian: LibrarianName): ConversationCard[] {
    const { desk, windows } = this.#parts;
    const reached = (id: ConversationId) =>
      windows.get(librarian, id) !== undefined || desk.librarianMark(librarian, id).delivered > 0;
    return desk
      .conversationsFor(librarian)
      .filter(({ state, id }) => state === 'mine' || (state === 'waiting' && reached(id)));
  }
}
