import { defined } from '../protocol/defined.ts';
import type { Closer, Seq } from '../protocol/entries.ts';
import type { SorryCode } from '../protocol/frames.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { ConversationCache } from './conversation/conversation-cache.ts';
import { isAnythingOwed, longestRetentionMs, retentionMs } from './conversation/owed-answers.ts';
import type { Card } from './entry.ts';
import type { Clock, ConversationStore, Ids, Log, Undo } from './ports.ts';
import type { DeskName, LibrarianName, Roster, Rules } from './roster.ts';
import type { Counting } from './statistics/counting.ts';

/** Closes idle conversations, forgets old ones, and writes the relay's own entries. */

const SWEEP_MS = 60_000;
const MINUTE_MS = 60_000;

interface RetentionParts {
  conversations: ConversationStore;
  clock: Clock;
  ids: Ids;
  log: Log;
}

interface RetentionHooks {
  /** Called when no byte of the conversation is left. `desks`: every desk it was at. */
  forgotten(card: Card, desks: readonly DeskName[], by: 'patron' | 'relay'): void;
  /** Called once a minute: notifies librarians of questions that have waited for too long. */
  reportLate(): Promise<void>;
  /** A colleague who takes part in the conversation as well as its holder, and can be reached. */
  reachableColleague(conversation: Conversation): LibrarianName | undefined;
}

