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
  windows: Windows;
  /** Up to when the relay before this one had heard everything; undefined: there was none. */
  heard: number | undefined;
  zoneOf(desk: DeskName): string;
}

/** Tells librarians, in the windows it is about, in which times what they typed may not have come in. */
export class OutageNotices {
  readonly #parts: OutageNoticesParts;
  readonly #gaps: Outages;
  /** Since the last relay, or the last stream. */
  #gap: Outage | undefined;
  /** Who has read of it in which windows. */
  readonly #told = new Set<string>();

  constructor(parts: OutageNoticesParts) {
    this.#parts = parts;
    this.#gaps = new Outages(parts.heard);
  }

  /** As Gaps.answered. */
  answered(sentAt: number): number {
    return this.#gaps.answered(sentAt, this.#parts.clock.now());
  }

  /** The link is up again. */
  ended(librarians: Iterable<LibrarianName>): void {
    const telling = [...librarians].filter((librarian) => this.#cards(librarian).length > 0);
    this.#gap = this.#gaps.ended(this.#parts.clock.now(), telling);
    this.#told.clear();
  }

  /** A program of hers vanished; `since`: what it sent from these windows may not have come in. */
  cutOff(librarian: LibrarianName, since: ReadonlyMap<ConversationId, number>): void {
    const to = this.#parts.clock.now();
    for (const [conversation, from] of since) this.#gaps.cutOff(librarian, conversation, { from, to });
  }

  /** Once a program of hers is there. */
  tell(librarian: LibrarianName): void {
    const gap = this.#gaps.take(librarian);
    const cut = this.#gaps.takeCut(librarian);
    if (!gap && cut.size === 0) return;
    for (const card of this.#cards(librarian)) {
      if (gap) this.#tellOnce(librarian, card, gap);
      const off = cut.get(card.id);
      if (off) this.#tell(librarian, card, SENTENCES.cutOff, off);
    }
  }

  /**
   * A question kept at `at` comes again, of which nobody knows whether she had it, and so whether she answered it: where
   * this relay found it waiting, only this tells.
   */
  comesAgain(librarian: LibrarianName, card: ConversationCard, at: number): void {
    if (this.#gap && at < this.#gap.to && card.state === 'waiting') this.#tellOnce(librarian, card, this.#gap);
  }

  #tellOnce(librarian: LibrarianName, card: ConversationCard, gap: Outage): void {
    const where = `${librarian} ${card.id}`;
    if (this.#told.has(where)) return;
    this.#told.add(where);
    this.#tell(librarian, card, SENTENCES.gap, gap);
  }

  #tell(librarian: LibrarianName, card: ConversationCard, says: typeof SENTENCES.gap, { from, to }: Outage): void {
    const { windows, zoneOf } = this.#parts;
    const zone = zoneOf(card.desk);
    windows.open(librarian, card)?.tell(says(timeAt(from, zone, true), timeAt(to, zone, true)));
  }

  /** Open conversations she may have typed in: hers, and such as wait and have reached her, or been on their way. */
  #cards(librarian: LibrarianName): ConversationCard[] {
    const { desk, windows } = this.#parts;
    const reached = (id: ConversationId) =>
      windows.opened(librarian, id) !== undefined || desk.librarianMark(librarian, id).delivered > 0;
    return desk
      .conversationsFor(librarian)
      .filter(({ state, id }) => state === 'mine' || (state === 'waiting' && reached(id)));
  }
}
