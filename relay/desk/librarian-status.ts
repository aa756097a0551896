import { defined } from '../protocol/defined.ts';
import type { ConsoleStatement } from '../protocol/frames.ts';
import { MAX_TEXT, MAX_WORDS } from '../protocol/limits.ts';
import { cleanLine, cleanText } from '../protocol/text.ts';
import { type DeskCore, refused } from './core.ts';
import type { Outcome } from './librarians.ts';
import type { ImStatus, StatementSource } from './ports.ts';
import type { Closure, DeskName, LibrarianName, Pause } from './roster.ts';

/** What librarians set about themselves and their desks. */

/** A closure that starts now. */
export type DeskClosing = Omit<Closure, 'from'>;

/** What librarians set about themselves and their desks: statement, duty, publication, shift notes, closures and pauses. */
export class LibrarianStatus {
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  /** Makes a statement. Refused: `too-long`, the words; `no-place`, they name none of the desk's places. */
  async makeStatement(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    const done = await this.#core.attempt(this.#core.presence.statusUpdates.makeStatement(librarian, said, source));
    if (done === 'done') return { outcome: 'done' };
    return done === undefined ? refused('not-kept', false) : refused(done);
  }

  /** The status that the librarian's IM client shows; clients repeat it. `at`: when the librarian set it. */
  async showStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    await this.#core.attempt(this.#core.presence.statusUpdates.showStatus(librarian, status, at));
  }

  /** Sets whether patrons may read the librarian's name, words and times. */
  publish(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#endOverdueAfter(librarian, this.#stored(this.#core.presence.statusUpdates.publish(librarian, shown)));
  }

  /** The librarian answered "back?" with no, for the statement made `at`. No client asks it again. */
  confirmAway(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#stored(this.#core.presence.statusUpdates.confirmAway(librarian, at));
  }

  /** Goes on or off duty at a desk. `note`, when going off: for the librarians who come on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note = ''): Promise<Outcome> {
    const { presence } = this.#core;
    if (!presence.serves(librarian, desk)) return Promise.resolve(refused('not-yours'));
    const text = on ? '' : cleanText(note);
    if (text.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    const onDuty = presence.onDuty(desk).map((one) => one.librarian);
    const left = text === '' ? Promise.resolve() : presence.shiftNotes.leave(librarian, desk, text, onDuty);
    return this.#endOverdueAfter(
      librarian,
      this.#stored(left.then(() => presence.statusUpdates.setDuty(librarian, desk, on))),
    );
  }

  /** The librarian has read the shift notes that `by` left up to `at`. */
  dismissNotes(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    const { presence } = this.#core;
    const desks = (presence.ownStatus(librarian)?.duty ?? []).map(({ desk }) => desk);
    return this.#stored(presence.shiftNotes.markRead(librarian, desks, by, at));
  }

  /**
   * Closes a desk outside its timetable, from now on. Patrons read `words`. Without `until`: until further notice.
   * Refused: `not-yours`, the config does not let this librarian close the desk; `too-long`, the words; `empty`, `until`
   * has already passed.
   */
  closeDesk(librarian: LibrarianName, desk: DeskName, said: DeskClosing): Promise<Outcome> {
    const { presence, parts, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    const words = cleanLine(said.words ?? '');
    if (words.length > MAX_WORDS) return Promise.resolve(refused('too-long'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    const closing = { ...defined({ until: said.until }), ...(words === '' ? {} : { words }) };
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.close(librarian, desk, closing)));
  }

  /** Pauses a desk from now on: it takes no new conversations, and open ones continue. Refused like `closeDesk`. */
  pauseDesk(librarian: LibrarianName, desk: DeskName, said: Omit<Pause, 'from'>): Promise<Outcome> {
    const { presence, parts, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.pause(librarian, desk, said)));
  }

  /** Ends a closure and a pause. Refused: `not-yours`. */
  openDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    const { presence, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.open(librarian, desk)));
  }

  /** Any manual action proves that the librarian is back, and ends an overdue statement. */
  async #endOverdueAfter(librarian: LibrarianName, work: Promise<Outcome>): Promise<Outcome> {
    const done = await work;
    void this.#core.attempt(this.#core.presence.statusUpdates.endOverdue(librarian));
    return done;
  }

  /** `not-kept` if the store failed. */
  async #stored(work: Promise<void>): Promise<Outcome> {
    const done = await this.#core.attempt(work.then(() => true));
    return done ? { outcome: 'done' } : refused('not-kept', false);
  }
}
