import type { KeyStorage } from '../../../widget/chat/conversation/stored-key.ts';
import type { FakeClock } from '../../stage/fake-clock.ts';

/** The storage of one browser for one origin, as its tabs see it. */
export class FakeBrowser {
  readonly items = new Map<string, string>();
  /** While blocked, reading and writing throw, as in some private windows. While full, only writing throws. */
  blocked = false;
  full = false;
  /** Milliseconds until other tabs see a change. Browsers promise no limit. */
  lag = 5;
  readonly #clock: FakeClock;
  readonly #tabs = new Set<(name: string, text: string | null) => void>();

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** The storage as one tab sees it: its own changes at once, those of other tabs after `lag`. */
  tab(changed: (name: string, text: string | null) => void): { storage: KeyStorage; close(): void } {
    const seen = new Map(this.items);
    const hear = (name: string, text: string | null): void => {
      // The event reports one change, maybe not the last. Reading returns the newest value, on which all tabs will agree.
      const newest = this.items.get(name);
      if (newest === undefined) seen.delete(name);
      else seen.set(name, newest);
      changed(name, text);
    };
    const change = (name: string, text: string | null): void => {
      if (this.blocked) throw new DOMException('blocked', 'SecurityError');
      if (this.full && text !== null) throw new DOMException('full', 'QuotaExceededError');
      if ((seen.get(name) ?? null) === text) return;
      if (text === null) {
        seen.delete(name);
        this.items.delete(name);
      } else {
        seen.set(name, text);
        this.items.set(name, text);
      }
      for (const other of this.#tabs)
        if (other !== hear) this.#clock.after(this.lag, () => this.#tabs.has(other) && other(name, text));
    };
    this.#tabs.add(hear);
    return {
      storage: {
        getItem: (name) => {
          if (this.blocked) throw new DOMException('blocked', 'SecurityError');
          return seen.get(name) ?? null;
        },
        setItem: (name, text) => change(name, text),
        removeItem: (name) => change(name, null),
      },
      close: () => this.#tabs.delete(hear),
    };
  }
}
