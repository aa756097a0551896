import type { Author, Card, ConversationId, Entry, What } from '../entry.ts';
import { type Appended, type Clock, type ConversationStore, type Ids, StoreError, type Undo } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { Conversation } from './conversation.ts';

/** What was handed over is marked in the store within a second; with some to spare. */
const MARKS_MS = 5_000;

/**
 * The conversations at hand: every open one, and those with a page connected. Entries come in here and nowhere else, from
 * the store's word that they are kept.
 */
export class ConversationCache {
  /** Entries kept since the start, for the metrics. */
  kept = 0;
  readonly #store: ConversationStore;
  readonly #lastAlive: number;
  readonly #changed: (live: Conversation) => void;
  readonly #dropped: (live: Conversation) => void;
  readonly #lives = new Map<ConversationId, Conversation>();
  readonly #entering = new Map<ConversationId, Promise<Conversation | 'forgotten'>>();
  readonly #refreshing = new Map<Conversation, Promise<void>>();
  readonly #stale = new Set<Conversation>();
  readonly #undo: Undo;

  constructor(
    store: ConversationStore,
    on: { changed(live: Conversation): void; dropped(live: Conversation): void },
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
    await Promise.all(cards.map((card) => this.enter(card.id, card.desk)));
  }

  stop(): void {
    this.#undo();
  }

  get(id: ConversationId): Conversation | undefined {
    return this.#lives.get(id);
  }

  /** The one that goes by this word; it is at hand while a line of a librarian could reach its patron. */
  withWord(word: string): Conversation | undefined {
    for (const live of this.begun()) if (live.card.word === word) return live;
    return undefined;
  }

  /** How many she answers now: those that wait for her, or whose patron is there. */
  heldBy(librarian: LibrarianName): number {
    let count = 0;
    for (const { fold, pages } of this.#lives.values()) {
      if (fold.holder === librarian && (pages.size > 0 || fold.waitingSince !== undefined)) count += 1;
    }
    return count;
  }

  all(): Iterable<Conversation> {
    return this.#lives.values();
  }

  /** Those with an entry. */
  *begun(): Iterable<Conversation & { card: Card }> {
    for (const live of this.#lives.values()) if (live.card) yield live as Conversation & { card: Card };
  }

  /** The conversation with this id, read from the store where it is not at hand; not begun, it is at `desk`. */
  enter(id: ConversationId, desk: DeskName): Promise<Conversation | 'forgotten'> {
    const here = this.#lives.get(id);
    if (here) return Promise.resolve(here);
    let entering = this.#entering.get(id);
    if (!entering) {
      entering = this.#read(id, desk).finally(() => this.#entering.delete(id));
      this.#entering.set(id, entering);
    }
    return entering;
  }

  async #read(id: ConversationId, desk: DeskName): Promise<Conversation | 'forgotten'> {
    const found = await this.#store.find(id);
    if (found === 'forgotten') return found;
    const live = new Conversation(id, found?.desk ?? desk);
    if (found) await this.current(live);
    live.foundUpTo = live.lastSeq;
    // A mark follows within a second: only of lines kept just before the relay ended is it not known.
    const justBefore = live.lines.findLast(({ entry }) => entry.at >= this.#lastAlive - MARKS_MS);
    live.perhapsHanded = justBefore?.entry.seq ?? 0;
    this.#lives.set(id, live);
    return live;
  }

  /** Appends an entry; the conversation's first one opens it. Rejects with a StoreError. */
  async append(
    live: Conversation,
    entry: { id: string; author: Author; what: What },
    world: { clock: Clock; ids: Ids },
  ): Promise<Appended> {
    live.written = true;
    const opening = live.card ? undefined : { desk: live.desk, word: world.ids.word() };
    try {
      return await this.#store.append(live.id, { ...entry, at: world.clock.now() }, opening);
    } catch (error) {
      // Perhaps it was kept, and nobody has told.
      if (error instanceof StoreError && error.reason === 'unknown') this.#lookAgain(live);
      throw error;
    }
  }

  /** Somebody is in it: it stays at hand, also where it was let go just before. */
  hold(live: Conversation): void {
    if (!this.#lives.has(live.id)) this.#lives.set(live.id, live);
  }

  /** Nobody is in it any more: it need not be at hand. */
  drop(live: Conversation): void {
    this.#lives.delete(live.id);
    this.#dropped(live);
  }

  #appended(id: ConversationId, entry: Entry, previous: number): void {
    this.kept += 1;
    const live = this.#lives.get(id);
    if (live?.forgetting) return;
    if (!live) {
      // Kept through another node, or just as nobody was in it any more.
      void this.enter(id, '').then(
        (found) => {
          if (found === 'forgotten') return;
          found.foundUpTo = Math.min(found.foundUpTo, previous);
          found.perhapsHanded = Math.min(found.perhapsHanded, previous);
          this.#lookAgain(found);
        },
        () => undefined, // the next entry or page reads it again
      );
      return;
    }
    if (!live.card || live.lastSeq < previous || this.#refreshing.has(live)) {
      // The first entry, or one was missed: the store tells all of it.
      this.#lookAgain(live);
      return;
    }
    if (live.take(entry)) this.#changed(live);
  }

  #lookAgain(live: Conversation): void {
    void this.current(live).then(
      () => this.#changed(live),
      () => undefined, // the next entry or page reads it again
    );
  }

  /** Reads what `live` lacks. Calls while one is under way make it read once more. */
  current(live: Conversation): Promise<void> {
    this.#stale.add(live);
    let refreshing = this.#refreshing.get(live);
    if (!refreshing) {
      refreshing = this.#refresh(live).finally(() => this.#refreshing.delete(live));
      this.#refreshing.set(live, refreshing);
    }
    return refreshing;
  }

  async #refresh(live: Conversation): Promise<void> {
    while (this.#stale.delete(live)) {
      const [found, entries, marks] = await Promise.all([
        live.card ?? this.#store.find(live.id),
        this.#store.since(live.id, live.lastSeq),
        this.#store.marks(live.id),
      ]);
      if (typeof found === 'object') live.card = found;
      for (const entry of entries) live.take(entry);
      live.takeMarks(marks);
    }
  }
}
