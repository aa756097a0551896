import type { Desk } from '../desk/desk.ts';
import type { Clock } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import { replayTexts } from './entry-text.ts';
import { lineText } from './line-text.ts';
import type { OnlineClients } from './online-clients.ts';
import type { Windows } from './windows.ts';

export interface ReplayParts {
  desk: Pick<Desk, 'unansweredFor' | 'entriesFor' | 'names'>;
  clock: Pick<Clock, 'now'>;
  clients: Pick<OnlineClients, 'reaches'>;
  windows: Pick<Windows, 'replay'>;
  zoneOf(desk: DeskName): string;
}

/**
 * Replays to a librarian whose last client went offline, and who now has a different one. The new client shows nothing of
 * what was delivered to the old one, so the conversations in which a question waits for an answer are sent again. A client
 * that returns under its own name was only cut off, or has kept its windows. After a restart of the relay nobody knows
 * which client went offline, and nothing is replayed.
 */
export class Replay {
  readonly #parts: ReplayParts;
  /** The last client that went offline, for librarians who have none online. */
  readonly #lastClient = new Map<LibrarianName, string>();

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  wentOffline(librarian: LibrarianName, client: string): void {
    if (!this.#parts.clients.reaches(librarian)) this.#lastClient.set(librarian, client);
  }

  cameOnline(librarian: LibrarianName, client: string): void {
    const before = this.#lastClient.get(librarian);
    this.#lastClient.delete(librarian);
    if (before === undefined || before === client) return;
    const { clock, desk, windows, zoneOf } = this.#parts;
    for (const { card, upTo } of desk.unansweredFor(librarian)) {
      const here = { zone: zoneOf(card.desk), now: clock.now() };
      const texts = replayTexts(desk, librarian, card.id, upTo, (line) =>
        lineText(desk, { ...line, card, again: true }, librarian, here),
      );
      // The client may have something of the window: what was waiting for a client may have been delivered to it just before.
      windows.replay(librarian, client, card, texts);
    }
  }
}
