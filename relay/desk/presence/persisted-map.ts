/** Where standings are kept. */
export interface PersistedMapStore<Of, Kept> {
  all(): Promise<Map<Of, Kept>>;
  /** Resolves when synced. */
  keep(of: Of, state: Kept): Promise<void>;
}

/** What is kept of every librarian, or of every desk: read once, and changed on disk first. */
export class PersistedMap<Of, Kept> {
  readonly #store: PersistedMapStore<Of, Kept>;
  /** Of whom nothing is kept. */
  readonly #empty: Kept;
  readonly #changed: () => void;
  readonly #values = new Map<Of, Kept>();
  readonly #updates = new Map<Of, Promise<void>>();

  constructor(store: PersistedMapStore<Of, Kept>, nothing: Kept, changed: () => void) {
    this.#store = store;
    this.#empty = nothing;
    this.#changed = changed;
  }

  async load(): Promise<ReadonlyMap<Of, Kept>> {
    for (const [of, state] of await this.#store.all()) this.#values.set(of, state);
    return this.#values;
  }

  /** Of whom something is kept, also where the config does not name them any more. */
  keys(): Iterable<Of> {
    return this.#values.keys();
  }

  get(of: Of): Kept {
    return this.#values.get(of) ?? this.#empty;
  }

  /**
   * One change after the other, each on what the one before left; one that gives back the same standing changes nothing.
   * Rejects with a StoreError where it could not be kept.
   */
  update(of: Of, change: (state: Kept) => Kept): Promise<void> {
    const done = (this.#updates.get(of) ?? Promise.resolve()).then(async () => {
      const before = this.get(of);
      const state = change(before);
      if (state === before) return;
      await this.#store.keep(of, state);
      this.#values.set(of, state);
      this.#changed();
    });
    this.#updates.set(
      of,
      done.catch(() => undefined), // told to whoever asked for it; the next change goes on from what stands
    );
    return done;
  }
}
