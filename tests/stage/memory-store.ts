import { isDeepStrictEqual } from 'node:util';
import type { Card, ConversationId, Entry, Marks, NewEntry, Opening, Party } from '../../relay/desk/entry.ts';
import type {
  Appended,
  AppendedListener,
  ConversationStore,
  DeskState,
  InboxWatermark,
  LibrarianState,
  SignIns,
  StoreError,
  Undo,
  WhereaboutsStore,
} from '../../relay/desk/ports.ts';
import type { DeskName, LibrarianName } from '../../relay/desk/roster.ts';
import type { CountStore } from '../../relay/desk/statistics/count-store.ts';
import type { Mark, Seq } from '../../relay/protocol/entries.ts';
import { MemoryCounts } from './memory-counts.ts';
import { copy, MemoryDisk, MemoryHandle } from './memory-disk.ts';

class MemoryConversations implements ConversationStore {
  readonly #handle: MemoryHandle;
  readonly #disk: MemoryDisk;
  readonly #listeners = new Set<AppendedListener>();

  constructor(handle: MemoryHandle) {
    this.#handle = handle;
    this.#disk = handle.disk;
  }

  append(conversation: ConversationId, entry: NewEntry, opening?: Opening): Promise<Appended> {
    return this.#handle.write(
      () => this.#append(conversation, copy(entry), opening),
      (appended) => {
        if (appended.outcome !== 'kept' || appended.again) return;
        for (const listener of this.#listeners) listener(conversation, appended.entry, appended.entry.seq - 1);
      },
    );
  }

  #append(conversation: ConversationId, entry: NewEntry, opening?: Opening): Appended {
    let kept = this.#disk.conversations.get(conversation);
    if (!kept) {
      if (!opening || this.#disk.forgotten.has(conversation)) return { outcome: 'gone' };
      const { desk, word } = opening;
      const card = { id: conversation, desk, word, begunAt: entry.at, lastAt: 0, lastSeq: 0, closed: false };
      kept = { card, entries: [], marks: new Map(), counted: { upTo: 0, unasked: 0 } };
      this.#disk.conversations.set(conversation, kept);
    }
    const first = kept.entries.find(({ author, id }) => author === entry.author && id === entry.id);
    if (first) {
      const same = isDeepStrictEqual(first.what, entry.what);
      return same ? { outcome: 'kept', entry: first, again: true } : { outcome: 'other-content' };
    }
    const { card } = kept;
    const added: Entry = { ...entry, seq: card.lastSeq + 1 };
    kept.entries.push(added);
    card.lastSeq = added.seq;
    card.lastAt = added.at;
    const { kind } = entry.what;
    if (kind === 'said' || kind === 'closed') card.closed = kind === 'closed';
    return { outcome: 'kept', entry: added, again: false };
  }

  since(conversation: ConversationId, seq: Seq): Promise<Entry[]> {
    return this.#handle.read(
      () => this.#disk.conversations.get(conversation)?.entries.filter((entry) => entry.seq > seq) ?? [],
    );
  }

  find(conversation: ConversationId): Promise<Card | 'forgotten' | undefined> {
    return this.#handle.read(
      () =>
        this.#disk.conversations.get(conversation)?.card ??
        (this.#disk.forgotten.has(conversation) ? 'forgotten' : undefined),
    );
  }

  list(which: { open: true } | { lastBefore: number }): Promise<Card[]> {
    return this.#handle.read(() =>
      Array.from(this.#disk.conversations.values(), ({ card }) => card).filter((card) =>
        'open' in which ? !card.closed : card.lastAt < which.lastBefore,
      ),
    );
  }

  mark(conversation: ConversationId, party: Party, { delivered, seen }: Mark): void {
    const marks = this.#handle.open ? this.#disk.conversations.get(conversation)?.marks : undefined;
    const before = marks?.get(party) ?? { delivered: 0, seen: 0 };
    marks?.set(party, { delivered: Math.max(before.delivered, delivered), seen: Math.max(before.seen, seen) });
  }

  async marks(conversation: ConversationId): Promise<Marks> {
    return new Map(await this.#handle.read(() => [...(this.#disk.conversations.get(conversation)?.marks ?? [])]));
  }

  setLeftAt(conversation: ConversationId, at: number | undefined): void {
    const card = this.#handle.open ? this.#disk.conversations.get(conversation)?.card : undefined;
    if (card && at !== undefined) card.leftAt = at;
    else delete card?.leftAt;
  }

  async forget(conversation: ConversationId): Promise<void> {
    await this.#handle.write(() => {
      this.#disk.conversations.delete(conversation);
      this.#disk.forgotten.add(conversation);
      return true;
    });
  }

  onAppended(listener: AppendedListener): Undo {
    const own: AppendedListener = (...appended) => listener(...appended);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async close(): Promise<void> {
    this.#handle.close();
    await this.#disk.answered();
  }
}

