import type { Seq } from '../../../relay/protocol/entries.ts';
import type { PageClock } from '../../shared/page-clock.ts';
import { type KeyStorage, parseStored, type StoredKey } from './stored-key.ts';

/**
 * `adopted`: another tab has begun a conversation, whose key is ours now. `removed`: it was cleared in another tab, or
 * ran out while the page lay in the back button's cache. `seen`: another tab has seen more.
 */
export type KeyChange = 'adopted' | 'removed' | 'seen';

export interface KeyKeeperParts {
  /** Undefined, or throwing: the key lives in this page only. */
  storage(): KeyStorage | undefined;
  /** Of the stored item, and of the lock. */
  name: string;
  /** For how long after its last page was closed a key can be taken up again. */
  rememberMinutes: number;
  clock: PageClock;
  newKey(): string;
  /** Runs `work`, waits until other tabs can see what it stored, runs it again; meanwhile no other tab's, where the browser can see to that. */
  alone(work: () => void): Promise<void>;
  /** `stored`: another tab has written this, or removed it. */
  watch(on: { stored(text: string | null): void; left(): void; shown(): void }): () => void;
}

const STAMP_MS = 60_000;

/**
 * The patron's secret for one conversation. It is made when the chat opens and is in no storage before her first line;
 * from then on it is the same in all tabs, until she clears it or has been away for `rememberMinutes`.
 */
export class KeyKeeper {
  /** As all below, for others to read only. */
  key: string;
  /** A line was said, or is about to be, under this key. */
  inUse = false;
  /** She has taken a link with the key in it, to come back by; in any tab. */
  hasLink = false;
  /** The last line she saw, in any tab. */
  seen: Seq = 0;
  readonly #parts: KeyKeeperParts;
  readonly #unwatch: () => void;
  #listener: (change: KeyChange) => void = () => {};
  /** It was this page that began the conversation: others follow it, it follows nobody. */
  #own = false;
  /** Whether storage had it when we last looked. */
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

  /** Takes up the key this browser has, if it has one. */
  resume(): boolean {
    const stored = this.inUse ? undefined : this.#alive();
    if (stored) this.#take(stored);
    return this.inUse;
  }

  /** Before the first line: another tab's key, announced as `adopted`, or from now on ours. */
  async claim(): Promise<void> {
    const ours = this.key;
    await this.#parts.alone(() => {
      // Dropped or adopted meanwhile.
      if (this.key !== ours) return;
      const stored = this.#alive();
      if (stored && stored.key !== ours) this.#adopt(stored);
      else {
        this.inUse = true;
        this.#own = true;
        this.#stamp();
      }
    });
  }

  /** She takes a link: for all tabs, and those to come. */
  link(): void {
    this.hasLink = true;
    this.#stamp();
  }

  saw(seq: Seq): void {
    this.seen = seq;
    if (this.inUse) this.#stamp();
  }

  /** Nothing of it is left in this browser; the next conversation has a new key. */
  drop(): void {
    this.#with((storage, name) => storage.removeItem(name));
    this.#renew();
  }

  /** The page goes. What is stored stays for as long as it may. */
  stop(): void {
    this.#left();
    this.#renew();
    this.#unwatch();
  }

  /** Storage that is blocked reads as empty and keeps nothing. */
  #with<T>(work: (storage: KeyStorage, name: string) => T): T | null {
    const { storage, name } = this.#parts;
    try {
      const here = storage();
      return here ? work(here, name) : null;
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

  /** What is stored and may be used; what may not is removed. */
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

  /** Says that a page with this key is here, now and every minute. Never over what another tab has put there since. */
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

  /** The next person may press the back button: a page from its cache shows no more than a new one would find. */
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
