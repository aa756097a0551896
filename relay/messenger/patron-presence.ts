import type { Clock, Undo } from '../desk/ports.ts';
import { SENTENCES } from './sentences.en.ts';

/** How long a page must be disconnected before the librarian reads of it. A patron who goes to another page is back sooner. */
export const AWAY_MS = 30_000;

interface PatronPresenceParts {
  clock: Clock;
  /** Shows whether the patron is connected, as IM clients show it of a contact. */
  show(here: boolean): void;
  /** Sends a sentence into the window. */
  send(sentence: string): void;
}

/** Whether the patron's page is connected, as the librarian who answers the patron reads it in that window. */
export class PatronPresence {
  readonly #parts: PatronPresenceParts;
  #here = true;
  /** The librarian has read that the page is not connected. */
  #awaySent = false;
  #cancelAway: Undo = () => {};

  constructor(parts: PatronPresenceParts) {
    this.#parts = parts;
  }

  /** `wrote`: the librarian has just written something, which a page that is not connected will show later. */
  update(here: boolean, wrote = false): void {
    const { clock, show, send } = this.#parts;
    if (here !== this.#here) {
      show(here);
      this.#cancelAway();
      if (!here) this.#cancelAway = clock.after(AWAY_MS, () => this.#sendAway());
    }
    this.#here = here;
    if (!here && wrote) this.#sendAway();
    if (!here || !this.#awaySent) return;
    this.#awaySent = false;
    send(SENTENCES.patronBack);
  }

  /** Somebody else has the conversation, or it is over: the librarian reads nothing more of the patron's connection. */
  stop(): void {
    this.#cancelAway();
  }

  #sendAway(): void {
    if (this.#awaySent) return;
    this.#awaySent = true;
    this.#parts.send(SENTENCES.patronLeft);
  }
}
