/** Where the values of a PersistedMap are stored. */
export interface PersistedMapStore<Key, Value> {
  all(): Promise<Map<Key, Value>>;
  /** Resolves when the value is synced to disk. Rejects with a StoreError. */
  keep(key: Key, value: Value): Promise<void>;
}

/** A write-through map: loaded once, and updated on disk before in memory. Holds the states of librarians or of desks. */
export class PersistedMap<Key, Value> {
  readonly #store: PersistedMapStore<Key, Value>;
  /** The value of a key for which nothing is stored. */
  readonly #empty: Value;
  readonly #changed: () => void;
  readonly #values = new Map<Key, Value>();
  readonly #updates = new Map<Key, Promise<void>>();

  /** `changed` is called after every update that changed a value. */
  constructor(store: PersistedMapStore<Key, Value>, empty: Value, changed: () => void) {
    this.#store = store;
    this.#empty = empty;
    this.#changed = changed;
  }

  async load(): Promise<ReadonlyMap<Key, Value>> {
    for (const [key, value] of await this.#store.all()) this.#values.set(key, value);
    return this.#values;
  }

  /** The keys for which a value is stored, even if the config no longer defines them. */
  keys(): Iterable<Key> {
    return this.#values.keys();
  }

  get(key: Key): Value {
    return this.#values.get(key) ?? this.#empty;
  }

  /**
   * Updates for one key run one after the other, each on the result of the one before. A `change` that returns the same
   * value changes nothing. Rejects with a StoreError if the value could not be stored; the map then keeps the old value.
   */
  update(key: Key, change: (value: Value) => Value): Promise<void> {
    const done = (this.#updates.get(key) ?? Promise.resolve()).then(async () => {
      const before = this.get(key);
      const value = change(before);
      if (value === before) return;
      await this.#store.keep(key, value);
      this.#values.set(key, value);
      this.#changed();
    });
    this.#updates.set(
      key,
      done.catch(() => undefined), // the caller gets the error; the next update starts from the value as it is
    );
    return done;
  }
}
