import type { Seq } from '../../relay/protocol/entries.ts';
import type { PageClock } from './page-clock.ts';
import { formatStored, guarded, type KeyStorage, parseStored, type StoredKey } from './stored-key.ts';

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
  readonly #parts: KeyKeeperParts;
  readonly #item: ReturnType<typeof guarded>;
  readonly #unwatch: () => void;
  #listener: (change: KeyChange) => void = () => {};
  #key: string;
  #inUse = false;
  /** It was this page that began the conversation: others follow it, it follows nobody. */
  #own = false;
  #seen: Seq = 0;
  /** Whether storage had it when we last looked. */
  #stored = false;
  #leftAt: number | undefined;
  #unstamp = () => {};

  constructor(parts: KeyKeeperParts) {
    this.#parts = parts;
    this.#item = guarded(parts.storage, parts.name);
    this.#key = parts.newKey();
    this.#unwatch = parts.watch({
      stored: (text) => this.#changedElsewhere(text),
      left: () => this.#left(),
      shown: () => this.#shown(),
    });
  }

  get key(): string {
    return this.#key;
  }

  /** A line was said, or is about to be, under this key. */
  get inUse(): boolean {
    return this.#inUse;
  }

  /** The last line she saw, in any tab. */
  get seen(): Seq {
    return this.#seen;
  }

  listen(listener: (change: KeyChange) => void): void {
    this.#listener = listener;
  }

  /** Takes up the key this browser has, if it has one. */
  resume(): boolean {
    const stored = this.#inUse ? undefined : this.#alive();
    if (stored) this.#adopt(stored);
    return this.#inUse;
  }

  /** Before the first line: another tab's key, announced as `adopted`, or from now on ours. */
  async claim(): Promise<void> {
    const ours = this.#key;
    await this.#parts.alone(() => {
      // Dropped or adopted meanwhile.
      if (this.#key !== ours) return;
      const stored = this.#alive();
      if (stored && stored.key !== ours) {
        this.#adopt(stored);
        this.#listener('adopted');
        return;
      }
      this.#inUse = true;
      this.#own = true;
      this.#stamp();
    });
  }

  saw(seq: Seq): void {
    if (seq <= this.#seen) return;
    this.#seen = seq;
    if (this.#inUse) this.#stamp();
  }

  /** Nothing of it is left in this browser; the next conversation has a new key. */
  drop(): void {
    this.#item.remove();
    this.#renew();
  }

  /** The page goes. What is stored stays for as long as it may. */
  stop(): void {
    this.#left();
    this.#renew();
    this.#unwatch();
  }

  /** What is stored and may be used; what may not is removed. */
  #alive(): StoredKey | undefined {
    const text = this.#item.read();
    const stored = parseStored(text);
    const { clock, rememberMinutes } = this.#parts;
    if (stored && Math.abs(clock.now() - stored.at) <= rememberMinutes * 60_000) return stored;
    if (text !== null) this.#item.remove();
    return undefined;
  }

  #adopt({ key, seen }: StoredKey): void {
    this.#key = key;
    this.#seen = seen;
    this.#inUse = true;
    this.#own = false;
    this.#stored = true;
    this.#stamp();
  }

  #renew(): void {
    this.#unstamp();
    this.#key = this.#parts.newKey();
    this.#seen = 0;
    this.#inUse = false;
    this.#own = false;
    this.#stored = false;
    this.#leftAt = undefined;
  }

  /** Says that a page with this key is here, now and every minute. Never over what another tab has put there since. */
  #stamp(): void {
    this.#unstamp();
    const { clock, rememberMinutes } = this.#parts;
    const now = parseStored(this.#item.read());
    if (rememberMinutes > 0 && (now ? now.key === this.#key : !this.#stored)) {
      const seen = Math.max(this.#seen, now?.seen ?? 0);
      this.#item.write(formatStored({ key: this.#key, seen, at: clock.now() }));
      this.#stored = this.#item.read() !== null;
    }
    this.#unstamp = clock.after(STAMP_MS, () => this.#stamp());
  }

  #changedElsewhere(text: string | null): void {
    const stored = parseStored(text);
    if (text === null) this.#removed();
    else if (!stored) return;
    else if (stored.key !== this.#key) {
      if (this.#own) return;
      this.#adopt(stored);
      this.#listener('adopted');
    } else if (stored.seen > this.#seen) {
      this.#seen = stored.seen;
      this.#listener('seen');
    }
  }

  #left(): void {
    if (!this.#inUse) return;
    this.#stamp();
    this.#unstamp();
    this.#leftAt = this.#parts.clock.now();
  }

  /** The next person may press the back button: a page from its cache shows no more than a new one would find. */
  #shown(): void {
    const leftAt = this.#leftAt;
    if (!this.#inUse || leftAt === undefined) return;
    this.#leftAt = undefined;
    const { clock, rememberMinutes } = this.#parts;
    const alive = this.#stored ? this.#alive()?.key === this.#key : clock.now() - leftAt <= rememberMinutes * 60_000;
    if (alive) this.#stamp();
    else this.#removed();
  }

  #removed(): void {
    if (!this.#inUse) return;
    this.#renew();
    this.#listener('removed');
  }
}
