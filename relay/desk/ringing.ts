import type { Seq } from '../protocol/entries.ts';
import type { Board } from './board.ts';
import { audience } from './conversation.ts';
import type { Deliveries } from './deliveries.ts';
import type { ConversationId } from './entry.ts';
import { isPausedAt, openAt } from './hours.ts';
import type { Line, LiveConversation } from './live.ts';
import type { Clock, Undo } from './ports.ts';
import { NOBODY, type Wait } from './ring.ts';
import type { DeskName, LibrarianName } from './roster.ts';
import { type Candidate, rung } from './routing.ts';
import type { Waits } from './waits.ts';

/** A line no program has proved to have for so long is "not yet confirmed", and others are asked. */
export const CONFIRM_MS = 10_000;

/** Where it was for the one who holds the conversation, the others are asked after so long. */
export const LAPSE_MS = 60_000;

/** Asked one after the other, the next one is after so long. */
export const TURN_MS = 20_000;

/** Unanswered for so long, everybody is asked who may be. */
export const WIDER_MS = 40_000;

/** Having waited for so long, she is told that she need not wait here. */
export const LATE_MS = 90_000;

interface RingTell {
  /** Something about the asking changes by time. */
  due(live: LiveConversation): void;
  /** Others are to be asked in place of `holder`. `cause`: the line that did not arrive. */
  lapses(live: LiveConversation, holder: LibrarianName, cause: Seq): void;
  /** Another desk is to have it. `cause`: the line that waits. */
  goesOn(live: LiveConversation, to: DeskName, cause: Seq): void;
}

/** Whom a question is brought to, for how long without proof or answer, and what follows. */
export class Ringing {
  readonly #parts: { board: Board; deliveries: Deliveries; clock: Clock; waits: Waits };
  readonly #tell: RingTell;
  /** How many conversations she has now. */
  readonly #load: (librarian: LibrarianName) => number;
  readonly #timers = new Map<ConversationId, { at: number; undo: Undo }>();

  constructor(
    parts: { board: Board; deliveries: Deliveries; clock: Clock; waits: Waits },
    tell: RingTell,
    load: (librarian: LibrarianName) => number,
  ) {
    this.#parts = parts;
    this.#tell = tell;
    this.#load = load;
  }

  /** Who is told of every entry now: who has it, or, while it waits, those who are asked. */
  told(live: LiveConversation): readonly LibrarianName[] {
    this.#refresh(live);
    const having = audience(live.fold);
    if (having.length === 0 && !live.fold.closed) return this.#ask(live);
    return having.filter((one) => this.#parts.board.serves(one, live.desk));
  }

  /** Another holder, another desk, or no holder any more: the asking begins anew. */
  #refresh(live: LiveConversation): void {
    const { holder } = live.fold;
    const { ring, desk } = live;
    if (ring.holder === holder && ring.desk === desk) return;
    // A line that did not reach its holder in time is as late for those who are asked instead.
    const late = live.unconfirmed ? ring.since : undefined;
    live.ring = { desk, holder, asked: NOBODY, since: holder === undefined ? late : this.#parts.clock.now() };
  }

  #ask(live: LiveConversation): readonly LibrarianName[] {
    const { asked: before, since } = live.ring;
    const now = this.#parts.clock.now();
    const asked = this.#isLeft(live) ? [] : this.#rung(live, live.desk, before, this.#waited(live, now));
    const first = asked.length === 0 ? undefined : (since ?? now);
    live.ring = { desk: live.desk, holder: undefined, asked: new Set(asked), since: first };
    return asked;
  }

