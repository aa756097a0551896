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

interface EscalationActions {
  /** Something about the asking changes by time. */
  recheck(conversation: Conversation): void;
  /** `holder` is to have it no more. `cause`: the line that waits; `since`: since when one does. */
  lapse(conversation: Conversation, holder: LibrarianName, cause: Seq, since: number): void;
  /** Another desk is to have it. `cause`: the line that waits. */
  handOn(conversation: Conversation, to: DeskName, cause: Seq): void;
}

/** For how long a question is without proof or answer, and what follows. */
export class Escalation {
  readonly #parts: {
    assignment: Assignment;
    presence: Presence;
    deliveries: Deliveries;
    clock: Clock;
    usualWait: UsualWait;
  };
  readonly #actions: EscalationActions;
  readonly #timers = new Map<ConversationId, { at: number; undo: Undo }>();

  constructor(
    parts: { assignment: Assignment; presence: Presence; deliveries: Deliveries; clock: Clock; usualWait: UsualWait },
    tell: EscalationActions,
  ) {
    this.#parts = parts;
    this.#actions = tell;
  }

  /** Judges whether what the patron said has arrived anywhere and was answered, and wakes when that changes by time. */
  check(conversation: Conversation): void {
    this.#parts.assignment.refresh(conversation);
    const now = this.#parts.clock.now();
    const looks = [
      ...this.#checkConfirmed(conversation, now),
      ...this.#checkHolder(conversation, now),
      ...this.#checkAnswered(conversation, now),
    ];
    const moments = looks.filter((at) => at > now);
    if (moments.length > 0) this.#wake(conversation, Math.min(...moments));
  }

  /** Whether it has arrived; the moments at which that is to be looked at again. */
  #checkConfirmed(conversation: Conversation, now: number): number[] {
    const line = this.#unacknowledged(conversation);
    const { since: asked, holder } = conversation.ringState;
    if (!line || asked === undefined) {
      conversation.unconfirmed = false;
      return [];
    }
    const since = Math.max(line.entry.at, asked);
    conversation.unconfirmed = now >= since + CONFIRM_MS;
    if (holder === undefined) return [since + CONFIRM_MS];
    // Where nobody else can be asked, she may be slow, and is there.
    const lapses =
      conversation.unconfirmed &&
      now >= since + LAPSE_MS &&
      this.#parts.assignment.hasAlternative(conversation, holder);
    if (lapses) this.#lapse(conversation, holder);
    return [since + CONFIRM_MS, since + LAPSE_MS];
  }

  /** Whether its holder, who has the line, has been gone without an answer for too long; when to look again. */
  #checkHolder(conversation: Conversation, now: number): number[] {
    const { holder, waitingSince, closed } = conversation.fold;
    const waits = waitingSince !== undefined && !closed;
    if (holder === undefined || !waits || this.#parts.deliveries.reaches(holder)) {
      conversation.holderGoneAt = undefined;
      return [];
    }
    conversation.holderGoneAt ??= now;
    const due = Math.max(conversation.holderGoneAt, conversation.ringState.since ?? now) + LAPSE_MS;
    if (now >= due) this.#lapse(conversation, holder);
    return [due];
  }

  #lapse(conversation: Conversation, holder: LibrarianName): void {
    const { waitingSince } = conversation.fold;
    const line = conversation.firstUnanswered();
    if (line && waitingSince !== undefined)
      this.#actions.lapse(conversation, holder, causeOf(conversation, line), waitingSince);
  }

  /** Whether nobody has answered for long, or another desk is to; when to look again. */
  #checkAnswered(conversation: Conversation, now: number): number[] {
    const { waitingSince, holder, closed } = conversation.fold;
    if (waitingSince === undefined || closed) return [];
    if (holder !== undefined) return [this.#holderLateAt(conversation, waitingSince)];
    const began = now - this.#parts.assignment.waitedMs(conversation, now);
    const turns = conversation.ringState.since === undefined ? [] : [began + TURN_MS, began + WIDER_MS];
    const usual = this.#parts.usualWait.usual(conversation.desk, now - waitingSince) ?? 0;
    const told = [waitingSince + LATE_MS, waitingSince + usual * 1_000];
    return [...turns, ...told, ...this.#checkHandOn(conversation, waitingSince, now)];
  }

  /** Sends it on where the desk wants that now, and somebody there can be asked; when to look again. */
  #checkHandOn(conversation: Conversation, waitingSince: number, now: number): number[] {
    const desk = this.#parts.presence.desk(conversation.desk);
    const line = conversation.firstUnanswered();
    if (
      !desk?.handOn ||
      !line ||
      this.#parts.assignment.isUnattended(conversation) ||
      this.#parts.assignment.intendedFor(conversation) !== undefined
    )
      return [];
    const { to, afterSeconds, whenClosed = false } = desk.handOn;
    const after =
      afterSeconds === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(waitingSince, conversation.movedAt) + afterSeconds * 1_000;
    const closed = whenClosed && !openAt(desk, now);
    const due =
      (closed || now >= after) && !conversation.hasBeenAt(to) && !isPausedAt(this.#parts.presence.desk(to) ?? {}, now);
    const goes = due && this.#parts.assignment.canHandOn(conversation, to);
    if (goes) this.#actions.handOn(conversation, to, causeOf(conversation, line));
    return after === Number.POSITIVE_INFINITY ? [] : [after];
  }

  /** One timer a conversation: one that comes early finds out that it is early. */
  #wake(conversation: Conversation, at: number): void {
    const armed = this.#timers.get(conversation.id);
    if (armed && armed.at <= at) return;
    armed?.undo();
    const undo = this.#parts.clock.after(at - this.#parts.clock.now(), () => {
      this.#timers.delete(conversation.id);
      if (conversation.fold.waitingSince !== undefined) this.#actions.recheck(conversation);
    });
    this.#timers.set(conversation.id, { at, undo });
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
  #unacknowledged(conversation: Conversation): Line | undefined {
    if (conversation.fold.closed || conversation.fold.waitingSince === undefined) return undefined;
    const { holder, consulted } = conversation.fold;
    const { delivered } = conversation.librariansMark(holder === undefined ? [] : consulted);
    if (delivered >= conversation.lastSeq) return undefined;
    return conversation
      .linesAfter(delivered)
      .find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** When its holder has let it wait for long. */
  #holderLateAt({ ringState: ring }: Conversation, waitingSince: number): number {
    return Math.max(waitingSince, ring.since ?? 0) + LATE_MS;
  }

  /** What the patron is told of it; undefined where nothing is. */
  waitFor(conversation: Conversation, asked: number): Wait | undefined {
    const { waitingSince, holder } = conversation.fold;
    const unconfirmed = conversation.unconfirmed ? { unconfirmed: true as const } : {};
    if (holder !== undefined) {
      // Once she has been answered, a line of hers may be no question, and the next answer takes what it takes.
      const isLate =
        waitingSince !== undefined &&
        !conversation.isAnswered &&
        this.#parts.clock.now() >= this.#holderLateAt(conversation, waitingSince);
      return conversation.unconfirmed || isLate
        ? { ...unconfirmed, ...(isLate ? { late: true as const } : {}) }
        : undefined;
    }
    const meant =
      asked === 0 && !conversation.fold.closed ? this.#parts.assignment.intendedFor(conversation) : undefined;
    const left = meant === undefined ? {} : { meant: this.#parts.presence.shownNames.librarian(meant) ?? '' };
    if (waitingSince === undefined) return meant === undefined ? undefined : { asked, ...left };
    const waited = this.#parts.clock.now() - waitingSince;
    const usual = asked === 0 ? undefined : this.#parts.usualWait.usual(conversation.desk, waited);
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
const causeOf = (conversation: Conversation, { entry }: Line): Seq =>
  Math.max(entry.seq, conversation.lastRelease?.seq ?? 0);
