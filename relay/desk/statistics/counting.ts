import type { Seq } from '../../protocol/entries.ts';
import type { Conversation, Line } from '../conversation/conversation.ts';
import type { ConversationId } from '../entry.ts';
import type { ConversationStore } from '../ports.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from './count-store.ts';
import { countsOfQuestion } from './hourly-counts.ts';
import { isSettled, questionsAfter } from './questions.ts';

/** Counts questions for the report. */

interface CountingParts {
  conversations: ConversationStore;
  counts: CountStore;
  /** The time zone of a desk, even if the config no longer defines it. */
  zoneOf(desk: DeskName): string;
  /** Awaits the work; a store failure is logged and otherwise ignored. */
  attempt(work: Promise<unknown>): Promise<unknown>;
}

/**
 * Counts each question once: when its conversation is closed, forgotten, or left for good after an answer. Counts are made
 * from stored entries only, and how far a conversation is counted is stored together with the counts. Counting may
 * therefore be repeated at any time and any number of times.
 */
export class Counting {
  readonly #parts: CountingParts;

  constructor(parts: CountingParts) {
    this.#parts = parts;
  }

  /** Counts the conversations that were closed just before the relay stopped and were not counted then. */
  async start(): Promise<void> {
    await this.#parts.attempt(
      (async () => {
        for (const conversation of await this.#parts.counts.uncounted()) await this.#count(conversation, false);
      })(),
    );
  }

  /** An entry was added to the conversation and synced. */
  entryAdded(conversation: Conversation): void {
    const { closed, waitingSince, holder } = conversation.fold;
    if (closed) {
      conversation.question = 0;
      void this.countSettled(conversation);
      return;
    }
    if (conversation.question > 0 || waitingSince === undefined) return;
    conversation.question = firstQuestionSeq(conversation.lines);
    // For a question that was loaded from the store it is no longer known whether somebody could be asked.
    const found = holder !== undefined || conversation.ringState.asked.size > 0;
    conversation.hadCandidates = found && conversation.question > conversation.loadedUpTo;
    if (found || conversation.question <= conversation.loadedUpTo) return;
    void this.#parts.attempt(this.#parts.counts.keepUnasked(conversation.id, conversation.question));
  }

  /**
   * Called when the conversation was closed or nobody uses it any more. Counts its questions once the outcome of every one
   * of them is known, and none of them before.
   */
  async countSettled(conversation: Conversation): Promise<void> {
    if (conversation.checkedUpTo === conversation.lastSeq) return;
    conversation.checkedUpTo = conversation.lastSeq;
    await this.#parts.attempt(this.#count(conversation.id, false));
  }

  /** The conversation is about to be forgotten: counts all its questions; one without an answer counts as missed. */
  async countFinal(conversation: ConversationId): Promise<void> {
    await this.#parts.attempt(this.#count(conversation, true));
  }

  async #count(conversation: ConversationId, ends: boolean): Promise<void> {
    const { conversations, counts, zoneOf } = this.#parts;
    for (;;) {
      const [card, entries, counted] = await Promise.all([
        conversations.find(conversation),
        conversations.since(conversation, 0),
        counts.progress(conversation),
      ]);
      const last = entries.at(-1)?.seq ?? 0;
      if (typeof card !== 'object' || !counted || counted.upTo >= last) return;
      const questions = questionsAfter(counted.upTo, entries);
      if (!ends && !questions.every(isSettled)) return;
      const found = questions.flatMap((question) => {
        const name = question.desk ?? card.desk;
        return countsOfQuestion({ name, zone: zoneOf(name) }, question, question.seq === counted.unasked);
      });
      // False: another call has counted it meanwhile, perhaps not as far. Try again from there.
      if (await counts.count(conversation, counted.upTo, last, found)) return;
    }
  }
}

/** The patron's first line since the last closing. */
const firstQuestionSeq = (lines: readonly Line[]): Seq => {
  let first = 0;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const { entry, shown } = lines[index] as Line; // within its bounds
    if (shown && entry.what.kind === 'closed') break;
    if (entry.author === 'patron' && entry.what.kind === 'said') first = entry.seq;
  }
  return first;
};
