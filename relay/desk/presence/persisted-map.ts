/** Where standings are kept. */
export interface PersistedMapStore<Of, Kept> {
  all(): Promise<Map<Of, Kept>>;
  /** Resolves when synced. */
  keep(of: Of, standing: Kept): Promise<void>;
}

/** What is kept of every librarian, or of every desk: read once, and changed on disk first. */
export class PersistedMap<Of, Kept> {
  readonly #store: PersistedMapStore<Of, Kept>;
  /** Of whom nothing is kept. */
  readonly #nothing: Kept;
  readonly #changed: () => void;
  readonly #standings = new Map<Of, Kept>();
  readonly #changing = new Map<Of, Promise<void>>();

  constructor(store: PersistedMapStore<Of, Kept>, nothing: Kept, changed: () => void) {
    this.#store = store;
    this.#nothing = nothing;
    this.#changed = changed;
  }

  async read(): Promise<ReadonlyMap<Of, Kept>> {
    for (const [of, standing] of await this.#store.all()) this.#standings.set(of, standing);
    return this.#standings;
  }

  /** Of whom something is kept, also where the config does not name them any more. */
  known(): Iterable<Of> {
    return this.#standings.keys();
  }

  of(of: Of): Kept {
    return this.#standings.get(of) ?? this.#nothing;
  }

  /**
   * One change after the other, each on what the one before left; one that gives back the same standing changes nothing.
   * Rejects with a StoreError where it could not be kept.
   */
  change(of: Of, change: (standing: Kept) => Kept): Promise<void> {
    const done = (this.#changing.get(of) ?? Promise.resolve()).then(async () => {
      const before = this.of(of);
      const standing = change(before);
      if (standing === before) return;
      await this.#store.keep(of, standing);
      this.#standings.set(of, standing);
      this.#changed();
    });
    this.#changing.set(
      of,
      done.catch(() => undefined), // told to whoever asked for it; the next change goes on from what stands
    );
    return done;
  }
}
