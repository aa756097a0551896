import type { Seq } from '../../protocol/entries.ts';
import type { Conversation, Line } from '../conversation/conversation.ts';
import type { Deliveries } from '../conversation/deliveries.ts';
import type { ConversationId } from '../entry.ts';
import type { Clock, Undo } from '../ports.ts';
import { isPausedAt, openAt } from '../presence/opening-hours.ts';
import type { Presence } from '../presence/presence.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { type Assignment, LATE_MS, TURN_MS, WIDER_MS } from './assignment.ts';
import type { Wait } from './ring-state.ts';
import type { UsualWait } from './usual-wait.ts';

/** A line no program has proved to have for so long is "not yet confirmed", and others are asked. */
export const CONFIRM_MS = 10_000;

/** Where it was for the one who holds the conversation, or she has no program there any more, others are asked after so long. */
export const LAPSE_MS = 60_000;

interface RingTell {
  /** Something about the asking changes by time. */
  due(live: Conversation): void;
  /** `holder` is to have it no more. `cause`: the line that waits; `since`: since when one does. */
  lapses(live: Conversation, holder: LibrarianName, cause: Seq, since: number): void;
  /** Another desk is to have it. `cause`: the line that waits. */
  goesOn(live: Conversation, to: DeskName, cause: Seq): void;
}

/** For how long a question is without proof or answer, and what follows. */
export class Escalation {
  readonly #parts: { asking: Assignment; board: Presence; deliveries: Deliveries; clock: Clock; waits: UsualWait };
  readonly #tell: RingTell;
  readonly #timers = new Map<ConversationId, { at: number; undo: Undo }>();

  constructor(
    parts: { asking: Assignment; board: Presence; deliveries: Deliveries; clock: Clock; waits: UsualWait },
    tell: RingTell,
  ) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Judges whether what the patron said has arrived anywhere and was answered, and wakes when that changes by time. */
  check(live: Conversation): void {
    this.#parts.asking.refresh(live);
    const now = this.#parts.clock.now();
    const looks = [...this.#confirming(live, now), ...this.#holding(live, now), ...this.#answering(live, now)];
    const moments = looks.filter((at) => at > now);
    if (moments.length > 0) this.#wake(live, Math.min(...moments));
  }

  /** Whether it has arrived; the moments at which that is to be looked at again. */
  #confirming(live: Conversation, now: number): number[] {
    const line = this.#unproved(live);
    const { since: asked, holder } = live.ring;
    if (!line || asked === undefined) {
      live.unconfirmed = false;
      return [];
    }
    const since = Math.max(line.entry.at, asked);
    live.unconfirmed = now >= since + CONFIRM_MS;
    if (holder === undefined) return [since + CONFIRM_MS];
    // Where nobody else can be asked, she may be slow, and is there.
    const lapses = live.unconfirmed && now >= since + LAPSE_MS && this.#parts.asking.hasOthers(live, holder);
    if (lapses) this.#lapse(live, holder);
    return [since + CONFIRM_MS, since + LAPSE_MS];
  }

