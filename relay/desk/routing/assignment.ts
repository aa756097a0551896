import type { Conversation } from '../conversation/conversation.ts';
import type { Deliveries } from '../conversation/deliveries.ts';
import { audience } from '../conversation/fold.ts';
import type { Clock } from '../ports.ts';
import type { Presence } from '../presence/presence.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { type Candidate, pickCandidates } from './candidates.ts';
import { NOBODY } from './ring-state.ts';

/** Applies the choice of candidates to one conversation. */

/** With `ring: "in-order"`, how long each librarian is asked alone before the next one is asked too, in milliseconds. */
export const TURN_MS = 20_000;

/** After this long without an answer, everyone who may be asked is asked, in milliseconds. */
export const WIDER_MS = 40_000;

/** After this long without an answer, the patron's page says that they need not wait there, in milliseconds. */
export const LATE_MS = 90_000;

/** Decides which librarians receive the entries of a conversation now. */
export class Assignment {
  readonly #parts: { presence: Presence; deliveries: Deliveries; clock: Clock };
  /** How many conversations a librarian is busy with now. */
  readonly #load: (librarian: LibrarianName) => number;

  constructor(
    parts: { presence: Presence; deliveries: Deliveries; clock: Clock },
    load: (librarian: LibrarianName) => number,
  ) {
    this.#parts = parts;
    this.#load = load;
  }

  /**
   * The librarians who receive every entry now: those who have the conversation or, while it waits, those who are asked.
   * Updates the conversation's ring state.
   */
  recipientsOf(conversation: Conversation): readonly LibrarianName[] {
    this.refresh(conversation);
    const participants = audience(conversation.fold);
    if (participants.length === 0 && !conversation.fold.closed) return this.#pickAsked(conversation);
    return participants.filter((one) => this.#parts.presence.serves(one, conversation.desk));
  }

  /** Resets the ring state when the holder or the desk has changed: asking then starts from the beginning. */
  refresh(conversation: Conversation): void {
    const { holder } = conversation.fold;
    const { ringState: ring, desk } = conversation;
    if (ring.holder === holder && ring.desk === desk) return;
    // If the line did not reach its holder in time, the time counts on for the librarians who are asked instead.
    const late = conversation.unconfirmed ? ring.since : undefined;
    conversation.ringState = {
      desk,
      holder,
      asked: NOBODY,
      since: holder === undefined ? late : this.#parts.clock.now(),
    };
  }

  #pickAsked(conversation: Conversation): readonly LibrarianName[] {
    const { asked: before, since } = conversation.ringState;
    const now = this.#parts.clock.now();
    const asked = this.isUnattended(conversation)
      ? []
      : this.#pickAt(conversation, conversation.desk, before, this.waitedMs(conversation, now));
    const first = asked.length === 0 ? undefined : (since ?? now);
    conversation.ringState = { desk: conversation.desk, holder: undefined, asked: new Set(asked), since: first };
    return asked;
  }

  /**
   * The librarians who would be asked at a desk, after waiting there for this long. The desk is the conversation's own,
   * or one that it may be handed on to.
   */
  #pickAt(
    conversation: Conversation,
    desk: DeskName,
    before: ReadonlySet<LibrarianName>,
    waitedMs: number,
  ): LibrarianName[] {
    const here = desk === conversation.desk;
    const entry = this.#parts.presence.desk(desk);
    return pickCandidates(this.#candidates(desk), {
      meant: here ? this.intendedFor(conversation) : undefined,
      before,
      turns: entry?.ring === 'in-order' ? 1 + Math.floor(waitedMs / TURN_MS) : undefined,
      wider: (here && conversation.unconfirmed) || waitedMs >= WIDER_MS,
    });
  }

  /** The librarian to whom the last holder passed the conversation, if they still serve the desk. */
  intendedFor({ fold: { meant }, desk }: Conversation): LibrarianName | undefined {
    return meant !== undefined && this.#parts.presence.serves(meant, desk) ? meant : undefined;
  }

  #candidates(desk: DeskName): Candidate[] {
    const { presence, deliveries } = this.#parts;
    return presence.onDuty(desk).map((candidate) => ({
      ...candidate,
      reachable: deliveries.reaches(candidate.librarian),
      full: this.#isFull(candidate.librarian),
    }));
  }

  #isFull(librarian: LibrarianName): boolean {
    const atOnce = this.#parts.presence.atOnce(librarian);
    return atOnce !== undefined && this.#load(librarian) >= atOnce;
  }

  /**
   * True if a question has waited for LATE_MS, nobody was asked, and the patron has left: then no librarian is asked, and
   * one notification says how many such questions there are. The time starts again when a holder gives the conversation
   * back, so that it is offered to the librarians who are present; but not when it lapses, because many may lapse at once.
   */
  isUnattended(conversation: Conversation): boolean {
    const { waitingSince } = conversation.fold;
    if (waitingSince === undefined || conversation.pages.size > 0 || conversation.ringState.asked.size > 0)
      return false;
    const { lastRelease } = conversation;
    const givenBackAt = lastRelease === undefined || lastRelease.what.kind === 'lapsed' ? 0 : lastRelease.at;
    return this.#parts.clock.now() - Math.max(waitingSince, givenBackAt) >= LATE_MS;
  }

  /** How long the question has waited at its current desk while there was somebody to ask, in milliseconds. */
  waitedMs(conversation: Conversation, now: number): number {
    const { since } = conversation.ringState;
    return since === undefined ? 0 : now - Math.max(since, conversation.fold.waitingSince ?? 0);
  }

  /** True if at least one librarian would be asked at that desk. */
  canHandOn(conversation: Conversation, to: DeskName): boolean {
    return this.#pickAt(conversation, to, NOBODY, WIDER_MS).length > 0;
  }

  /** A colleague who takes part in the conversation as well as its holder, and can be reached. */
  reachableColleague({ fold, desk }: Conversation): LibrarianName | undefined {
    const { presence, deliveries } = this.#parts;
    return fold.joined.find((one) => presence.serves(one, desk) && deliveries.reaches(one));
  }

  /** True if another librarian could take over from the holder, or would be asked instead. */
  hasAlternative(conversation: Conversation, holder: LibrarianName): boolean {
    if (this.reachableColleague(conversation) !== undefined) return true;
    const others = this.#candidates(conversation.desk).filter(({ librarian }) => librarian !== holder);
    return pickCandidates(others, { before: NOBODY, wider: true }).length > 0;
  }
}
