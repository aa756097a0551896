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
  readonly #states: PersistedMap<LibrarianName, LibrarianState>;
  readonly #clock: Clock;
  readonly #log: Log;
  /** The desk whose clocks she means. */
  readonly #deskOf: (librarian: LibrarianName) => DeskEntry | undefined;

  constructor(
    states: PersistedMap<LibrarianName, LibrarianState>,
    { clock, log }: { clock: Clock; log: Log },
    deskOf: (librarian: LibrarianName) => DeskEntry | undefined,
  ) {
    this.#states = states;
    this.#clock = clock;
    this.#log = log;
    this.#deskOf = deskOf;
  }

  /** True the first time. */
  async claimGreeting(librarian: LibrarianName): Promise<boolean> {
    let first = false;
    // Asked inside the change: two programs of hers may come in the same moment.
    await this.#states.update(librarian, (state) => {
      first = state.greeted !== true;
      return first ? { ...state, greeted: true } : state;
    });
    return first;
  }

  /** A statement of hers. */
  async makeStatement(
    librarian: LibrarianName,
    said: ConsoleStatement,
    source: StatementSource,
  ): Promise<'done' | SorryCode> {
    const now = this.#clock.now();
    const desk = this.#deskOf(librarian);
    const statement = cleanStatement(said, { now, desk });
    if (typeof statement === 'string') return statement;
    await this.#states.update(librarian, (state) => ({
      ...state,
      statement: { ...statement, source, at: now },
      recent: nextRecent(state.recent, statement),
    }));
    this.#logChange(librarian, { ...statement, source });
    return 'done';
  }

  /** What her IM program shows of itself by her will; `at`: when she set it, as far as her server tells. */
  async showStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    const desk = this.#deskOf(librarian);
    const clean = cleanStatus(status);
    const before = this.#states.get(librarian).im;
    await this.#states.update(librarian, (state) => withStatus(state, clean, { at, desk }));
    if (this.#states.get(librarian).im !== before) this.#logChange(librarian, { ...clean, source: 'im' });
  }

  async publish(librarian: LibrarianName, shown: boolean): Promise<void> {
    await this.#states.update(librarian, (state) => ({ ...state, publish: shown ? 'shown' : 'hidden' }));
    this.#logChange(librarian, { publish: shown });
  }

  async setDuty(librarian: LibrarianName, desk: DeskName, on: boolean): Promise<void> {
    const said = { on, at: this.#clock.now() };
    await this.#states.update(librarian, (state) => ({ ...state, duty: { ...state.duty, [desk]: said } }));
    this.#logChange(librarian, { desk, duty: on });
  }

  /** She was asked "back?" about the statement she made `at`; of one that stands no more there is nothing to ask. */
  async confirmAway(librarian: LibrarianName, at: number): Promise<void> {
    const { statement, askedBack } = this.#states.get(librarian);
    if (statement?.at !== at || askedBack === at) return;
    await this.#states.update(librarian, (state) => ({ ...state, askedBack: at }));
  }

  /** She said or did something: a return time that has passed is over, she is back. */
  async endOverdue(librarian: LibrarianName): Promise<void> {
    const { statement } = this.#states.get(librarian);
    if (statement?.until === undefined || statement.until > this.#clock.now()) return;
    await this.end(librarian, statement);
  }

  #logChange(librarian: LibrarianName, said: Record<string, string | number | boolean>): void {
    const { until, ...facts } = said;
    const time = typeof until === 'number' ? { until: new Date(until).toISOString() } : {};
    this.#log.info('said of herself', { librarian, ...facts, ...time });
  }

  /** Ends this statement, unless she has made another meanwhile. */
  end(librarian: LibrarianName, over: Statement): Promise<void> {
    return this.#states.update(librarian, ({ statement, ...state }) =>
      statement === undefined || statement === over ? state : { ...state, statement },
    );
  }
}
