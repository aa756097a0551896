import type { LibrarianName } from '../desk/roster.ts';

/** A time in which what librarians typed may not have come in; milliseconds since 1970. */
export interface Gap {
  from: number;
  to: number;
}

/**
 * When the relay did not hear, and who has still to be told of it. Prosody keeps nothing for a component: what was typed
 * since the last answered watchdog may be lost.
 */
export class Gaps {
  /** All that was said before this is read. */
  #heard: number | undefined;
  readonly #untold = new Map<LibrarianName, Gap>();

  /** `heard`: as the relay that ran before this one left it. */
  constructor(heard: number | undefined) {
    this.#heard = heard;
  }

  /** An answered watchdog; gives the moment up to which all is heard and told, which is what may be written down. */
  answered(at: number): number {
    this.#heard = at;
    let told = at;
    for (const { from } of this.#untold.values()) told = Math.min(told, from);
    return told;
  }

  /** The link is up again: those who may have typed meanwhile are to be told. */
  ended(now: number, librarians: Iterable<LibrarianName>): void {
    if (this.#heard === undefined) {
      this.#heard = now;
      return;
    }
    for (const librarian of librarians) {
      const { from = this.#heard } = this.#untold.get(librarian) ?? {};
      this.#untold.set(librarian, { from, to: now });
    }
    this.#heard = now;
  }

  /** What she has to be told, once. */
  take(librarian: LibrarianName): Gap | undefined {
    const gap = this.#untold.get(librarian);
    this.#untold.delete(librarian);
    return gap;
  }
}
