import type { Seq } from '../../protocol/entries.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { ConversationCache } from '../conversation/conversation-cache.ts';
import type { Deliveries } from '../conversation/deliveries.ts';
import type { Clock, Notification, Undo } from '../ports.ts';
import { openBetween } from '../presence/opening-hours.ts';
import type { Presence } from '../presence/presence.ts';
import { HOUR_MS } from '../presence/time-zone.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { mayBeAsked } from './candidates.ts';

/** She has come, and her programs have settled down. */
const SETTLED_MS = 3_000;

/** Who comes and goes is told once within that. */
const AGAIN_MS = 30 * 60_000;

interface LeftParts {
  board: Presence;
  deliveries: Deliveries;
  lives: ConversationCache;
  clock: Clock;
}

/** Questions that wait while their patrons are not there: told of in one line, instead of ringing one by one. */
export class UnattendedQuestions {
  readonly #parts: LeftParts;
  readonly #tell: (librarian: LibrarianName, news: Notification) => void;
  /** Where each is on duty and can be reached; true: and may be asked. */
  readonly #present = new Map<LibrarianName, ReadonlyMap<DeskName, boolean>>();
  /** When she was told of a desk, and of which questions. */
  readonly #told = new Map<string, { at: number; which: string }>();
  readonly #waiting = new Set<Undo>();

  constructor(parts: LeftParts, tell: (librarian: LibrarianName, news: Notification) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  stop(): void {
    for (const undo of this.#waiting) undo();
  }

  /** Something about her has changed: perhaps she has come on duty somewhere, or is not busy any more. */
  looks(librarian: LibrarianName): void {
    const before = this.#present.get(librarian);
    const now = this.#presentAt(librarian);
    this.#present.set(librarian, now);
    for (const [desk, free] of now) if (!before?.has(desk) || (free && !before.get(desk))) this.#comes(librarian, desk);
  }

  /** Where it has just become one of them, with its holder gone, those who are there are told. */
  lapsed(live: Conversation): void {
    if (live.lines.at(-1)?.entry.what.kind !== 'lapsed' || !isLeft(live)) return;
    for (const [librarian, at] of this.#present) if (at.get(live.desk)) this.#comes(librarian, live.desk);
  }

  #presentAt(librarian: LibrarianName): ReadonlyMap<DeskName, boolean> {
    const { board, deliveries } = this.#parts;
    const here = deliveries.reaches(librarian) ? board.onDutyAt(librarian) : [];
    return new Map(
      here.map((desk) => {
        const her = board.onDuty(desk).find((one) => one.librarian === librarian);
        return [desk, her !== undefined && mayBeAsked(her)];
      }),
    );
  }

  #comes(librarian: LibrarianName, desk: DeskName): void {
    const { clock } = this.#parts;
    const undo = clock.after(SETTLED_MS, () => {
      this.#waiting.delete(undo);
      if (!this.#present.get(librarian)?.has(desk)) return;
      const left = this.#leftAt(desk, librarian);
      const [first] = left;
      const key = `${librarian} ${desk}`;
      const told = this.#told.get(key);
      const which = left.map(({ id, fold }) => `${id} ${fold.waitingSince}`).join();
      const again = told?.which === which && clock.now() - told.at < AGAIN_MS;
      if (first === undefined || again) return;
      this.#told.set(key, { at: clock.now(), which });
      this.#tell(librarian, { kind: 'left', desk, count: left.length, oldest: first.fold.waitingSince ?? 0 });
    });
    this.#waiting.add(undo);
  }

  /** Oldest first; those passed to somebody else who serves there are hers. */
  #leftAt(desk: DeskName, librarian: LibrarianName): Conversation[] {
    const { board } = this.#parts;
    const others = (meant?: LibrarianName) => meant !== undefined && meant !== librarian && board.serves(meant, desk);
    return [...this.#parts.lives.begun()]
      .filter((live) => live.desk === desk && isLeft(live))
      .filter(({ fold }) => !others(fold.meant))
      .sort((a, b) => (a.fold.waitingSince ?? 0) - (b.fold.waitingSince ?? 0));
  }

  /** Those that wait for longer than a desk wants are told to the one it names, once she can be. */
  async tellLate(keep: (live: Conversation, to: LibrarianName, cause: Seq) => Promise<void>): Promise<void> {
    const { board, deliveries, clock } = this.#parts;
    const now = clock.now();
    for (const live of [...this.#parts.lives.begun()]) {
      const { waitingSince, holder, closed } = live.fold;
      const desk = board.desk(live.desk);
      const late = desk?.tellLate;
      const line = live.firstWaiting();
      if (!desk || !late || !line || waitingSince === undefined || closed) continue;
      // What follows an answer may be no question, for whoever has it to judge.
      if (holder !== undefined && live.answered) continue;
      if (!deliveries.reaches(late.to) || live.since(line.entry.seq).some(({ entry }) => entry.what.kind === 'late'))
        continue;
      if (openBetween(desk, waitingSince, now) < late.openHours * HOUR_MS) continue;
      await keep(live, late.to, line.entry.seq);
      this.#tell(late.to, { kind: 'late', desk: live.desk, word: live.card.word, since: waitingSince });
    }
  }
}

const isLeft = ({ fold, pages, ring }: Conversation): boolean =>
  fold.waitingSince !== undefined &&
  fold.holder === undefined &&
  !fold.closed &&
  pages.size === 0 &&
  ring.asked.size === 0;
