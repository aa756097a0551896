import type { Closer, Seq } from '../protocol/entries.ts';
import type { SorryCode } from '../protocol/frames.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { ConversationCache } from './conversation/conversation-cache.ts';
import { longestMs, owes, retentionMs } from './conversation/owed-answers.ts';
import type { Card } from './entry.ts';
import type { Clock, ConversationStore, Ids, Log, Undo } from './ports.ts';
import type { DeskName, LibrarianName, Roster, Rules } from './roster.ts';
import type { Counting } from './statistics/counting.ts';

const SWEEP_MS = 60_000;
const MINUTE_MS = 60_000;

interface TidyingOn {
  /** No byte of it is left. */
  forgotten(card: Card, desks: readonly DeskName[], by: 'patron' | 'relay'): void;
  /** Once a minute: questions that wait for too long are told to whom the desks name. */
  tellLate(): Promise<void>;
  /** Who takes part beside its holder, and can be reached. */
  beside(live: Conversation): LibrarianName | undefined;
}

/** Closing what nobody is in, forgetting what is old, refusing what is too much. */
export class Retention {
  readonly #parts: { conversations: ConversationStore; clock: Clock; ids: Ids; log: Log };
  readonly #lives: ConversationCache;
  readonly #roster: () => Roster;
  readonly #counting: Counting;
  readonly #on: TidyingOn;
  #undo: Undo = () => undefined;
  #stopped = false;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    parts: { conversations: ConversationStore; clock: Clock; ids: Ids; log: Log },
    lives: ConversationCache,
    roster: () => Roster,
    counting: Counting,
    on: TidyingOn,
  ) {
    this.#parts = parts;
    this.#lives = lives;
    this.#roster = roster;
    this.#counting = counting;
    this.#on = on;
  }

  /** After a crash nobody said that the pages left: for idle time they left now. A page that is back says so itself. */
  start(): void {
    const now = this.#parts.clock.now();
    for (const live of this.#lives.begun()) {
      if (live.card.leftAt === undefined && live.pages.size === 0) this.#left(live, now);
    }
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#undo();
    await this.#sweeping;
  }

  /** The last page left, or (undefined) one is here. */
  pagesLeft(live: Conversation, at: number | undefined): void {
    if (live.card) this.#left(live, at);
    else if (at !== undefined) this.#lives.drop(live);
  }

  /** Why this conversation takes no line of the patron's now; counts the line where it does. */
  tooMany(live: Conversation): { code: SorryCode; final: boolean } | undefined {
    const rules = this.#roster().rules;
    if (live.lines.length >= rules.linesEach) return { code: 'too-many', final: true };
    const now = this.#parts.clock.now();
    // Oldest first: usually there is nothing to drop, or one.
    while ((live.saidAt[0] ?? now) <= now - MINUTE_MS) live.saidAt.shift();
    if (live.saidAt.length >= rules.linesPerMinute) return { code: 'too-many', final: false };
    live.saidAt.push(now);
    return undefined;
  }

  /** `cause` makes the id: whoever closes for the same cause writes the same entry. */
  async close(live: Conversation, by: Closer, cause: string): Promise<void> {
    const author = by === 'patron' ? 'patron' : 'relay';
    await this.#lives.append(live, { id: `closed-${cause}`, author, what: { kind: 'closed', by } }, this.#parts);
  }

  /**
   * Its holder cannot be reached: it is whose who takes part beside her, or waits for anyone again. `cause`: the line that did
   * not arrive, or came last; `since`: what waits, where that alone is why.
   */
  async lapse(live: Conversation, librarian: LibrarianName, cause: Seq, since?: number): Promise<void> {
    const to = this.#on.beside(live);
    const what = {
      kind: 'lapsed',
      librarian,
      ...(since === undefined ? {} : { since }),
      ...(to === undefined ? {} : { to }),
    } as const;
    await this.#lives.append(live, { id: `lapsed-${cause}`, author: 'relay', what }, this.#parts);
  }

  /** Another desk has it, because it waits at this one. `cause`: the line that waits. */
  async goesOn(live: Conversation, to: DeskName, cause: Seq): Promise<void> {
    await this.#lives.append(
      live,
      { id: `moved-${cause}-${to}`, author: 'relay', what: { kind: 'moved', to } },
      this.#parts,
    );
  }

  /** That it waits for too long was told to `to`. */
  async late(live: Conversation, to: LibrarianName, cause: Seq): Promise<void> {
    await this.#lives.append(live, { id: `late-${cause}`, author: 'relay', what: { kind: 'late', to } }, this.#parts);
  }

  /** Who answers and does not serve at the desk any more has lapsed. A desk that is gone may come back: there nothing changes. */
  async lapseUnserved(): Promise<void> {
    for (const live of [...this.#lives.begun()]) if (this.#isUnserved(live)) await this.#lapseUnserved(live);
  }

  /** The same, of one: her line may have crossed what took it from her desk. */
  look(live: Conversation): Promise<void> | undefined {
    return this.#isUnserved(live) ? this.#lapseUnserved(live) : undefined;
  }

  #isUnserved({ fold: { holder }, desk, forgetting }: Conversation): boolean {
    const serving = this.#roster().desks.get(desk)?.librarians;
    return holder !== undefined && serving !== undefined && !serving.includes(holder) && !forgetting;
  }

  async #lapseUnserved(live: Conversation): Promise<void> {
    const { holder, lastSeq } = live.fold;
    if (holder !== undefined) await this.lapse(live, holder, lastSeq);
  }

  /** Resolves when no byte of it is left. */
  async forget(live: Conversation, by: 'patron' | 'relay'): Promise<void> {
    live.forgetting = true;
    try {
      if (live.written || live.card) {
        await this.#counting.ends(live.id);
        await this.#parts.conversations.forget(live.id);
      }
    } catch (error) {
      live.forgetting = false;
      throw error;
    }
    for (const page of live.pages) page.link.push({ kind: 'gone' });
    if (live.card) this.#on.forgotten(live.card, live.desks, by);
    // With its pages still there: from where they are it may be blocked.
    this.#lives.drop(live);
    live.pages.clear();
  }

  #left(live: Conversation, at: number | undefined): void {
    if (!live.card) return;
    const { leftAt: _, ...card } = live.card;
    live.card = at === undefined ? card : { ...card, leftAt: at };
    this.#parts.conversations.left(live.id, at);
  }

  #next(): void {
    this.#undo = this.#parts.clock.after(SWEEP_MS, () => {
      this.#sweeping = this.sweep().catch((error: unknown) => {
        this.#parts.log.warn('could not tidy', { why: error instanceof Error ? error.message : String(error) });
      });
      void this.#sweeping.then(() => this.#stopped || this.#next());
    });
  }

  /** Once a minute. */
  async sweep(): Promise<void> {
    await this.lapseUnserved();
    await this.#on.tellLate();
    const now = this.#parts.clock.now();
    const { rules } = this.#roster();
    // First: whoever is closed for being idle is kept from then on.
    await this.#forgetOld(rules, now);
    for (const live of [...this.#lives.begun()]) {
      const { leftAt } = live.card;
      const { closed, waitingSince } = live.fold;
      if (live.pages.size > 0 || live.forgetting) continue;
      const idle = leftAt !== undefined && now - leftAt >= rules.idleSeconds * 1000;
      const owed = owes(live, rules, now);
      const outlives = owed && now - live.card.lastAt >= retentionMs(rules);
      if (closed && !outlives) this.#lives.drop(live);
      else if (closed || !idle) continue;
      else if (waitingSince !== undefined) await this.#counting.rests(live);
      else if (!owed) {
        await this.close(live, 'relay', `${leftAt}`);
      }
    }
  }

  async #forgetOld(rules: Rules, now: number): Promise<void> {
    const keepsNothing = rules.retentionDays === 0;
    const longest = longestMs(rules);
    const old = await this.#parts.conversations.list({ lastBefore: now - retentionMs(rules) });
    for (const card of old) {
      const over = now - card.lastAt > longest;
      // At retention 0 what is open outlives it; at any, a question or an answer that is owed, for as long as it is.
      if (!over && keepsNothing && !card.closed) continue;
      const live = this.#lives.get(card.id) ?? (over ? undefined : await this.#lives.enter(card.id, card.desk));
      if (live === 'forgotten' || (live && (live.pages.size > 0 || (!over && owes(live, rules, now))))) continue;
      if (live) await this.forget(live, 'relay');
      else {
        await this.#counting.ends(card.id);
        await this.#parts.conversations.forget(card.id);
        this.#on.forgotten(card, [card.desk], 'relay');
      }
    }
  }
}
