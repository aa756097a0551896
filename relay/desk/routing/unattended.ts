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

/** Notifications about questions whose patrons have left, and about late ones. */

/** Milliseconds between a librarian's arrival and the notification, so that their clients have finished connecting. */
const SETTLED_MS = 3_000;

/** Do not repeat the same notification to a librarian within this interval, in milliseconds. */
const REPEAT_MS = 30 * 60_000;

interface UnattendedParts {
  presence: Presence;
  deliveries: Deliveries;
  conversations: ConversationCache;
  clock: Clock;
}

/**
 * Questions that wait for anyone while their patrons are gone. A librarian who comes on duty gets one notification for
 * all of them, instead of being asked for each. Also notifies librarians of questions that have waited for too long.
 */
export class UnattendedQuestions {
  readonly #parts: UnattendedParts;
  readonly #notify: (librarian: LibrarianName, notification: Notification) => void;
  /** The desks at which each reachable librarian is on duty; true: the librarian may also be asked there. */
  readonly #present = new Map<LibrarianName, ReadonlyMap<DeskName, boolean>>();
  /** When a librarian was last notified about a desk, and of which questions. */
  readonly #sent = new Map<string, { at: number; which: string }>();
  readonly #timers = new Set<Undo>();

  constructor(parts: UnattendedParts, notify: (librarian: LibrarianName, notification: Notification) => void) {
    this.#parts = parts;
    this.#notify = notify;
  }

  stop(): void {
    for (const undo of this.#timers) undo();
  }

  /** Something about the librarian has changed: they may have come on duty somewhere, or be no longer busy. */
  librarianChanged(librarian: LibrarianName): void {
    const before = this.#present.get(librarian);
    const now = this.#presentAt(librarian);
    this.#present.set(librarian, now);
    for (const [desk, free] of now)
      if (!before?.has(desk) || (free && !before.get(desk))) this.#scheduleNotice(librarian, desk);
  }

  /** If the conversation has just lapsed and is unattended now, notify the librarians who are present. */
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
        const candidate = presence.onDuty(desk).find((one) => one.librarian === librarian);
        return [desk, candidate !== undefined && mayBeAsked(candidate)];
      }),
    );
  }

  #scheduleNotice(librarian: LibrarianName, desk: DeskName): void {
    const { clock } = this.#parts;
    const undo = clock.after(SETTLED_MS, () => {
      this.#timers.delete(undo);
      if (!this.#present.get(librarian)?.has(desk)) return;
      const questions = this.#unattendedAt(desk, librarian);
      const [first] = questions;
      const key = `${librarian} ${desk}`;
      const last = this.#sent.get(key);
      const which = questions.map(({ id, fold }) => `${id} ${fold.waitingSince}`).join();
      const isRepeat = last?.which === which && clock.now() - last.at < REPEAT_MS;
      if (first === undefined || isRepeat) return;
      this.#sent.set(key, { at: clock.now(), which });
      this.#notify(librarian, { kind: 'left', desk, count: questions.length, oldest: first.fold.waitingSince ?? 0 });
    });
    this.#timers.add(undo);
  }

  /** The unattended questions of a desk, oldest first, without those that were passed to another librarian of the desk. */
  #unattendedAt(desk: DeskName, librarian: LibrarianName): Conversation[] {
    const { presence } = this.#parts;
    const others = (meant?: LibrarianName) =>
      meant !== undefined && meant !== librarian && presence.serves(meant, desk);
    return [...this.#parts.conversations.started()]
      .filter((conversation) => conversation.desk === desk && isUnattended(conversation))
      .filter(({ fold }) => !others(fold.meant))
      .sort((a, b) => (a.fold.waitingSince ?? 0) - (b.fold.waitingSince ?? 0));
  }

  /**
   * Notifies the librarian whom a desk's `tellLate` names of questions that have waited longer than it allows, as soon as
   * that librarian can be reached. `keep` records each notification, so that it is sent once.
   */
  async reportLate(keep: (conversation: Conversation, to: LibrarianName, cause: Seq) => Promise<void>): Promise<void> {
    const { presence, deliveries, clock } = this.#parts;
    const now = clock.now();
    for (const conversation of [...this.#parts.conversations.started()]) {
      const { waitingSince, holder, closed } = conversation.fold;
      const desk = presence.desk(conversation.desk);
      const late = desk?.tellLate;
      const line = conversation.firstUnanswered();
      if (!desk || !late || !line || waitingSince === undefined || closed) continue;
      // A line after an answer may not be a question. Its holder decides that.
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
