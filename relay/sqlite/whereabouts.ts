import type { Standing, WhereaboutsStore } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import { kept } from './canonical.ts';
import type { StoreThread } from './thread.ts';

export class SqliteWhereabouts implements WhereaboutsStore {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async all(): Promise<Map<LibrarianName, Standing>> {
    const rows = await this.#thread.ask('standings');
    return new Map(rows.map(([librarian, standing]) => [librarian, kept<Standing>(standing)]));
  }

  async keep(librarian: LibrarianName, standing: Standing): Promise<void> {
    await this.#thread.ask('keepStanding', librarian, JSON.stringify(standing));
  }
}
