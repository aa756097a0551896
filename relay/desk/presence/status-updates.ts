import type { ConsoleStatement, SorryCode } from '../../protocol/frames.ts';
import type { Clock, ImStatus, LibrarianState, Log, Statement, StatementSource } from '../ports.ts';
import type { DeskEntry, DeskName, LibrarianName } from '../roster.ts';
import { cleanStatus, withStatus } from './im-status.ts';
import type { PersistedMap } from './persisted-map.ts';
import { cleanStatement, nextRecent } from './statement.ts';

/**
 * What librarians say of themselves, taken in, with a line in the log of who said what when: it holds nothing of patrons. Everything rejects with a StoreError where it could not be kept; nothing changes then.
 */
export class StatusUpdates {
  readonly #standings: PersistedMap<LibrarianName, LibrarianState>;
  readonly #clock: Clock;
  readonly #log: Log;
  /** The desk whose clocks she means. */
  readonly #deskOf: (librarian: LibrarianName) => DeskEntry | undefined;

  constructor(
    standings: PersistedMap<LibrarianName, LibrarianState>,
    { clock, log }: { clock: Clock; log: Log },
    deskOf: (librarian: LibrarianName) => DeskEntry | undefined,
  ) {
    this.#standings = standings;
    this.#clock = clock;
    this.#log = log;
    this.#deskOf = deskOf;
  }

  /** True the first time. */
  async greet(librarian: LibrarianName): Promise<boolean> {
    let first = false;
    // Asked inside the change: two programs of hers may come in the same moment.
    await this.#standings.change(librarian, (standing) => {
      first = standing.greeted !== true;
      return first ? { ...standing, greeted: true } : standing;
    });
    return first;
  }

  /** A statement of hers. */
  async state(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<'done' | SorryCode> {
    const now = this.#clock.now();
    const desk = this.#deskOf(librarian);
    const statement = cleanStatement(said, { now, desk });
    if (typeof statement === 'string') return statement;
    await this.#standings.change(librarian, (standing) => ({
      ...standing,
      statement: { ...statement, source, at: now },
      recent: nextRecent(standing.recent, statement),
    }));
    this.#logs(librarian, { ...statement, source });
    return 'done';
  }

  /** What her IM program shows of itself by her will; `at`: when she set it, as far as her server tells. */
  async shows(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    const desk = this.#deskOf(librarian);
    const clean = cleanStatus(status);
    const before = this.#standings.of(librarian).im;
    await this.#standings.change(librarian, (standing) => withStatus(standing, clean, { at, desk }));
    if (this.#standings.of(librarian).im !== before) this.#logs(librarian, { ...clean, source: 'im' });
  }

  async publish(librarian: LibrarianName, shown: boolean): Promise<void> {
    await this.#standings.change(librarian, (standing) => ({ ...standing, publish: shown ? 'shown' : 'hidden' }));
    this.#logs(librarian, { publish: shown });
  }

  async setDuty(librarian: LibrarianName, desk: DeskName, on: boolean): Promise<void> {
    const said = { on, at: this.#clock.now() };
    await this.#standings.change(librarian, (standing) => ({ ...standing, duty: { ...standing.duty, [desk]: said } }));
    this.#logs(librarian, { desk, duty: on });
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

  #logs(librarian: LibrarianName, said: Record<string, string | number | boolean>): void {
    const { until, ...facts } = said;
    const time = typeof until === 'number' ? { until: new Date(until).toISOString() } : {};
    this.#log.info('said of herself', { librarian, ...facts, ...time });
  }

  /** Ends this statement, unless she has made another meanwhile. */
  end(librarian: LibrarianName, over: Statement): Promise<void> {
    return this.#standings.change(librarian, ({ statement, ...standing }) =>
      statement === undefined || statement === over ? standing : { ...standing, statement },
    );
  }
}
