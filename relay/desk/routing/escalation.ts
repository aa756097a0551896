import { defined } from '../../protocol/defined.ts';
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

/** What happens when nobody acknowledges or answers in time. */

/** After this long without an acknowledgement a line is "not yet confirmed", and more librarians are asked. Milliseconds. */
export const CONFIRM_MS = 10_000;

/** How long the holder may be unreachable, or leave a line unacknowledged, before others are asked. Milliseconds. */
export const LAPSE_MS = 60_000;

interface EscalationActions {
  /** A deadline has passed: sync the conversation again. */
  recheck(conversation: Conversation): void;
  /** Take the conversation from `holder`. `cause`: the seq of the line that waits. `since`: since when a line waits. */
  lapse(conversation: Conversation, holder: LibrarianName, cause: Seq, since: number): void;
  /** Hand the conversation on to another desk. `cause`: the seq of the line that waits. */
  handOn(conversation: Conversation, to: DeskName, cause: Seq): void;
}

/** Decides what happens when nobody acknowledges or answers a question in time. */
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
    actions: EscalationActions,
  ) {
    this.#parts = parts;
    this.#actions = actions;
  }

  /**
   * Checks whether the patron's lines were acknowledged and answered in time, acts where they were not, and sets a timer
   * for the next deadline.
   */
  check(conversation: Conversation): void {
    this.#parts.assignment.refresh(conversation);
    const now = this.#parts.clock.now();
    const deadlines = [
      ...this.#checkConfirmed(conversation, now),
      ...this.#checkHolder(conversation, now),
      ...this.#checkAnswered(conversation, now),
    ];
    const ahead = deadlines.filter((at) => at > now);
    if (ahead.length > 0) this.#wake(conversation, Math.min(...ahead));
  }

  /** Checks whether a librarian's client has acknowledged the patron's lines. Returns the times of the next checks. */
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
    // If nobody else can be asked, the conversation stays with the holder, who may be present and only slow.
    const isLapsed =
      conversation.unconfirmed &&
      now >= since + LAPSE_MS &&
      this.#parts.assignment.hasAlternative(conversation, holder);
    if (isLapsed) this.#lapse(conversation, holder);
    return [since + CONFIRM_MS, since + LAPSE_MS];
  }

  /** Checks whether the holder of an unanswered line has been unreachable for too long. Returns the time of the next check. */
  #checkHolder(conversation: Conversation, now: number): number[] {
    const { holder, waitingSince, closed } = conversation.fold;
    const isWaiting = waitingSince !== undefined && !closed;
    if (holder === undefined || !isWaiting || this.#parts.deliveries.reaches(holder)) {
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

  /**
   * Checks how long the line has been unanswered. Returns the times at which more librarians may be asked, or the notice on
   * the patron's page changes.
   */
  #checkAnswered(conversation: Conversation, now: number): number[] {
    const { waitingSince, holder, closed } = conversation.fold;
    if (waitingSince === undefined || closed) return [];
    if (holder !== undefined) return [this.#holderLateAt(conversation, waitingSince)];
    const began = now - this.#parts.assignment.waitedMs(conversation, now);
    const turns = conversation.ringState.since === undefined ? [] : [began + TURN_MS, began + WIDER_MS];
    const usual = this.#parts.usualWait.usual(conversation.desk, now - waitingSince) ?? 0;
    const notices = [waitingSince + LATE_MS, waitingSince + usual * 1_000];
    return [...turns, ...notices, ...this.#checkHandOn(conversation, waitingSince, now)];
  }

  /**
   * Hands the question on to another desk if the config says so now and somebody there can be asked. Returns the time of
   * the next check.
   */
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
    const mayGo = due && this.#parts.assignment.canHandOn(conversation, to);
    if (mayGo) this.#actions.handOn(conversation, to, causeOf(conversation, line));
    return after === Number.POSITIVE_INFINITY ? [] : [after];
  }

  /** Keeps one timer per conversation. If it fires early, the check finds nothing due. */
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

  /** The conversation was unloaded: cancel its timer. */
  drop(id: ConversationId): void {
    this.#timers.get(id)?.undo();
    this.#timers.delete(id);
  }

  stop(): void {
    for (const { undo } of this.#timers.values()) undo();
    this.#timers.clear();
  }

  /**
   * The patron's first line that no librarian's client has acknowledged. Acknowledgements by colleagues who were only asked
   * for help do not count, because they cannot answer the patron.
   */
  #unacknowledged(conversation: Conversation): Line | undefined {
    if (conversation.fold.closed || conversation.fold.waitingSince === undefined) return undefined;
    const { holder, consulted } = conversation.fold;
    const { delivered } = conversation.librariansMark(holder === undefined ? [] : consulted);
    if (delivered >= conversation.lastSeq) return undefined;
    return conversation
      .linesAfter(delivered)
      .find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** The time from which the holder counts as late with an answer. */
  #holderLateAt({ ringState: ring }: Conversation, waitingSince: number): number {
    return Math.max(waitingSince, ring.since ?? 0) + LATE_MS;
  }

  /** What the patron's pages show about the wait; undefined: nothing. `asked`: how many librarians are asked now. */
  waitFor(conversation: Conversation, asked: number): Wait | undefined {
    const { waitingSince, holder } = conversation.fold;
    const unconfirmed = conversation.unconfirmed ? { unconfirmed: true as const } : {};
    if (holder !== undefined) {
      // After a first answer the patron's lines may not be questions, and the next answer may take any time.
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
    const intended = meant === undefined ? {} : { meant: this.#parts.presence.shownNames.librarian(meant) ?? '' };
    if (waitingSince === undefined) return meant === undefined ? undefined : { asked, ...intended };
    const waited = this.#parts.clock.now() - waitingSince;
    const usual = asked === 0 ? undefined : this.#parts.usualWait.usual(conversation.desk, waited);
    return {
      asked,
      ...intended,
      ...unconfirmed,
      ...(waited >= LATE_MS ? { late: true } : {}),
      ...defined({ usual }),
    };
  }
}

/**
 * The seq from which the ids of `lapsed` and `moved` entries are made: that of the line that waits or, if it is higher, that
 * of the last entry that took the conversation from a holder. The same cause gives the same id, so that the entry is stored
 * once. If the next holder of the same line lapses too, that is another cause and another entry.
 */
const causeOf = (conversation: Conversation, { entry }: Line): Seq =>
  Math.max(entry.seq, conversation.lastRelease?.seq ?? 0);