  /** Who is asked at a desk that it is at, or that it may go to, having waited there for so long. */
  #rung(live: LiveConversation, desk: DeskName, before: ReadonlySet<LibrarianName>, waitedMs: number): LibrarianName[] {
    const here = desk === live.desk;
    const entry = this.#parts.board.desk(desk);
    return rung(this.#candidates(desk), {
      meant: here ? this.#meant(live) : undefined,
      before,
      turns: entry?.ring === 'in-order' ? 1 + Math.floor(waitedMs / TURN_MS) : undefined,
      wider: (here && live.unconfirmed) || waitedMs >= WIDER_MS,
    });
  }

  /** Who does not serve there any more is not waited for. */
  #meant({ fold: { meant }, desk }: LiveConversation): LibrarianName | undefined {
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
   * such questions there are. One that others had until now is brought to whoever is there all the same.
   */
  #isLeft(live: LiveConversation): boolean {
    const { waitingSince } = live.fold;
    if (waitingSince === undefined || live.pages.size > 0 || live.ring.asked.size > 0) return false;
    return this.#parts.clock.now() - Math.max(waitingSince, live.released?.at ?? 0) >= LATE_MS;
  }

  /** For how long the desk that has it has known that it waits, with somebody to ask. */
  #waited(live: LiveConversation, now: number): number {
    const { since } = live.ring;
    return since === undefined ? 0 : now - Math.max(since, live.fold.waitingSince ?? 0);
  }

  /** Judges whether what the patron said has arrived anywhere and was answered, and wakes when that changes by time. */
  watch(live: LiveConversation): void {
    this.#refresh(live);
    const now = this.#parts.clock.now();
    const moments = [...this.#confirming(live, now), ...this.#answering(live, now)].filter((at) => at > now);
    if (moments.length > 0) this.#wake(live, Math.min(...moments));
  }

  /** Whether it has arrived; the moments at which that is to be looked at again. */
  #confirming(live: LiveConversation, now: number): number[] {
    const line = this.#unproved(live);
    const { since: asked, holder } = live.ring;
    if (!line || asked === undefined) {
      live.unconfirmed = false;
      return [];
    }
    const since = Math.max(line.entry.at, asked);
    live.unconfirmed = now >= since + CONFIRM_MS;
    const lapses = live.unconfirmed && holder !== undefined && now >= since + LAPSE_MS;
    if (lapses && this.#hasOthers(live, holder)) this.#tell.lapses(live, holder, causeOf(live, line));
    return [since + CONFIRM_MS, ...(holder === undefined ? [] : [since + LAPSE_MS])];
  }

  /** Whether nobody has answered for long, or another desk is to; when to look again. */
  #answering(live: LiveConversation, now: number): number[] {
    const { waitingSince, holder, closed } = live.fold;
    if (waitingSince === undefined || holder !== undefined || closed) return [];
    const began = now - this.#waited(live, now);
    const turns = live.ring.since === undefined ? [] : [began + TURN_MS, began + WIDER_MS];
    const usual = this.#parts.waits.usual(live.desk, now - waitingSince) ?? 0;
    const told = [waitingSince + LATE_MS, waitingSince + usual * 1_000];
    return [...turns, ...told, ...this.#goingOn(live, waitingSince, now)];
  }

  /** Sends it on where the desk wants that now, and somebody there can be asked; when to look again. */
  #goingOn(live: LiveConversation, waitingSince: number, now: number): number[] {
    const desk = this.#parts.board.desk(live.desk);
    const line = live.firstWaiting();
    if (!desk?.handOn || !line || this.#isLeft(live) || this.#meant(live) !== undefined) return [];
    const { to, afterSeconds, whenClosed = false } = desk.handOn;
    const after =
      afterSeconds === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(waitingSince, live.movedAt) + afterSeconds * 1_000;
    const closed = whenClosed && !openAt(desk, now);
    const due = (closed || now >= after) && !live.wasAt(to) && !isPausedAt(this.#parts.board.desk(to) ?? {}, now);
    const goes = due && this.#rung(live, to, NOBODY, WIDER_MS).length > 0;
    if (goes) this.#tell.goesOn(live, to, causeOf(live, line));
    return after === Number.POSITIVE_INFINITY ? [] : [after];
  }

  /** One timer a conversation: one that comes early finds out that it is early. */
  #wake(live: LiveConversation, at: number): void {
    const armed = this.#timers.get(live.id);
    if (armed && armed.at <= at) return;
    armed?.undo();
    const undo = this.#parts.clock.after(at - this.#parts.clock.now(), () => {
      this.#timers.delete(live.id);
      if (live.fold.waitingSince !== undefined) this.#tell.due(live);
    });
    this.#timers.set(live.id, { at, undo });
  }

  #hasOthers(live: LiveConversation, holder: LibrarianName): boolean {
    const others = this.#candidates(live.desk).filter(({ librarian }) => librarian !== holder);
    return rung(others, { before: NOBODY, wider: true }).length > 0;
  }

  drop(id: ConversationId): void {
    this.#timers.get(id)?.undo();
    this.#timers.delete(id);
  }

  stop(): void {
    for (const { undo } of this.#timers.values()) undo();
    this.#timers.clear();
  }

  /** The patron's first line that no librarian's program has; a colleague who was asked cannot answer it. */
  #unproved(live: LiveConversation): Line | undefined {
    if (live.fold.closed || live.fold.waitingSince === undefined) return undefined;
    const { holder, consulted } = live.fold;
    const { delivered } = live.librariansMark(holder === undefined ? [] : consulted);
    if (delivered >= live.lastSeq) return undefined;
    return live.since(delivered).find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** What the patron is told of it; undefined where nothing is. */
  wait(live: LiveConversation, asked: number): Wait | undefined {
    const { waitingSince, holder } = live.fold;
    const unconfirmed = live.unconfirmed ? { unconfirmed: true as const } : {};
    if (waitingSince === undefined || holder !== undefined) return live.unconfirmed ? unconfirmed : undefined;
    const waited = this.#parts.clock.now() - waitingSince;
    const usual = asked === 0 ? undefined : this.#parts.waits.usual(live.desk, waited);
    return {
      asked,
      ...unconfirmed,
      ...(waited >= LATE_MS ? { late: true } : {}),
      ...(usual === undefined ? {} : { usual }),
    };
  }
}

/**
 * Why it lapses or goes on now: the line that waits, or that it was given back since. For one cause it is kept once, so
 * that the next holder of the same line has a cause of her own.
 */
const causeOf = (live: LiveConversation, { entry }: Line): Seq => Math.max(entry.seq, live.released?.seq ?? 0);
