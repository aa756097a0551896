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
  readonly #parts: { board: Presence; deliveries: Deliveries; clock: Clock };
  /** How many conversations she has now. */
  readonly #load: (librarian: LibrarianName) => number;

  constructor(
    parts: { board: Presence; deliveries: Deliveries; clock: Clock },
    load: (librarian: LibrarianName) => number,
  ) {
    this.#parts = parts;
    this.#load = load;
  }

  /** Who is told of every entry now: who has it, or, while it waits, those who are asked. */
  told(live: Conversation): readonly LibrarianName[] {
    this.refresh(live);
    const having = audience(live.fold);
    if (having.length === 0 && !live.fold.closed) return this.#ask(live);
    return having.filter((one) => this.#parts.board.serves(one, live.desk));
  }

  /** Another holder, another desk, or no holder any more: the asking begins anew. */
  refresh(live: Conversation): void {
    const { holder } = live.fold;
    const { ring, desk } = live;
    if (ring.holder === holder && ring.desk === desk) return;
    // A line that did not reach its holder in time is as late for those who are asked instead.
    const late = live.unconfirmed ? ring.since : undefined;
    live.ring = { desk, holder, asked: NOBODY, since: holder === undefined ? late : this.#parts.clock.now() };
  }

  #ask(live: Conversation): readonly LibrarianName[] {
    const { asked: before, since } = live.ring;
    const now = this.#parts.clock.now();
    const asked = this.isLeft(live) ? [] : this.#rung(live, live.desk, before, this.waited(live, now));
    const first = asked.length === 0 ? undefined : (since ?? now);
    live.ring = { desk: live.desk, holder: undefined, asked: new Set(asked), since: first };
    return asked;
  }

  /** Who is asked at a desk that it is at, or that it may go to, having waited there for so long. */
  #rung(live: Conversation, desk: DeskName, before: ReadonlySet<LibrarianName>, waitedMs: number): LibrarianName[] {
    const here = desk === live.desk;
    const entry = this.#parts.board.desk(desk);
    return pickCandidates(this.#candidates(desk), {
      meant: here ? this.meant(live) : undefined,
      before,
      turns: entry?.ring === 'in-order' ? 1 + Math.floor(waitedMs / TURN_MS) : undefined,
      wider: (here && live.unconfirmed) || waitedMs >= WIDER_MS,
    });
  }

  /** Who does not serve there any more is not waited for. */
  meant({ fold: { meant }, desk }: Conversation): LibrarianName | undefined {
    return meant !== undefined && this.#parts.board.serves(meant, desk) ? meant : undefined;
  }

  #candidates(desk: DeskName): Candidate[] {
    const { board, deliveries } = this.#parts;
    return board.onDuty(desk).map((candidate) => ({
      ...candidate,
      reachable: deliveries.reaches(candidate.librarian),
      full: this.#isFull(candidate.librarian),
    }));
  }

  #isFull(librarian: LibrarianName): boolean {
    const atOnce = this.#parts.board.atOnce(librarian);
    return atOnce !== undefined && this.#load(librarian) >= atOnce;
  }

  /**
   * Nobody was asked, and the patron is not there any more: it does not ring as if she were. Librarians are told how many
   * such questions there are. One that others had until now, or gave back, is brought to whoever is there all the same; but
   * where it lapsed, perhaps with many others, it is left.
   */
  isLeft(live: Conversation): boolean {
    const { waitingSince } = live.fold;
    if (waitingSince === undefined || live.pages.size > 0 || live.ring.asked.size > 0) return false;
    const { released } = live;
    const givenAt = released === undefined || released.what.kind === 'lapsed' ? 0 : released.at;
    return this.#parts.clock.now() - Math.max(waitingSince, givenAt) >= LATE_MS;
  }

  /** For how long the desk that has it has known that it waits, with somebody to ask. */
  waited(live: Conversation, now: number): number {
    const { since } = live.ring;
    return since === undefined ? 0 : now - Math.max(since, live.fold.waitingSince ?? 0);
  }

  /** Would somebody at that desk be asked? */
  mayGoTo(live: Conversation, to: DeskName): boolean {
    return this.#rung(live, to, NOBODY, WIDER_MS).length > 0;
  }

  /** Who takes part beside its holder, and can be reached. */
  beside({ fold, desk }: Conversation): LibrarianName | undefined {
    const { board, deliveries } = this.#parts;
    return fold.joined.find((one) => board.serves(one, desk) && deliveries.reaches(one));
  }

  /** Would somebody have it, or be asked, in place of its holder? */
  hasOthers(live: Conversation, holder: LibrarianName): boolean {
    if (this.beside(live) !== undefined) return true;
    const others = this.#candidates(live.desk).filter(({ librarian }) => librarian !== holder);
    return pickCandidates(others, { before: NOBODY, wider: true }).length > 0;
  }
}
