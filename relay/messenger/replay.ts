import type { Desk } from '../desk/desk.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { replayTexts } from './entry-text.ts';
import { lineText } from './line-text.ts';
import type { OnlineResources } from './online-clients.ts';
import type { Windows } from './windows.ts';

export interface ReplayParts {
  desk: Pick<Desk, 'unansweredFor' | 'entriesFor' | 'names'>;
  clock: { now(): number };
  resources: Pick<OnlineResources, 'reaches'>;
  windows: Pick<Windows, 'tellAgain'>;
  zoneOf(card: ConversationCard): string;
}

/**
 * Librarians who had no program any more, and have another one. It shows nothing of what was brought to the one before: what
 * waits there for an answer is told again. One that comes back by its own name was cut off, or has kept its windows; and after
 * a restart of the relay nobody knows who went.
 */
export class Replay {
  readonly #parts: ReplayParts;
  /** The last program that went, where it was her last. */
  readonly #gone = new Map<LibrarianName, string>();

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  went(librarian: LibrarianName, resource: string): void {
    if (!this.#parts.resources.reaches(librarian)) this.#gone.set(librarian, resource);
  }

  came(librarian: LibrarianName, resource: string): void {
    const before = this.#gone.get(librarian);
    this.#gone.delete(librarian);
    if (before === undefined || before === resource) return;
    const { clock, desk, windows, zoneOf } = this.#parts;
    for (const { card, upTo } of desk.unansweredFor(librarian)) {
      const world = { zone: zoneOf(card), now: clock.now() };
      const lines = replayTexts(desk, librarian, card.id, upTo, (line) =>
        lineText(desk, { ...line, card, again: true }, librarian, world),
      );
      // What she lacked may have come there just before.
      windows.tellAgain(librarian, resource, card, lines);
    }
  }
}
