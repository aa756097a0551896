import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationStore, Log } from '../../relay/desk/ports.ts';
import { openStores, type Stores } from '../../relay/sqlite/stores.ts';
import { MemoryDisk } from '../stage/memory-disk.ts';
import { MemoryStores } from '../stage/memory-store.ts';

/** One place where stores are kept, on which a test opens as many handles as it likes. */
export interface Shelf extends AsyncDisposable {
  open(): Promise<Stores>;
}

/** Two handles on one store. */
export interface Handles {
  one: ConversationStore;
  two: ConversationStore;
  /** All stores of the first handle. */
  first: Stores;
  /** Closes both, and opens a third. */
  reopened(): Promise<ConversationStore>;
}

export const silent: Log = { info: () => undefined, warn: () => undefined };

export type MakeShelf = () => Promise<Shelf>;

export const memoryShelf: MakeShelf = async () => {
  const disk = new MemoryDisk();
  return { open: async () => new MemoryStores(disk), [Symbol.asyncDispose]: async () => {} };
};

export const sqliteShelf: MakeShelf = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ask-librarian-'));
  const opened: Stores[] = [];
  return {
    async open() {
      // Nothing expires while it is opened: the contract's clock is not this machine's.
      const stores = await openStores({ file: join(folder, 'desk.db'), now: 0, log: silent });
      opened.push(stores);
      return stores;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((stores) => stores.close()));
      await rm(folder, { recursive: true });
    },
  };
};
