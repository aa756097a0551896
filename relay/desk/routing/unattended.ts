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
const REPEAT_MS = 30 * 60_000;

interface UnattendedParts {
  presence: Presence;
  deliveries: Deliveries;
  conversations: ConversationCache;
  clock: Clock;
}

/** Questions that wait while their patrons are not there: told of in one line, instead of ringing one by one. */
export class UnattendedQuestions {
  readonly #parts: UnattendedParts;
  readonly #notify: (librarian: LibrarianName, notification: Notification) => void;
  /** Where each is on duty and can be reached; true: and may be asked. */
  readonly #present = new Map<LibrarianName, ReadonlyMap<DeskName, boolean>>();
  /** When she was told of a desk, and of which questions. */
  readonly #sent = new Map<string, { at: number; which: string }>();
  readonly #timers = new Set<Undo>();

  constructor(parts: UnattendedParts, tell: (librarian: LibrarianName, notification: Notification) => void) {
    this.#parts = parts;
    this.#notify = tell;
  }

  stop(): void {
    for (const undo of this.#timers) undo();
  }

  /** Something about her has changed: perhaps she has come on duty somewhere, or is not busy any more. */
  librarianChanged(librarian: LibrarianName): void {
    const before = this.#present.get(librarian);
    const now = this.#presentAt(librarian);
    this.#present.set(librarian, now);
    for (const [desk, free] of now)
      if (!before?.has(desk) || (free && !before.get(desk))) this.#scheduleNotice(librarian, desk);
  }

  /** Where it has just become one of them, with its holder gone, those who are there are told. */
  checkLapsed(conversation: Conversation): void {
    if (conversation.lines.at(-1)?.entry.what.kind !== 'lapsed' || !isUnattended(conversation)) return;
    for (const [librarian, at] of this.#present)
      if (at.get(conversation.desk)) this.#scheduleNotice(librarian, conversation.desk);
  }

  #presentAt(librarian: LibrarianName): ReadonlyMap<DeskName, boolean> {
    const { presence, deliveries } = this.#parts;
    const here = deliveries.reaches(librarian) ? presence.onDutyAt(librarian) : [];
    return new Map(
      here.map((desk) => {
        const her = presence.onDuty(desk).find((one) => one.librarian === librarian);
        return [desk, her !== undefined && mayBeAsked(her)];
      }),
    );
  }

  #scheduleNotice(librarian: LibrarianName, desk: DeskName): void {
    const { clock } = this.#parts;
    const undo = clock.after(SETTLED_MS, () => {
      this.#timers.delete(undo);
      if (!this.#present.get(librarian)?.has(desk)) return;
      const left = this.#unattendedAt(desk, librarian);
      const [first] = left;
      const key = `${librarian} ${desk}`;
      const told = this.#sent.get(key);
      const which = left.map(({ id, fold }) => `${id} ${fold.waitingSince}`).join();
      const again = told?.which === which && clock.now() - told.at < REPEAT_MS;
      if (first === undefined || again) return;
      this.#sent.set(key, { at: clock.now(), which });
      this.#notify(librarian, { kind: 'left', desk, count: left.length, oldest: first.fold.waitingSince ?? 0 });
    });
    this.#timers.add(undo);
  }

  /** Oldest first; those passed to somebody else who serves there are hers. */
  #unattendedAt(desk: DeskName, librarian: LibrarianName): Conversation[] {
    const { presence } = this.#parts;
    const others = (meant?: LibrarianName) =>
      meant !== undefined && meant !== librarian && presence.serves(meant, desk);
    return [...this.#parts.conversations.begun()]
      .filter((conversation) => conversation.desk === desk && isUnattended(conversation))
      .filter(({ fold }) => !others(fold.meant))
      .sort((a, b) => (a.fold.waitingSince ?? 0) - (b.fold.waitingSince ?? 0));
  }

  /** Those that wait for longer than a desk wants are told to the one it names, once she can be. */
  async reportLate(keep: (conversation: Conversation, to: LibrarianName, cause: Seq) => Promise<void>): Promise<void> {
    const { presence, deliveries, clock } = this.#parts;
    const now = clock.now();
    for (const conversation of [...this.#parts.conversations.begun()]) {
      const { waitingSince, holder, closed } = conversation.fold;
      const desk = presence.desk(conversation.desk);
      const late = desk?.tellLate;
      const line = conversation.firstUnanswered();
      if (!desk || !late || !line || waitingSince === undefined || closed) continue;
      // What follows an answer may be no question, for whoever has it to judge.
      if (holder !== undefined && conversation.isAnswered) continue;
      if (
        !deliveries.reaches(late.to) ||
        conversation.linesAfter(line.entry.seq).some(({ entry }) => entry.what.kind === 'late')
      )
        continue;
      if (openBetween(desk, waitingSince, now) < late.openHours * HOUR_MS) continue;
      await keep(conversation, late.to, line.entry.seq);
      this.#notify(late.to, {
        kind: 'late',
        desk: conversation.desk,
        word: conversation.card.word,
        since: waitingSince,
      });
    }
  }
}

const isUnattended = ({ fold, pages, ringState: ring }: Conversation): boolean =>
  fold.waitingSince !== undefined &&
  fold.holder === undefined &&
  !fold.closed &&
  pages.size === 0 &&
  ring.asked.size === 0;
