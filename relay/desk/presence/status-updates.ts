import type { ConsoleStatement, SorryCode } from '../../protocol/frames.ts';
import type { Clock, ImStatus, LibrarianState, Log, Statement, StatementSource } from '../ports.ts';
import type { DeskEntry, DeskName, LibrarianName } from '../roster.ts';
import { cleanStatus, withStatus } from './im-status.ts';
import type { PersistedMap } from './persisted-map.ts';
import { cleanStatement, nextRecent } from './statement.ts';

/**
 * Applies librarians' status updates and logs them. The log never contains patrons' data. Every promise rejects with a
 * StoreError if the update could not be stored; nothing changes then.
 */
export class StatusUpdates {
  readonly #states: PersistedMap<LibrarianName, LibrarianState>;
  readonly #clock: Clock;
  readonly #log: Log;
  /** The desk whose time zone, hours and places apply to the librarian's words. */
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

  /** True only the first time it is called for a librarian. */
  async claimGreeting(librarian: LibrarianName): Promise<boolean> {
    let first = false;
    // Checked inside the update, because two clients of the librarian may connect at the same moment.
    await this.#states.update(librarian, (state) => {
      first = state.greeted !== true;
      return first ? { ...state, greeted: true } : state;
    });
    return first;
  }

  /** Makes a statement; returns `done`, or why it was refused. */
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

  /** The librarian's IM client shows a status that they set. `at`: when they set it, as far as their server reports. */
  async showStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    const desk = this.#deskOf(librarian);
    const clean = cleanStatus(status);
    const before = this.#states.get(librarian).im;
    await this.#states.update(librarian, (state) => withStatus(state, clean, { at, desk }));
    if (this.#states.get(librarian).im !== before) this.#logChange(librarian, { ...clean, source: 'im' });
  }

  /** Sets whether patrons may see the librarian's name, words and times. */
  async publish(librarian: LibrarianName, shown: boolean): Promise<void> {
    await this.#states.update(librarian, (state) => ({ ...state, publish: shown ? 'shown' : 'hidden' }));
    this.#logChange(librarian, { publish: shown });
  }

  /** Goes on or off duty by hand. */
  async setDuty(librarian: LibrarianName, desk: DeskName, on: boolean): Promise<void> {
    const said = { on, at: this.#clock.now() };
    await this.#states.update(librarian, (state) => ({ ...state, duty: { ...state.duty, [desk]: said } }));
    this.#logChange(librarian, { desk, duty: on });
  }

  /** The librarian answered "back?" with no, for the statement made `at`. Ignored if that is no longer their statement. */
  async confirmAway(librarian: LibrarianName, at: number): Promise<void> {
    const { statement, askedBack } = this.#states.get(librarian);
    if (statement?.at !== at || askedBack === at) return;
    await this.#states.update(librarian, (state) => ({ ...state, askedBack: at }));
  }

  /** The librarian did something, so they are back: ends a statement whose return time has passed. */
  async endOverdue(librarian: LibrarianName): Promise<void> {
    const { statement } = this.#states.get(librarian);
    if (statement?.until === undefined || statement.until > this.#clock.now()) return;
    await this.end(librarian, statement);
  }

  #logChange(librarian: LibrarianName, said: Record<string, string | number | boolean>): void {
    const { until, ...facts } = said;
    const time = typeof until === 'number' ? { until: new Date(until).toISOString() } : {};
    this.#log.info('status changed', { librarian, ...facts, ...time });
  }

  /** Ends this statement, unless the librarian has made another one since. */
  end(librarian: LibrarianName, over: Statement): Promise<void> {
    return this.#states.update(librarian, ({ statement, ...state }) =>
      statement === undefined || statement === over ? state : { ...state, statement },
    );
  }
}
