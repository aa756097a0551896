import type { DeskState, LibrarianState, WhereaboutsStore } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import { parseStored } from './canonical-json.ts';
import type { StoreThread } from './store-thread.ts';

/** The store of the states of librarians and desks: sends each call to the worker thread. */
export class SqliteWhereabouts implements WhereaboutsStore {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async all(): Promise<Map<LibrarianName, LibrarianState>> {
    return read(await this.#thread.ask('librarianStates'));
  }

  async keep(librarian: LibrarianName, state: LibrarianState): Promise<void> {
    await this.#thread.ask('keepLibrarianState', librarian, JSON.stringify(state));
  }

  async desks(): Promise<Map<DeskName, DeskState>> {
    return read(await this.#thread.ask('deskStates'));
  }

  async keepDesk(desk: DeskName, state: DeskState): Promise<void> {
    await this.#thread.ask('keepDeskState', desk, JSON.stringify(state));
  }
}

const read = <S>(rows: readonly [name: string, state: string][]): Map<string, S> =>
  new Map(rows.map(([name, state]) => [name, parseStored<S>(state)]));
