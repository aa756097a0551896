import type { Seq } from '../protocol/entries.ts';
import type { Board } from './board.ts';
import { audience } from './conversation.ts';
import type { Deliveries } from './deliveries.ts';
import type { ConversationId } from './entry.ts';
import type { Line, LiveConversation } from './live.ts';
import type { Clock, Undo } from './ports.ts';
import { NOBODY, type Wait } from './ring.ts';
import type { LibrarianName } from './roster.ts';
import { rung } from './routing.ts';

/** A line no program has proved to have for so long is "not yet confirmed", and others are asked. */
export const CONFIRM_MS = 10_000;

/** Where it was for the one who holds the conversation, the others are asked after so long. */
export const LAPSE_MS = 60_000;

interface RingTell {
  /** A line has not arrived in time. */
  late(live: LiveConversation): void;
  /** Others are to be asked in place of `holder`. `cause`: the line that did not arrive. */
  lapses(live: LiveConversation, holder: LibrarianName, cause: Seq): void;
}

/** Whom a question is brought to, and for how long without proof. */
export class Ringing {
  readonly #parts: { board: Board; deliveries: Deliveries; clock: Clock };
  readonly #tell: RingTell;
  readonly #timers = new Map<ConversationId, { at: number; undo: Undo }>();

  constructor(parts: { board: Board; deliveries: Deliveries; clock: Clock }, tell: RingTell) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Who is told of every entry now: who has it, or, while it waits, those who are asked. */
  told(live: LiveConversation): readonly LibrarianName[] {
    this.#refresh(live);
    const having = audience(live.fold);
    if (having.length === 0 && !live.fold.closed) return this.#ask(live);
    return having.filter((one) => this.#parts.board.serves(one, live.desk));
  }

  /** Another holder, or none any more: the asking begins anew. */
  #refresh(live: LiveConversation): void {
    const { holder } = live.fold;
    if (live.ring.holder === holder) return;
    // A line that did not reach its holder in time is as late for those who are asked instead.
    const late = live.unconfirmed ? live.ring.since : undefined;
    live.ring = { holder, asked: NOBODY, since: holder === undefined ? late : this.#parts.clock.now() };
  }

  #ask(live: LiveConversation): readonly LibrarianName[] {
    const { asked: before, since } = live.ring;
    const asked = rung(this.#candidates(live), { meant: live.fold.meant, before, wider: live.unconfirmed });
    const now = asked.length === 0 ? undefined : (since ?? this.#parts.clock.now());
    live.ring = { holder: undefined, asked: new Set(asked), since: now };
    return asked;
  }

  #candidates(live: LiveConversation) {
    const { board, deliveries } = this.#parts;
    return board
      .onDuty(live.desk)
      .map((candidate) => ({ ...candidate, reachable: deliveries.reaches(candidate.librarian) }));
  }

  /** Judges whether what the patron said has arrived anywhere, and wakes when that changes by time. */
  watch(live: LiveConversation): void {
    this.#refresh(live);
    const line = this.#unproved(live);
    const { since: asked, holder } = live.ring;
    if (!line || asked === undefined) {
      live.unconfirmed = false;
      return;
    }
    const since = Math.max(line.entry.at, asked);
    const now = this.#parts.clock.now();
    live.unconfirmed = now >= since + CONFIRM_MS;
    if (!live.unconfirmed) this.#wake(live, since + CONFIRM_MS);
    else if (holder !== undefined && now < since + LAPSE_MS) this.#wake(live, since + LAPSE_MS);
    else if (holder !== undefined && this.#hasOthers(live, holder)) this.#tell.lapses(live, holder, line.entry.seq);
  }

  /** One timer a conversation: one that comes early finds out that it is early. */
  #wake(live: LiveConversation, at: number): void {
    const armed = this.#timers.get(live.id);
    if (armed && armed.at <= at) return;
    armed?.undo();
    const undo = this.#parts.clock.after(at - this.#parts.clock.now(), () => {
      this.#timers.delete(live.id);
      if (this.#unproved(live)) this.#tell.late(live);
    });
    this.#timers.set(live.id, { at, undo });
  }

  #hasOthers(live: LiveConversation, holder: LibrarianName): boolean {
    return this.#candidates(live).some((other) => other.reachable && other.librarian !== holder);
  }

  drop(id: ConversationId): void {
    this.#timers.get(id)?.undo();
    this.#timers.delete(id);
  }

  stop(): void {
    for (const { undo } of this.#timers.values()) undo();
    this.#timers.clear();
  }

  /** The patron's first line that no librarian's program has. */
  #unproved(live: LiveConversation): Line | undefined {
    if (live.fold.closed || live.fold.waitingSince === undefined) return undefined;
    const { delivered } = live.librariansMark();
    if (delivered >= live.lastSeq) return undefined;
    return live.since(delivered).find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** What the patron is told of it; undefined where nothing is. */
  wait(live: LiveConversation, asked: number): Wait | undefined {
    const unconfirmed = live.unconfirmed ? { unconfirmed: true as const } : {};
    if (live.fold.waitingSince !== undefined && live.fold.holder === undefined) return { asked, ...unconfirmed };
    return live.unconfirmed ? unconfirmed : undefined;
  }
}
