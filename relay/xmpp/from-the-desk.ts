import type { Desk } from '../desk/desk.ts';
import type { Clock, News, Signals } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { Self } from '../protocol/frames.ts';
import { isIm } from './attendance.ts';
import type { Post } from './posts.ts';
import { momentAt, SAYS, timeAt } from './sentences.en.ts';

export interface FromTheDeskParts {
  desk: Pick<Desk, 'names' | 'greets' | 'librarianWasAsked'>;
  signals: Signals;
  clock: Clock;
  /** In the window of the desk's contact. */
  says(post: Post, text: string): void;
}

/**
 * What the desk's contact says without being asked: what this is, once in her life; "back?", once for a statement; and
 * which questions were left.
 */
export class FromTheDesk {
  readonly #parts: FromTheDeskParts;
  /** Which statement she was asked about last. */
  readonly #askedBack = new Map<LibrarianName, number>();

  constructor(parts: FromTheDeskParts) {
    this.#parts = parts;
  }

  async hello(post: Post): Promise<void> {
    const { desk, says } = this.#parts;
    if (await desk.greets(post.librarian)) says(post, SAYS.hello(post.title, desk.names.librarian(post.librarian)));
  }

  /** Questions that were left where she comes on duty, or one that nobody answers. */
  questions(post: Post | undefined, news: Extract<News, { kind: 'left' | 'late' }>): void {
    if (!post) return;
    const { clock, says } = this.#parts;
    const moment = (at: number) => momentAt(at, clock.now(), post.zone);
    if (news.kind === 'left') says(post, SAYS.left(news.count, moment(news.oldest)));
    else says(post, SAYS.late(post.title, news.word, moment(news.since)));
  }

  /** Not where a console of hers asks it. */
  askBack(post: Post, { shown, statement }: Self): void {
    const { desk, signals, says } = this.#parts;
    const { librarian, zone } = post;
    const atConsole = signals.of(librarian).some(({ resource, state }) => state === 'up' && !isIm(resource));
    if (!statement || shown.until === undefined || atConsole || this.#askedBack.get(librarian) === statement.at) return;
    this.#askedBack.set(librarian, statement.at);
    void desk.librarianWasAsked(librarian, statement.at);
    says(post, SAYS.askBack(shown.words, timeAt(shown.until, zone)));
  }
}
