import type { Seq } from '../../protocol/entries.ts';
import type { Conversation, Line } from '../conversation/conversation.ts';
import type { ConversationId } from '../entry.ts';
import type { ConversationStore } from '../ports.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from './count-store.ts';
import { countsOfQuestion } from './hourly-counts.ts';
import { isSettled, questionsAfter } from './questions.ts';

interface CountingParts {
  conversations: ConversationStore;
  counts: CountStore;
  /** The zone of a desk, also of one that is gone from the config. */
  zoneOf(desk: DeskName): string;
  /** Does it; a failure of the store is logged, and stays without consequence. */
  attempt(work: Promise<unknown>): Promise<unknown>;
}

/**
 * Counts each question once: when its conversation is closed, forgotten, or left for good after an answer. What is counted
 * comes from the kept entries alone, and how far they are counted is kept with the counts, so that it may be asked for at any time, any
 * number of times.
 */
export class Counting {
  readonly #parts: CountingParts;

  constructor(parts: CountingParts) {
    this.#parts = parts;
  }

  /** Counts what was closed before the relay stopped, and not counted any more. */
  async start(): Promise<void> {
    await this.#parts.attempt(
      (async () => {
        for (const conversation of await this.#parts.counts.uncounted()) await this.#count(conversation, false);
      })(),
    );
  }

  /** An entry has come in, and is settled. */
  entryAdded(conversation: Conversation): void {
    const { closed, waitingSince, holder } = conversation.fold;
    if (closed) {
      conversation.question = 0;
      void this.countSettled(conversation);
      return;
    }
    if (conversation.question > 0 || waitingSince === undefined) return;
    conversation.question = firstQuestionSeq(conversation.lines);
    // Of what was found kept nobody knows any more whom it found.
    const found = holder !== undefined || conversation.ringState.asked.size > 0;
    conversation.hadCandidates = found && conversation.question > conversation.loadedUpTo;
    if (found || conversation.question <= conversation.loadedUpTo) return;
    void this.#parts.attempt(this.#parts.counts.keepUnasked(conversation.id, conversation.question));
  }

  /** Nobody is in it any more: what is known of its questions is counted. */
  async countSettled(conversation: Conversation): Promise<void> {
    if (conversation.checkedUpTo === conversation.lastSeq) return;
    conversation.checkedUpTo = conversation.lastSeq;
    await this.#parts.attempt(this.#count(conversation.id, false));
  }

  /** It is about to be forgotten: a question without an answer will have none. */
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
      // False: it was counted meanwhile, perhaps not as far.
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
