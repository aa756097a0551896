import type { Desk } from '../desk/desk.ts';
import type { Clock, Connection, Connections, Notification } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import type { OwnStatus, ShiftNote } from '../protocol/frames.ts';
import type { DeskAccount } from './accounts.ts';
import { isIm } from './presence-tracker.ts';
import { SENTENCES } from './sentences.en.ts';
import { momentAt, whenAt } from './times.en.ts';

export interface DeskMessagesParts {
  desk: Pick<Desk, 'names' | 'claimGreeting' | 'librarianConfirmsAway' | 'librarianDismissesNotes'>;
  signals: Connections;
  clock: Clock;
  /** In the window of the desk's contact. */
  says(post: DeskAccount, text: string): void;
}

/**
 * What the desk's contact says without being asked: what this is, once in her life; "back?", once for a statement; and
 * which questions were left.
 */
export class DeskMessages {
  readonly #parts: DeskMessagesParts;
  /** Which statement she was asked about last. */
  readonly #askedBack = new Map<LibrarianName, number>();
  /** Notes that were told and are not known to be kept as read yet: whose, whom to, and when they were left. */
  readonly #told = new Set<string>();

  constructor(parts: DeskMessagesParts) {
    this.#parts = parts;
  }

  async hello(post: DeskAccount): Promise<void> {
    const { desk, says } = this.#parts;
    if (await desk.claimGreeting(post.librarian))
      says(post, SENTENCES.hello(post.title, desk.names.librarian(post.librarian)));
  }

  /** Questions that were left where she comes on duty, or one that nobody answers. */
  questions(post: DeskAccount | undefined, news: Extract<Notification, { kind: 'left' | 'late' }>): void {
    if (!post) return;
    const { clock, says } = this.#parts;
    const moment = (at: number) => momentAt(at, clock.now(), post.zone);
    if (news.kind === 'left') says(post, SENTENCES.left(news.count, moment(news.oldest)));
    else says(post, SENTENCES.late(post.title, news.word, moment(news.since)));
  }

  /** What she is asked and told of, where no console of hers does. `at`: at a desk of hers, or the first. */
  herself(self: OwnStatus, at: (desk?: DeskName) => DeskAccount | undefined): void {
    const post = at();
    const isAtConsole = ({ resource, state }: Connection) => state === 'up' && !isIm(resource);
    if (!post || this.#parts.signals.of(self.librarian).some(isAtConsole)) return;
    if (self.askBack) this.#askBack(post, self);
    for (const note of self.handOvers ?? []) this.#handOver(at(note.desk) ?? post, note);
  }

  #askBack(post: DeskAccount, { shown, statement }: OwnStatus): void {
    const { clock, desk, says } = this.#parts;
    const { librarian, zone } = post;
    if (!statement || shown.until === undefined || this.#askedBack.get(librarian) === statement.at) return;
    this.#askedBack.set(librarian, statement.at);
    void desk.librarianConfirmsAway(librarian, statement.at);
    says(post, SENTENCES.askBack(shown.words, whenAt(shown.until, clock.now(), zone)));
  }

  /** What a colleague left for her at this desk. */
  #handOver(post: DeskAccount, { by, name, at, text }: ShiftNote): void {
    const { clock, desk, says } = this.#parts;
    const { librarian, zone } = post;
    const note = `${librarian} ${by} ${at}`;
    if (this.#told.has(note)) return;
    this.#told.add(note);
    says(post, SENTENCES.handOver(name, momentAt(at, clock.now(), zone), text));
    void desk.librarianDismissesNotes(librarian, by, at);
  }
}
