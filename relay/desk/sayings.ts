import type { SaidStatement, SorryCode } from '../protocol/frames.ts';
import { cleanStatus, withStatus } from './im-status.ts';
import type { Clock, ImStatus, Standing, Statement, StatementSource } from './ports.ts';
import type { DeskEntry, DeskName, LibrarianName } from './roster.ts';
import type { Standings } from './standings.ts';
import { cleanStatement, nextRecent } from './statement.ts';

/** What librarians say of themselves, taken in. Everything rejects with a StoreError where it could not be kept; nothing changes then. */
export class Sayings {
  readonly #standings: Standings<LibrarianName, Standing>;
  readonly #clock: Clock;
  /** The desk whose clocks she means. */
  readonly #deskOf: (librarian: LibrarianName) => DeskEntry | undefined;

  constructor(
    standings: Standings<LibrarianName, Standing>,
    clock: Clock,
    deskOf: (librarian: LibrarianName) => DeskEntry | undefined,
  ) {
    this.#standings = standings;
    this.#clock = clock;
    this.#deskOf = deskOf;
  }

  /** True the first time. */
  async greet(librarian: LibrarianName): Promise<boolean> {
    if (this.#standings.of(librarian).greeted) return false;
    await this.#standings.change(librarian, (standing) => ({ ...standing, greeted: true }));
    return true;
  }

  /** A statement of hers. */
  async state(librarian: LibrarianName, said: SaidStatement, source: StatementSource): Promise<'done' | SorryCode> {
    const now = this.#clock.now();
    const desk = this.#deskOf(librarian);
    const statement = cleanStatement(said, { now, desk });
    if (typeof statement === 'string') return statement;
    await this.#standings.change(librarian, (standing) => ({
      ...standing,
      statement: { ...statement, source, at: now },
      recent: nextRecent(standing.recent, statement),
    }));
    return 'done';
  }

  /** What her IM program shows of itself by her will; `at`: when she set it, as far as her server tells. */
  async shows(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    const desk = this.#deskOf(librarian);
    const clean = cleanStatus(status);
    await this.#standings.change(librarian, (standing) => withStatus(standing, clean, { at, desk }));
  }

  async publish(librarian: LibrarianName, shown: boolean): Promise<void> {
    await this.#standings.change(librarian, (standing) => ({ ...standing, publish: shown ? 'shown' : 'hidden' }));
  }

  async setDuty(librarian: LibrarianName, desk: DeskName, on: boolean): Promise<void> {
    const said = { on, at: this.#clock.now() };
    await this.#standings.change(librarian, (standing) => ({ ...standing, duty: { ...standing.duty, [desk]: said } }));
  }

  /** She was asked "back?" about the statement she made `at`; of one that stands no more there is nothing to ask. */
  async asked(librarian: LibrarianName, at: number): Promise<void> {
    const { statement, askedBack } = this.#standings.of(librarian);
    if (statement?.at !== at || askedBack === at) return;
    await this.#standings.change(librarian, (standing) => ({ ...standing, askedBack: at }));
  }

  /** She said or did something: a return time that has passed is over, she is back. */
  async heard(librarian: LibrarianName): Promise<void> {
    const { statement } = this.#standings.of(librarian);
    if (statement?.until === undefined || statement.until > this.#clock.now()) return;
    await this.end(librarian, statement);
  }

  /** Ends this statement, unless she has made another meanwhile. */
  end(librarian: LibrarianName, over: Statement): Promise<void> {
    return this.#standings.change(librarian, ({ statement, ...standing }) =>
      statement === undefined || statement === over ? standing : { ...standing, statement },
    );
  }
}