  /** Whether its holder, who has the line, has been gone without an answer for too long; when to look again. */
  #holding(live: Conversation, now: number): number[] {
    const { holder, waitingSince, closed } = live.fold;
    const waits = waitingSince !== undefined && !closed;
    if (holder === undefined || !waits || this.#parts.deliveries.reaches(holder)) {
      live.holderGoneAt = undefined;
      return [];
    }
    live.holderGoneAt ??= now;
    const due = Math.max(live.holderGoneAt, live.ring.since ?? now) + LAPSE_MS;
    if (now >= due) this.#lapse(live, holder);
    return [due];
  }

  #lapse(live: Conversation, holder: LibrarianName): void {
    const { waitingSince } = live.fold;
    const line = live.firstWaiting();
    if (line && waitingSince !== undefined) this.#tell.lapses(live, holder, causeOf(live, line), waitingSince);
  }

  /** Whether nobody has answered for long, or another desk is to; when to look again. */
  #answering(live: Conversation, now: number): number[] {
    const { waitingSince, holder, closed } = live.fold;
    if (waitingSince === undefined || closed) return [];
    if (holder !== undefined) return [this.#heldLate(live, waitingSince)];
    const began = now - this.#parts.asking.waited(live, now);
    const turns = live.ring.since === undefined ? [] : [began + TURN_MS, began + WIDER_MS];
    const usual = this.#parts.waits.usual(live.desk, now - waitingSince) ?? 0;
    const told = [waitingSince + LATE_MS, waitingSince + usual * 1_000];
    return [...turns, ...told, ...this.#goingOn(live, waitingSince, now)];
  }

  /** Sends it on where the desk wants that now, and somebody there can be asked; when to look again. */
  #goingOn(live: Conversation, waitingSince: number, now: number): number[] {
    const desk = this.#parts.board.desk(live.desk);
    const line = live.firstWaiting();
    if (!desk?.handOn || !line || this.#parts.asking.isLeft(live) || this.#parts.asking.meant(live) !== undefined)
      return [];
    const { to, afterSeconds, whenClosed = false } = desk.handOn;
    const after =
      afterSeconds === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(waitingSince, live.movedAt) + afterSeconds * 1_000;
    const closed = whenClosed && !openAt(desk, now);
    const due = (closed || now >= after) && !live.wasAt(to) && !isPausedAt(this.#parts.board.desk(to) ?? {}, now);
    const goes = due && this.#parts.asking.mayGoTo(live, to);
    if (goes) this.#tell.goesOn(live, to, causeOf(live, line));
    return after === Number.POSITIVE_INFINITY ? [] : [after];
  }

  /** One timer a conversation: one that comes early finds out that it is early. */
  #wake(live: Conversation, at: number): void {
    const armed = this.#timers.get(live.id);
    if (armed && armed.at <= at) return;
    armed?.undo();
    const undo = this.#parts.clock.after(at - this.#parts.clock.now(), () => {
      this.#timers.delete(live.id);
      if (live.fold.waitingSince !== undefined) this.#tell.due(live);
    });
    this.#timers.set(live.id, { at, undo });
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
  #unproved(live: Conversation): Line | undefined {
    if (live.fold.closed || live.fold.waitingSince === undefined) return undefined;
    const { holder, consulted } = live.fold;
    const { delivered } = live.librariansMark(holder === undefined ? [] : consulted);
    if (delivered >= live.lastSeq) return undefined;
    return live.since(delivered).find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** When its holder has let it wait for long. */
  #heldLate({ ring }: Conversation, waitingSince: number): number {
    return Math.max(waitingSince, ring.since ?? 0) + LATE_MS;
  }

  /** What the patron is told of it; undefined where nothing is. */
  wait(live: Conversation, asked: number): Wait | undefined {
    const { waitingSince, holder } = live.fold;
    const unconfirmed = live.unconfirmed ? { unconfirmed: true as const } : {};
    if (holder !== undefined) {
      // Once she has been answered, a line of hers may be no question, and the next answer takes what it takes.
      const isLate =
        waitingSince !== undefined && !live.answered && this.#parts.clock.now() >= this.#heldLate(live, waitingSince);
      return live.unconfirmed || isLate ? { ...unconfirmed, ...(isLate ? { late: true as const } : {}) } : undefined;
    }
    const meant = asked === 0 && !live.fold.closed ? this.#parts.asking.meant(live) : undefined;
    const left = meant === undefined ? {} : { meant: this.#parts.board.shownNames.librarian(meant) ?? '' };
    if (waitingSince === undefined) return meant === undefined ? undefined : { asked, ...left };
    const waited = this.#parts.clock.now() - waitingSince;
    const usual = asked === 0 ? undefined : this.#parts.waits.usual(live.desk, waited);
    return {
      asked,
      ...left,
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
const causeOf = (live: Conversation, { entry }: Line): Seq => Math.max(entry.seq, live.released?.seq ?? 0);