/**
 * Closes idle conversations, forgets old ones, refuses lines beyond the limits, and writes the relay's own entries. A
 * sweep once a minute does whatever is due.
 */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #conversations: ConversationCache;
  readonly #roster: () => Roster;
  readonly #counting: Counting;
  readonly #hooks: RetentionHooks;
  #cancelTimer: Undo = () => undefined;
  #stopped = false;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    parts: RetentionParts,
    conversations: ConversationCache,
    roster: () => Roster,
    counting: Counting,
    on: RetentionHooks,
  ) {
    this.#parts = parts;
    this.#conversations = conversations;
    this.#roster = roster;
    this.#counting = counting;
    this.#hooks = on;
  }

  /**
   * Starts the sweeps. At a crash nothing recorded that the pages left: a conversation that has neither a page nor a
   * recorded `leftAt` is idle from now on. A page that reconnects ends the idle time.
   */
  start(): void {
    const now = this.#parts.clock.now();
    for (const conversation of this.#conversations.started()) {
      if (conversation.card.leftAt === undefined && conversation.pages.size === 0) this.#storeLeftAt(conversation, now);
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#sweeping;
  }

  /**
   * The patron's last page left at `at`; undefined: a page is connected. A conversation without an entry is dropped when
   * its last page leaves.
   */
  setLeftAt(conversation: Conversation, at: number | undefined): void {
    if (conversation.card) this.#storeLeftAt(conversation, at);
    else if (at !== undefined) this.#conversations.drop(conversation);
  }

  /**
   * Returns undefined and counts the line if the conversation takes another line of the patron. Otherwise returns the
   * refusal: `final` if the conversation will never take a line again, not final if it may within a minute.
   */
  admitLine(conversation: Conversation): { code: SorryCode; final: boolean } | undefined {
    const rules = this.#roster().rules;
    if (conversation.lines.length >= rules.linesEach) return { code: 'too-many', final: true };
    const now = this.#parts.clock.now();
    // Oldest first, so usually none or one is dropped.
    while ((conversation.recentLineTimes[0] ?? now) <= now - MINUTE_MS) conversation.recentLineTimes.shift();
    if (conversation.recentLineTimes.length >= rules.linesPerMinute) return { code: 'too-many', final: false };
    conversation.recentLineTimes.push(now);
    return undefined;
  }

  /** Closes a conversation. `cause` becomes the entry's id, so that closing twice for the same cause is one entry. */
  async close(conversation: Conversation, by: Closer, cause: string): Promise<void> {
    const author = by === 'patron' ? 'patron' : 'relay';
    await this.#conversations.append(
      conversation,
      { id: `closed-${cause}`, author, what: { kind: 'closed', by } },
      this.#parts,
    );
  }

  /**
   * Takes a conversation from a holder who cannot be reached. It then belongs to a colleague who takes part in it and can
   * be reached, or waits for anyone again. `cause`: the line that did not arrive, or the last line; it becomes the
   * entry's id. `since`: given if a waiting question is the only reason: since when it waits. The entry then takes effect
   * only while that question is unanswered.
   */
  async lapse(conversation: Conversation, librarian: LibrarianName, cause: Seq, since?: number): Promise<void> {
    const to = this.#hooks.reachableColleague(conversation);
    const what = {
      kind: 'lapsed',
      librarian,
      ...defined({ since, to }),
    } as const;
    await this.#conversations.append(conversation, { id: `lapsed-${cause}`, author: 'relay', what }, this.#parts);
  }

  /** Hands a question on to another desk. `cause`: the line that waits; it becomes the entry's id. */
  async handOn(conversation: Conversation, to: DeskName, cause: Seq): Promise<void> {
    await this.#conversations.append(
      conversation,
      { id: `moved-${cause}-${to}`, author: 'relay', what: { kind: 'moved', to } },
      this.#parts,
    );
  }

  /** Records that `to` was notified of a question that has waited for too long. */
  async recordLate(conversation: Conversation, to: LibrarianName, cause: Seq): Promise<void> {
    await this.#conversations.append(
      conversation,
      { id: `late-${cause}`, author: 'relay', what: { kind: 'late', to } },
      this.#parts,
    );
  }

  /**
   * Takes conversations from holders who no longer serve the desk. At a desk that was removed from the config nothing
   * changes, because the desk may come back.
   */
  async lapseUnserved(): Promise<void> {
    for (const conversation of [...this.#conversations.started()])
      if (this.#isUnserved(conversation)) await this.#lapseUnserved(conversation);
  }

  /**
   * The same for one conversation: a line or claim of the holder may have crossed the move that took the conversation to
   * another desk.
   */
  lapseIfUnserved(conversation: Conversation): Promise<void> | undefined {
    return this.#isUnserved(conversation) ? this.#lapseUnserved(conversation) : undefined;
  }

  #isUnserved({ fold: { holder }, desk, forgetting }: Conversation): boolean {
    const serving = this.#roster().desks.get(desk)?.librarians;
    return holder !== undefined && serving !== undefined && !serving.includes(holder) && !forgetting;
  }

  async #lapseUnserved(conversation: Conversation): Promise<void> {
    const { holder, lastSeq } = conversation.fold;
    if (holder !== undefined) await this.lapse(conversation, holder, lastSeq);
  }

  /** Deletes a conversation. Resolves when no byte of it is left; rejects with a StoreError. */
  async forget(conversation: Conversation, by: 'patron' | 'relay'): Promise<void> {
    conversation.forgetting = true;
    try {
      if (conversation.written || conversation.card) {
        await this.#counting.countFinal(conversation.id);
        await this.#parts.conversations.forget(conversation.id);
      }
    } catch (error) {
      conversation.forgetting = false;
      throw error;
    }
    for (const page of conversation.pages) page.link.push({ kind: 'gone' });
    if (conversation.card) this.#hooks.forgotten(conversation.card, conversation.desks, by);
    // Drop it before its pages are removed: their networks are remembered, so that it may still be blocked.
    this.#conversations.drop(conversation);
    conversation.pages.clear();
  }

  #storeLeftAt(conversation: Conversation, at: number | undefined): void {
    if (!conversation.card) return;
    const { leftAt: _, ...card } = conversation.card;
    conversation.card = at === undefined ? card : { ...card, leftAt: at };
    this.#parts.conversations.setLeftAt(conversation.id, at);
  }

  #schedule(): void {
    this.#cancelTimer = this.#parts.clock.after(SWEEP_MS, () => {
      this.#sweeping = this.sweep().catch((error: unknown) => {
        this.#parts.log.warn('sweep failed', { why: error instanceof Error ? error.message : String(error) });
      });
      void this.#sweeping.then(() => this.#stopped || this.#schedule());
    });
  }

  /** Closes, drops and forgets whatever is due. Called once a minute. */
  async sweep(): Promise<void> {
    await this.lapseUnserved();
    await this.#hooks.reportLate();
    const now = this.#parts.clock.now();
    const { rules } = this.#roster();
    // Forget first: the retention time of a conversation that is closed below starts now.
    await this.#forgetOld(rules, now);
    for (const conversation of [...this.#conversations.started()]) {
      const { leftAt } = conversation.card;
      const { closed, waitingSince } = conversation.fold;
      if (conversation.pages.size > 0 || conversation.forgetting) continue;
      const isIdle = leftAt !== undefined && now - leftAt >= rules.idleSeconds * 1000;
      const isOwed = isAnythingOwed(conversation, rules, now);
      const outlivesRetention = isOwed && now - conversation.card.lastAt >= retentionMs(rules);
      if (closed && !outlivesRetention) this.#conversations.drop(conversation);
      else if (closed || !isIdle) continue;
      else if (waitingSince !== undefined) await this.#counting.countSettled(conversation);
      else if (!isOwed) {
        await this.close(conversation, 'relay', `${leftAt}`);
      }
    }
  }

  async #forgetOld(rules: Rules, now: number): Promise<void> {
    const retainsNothing = rules.retentionDays === 0;
    const longest = longestRetentionMs(rules);
    const old = await this.#parts.conversations.list({ lastBefore: now - retentionMs(rules) });
    for (const card of old) {
      const over = now - card.lastAt > longest;
      // With a retention of 0 days an open conversation stays. With any retention a conversation stays while a question
      // or an answer in it is owed, up to the longest retention.
      if (!over && retainsNothing && !card.closed) continue;
      const conversation =
        this.#conversations.get(card.id) ?? (over ? undefined : await this.#conversations.load(card.id, card.desk));
      if (
        conversation === 'forgotten' ||
        (conversation && (conversation.pages.size > 0 || (!over && isAnythingOwed(conversation, rules, now))))
      )
        continue;
      if (conversation) await this.forget(conversation, 'relay');
      else {
        await this.#counting.countFinal(card.id);
        await this.#parts.conversations.forget(card.id);
        this.#hooks.forgotten(card, [card.desk], 'relay');
      }
    }
  }
}
