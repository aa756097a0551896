import type { Standing, WhereaboutsStore } from './ports.ts';
import type { LibrarianName } from './roster.ts';

const NOTHING_SAID: Standing = { duty: {}, recent: [] };

/** What is kept of every librarian: read once, and changed on disk first. */
export class Standings {
  readonly #store: WhereaboutsStore;
  readonly #changed: () => void;
  readonly #standings = new Map<LibrarianName, Standing>();
  readonly #changing = new Map<LibrarianName, Promise<void>>();

  constructor(store: WhereaboutsStore, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
  }

  async read(): Promise<ReadonlyMap<LibrarianName, Standing>> {
    for (const [librarian, standing] of await this.#store.all()) this.#standings.set(librarian, standing);
    return this.#standings;
  }

  of(librarian: LibrarianName): Standing {
    return this.#standings.get(librarian) ?? NOTHING_SAID;
  }

  /**
   * One change of hers after the other, each on what the one before left; one that gives back the same standing changes
   * nothing. Rejects with a StoreError where it could not be kept.
   */
  change(librarian: LibrarianName, change: (standing: Standing) => Standing): Promise<void> {
    const done = (this.#changing.get(librarian) ?? Promise.resolve()).then(async () => {
      const before = this.of(librarian);
      const standing = change(before);
      if (standing === before) return;
      await this.#store.keep(librarian, standing);
      this.#standings.set(librarian, standing);
      this.#changed();
    });
    this.#changing.set(
      librarian,
      done.catch(() => undefined), // told to whoever asked for it; the next change goes on from what stands
    );
    return done;
  }
}
