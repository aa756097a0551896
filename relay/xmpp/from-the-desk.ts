import type { Desk } from '../desk/desk.ts';
import type { Signals } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { HandOver, Self } from '../protocol/frames.ts';
import { isIm } from './attendance.ts';
import type { Post } from './posts.ts';
import { SAYS, timeAt } from './sentences.en.ts';

export interface FromTheDeskParts {
  desk: Pick<Desk, 'names' | 'greets' | 'librarianWasAsked' | 'librarianPutsAway'>;
  signals: Signals;
  /** In the window of the desk's contact. */
  says(post: Post, text: string): void;
}

/** What the desk's contact says without being asked: what this is, once in her life, and "back?", once for a statement. */
export class FromTheDesk {
  readonly #parts: FromTheDeskParts;
  /** Which statement she was asked about last. */
  readonly #askedBack = new Map<LibrarianName, number>();
  /** Notes that were told and are not known to be kept as read yet: whose, whom to, and when they were left. */
  readonly #told = new Set<string>();

  constructor(parts: FromTheDeskParts) {
    this.#parts = parts;
  }

  async hello(post: Post): Promise<void> {
    const { desk, says } = this.#parts;
    if (await desk.greets(post.librarian)) says(post, SAYS.hello(post.title, desk.names.librarian(post.librarian)));
  }

  /** Not where a console of hers asks it. */
  askBack(post: Post, { shown, statement }: Self): void {
    const { desk, says } = this.#parts;
    const { librarian, zone } = post;
    if (
      !statement ||
      shown.until === undefined ||
      this.#isAtConsole(librarian) ||
      this.#askedBack.get(librarian) === statement.at
    )
      return;
    this.#askedBack.set(librarian, statement.at);
    void desk.librarianWasAsked(librarian, statement.at);
    says(post, SAYS.askBack(shown.words, timeAt(shown.until, zone)));
  }

  /** What a colleague left for her at this desk. Not where a console of hers shows it. */
  handOver(post: Post, { by, name, at, text }: HandOver): void {
    const { desk, says } = this.#parts;
    const { librarian, zone } = post;
    const note = `${librarian} ${by} ${at}`;
    if (this.#isAtConsole(librarian) || this.#told.has(note)) return;
    this.#told.add(note);
    says(post, SAYS.handOver(name, at, zone, text));
    void desk.librarianPutsAway(librarian, by, at);
  }

  #isAtConsole(librarian: LibrarianName): boolean {
    return this.#parts.signals.of(librarian).some(({ resource, state }) => state === 'up' && !isIm(resource));
  }
}
