import type { DeskState, LibrarianState, WhereaboutsStore } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import { parseStored } from './canonical-json.ts';
import type { StoreThread } from './store-thread.ts';

export class SqliteWhereabouts implements WhereaboutsStore {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async all(): Promise<Map<LibrarianName, LibrarianState>> {
    return read(await this.#thread.ask('standings'));
  }

  async keep(librarian: LibrarianName, standing: LibrarianState): Promise<void> {
    await this.#thread.ask('keepStanding', librarian, JSON.stringify(standing));
  }

  async desks(): Promise<Map<DeskName, DeskState>> {
    return read(await this.#thread.ask('deskStandings'));
  }

  async keepDesk(desk: DeskName, standing: DeskState): Promise<void> {
    await this.#thread.ask('keepDeskStanding', desk, JSON.stringify(standing));
  }
}

const read = <S>(rows: readonly [name: string, standing: string][]): Map<string, S> =>
  new Map(rows.map(([name, standing]) => [name, parseStored<S>(standing)]));
