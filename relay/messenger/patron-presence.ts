import type { Clock, Undo } from '../desk/ports.ts';
import { SENTENCES } from './sentences.en.ts';

/** A page that is left for another one is back sooner. */
export const AWAY_MS = 30_000;

interface PatronHereParts {
  clock: Clock;
  /** As her program shows it of a contact. */
  shows(here: boolean): void;
  tells(sentence: string): void;
}

/** Whether a patron's page is connected, as the librarian who answers her is told in that window. */
export class PatronPresence {
  readonly #parts: PatronHereParts;
  #here = true;
  /** She was told that the page is not connected. */
  #told = false;
  #leaves: Undo = () => {};

  constructor(parts: PatronHereParts) {
    this.#parts = parts;
  }

  /** `speaks`: the librarian has just said something, which a page that is not connected will show later. */
  is(here: boolean, speaks = false): void {
    const { clock, shows, tells } = this.#parts;
    if (here !== this.#here) {
      shows(here);
      this.#leaves();
      if (!here) this.#leaves = clock.after(AWAY_MS, () => this.#tellsAway());
    }
    this.#here = here;
    if (!here && speaks) this.#tellsAway();
    if (!here || !this.#told) return;
    this.#told = false;
    tells(SENTENCES.back);
  }

  /** Others have the conversation, or it is over: nothing more is told. */
  stop(): void {
    this.#leaves();
  }

  #tellsAway(): void {
    if (this.#told) return;
    this.#told = true;
    this.#parts.tells(SENTENCES.away);
  }
}