class MemoryWhereabouts implements WhereaboutsStore {
  readonly #handle: MemoryHandle;

  constructor(handle: MemoryHandle) {
    this.#handle = handle;
  }

  async all(): Promise<Map<LibrarianName, LibrarianState>> {
    return new Map(await this.#handle.read(() => [...this.#handle.disk.librarianStates]));
  }

  async keep(librarian: LibrarianName, state: LibrarianState): Promise<void> {
    await this.#handle.write(() => this.#handle.disk.librarianStates.set(librarian, copy(state)).size);
  }

  async desks(): Promise<Map<DeskName, DeskState>> {
    return new Map(await this.#handle.read(() => [...this.#handle.disk.deskStates]));
  }

  async keepDesk(desk: DeskName, state: DeskState): Promise<void> {
    await this.#handle.write(() => this.#handle.disk.deskStates.set(desk, copy(state)).size);
  }
}

class MemorySignIns implements SignIns {
  readonly #handle: MemoryHandle;
  readonly #disk: MemoryDisk;

  constructor(handle: MemoryHandle) {
    this.#handle = handle;
    this.#disk = handle.disk;
  }

  async invite(codeHash: string, librarian: LibrarianName, expiresAt: number): Promise<void> {
    await this.#handle.write(() => this.#disk.invites.set(codeHash, { librarian, expiresAt }).size);
  }

  async spend(
    codeHash: string,
    signInHash: string,
    now: number,
    expiresAt: number,
  ): Promise<LibrarianName | undefined> {
    const spent = await this.#handle.write(() => {
      const invite = this.#disk.invites.get(codeHash);
      this.#disk.invites.delete(codeHash);
      if (!invite || invite.expiresAt <= now) return null;
      this.#disk.signIns.set(signInHash, { librarian: invite.librarian, expiresAt });
      return invite.librarian;
    });
    return spent ?? undefined;
  }

  find(signInHash: string, now: number): Promise<LibrarianName | undefined> {
    return this.#handle.read(() => {
      const found = this.#disk.signIns.get(signInHash);
      return found && found.expiresAt > now ? found.librarian : undefined;
    });
  }

  async revoke(signInHash: string): Promise<void> {
    await this.#handle.write(() => this.#disk.signIns.delete(signInHash));
  }

  async revokeAll(librarian: LibrarianName): Promise<void> {
    await this.#handle.write(() => {
      for (const passes of [this.#disk.invites, this.#disk.signIns]) {
        for (const [hash, pass] of passes) if (pass.librarian === librarian) passes.delete(hash);
      }
      return true;
    });
  }
}

/** The relay's stores in memory, without a file: one handle on `disk`, which other handles may share. */
export class MemoryStores {
  readonly disk: MemoryDisk;
  readonly conversations: ConversationStore;
  readonly whereabouts: WhereaboutsStore;
  readonly signIns: SignIns;
  readonly inboxWatermark: InboxWatermark;
  readonly counts: CountStore;

  constructor(disk = new MemoryDisk()) {
    this.disk = disk;
    const handle = new MemoryHandle(disk);
    this.conversations = new MemoryConversations(handle);
    this.whereabouts = new MemoryWhereabouts(handle);
    this.signIns = new MemorySignIns(handle);
    this.counts = new MemoryCounts(handle);
    this.inboxWatermark = {
      last: async () => disk.heard,
      advanceTo: (at) => {
        disk.heard = at;
      },
    };
  }

  /** While it is set, every write fails with it as the reason. With `unknown` the write is kept although it fails. */
  get fails(): StoreError['reason'] | undefined {
    return this.disk.trouble;
  }

  set fails(reason: StoreError['reason'] | undefined) {
    this.disk.trouble = reason;
  }

  close(): Promise<void> {
    return this.conversations.close();
  }
}
