import { MAX_WORDS } from '../protocol/limits.ts';
import { cleanLine } from '../protocol/text.ts';
import type { Outcome } from './librarians.ts';
import type { DeskName, LibrarianName } from './roster.ts';
import { refused, type Workings } from './workings.ts';

/** Desks closed, paused and opened by those whom the config lets. */
export class Doors {
  readonly #works: Workings;

  constructor(works: Workings) {
    this.#works = works;
  }

  closes(librarian: LibrarianName, desk: DeskName, said: { until?: number; words?: string }): Promise<Outcome> {
    const words = cleanLine(said.words ?? '');
    if (words.length > MAX_WORDS && this.#may(librarian, desk)) return Promise.resolve(refused('too-long'));
    const closing = { ...untilOf(said), ...(words === '' ? {} : { words }) };
    return this.#does(librarian, desk, said, (closures) => closures.close(librarian, desk, closing));
  }

  pauses(librarian: LibrarianName, desk: DeskName, said: { until?: number }): Promise<Outcome> {
    return this.#does(librarian, desk, said, (closures) => closures.pause(librarian, desk, untilOf(said)));
  }

  opens(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    return this.#does(librarian, desk, {}, (closures) => closures.open(librarian, desk));
  }

  #may(librarian: LibrarianName, desk: DeskName): boolean {
    return this.#works.roster.desks.get(desk)?.mayClose?.includes(librarian) === true;
  }

  #does(
    librarian: LibrarianName,
    desk: DeskName,
    { until }: { until?: number },
    does: (closures: Workings['board']['closures']) => Promise<void>,
  ): Promise<Outcome> {
    const { board, parts } = this.#works;
    if (!this.#may(librarian, desk)) return Promise.resolve(refused('not-yours'));
    if (until !== undefined && until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    return this.#works.kept(does(board.closures));
  }
}

const untilOf = ({ until }: { until?: number }): { until?: number } => (until === undefined ? {} : { until });
