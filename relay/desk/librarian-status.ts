import type { ConsoleStatement } from '../protocol/frames.ts';
import { MAX_TEXT, MAX_WORDS } from '../protocol/limits.ts';
import { cleanLine, cleanText } from '../protocol/text.ts';
import { type DeskCore, refused } from './core.ts';
import type { Outcome } from './librarians.ts';
import type { ImStatus, StatementSource } from './ports.ts';
import type { Closure, DeskName, LibrarianName, Pause } from './roster.ts';

export type DeskClosing = Omit<Closure, 'from'>;

/** What librarians say of themselves, and of a desk: where they are, on duty or not, open or closed. */
export class LibrarianStatus {
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  async makeStatement(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    const done = await this.#core.attempt(this.#core.presence.statusUpdates.makeStatement(librarian, said, source));
    if (done === 'done') return { outcome: 'done' };
    return done === undefined ? refused('not-kept', false) : refused(done);
  }

  /** The status she set in her IM program, which says it again and again; `at`: when she set it. */
  async showStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    await this.#core.attempt(this.#core.presence.statusUpdates.showStatus(librarian, status, at));
  }

  /** May patrons read her name, words and times? */
  publish(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#endOverdueAfter(librarian, this.#stored(this.#core.presence.statusUpdates.publish(librarian, shown)));
  }

  /** "Back?" was put to her for the statement made `at`, and she is not: it is not asked again, anywhere. */
  confirmAway(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#stored(this.#core.presence.statusUpdates.confirmAway(librarian, at));
  }

  /** `note`, where she goes: for whoever comes on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note = ''): Promise<Outcome> {
    const { presence } = this.#core;
    if (!presence.serves(librarian, desk)) return Promise.resolve(refused('not-yours'));
    const text = on ? '' : cleanText(note);
    if (text.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    const beside = presence.onDuty(desk).map((one) => one.librarian);
    const left = text === '' ? Promise.resolve() : presence.shiftNotes.leave(librarian, desk, text, beside);
    return this.#endOverdueAfter(
      librarian,
      this.#stored(left.then(() => presence.statusUpdates.setDuty(librarian, desk, on))),
    );
  }

  /** She has read the notes that `by` left up to `at`. */
  dismissNotes(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    const { presence } = this.#core;
    const desks = (presence.ownStatus(librarian)?.duty ?? []).map(({ desk }) => desk);
    return this.#stored(presence.shiftNotes.markRead(librarian, desks, by, at));
  }

  /**
   * Closes a desk out of its hours from now on, where the config lets her; patrons read `words`. Without `until`, until
   * further notice. Refused: `not-yours`; `too-long`: the words; `empty`: it would be over already.
   */
  closeDesk(librarian: LibrarianName, desk: DeskName, said: DeskClosing): Promise<Outcome> {
    const { presence, parts, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    const words = cleanLine(said.words ?? '');
    if (words.length > MAX_WORDS) return Promise.resolve(refused('too-long'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    const closing = { ...(said.until === undefined ? {} : { until: said.until }), ...(words === '' ? {} : { words }) };
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.close(librarian, desk, closing)));
  }

  /** From now on it takes no new conversation; those that run go on. Refused as above. */
  pauseDesk(librarian: LibrarianName, desk: DeskName, said: Omit<Pause, 'from'>): Promise<Outcome> {
    const { presence, parts, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    if (said.until !== undefined && said.until <= parts.clock.now()) return Promise.resolve(refused('empty'));
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.pause(librarian, desk, said)));
  }

  /** Ends a closing and a pause. */
  openDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    const { presence, roster } = this.#core;
    if (!roster.desks.get(desk)?.mayClose?.includes(librarian)) return Promise.resolve(refused('not-yours'));
    return this.#endOverdueAfter(librarian, this.#stored(presence.closures.open(librarian, desk)));
  }

  /** Whatever she does by hand, she is heard from. */
  async #endOverdueAfter(librarian: LibrarianName, work: Promise<Outcome>): Promise<Outcome> {
    const done = await work;
    void this.#core.attempt(this.#core.presence.statusUpdates.endOverdue(librarian));
    return done;
  }

  async #stored(work: Promise<void>): Promise<Outcome> {
    const done = await this.#core.attempt(work.then(() => true));
    return done ? { outcome: 'done' } : refused('not-kept', false);
  }
}
