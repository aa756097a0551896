import type { Author, Card, ConversationId, Entry, What } from '../entry.ts';
import { type Appended, type Clock, type ConversationStore, type Ids, StoreError, type Undo } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { Conversation } from './conversation.ts';

/** Loads conversations from the store, and unloads them. */

/** A mark is stored within a second after the entry was sent to a librarian. This leaves some margin. */
const MARK_DELAY_MS = 5_000;

/**
 * The conversations in memory: every open one, and every one with a connected page. All entries enter memory here, when
 * the store reports that they are stored, and nowhere else.
 */
export class ConversationCache {
  /** The number of entries stored since the start, for the metrics. */
  entriesKept = 0;
  readonly #store: ConversationStore;
  readonly #lastAlive: number;
  readonly #changed: (conversation: Conversation) => void;
  readonly #dropped: (conversation: Conversation) => void;
  readonly #conversations = new Map<ConversationId, Conversation>();
  readonly #loading = new Map<ConversationId, Promise<Conversation | 'forgotten'>>();
  readonly #refreshing = new Map<Conversation, Promise<void>>();
  readonly #stale = new Set<Conversation>();
  readonly #undo: Undo;

  constructor(
    store: ConversationStore,
    on: { changed(conversation: Conversation): void; dropped(conversation: Conversation): void },
    lastAlive: number,
  ) {
    this.#store = store;
    this.#lastAlive = lastAlive;
    this.#changed = on.changed;
    this.#dropped = on.dropped;
    this.#undo = store.onAppended((id, entry, previous) => this.#appended(id, entry, previous));
  }

  /** Loads every open conversation. */
  async start(): Promise<void> {
    const cards = await this.#store.list({ open: true });
    await Promise.all(cards.map((card) => this.load(card.id, card.desk)));
  }

  stop(): void {
    this.#undo();
  }

  get(id: ConversationId): Conversation | undefined {
    return this.#conversations.get(id);
  }

  /** The loaded conversation with this word. It is loaded as long as a librarian's line could reach its patron. */
  byWord(word: string): Conversation | undefined {
    for (const conversation of this.started()) if (conversation.card.word === word) return conversation;
    return undefined;
  }

  /** How many conversations a librarian is busy with: those they hold that wait for an answer, or whose patron is here. */
  activeCount(librarian: LibrarianName): number {
    let count = 0;
    for (const { fold, pages } of this.#conversations.values()) {
      if (fold.holder === librarian && (pages.size > 0 || fold.waitingSince !== undefined)) count += 1;
    }
    return count;
  }

  all(): Iterable<Conversation> {
    return this.#conversations.values();
  }

  /** The loaded conversations that have at least one entry. */
  *started(): Iterable<Conversation & { card: Card }> {
    for (const conversation of this.#conversations.values())
      if (conversation.card) yield conversation as Conversation & { card: Card };
  }

  /** The conversation with this id, read from the store if it is not loaded. A new one, without an entry, is at `desk`. */
  load(id: ConversationId, desk: DeskName): Promise<Conversation | 'forgotten'> {
    const here = this.#conversations.get(id);
    if (here) return Promise.resolve(here);
    let entering = this.#loading.get(id);
    if (!entering) {
      entering = this.#read(id, desk).finally(() => this.#loading.delete(id));
      this.#loading.set(id, entering);
    }
    return entering;
  }

  async #read(id: ConversationId, desk: DeskName): Promise<Conversation | 'forgotten'> {
    const found = await this.#store.find(id);
    if (found === 'forgotten') return found;
    const conversation = new Conversation(id, found?.desk ?? desk);
    if (found) await this.refresh(conversation);
    conversation.loadedUpTo = conversation.lastSeq;
    // Marks follow within a second. Only for lines stored just before the previous process ended is it unknown whether
    // they were sent to a librarian.
    const lastUnsure = conversation.lines.findLast(({ entry }) => entry.at >= this.#lastAlive - MARK_DELAY_MS);
    conversation.maybeSentUpTo = lastUnsure?.entry.seq ?? 0;
    this.#conversations.set(id, conversation);
    return conversation;
  }

  /** Appends an entry; the first entry of a conversation also opens it in the store. Rejects with a StoreError. */
  async append(
    conversation: Conversation,
    entry: { id: string; author: Author; what: What },
    world: { clock: Clock; ids: Ids },
  ): Promise<Appended> {
    conversation.written = true;
    const opening = conversation.card ? undefined : { desk: conversation.desk, word: world.ids.word() };
    try {
      return await this.#store.append(conversation.id, { ...entry, at: world.clock.now() }, opening);
    } catch (error) {
      // The entry may have been stored without being reported.
      if (error instanceof StoreError && error.reason === 'unknown') this.#refreshAndReport(conversation);
      throw error;
    }
  }

  /** A page is connected: keep the conversation in memory, even if it was dropped a moment ago. */
  retain(conversation: Conversation): void {
    if (!this.#conversations.has(conversation.id)) this.#conversations.set(conversation.id, conversation);
  }

  /** Unloads a conversation that nobody uses any more. */
  drop(conversation: Conversation): void {
    this.#conversations.delete(conversation.id);
    this.#dropped(conversation);
  }

  #appended(id: ConversationId, entry: Entry, previous: number): void {
    this.entriesKept += 1;
    const conversation = this.#conversations.get(id);
    if (conversation?.forgetting) return;
    if (!conversation) {
      // The entry was stored through another node, or just after the conversation was unloaded.
      void this.load(id, '').then(
        (found) => {
          if (found === 'forgotten') return;
          found.loadedUpTo = Math.min(found.loadedUpTo, previous);
          found.maybeSentUpTo = Math.min(found.maybeSentUpTo, previous);
          this.#refreshAndReport(found);
        },
        () => undefined, // the next entry or page reads it again
      );
      return;
    }
    if (!conversation.card || conversation.lastSeq < previous || this.#refreshing.has(conversation)) {
      // It is the first entry, or an entry was missed: read from the store.
      this.#refreshAndReport(conversation);
      return;
    }
    if (conversation.apply(entry)) this.#changed(conversation);
  }

  #refreshAndReport(conversation: Conversation): void {
    void this.refresh(conversation).then(
      () => this.#changed(conversation),
      () => undefined, // the next entry or page reads it again
    );
  }

  /** Reads from the store what the conversation lacks. A call during a refresh makes it read once more. */
  refresh(conversation: Conversation): Promise<void> {
    this.#stale.add(conversation);
    let refreshing = this.#refreshing.get(conversation);
    if (!refreshing) {
      refreshing = this.#readMissing(conversation).finally(() => this.#refreshing.delete(conversation));
      this.#refreshing.set(conversation, refreshing);
    }
    return refreshing;
  }

  async #readMissing(conversation: Conversation): Promise<void> {
    while (this.#stale.delete(conversation)) {
      const [found, entries, marks] = await Promise.all([
        conversation.card ?? this.#store.find(conversation.id),
        this.#store.since(conversation.id, conversation.lastSeq),
        this.#store.marks(conversation.id),
      ]);
      if (typeof found === 'object') conversation.card = found;
      for (const entry of entries) conversation.apply(entry);
      conversation.applyMarks(marks);
    }
  }
}
