import { defined } from '../protocol/defined.ts';
import type { OwnStatus } from '../protocol/frames.ts';
import type { Member, OtherDesk } from '../protocol/team.ts';
import type { ConversationCache } from './conversation/conversation-cache.ts';
import type { Deliveries } from './conversation/deliveries.ts';
import { Debounce } from './debounce.ts';
import type { Clock, Team } from './ports.ts';
import type { Presence } from './presence/presence.ts';
import type { LibrarianName } from './roster.ts';

/** Keeps librarians informed about their colleagues and the desks. */

export interface TeamUpdatesParts {
  presence: Presence;
  conversations: ConversationCache;
  deliveries: Deliveries;
  clock: Clock;
  notify(librarian: LibrarianName, team: Team): void;
}

/** Notifies librarians when something about their colleagues or the desks changes: see `Team`. */
export class TeamUpdates {
  readonly #parts: TeamUpdatesParts;
  readonly #sent = new Map<LibrarianName, string>();
  readonly #debounce: Debounce<TeamUpdates>;

  constructor(parts: TeamUpdatesParts) {
    this.#parts = parts;
    this.#debounce = new Debounce(parts.clock, () => this.#send());
  }

  /** Something about the teams may have changed. */
  changed(): void {
    this.#debounce.add(this);
  }

  /** The team as one librarian sees it. */
  of(librarian: LibrarianName): Team {
    const { presence, conversations, deliveries } = this.#parts;
    const desksServed = new Set(presence.ownStatus(librarian)?.duty.map(({ desk }) => desk));
    const held = [...conversations.started()].filter(
      ({ fold, desk }) => fold.holder !== undefined && desksServed.has(desk),
    );
    const members = presence.team(librarian).map((self): Member => {
      const duty = self.duty.filter(({ desk }) => desksServed.has(desk)).map(({ desk, on }) => ({ desk, on }));
      const answers = held
        .filter(({ fold }) => fold.holder === self.librarian)
        .map(({ id, desk, card }) => ({ conversation: id, desk, word: card.word }));
      const here = deliveries.reaches(self.librarian) ? { here: true as const } : {};
      return { librarian: self.librarian, name: self.name, ...signOf(self), duty, ...here, answers };
    });
    const desks = presence.all().map(
      ({ desk, name, availability, opens }): OtherDesk => ({
        desk,
        name,
        availability,
        ...defined({ opens }),
      }),
    );
    return { members, desks };
  }

  #send(): void {
    const { presence, deliveries, notify } = this.#parts;
    for (const librarian of new Set(presence.all().flatMap(({ desk }) => presence.librariansAt(desk)))) {
      if (!deliveries.reaches(librarian)) {
        this.#sent.delete(librarian);
        continue;
      }
      const team = this.of(librarian);
      const text = JSON.stringify(team);
      if (this.#sent.get(librarian) === text) continue;
      this.#sent.set(librarian, text);
      notify(librarian, team);
    }
  }
}

/** Leaves out `since`: it is of no use to colleagues, and would make equal teams differ. */
const signOf = ({ shown }: OwnStatus): Pick<Member, 'availability' | 'words' | 'until' | 'overdue'> => {
  const { since: _, ...sign } = shown;
  return sign;
};
