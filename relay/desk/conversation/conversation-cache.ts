import type { Author, Card, ConversationId, Entry, What } from '../entry.ts';
import { type Appended, type Clock, type ConversationStore, type Ids, StoreError, type Undo } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { Conversation } from './conversation.ts';

/** What was handed over is marked in the store within a second; with some to spare. */
const MARK_DELAY_MS = 5_000;

/**
 * The conversations at hand: every open one, and those with a page connected. Entries come in here and nowhere else, from
 * the store's word that they are kept.
 */
export class ConversationCache {
  /** Entries kept since the start, for the metrics. */
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

  /** Takes in every open conversation. */
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

  /** The one that goes by this word; it is at hand while a line of a librarian could reach its patron. */
  byWord(word: string): Conversation | undefined {
    for (const conversation of this.begun()) if (conversation.card.word === word) return conversation;
    return undefined;
  }

  /** How many she answers now: those that wait for her, or whose patron is there. */
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

  /** Those with an entry. */
  *begun(): Iterable<Conversation & { card: Card }> {
    for (const conversation of this.#conversations.values())
      if (conversation.card) yield conversation as Conversation & { card: Card };
  }

  /** The conversation with this id, read from the store where it is not at hand; not begun, it is at `desk`. */
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
    // A mark follows within a second: only of lines kept just before the relay ended is it not known.
    const justBefore = conversation.lines.findLast(({ entry }) => entry.at >= this.#lastAlive - MARK_DELAY_MS);
    conversation.maybeSentUpTo = justBefore?.entry.seq ?? 0;
    this.#conversations.set(id, conversation);
    return conversation;
  }

  /** Appends an entry; the conversation's first one opens it. Rejects with a StoreError. */
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
      // Perhaps it was kept, and nobody has told.
      if (error instanceof StoreError && error.reason === 'unknown') this.#refreshAndReport(conversation);
      throw error;
    }
  }

  /** Somebody is in it: it stays at hand, also where it was let go just before. */
  retain(conversation: Conversation): void {
    if (!this.#conversations.has(conversation.id)) this.#conversations.set(conversation.id, conversation);
  }

  /** Nobody is in it any more: it need not be at hand. */
  drop(conversation: Conversation): void {
    this.#conversations.delete(conversation.id);
    this.#dropped(conversation);
  }

  #appended(id: ConversationId, entry: Entry, previous: number): void {
    this.entriesKept += 1;
    const conversation = this.#conversations.get(id);
    if (conversation?.forgetting) return;
    if (!conversation) {
      // Kept through another node, or just as nobody was in it any more.
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
      // The first entry, or one was missed: the store tells all of it.
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

  /** Reads what `live` lacks. Calls while one is under way make it read once more. */
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
