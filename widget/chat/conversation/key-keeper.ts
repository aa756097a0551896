/** Keeps the key of the patron's conversation, the same in all tabs of a browser. */
import type { Seq } from '../../../relay/protocol/entries.ts';
import type { PageClock } from '../../shared/page-clock.ts';
import { type KeyStorage, parseStored, type StoredKey } from './stored-key.ts';

/**
 * `adopted`: another tab has started a conversation, and this page now has its key. `removed`: the key was removed in
 * another tab, or expired while the page was in the back/forward cache. `seen`: more lines were seen in another tab.
 */
export type KeyChange = 'adopted' | 'removed' | 'seen';

export interface KeyKeeperParts {
  /** Where this returns undefined or throws, the key is only in this page. */
  storage(): KeyStorage | undefined;
  /** The name of the stored item, and of the lock. */
  name: string;
  /** For how long after its last page was closed a stored key can be used. */
  rememberMinutes: number;
  clock: PageClock;
  newKey(): string;
  /**
   * Runs `work`, waits until other tabs can see what it stored, and runs it again. Where the browser has locks, no other tab
   * does so meanwhile.
   */
  alone(work: () => void): Promise<void>;
  /** `stored`: another tab has written this text, or removed the item (null). */
  watch(on: { stored(text: string | null): void; left(): void; shown(): void }): () => void;
}

/** How often a page renews the time in the stored item. */
const STAMP_MS = 60_000;

/**
 * Keeps the key, the patron's secret for one conversation. The key is made when the chat opens, and is not stored before
 * the patron's first line. From then on it is the same in all tabs, until the patron clears the chat, or has had no page
 * with it for `rememberMinutes`.
 */
export class KeyKeeper {
  /** Like the next three, read-only for other modules. */
  key: string;
  /** A line was sent under this key, or is about to be. */
  inUse = false;
  /** The patron has a private link, which contains the key; taken in any tab. */
  hasLink = false;
  /** The last line that the patron saw, in any tab. */
  seen: Seq = 0;
  readonly #parts: KeyKeeperParts;
  readonly #unwatch: () => void;
  #listener: (change: KeyChange) => void = () => {};
  /** This page started the conversation: other tabs adopt its key, and it adopts none. */
  #own = false;
  /** Whether the key was in storage when this page last looked. */
  #stored = false;
  #leftAt = 0;
  #unstamp = () => {};

  constructor(parts: KeyKeeperParts) {
    this.#parts = parts;
    this.key = parts.newKey();
    this.#unwatch = parts.watch({
      stored: (text) => this.#changedElsewhere(text),
      left: () => this.#left(),
      shown: () => this.#shown(),
    });
  }

  listen(listener: (change: KeyChange) => void): void {
    this.#listener = listener;
  }

  /** Uses the key that this browser has stored, if there is one. Returns whether a key is in use. */
  resume(): boolean {
    const stored = this.inUse ? undefined : this.#alive();
    if (stored) this.#take(stored);
    return this.inUse;
  }

  /** To be called before the first line. Adopts the key of another tab (`adopted`), or stores this page's key. */
  async claim(): Promise<void> {
    const own = this.key;
    await this.#parts.alone(() => {
      // The key was dropped or replaced meanwhile.
      if (this.key !== own) return;
      const stored = this.#alive();
      if (stored && stored.key !== own) this.#adopt(stored);
      else {
        this.inUse = true;
        this.#own = true;
        this.#stamp();
      }
    });
  }

  /** To be called when the patron takes a private link. Applies to all tabs, also to later ones. */
  link(): void {
    this.hasLink = true;
    this.#stamp();
  }

  saw(seq: Seq): void {
    this.seen = seq;
    if (this.inUse) this.#stamp();
  }

  /** Removes the key from this browser. The next conversation has a new key. */
  drop(): void {
    this.#with((storage, name) => storage.removeItem(name));
    this.#renew();
  }

  /** To be called when the page is left. What is stored stays until it expires. */
  stop(): void {
    this.#left();
    this.#renew();
    this.#unwatch();
  }

  /** Blocked storage counts as empty, and stores nothing. */
  #with<T>(work: (storage: KeyStorage, name: string) => T): T | null {
    const { storage, name } = this.#parts;
    try {
      const available = storage();
      return available ? work(available, name) : null;
    } catch {
      return null;
    }
  }

  #read(): string | null {
    return this.#with((storage, name) => storage.getItem(name));
  }

  #remembered(at: number): boolean {
    return Math.abs(this.#parts.clock.now() - at) <= this.#parts.rememberMinutes * 60_000;
  }

  /** The stored item, if it is valid and has not expired. Any other item is removed. */
  #alive(): StoredKey | undefined {
    const text = this.#read();
    const stored = parseStored(text);
    if (stored && this.#remembered(stored.at)) return stored;
    if (text !== null) this.#with((storage, name) => storage.removeItem(name));
    return undefined;
  }

  #take({ key, seen, hasLink }: StoredKey): void {
    this.key = key;
    this.seen = seen;
    this.hasLink = hasLink;
    this.inUse = true;
    this.#own = false;
    this.#stored = true;
    this.#stamp();
  }

  #adopt(stored: StoredKey): void {
    this.#take(stored);
    this.#listener('adopted');
  }

  #renew(): void {
    this.#unstamp();
    this.key = this.#parts.newKey();
    this.seen = 0;
    this.hasLink = false;
    this.inUse = false;
    this.#own = false;
    this.#stored = false;
    this.#leftAt = 0;
  }

  /**
   * Stores now and every minute that there is a page with this key. Never overwrites another key, which another tab has
   * stored since.
   */
  #stamp(): void {
    this.#unstamp();
    const { clock, rememberMinutes } = this.#parts;
    const now = parseStored(this.#read());
    if (rememberMinutes > 0 && (now ? now.key === this.key : !this.#stored)) {
      this.hasLink ||= !!now?.hasLink;
      const text = `${this.key} ${Math.max(this.seen, now?.seen ?? 0)} ${clock.now()}${this.hasLink ? ' linked' : ''}`;
      this.#with((storage, name) => storage.setItem(name, text));
      this.#stored = this.#read() !== null;
    }
    this.#unstamp = clock.after(STAMP_MS, () => this.#stamp());
  }

  #changedElsewhere(text: string | null): void {
    const stored = parseStored(text);
    if (text === null) this.#removed();
    else if (!stored) return;
    else if (stored.key !== this.key) {
      if (!this.#own) this.#adopt(stored);
    } else {
      this.hasLink ||= stored.hasLink;
      if (stored.seen <= this.seen) return;
      this.seen = stored.seen;
      this.#listener('seen');
    }
  }

  #left(): void {
    if (!this.inUse) return;
    this.#stamp();
    this.#unstamp();
    this.#leftAt = this.#parts.clock.now();
  }

  /**
   * The next person at this computer may press the back button. So a page that comes from the back/forward cache shows only
   * what a newly loaded page would find.
   */
  #shown(): void {
    const leftAt = this.#leftAt;
    if (!leftAt) return;
    this.#leftAt = 0;
    if (this.#stored ? this.#alive()?.key === this.key : this.#remembered(leftAt)) this.#stamp();
    else this.#removed();
  }

  #removed(): void {
    if (!this.inUse) return;
    this.#renew();
    this.#listener('removed');
  }
}
