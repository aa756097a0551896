import type { Conversation } from '../conversation/conversation.ts';
import type { Deliveries } from '../conversation/deliveries.ts';
import { audience } from '../conversation/fold.ts';
import type { Clock } from '../ports.ts';
import type { Presence } from '../presence/presence.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { type Candidate, pickCandidates } from './candidates.ts';
import { NOBODY } from './ring-state.ts';

/** Asked one after the other, the next one is after so long. */
export const TURN_MS = 20_000;

/** Unanswered for so long, everybody is asked who may be. */
export const WIDER_MS = 40_000;

/** Having waited for so long, she is told that she need not wait here. */
export const LATE_MS = 90_000;

/** Whom a conversation is brought to now. */
export class Assignment {
  readonly #parts: { presence: Presence; deliveries: Deliveries; clock: Clock };
  /** How many conversations she has now. */
  readonly #load: (librarian: LibrarianName) => number;

  constructor(
    parts: { presence: Presence; deliveries: Deliveries; clock: Clock },
    load: (librarian: LibrarianName) => number,
  ) {
    this.#parts = parts;
    this.#load = load;
  }

  /** Who is told of every entry now: who has it, or, while it waits, those who are asked. */
  recipientsOf(conversation: Conversation): readonly LibrarianName[] {
    this.refresh(conversation);
    const having = audience(conversation.fold);
    if (having.length === 0 && !conversation.fold.closed) return this.#pickAsked(conversation);
    return having.filter((one) => this.#parts.presence.serves(one, conversation.desk));
  }

  /** Another holder, another desk, or no holder any more: the asking begins anew. */
  refresh(conversation: Conversation): void {
    const { holder } = conversation.fold;
    const { ringState: ring, desk } = conversation;
    if (ring.holder === holder && ring.desk === desk) return;
    // A line that did not reach its holder in time is as late for those who are asked instead.
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

  /** Who is asked at a desk that it is at, or that it may go to, having waited there for so long. */
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

  /** Who does not serve there any more is not waited for. */
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
   * Nobody was asked, and the patron is not there any more: it does not ring as if she were. Librarians are told how many
   * such questions there are. One that others had until now, or gave back, is brought to whoever is there all the same; but
   * where it lapsed, perhaps with many others, it is left.
   */
  isUnattended(conversation: Conversation): boolean {
    const { waitingSince } = conversation.fold;
    if (waitingSince === undefined || conversation.pages.size > 0 || conversation.ringState.asked.size > 0)
      return false;
    const { lastRelease: released } = conversation;
    const givenAt = released === undefined || released.what.kind === 'lapsed' ? 0 : released.at;
    return this.#parts.clock.now() - Math.max(waitingSince, givenAt) >= LATE_MS;
  }

  /** For how long the desk that has it has known that it waits, with somebody to ask. */
  waitedMs(conversation: Conversation, now: number): number {
    const { since } = conversation.ringState;
    return since === undefined ? 0 : now - Math.max(since, conversation.fold.waitingSince ?? 0);
  }

  /** Would somebody at that desk be asked? */
  canHandOn(conversation: Conversation, to: DeskName): boolean {
    return this.#pickAt(conversation, to, NOBODY, WIDER_MS).length > 0;
  }

  /** Who takes part beside its holder, and can be reached. */
  reachableColleague({ fold, desk }: Conversation): LibrarianName | undefined {
    const { presence, deliveries } = this.#parts;
    return fold.joined.find((one) => presence.serves(one, desk) && deliveries.reaches(one));
  }

  /** Would somebody have it, or be asked, in place of its holder? */
  hasAlternative(conversation: Conversation, holder: LibrarianName): boolean {
    if (this.reachableColleague(conversation) !== undefined) return true;
    const others = this.#candidates(conversation.desk).filter(({ librarian }) => librarian !== holder);
    return pickCandidates(others, { before: NOBODY, wider: true }).length > 0;
  }
}
