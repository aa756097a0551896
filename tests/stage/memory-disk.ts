import type { Card, ConversationId, Entry, Party } from '../../relay/desk/entry.ts';
import { type DeskState, type LibrarianState, StoreError, type Undo } from '../../relay/desk/ports.ts';
import type { DeskName, LibrarianName } from '../../relay/desk/roster.ts';
import type { Count } from '../../relay/desk/statistics/hourly-counts.ts';
import type { Mark, Seq } from '../../relay/protocol/entries.ts';

interface Kept {
  card: Card;
  entries: Entry[];
  marks: Map<Party, Mark>;
  counted: { upTo: Seq; unasked: Seq };
}

interface Pass {
  librarian: LibrarianName;
  expiresAt: number;
}

/** The data that the handles on it share; a handle that is opened later finds it. */
export class MemoryDisk {
  /** While it is set, every write fails with it as the reason. With `unknown` the write is kept although it fails. */
  trouble: StoreError['reason'] | undefined;
  readonly conversations = new Map<ConversationId, Kept>();
  readonly forgotten = new Set<ConversationId>();
  readonly librarianStates = new Map<LibrarianName, LibrarianState>();
  readonly deskStates = new Map<DeskName, DeskState>();
  readonly invites = new Map<string, Pass>();
  readonly signIns = new Map<string, Pass>();
  heard: number | undefined;
  readonly counts = new Map<string, Count>();
  #held: Promise<void> | undefined;

  /** Makes the disk slow: no read or write is answered until the function that is returned is called. */
  hold(): Undo {
    let release = (): void => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.#held = undefined;
      release();
    };
  }

  /** Resolves a moment later, as the answer of any disk. */
  async answered(): Promise<void> {
    await this.#held;
  }
}

/** A copy, so that what a caller changes later is not changed in the store. */
export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // everything that is kept is JSON

/** One handle on a disk. */
export class MemoryHandle {
  readonly disk: MemoryDisk;
  #closed = false;

  constructor(disk: MemoryDisk) {
    this.disk = disk;
  }

  close(): void {
    this.#closed = true;
  }

  /** Reads at once and in order; the answer comes later. */
  async read<T>(done: () => T): Promise<T> {
    if (this.#closed) throw new StoreError('closed', 'the store is closed');
    const result = copy({ done: done() }).done;
    await this.disk.answered();
    return result;
  }

  async write<T>(done: () => T, kept?: (result: T) => void): Promise<T> {
    if (this.#closed) throw new StoreError('closed', 'the store is closed');
    const { trouble } = this.disk;
    const result = trouble === undefined || trouble === 'unknown' ? copy({ done: done() }).done : undefined;
    await this.disk.answered();
    if (trouble !== undefined || result === undefined)
      throw new StoreError(trouble ?? 'broken', `the disk is ${trouble}`);
    kept?.(result);
    return result;
  }

  get open(): boolean {
    return !this.#closed;
  }
}
