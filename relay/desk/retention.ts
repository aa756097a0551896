import type { Closer, Seq } from '../protocol/entries.ts';
import type { SorryCode } from '../protocol/frames.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { ConversationCache } from './conversation/conversation-cache.ts';
import { isAnythingOwed, longestRetentionMs, retentionMs } from './conversation/owed-answers.ts';
import type { Card } from './entry.ts';
import type { Clock, ConversationStore, Ids, Log, Undo } from './ports.ts';
import type { DeskName, LibrarianName, Roster, Rules } from './roster.ts';
import type { Counting } from './statistics/counting.ts';

const SWEEP_MS = 60_000;
const MINUTE_MS = 60_000;

interface RetentionHooks {
  /** No byte of it is left. */
  forgotten(card: Card, desks: readonly DeskName[], by: 'patron' | 'relay'): void;
  /** Once a minute: questions that wait for too long are told to whom the desks name. */
  reportLate(): Promise<void>;
  /** Who takes part beside its holder, and can be reached. */
  reachableColleague(conversation: Conversation): LibrarianName | undefined;
}

/** Closing what nobody is in, forgetting what is old, refusing what is too much. */
export class Retention {
  readonly #parts: { conversations: ConversationStore; clock: Clock; ids: Ids; log: Log };
  readonly #conversations: ConversationCache;
  readonly #roster: () => Roster;
  readonly #counting: Counting;
  readonly #hooks: RetentionHooks;
  #cancelTimer: Undo = () => undefined;
  #stopped = false;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    parts: { conversations: ConversationStore; clock: Clock; ids: Ids; log: Log },
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

  /** After a crash nobody said that the pages left: for idle time they left now. A page that is back says so itself. */
  start(): void {
    const now = this.#parts.clock.now();
    for (const conversation of this.#conversations.begun()) {
      if (conversation.card.leftAt === undefined && conversation.pages.size === 0) this.#storeLeftAt(conversation, now);
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#sweeping;
  }

  /** The last page left, or (undefined) one is here. */
  setLeftAt(conversation: Conversation, at: number | undefined): void {
    if (conversation.card) this.#storeLeftAt(conversation, at);
    else if (at !== undefined) this.#conversations.drop(conversation);
  }

  /** Why this conversation takes no line of the patron's now; counts the line where it does. */
  admitLine(conversation: Conversation): { code: SorryCode; final: boolean } | undefined {
    const rules = this.#roster().rules;
    if (conversation.lines.length >= rules.linesEach) return { code: 'too-many', final: true };
    const now = this.#parts.clock.now();
    // Oldest first: usually there is nothing to drop, or one.
    while ((conversation.recentLineTimes[0] ?? now) <= now - MINUTE_MS) conversation.recentLineTimes.shift();
    if (conversation.recentLineTimes.length >= rules.linesPerMinute) return { code: 'too-many', final: false };
    conversation.recentLineTimes.push(now);
    return undefined;
  }

  /** `cause` makes the id: whoever closes for the same cause writes the same entry. */
  async close(conversation: Conversation, by: Closer, cause: string): Promise<void> {
    const author = by === 'patron' ? 'patron' : 'relay';
    await this.#conversations.append(
      conversation,
      { id: `closed-${cause}`, author, what: { kind: 'closed', by } },
      this.#parts,
    );
  }

  /**
   * Its holder cannot be reached: it is whose who takes part beside her, or waits for anyone again. `cause`: the line that did
   * not arrive, or came last; `since`: what waits, where that alone is why.
   */
  async lapse(conversation: Conversation, librarian: LibrarianName, cause: Seq, since?: number): Promise<void> {
    const to = this.#hooks.reachableColleague(conversation);
    const what = {
      kind: 'lapsed',
      librarian,
      ...(since === undefined ? {} : { since }),
      ...(to === undefined ? {} : { to }),
    } as const;
    await this.#conversations.append(conversation, { id: `lapsed-${cause}`, author: 'relay', what }, this.#parts);
  }

  /** Another desk has it, because it waits at this one. `cause`: the line that waits. */
  async handOn(conversation: Conversation, to: DeskName, cause: Seq): Promise<void> {
    await this.#conversations.append(
      conversation,
      { id: `moved-${cause}-${to}`, author: 'relay', what: { kind: 'moved', to } },
      this.#parts,
    );
  }

  /** That it waits for too long was told to `to`. */
  async recordLate(conversation: Conversation, to: LibrarianName, cause: Seq): Promise<void> {
    await this.#conversations.append(
      conversation,
      { id: `late-${cause}`, author: 'relay', what: { kind: 'late', to } },
      this.#parts,
    );
  }

  /** Who answers and does not serve at the desk any more has lapsed. A desk that is gone may come back: there nothing changes. */
  async lapseUnserved(): Promise<void> {
    for (const conversation of [...this.#conversations.begun()])
      if (this.#isUnserved(conversation)) await this.#lapseUnserved(conversation);
  }

  /** The same, of one: her line may have crossed what took it from her desk. */
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

  /** Resolves when no byte of it is left. */
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
    // With its pages still there: from where they are it may be blocked.
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
        this.#parts.log.warn('could not tidy', { why: error instanceof Error ? error.message : String(error) });
      });
      void this.#sweeping.then(() => this.#stopped || this.#schedule());
    });
  }

  /** Once a minute. */
  async sweep(): Promise<void> {
    await this.lapseUnserved();
    await this.#hooks.reportLate();
    const now = this.#parts.clock.now();
    const { rules } = this.#roster();
    // First: whoever is closed for being idle is kept from then on.
    await this.#forgetOld(rules, now);
    for (const conversation of [...this.#conversations.begun()]) {
      const { leftAt } = conversation.card;
      const { closed, waitingSince } = conversation.fold;
      if (conversation.pages.size > 0 || conversation.forgetting) continue;
      const idle = leftAt !== undefined && now - leftAt >= rules.idleSeconds * 1000;
      const owed = isAnythingOwed(conversation, rules, now);
      const outlives = owed && now - conversation.card.lastAt >= retentionMs(rules);
      if (closed && !outlives) this.#conversations.drop(conversation);
      else if (closed || !idle) continue;
      else if (waitingSince !== undefined) await this.#counting.countSettled(conversation);
      else if (!owed) {
        await this.close(conversation, 'relay', `${leftAt}`);
      }
    }
  }

  async #forgetOld(rules: Rules, now: number): Promise<void> {
    const keepsNothing = rules.retentionDays === 0;
    const longest = longestRetentionMs(rules);
    const old = await this.#parts.conversations.list({ lastBefore: now - retentionMs(rules) });
    for (const card of old) {
      const over = now - card.lastAt > longest;
      // At retention 0 what is open outlives it; at any, a question or an answer that is owed, for as long as it is.
      if (!over && keepsNothing && !card.closed) continue;
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
