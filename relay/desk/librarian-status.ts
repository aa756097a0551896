import type { ConsoleStatement } from '../protocol/frames.ts';
import { MAX_TEXT, MAX_WORDS } from '../protocol/limits.ts';
import { cleanLine, cleanText } from '../protocol/text.ts';
import { type DeskCore, refused } from './core.ts';
import type { Outcome } from './librarians.ts';
import type { ImStatus, StatementSource } from './ports.ts';
import type { Closure, DeskName, LibrarianName, Pause } from './roster.ts';

export type Closing = Omit<Closure, 'from'>;

/** What librarians say of themselves, and of a desk: where they are, on duty or not, open or closed. */
export class Herself {
  readonly #works: DeskCore;

  constructor(works: DeskCore) {
    this.#works = works;
  }

  async states(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    const done = await this.#works.hand(this.#works.board.sayings.state(librarian, said, source));
    if (done === 'done') return { outcome: 'done' };
    return done === undefined ? refused('not-kept', false) : refused(done);
  }

  /** The status she set in her IM program, which says it again and again; `at`: when she set it. */
  async shows(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    await this.#works.hand(this.#works.board.sayings.shows(librarian, status, at));
  }

  /** May patrons read her name, words and times? */
  publishes(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#heard(librarian, this.#kept(this.#works.board.sayings.publish(librarian, shown)));
  }

  /** "Back?" was put to her for the statement made `at`, and she is not: it is not asked again, anywhere. */
  wasAsked(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#kept(this.#works.board.sayings.asked(librarian, at));
  }

  /** `note`, where she goes: for whoever comes on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note = ''): Promise<Outcome> {
    const { board } = this.#works;
    if (!board.serves(librarian, desk)) return Promise.resolve(refused('not-yours'));
    const text = on ? '' : cleanText(note);
    if (text.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    const beside = board.onDuty(desk).map((one) => one.librarian);
    const left = text === '' ? Promise.resolve() : board.handOvers.leave(librarian, desk, text, beside);
    return this.#heard(librarian, this.#kept(left.then(() => board.sayings.setDuty(librarian, desk, on))));
  }

  /** She has read the notes that `by` left up to `at`. */
  putsAway(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    const { board } = this.#works;
    const desks = (board.self(librarian)?.duty ?? []).map(({ desk }) => desk);
    return this.#kept(board.handOvers.read(librarian, desks, by, at));
  }

  /**
   * Closes a desk out of its hours from now on, where the config lets her; patrons read `words`. Without `until`, until
   * further notice. Refused: `not-yours`; `too-long`: the words; `empty`: it would be over already.
   */
  closesDesk(librarian: LibrarianName, desk: DeskName, said: Closing): Promise<Outcome> {
    const { board, parts, roster } = this.#works;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    const words = cleanLine(said.words ?? '');
    if (words.length > MAX_WORDS) return Promise.resolve(refused('too-long'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    const closing = { ...(said.until === undefined ? {} : { until: said.until }), ...(words === '' ? {} : { words }) };
    return this.#heard(librarian, this.#kept(board.closures.close(librarian, desk, closing)));
  }

  /** From now on it takes no new conversation; those that run go on. Refused as above. */
  pausesDesk(librarian: LibrarianName, desk: DeskName, said: Omit<Pause, 'from'>): Promise<Outcome> {
    const { board, parts, roster } = this.#works;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    return this.#heard(librarian, this.#kept(board.closures.pause(librarian, desk, said)));
  }

  /** Ends a closing and a pause. */
  opensDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    const { board, roster } = this.#works;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    return this.#heard(librarian, this.#kept(board.closures.open(librarian, desk)));
  }

  /** Whatever she does by hand, she is heard from. */
  async #heard(librarian: LibrarianName, work: Promise<Outcome>): Promise<Outcome> {
    const done = await work;
    void this.#works.hand(this.#works.board.sayings.heard(librarian));
    return done;
  }

  async #kept(work: Promise<void>): Promise<Outcome> {
    const done = await this.#works.hand(work.then(() => true));
    return done ? { outcome: 'done' } : refused('not-kept', false);
  }
}
