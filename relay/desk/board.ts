import type { SaidStatement, Self, SorryCode } from '../protocol/frames.ts';
import type { Availability, Whereabouts } from '../protocol/whereabouts.ts';
import { cleanStatus, withStatus } from './im-status.ts';
import type { Clock, ImStatus, Signals, Statement, StatementSource, Undo, WhereaboutsStore } from './ports.ts';
import { type DeskEntry, type DeskName, desksOf, type LibrarianName, type Roster } from './roster.ts';
import { selfOf } from './self.ts';
import { STAYS_MS } from './signals.ts';
import { Standings } from './standings.ts';
import { cleanStatement, isSpent, nextRecent } from './statement.ts';
import type { NameShown } from './views.ts';
import { deskWhereabouts, librarianWhereabouts, nextChange, type Placed } from './whereabouts.ts';

/** Where something will change by itself it is looked at this often at least: the machine's clock may be set meanwhile. */
const LOOK_MS = 60_000;

/** A librarian on duty at a desk; published or not. */
export interface OnDuty {
  librarian: LibrarianName;
  availability: Availability;
}

interface Tell {
  /** What patrons see of a desk. */
  deskChanged(desk: DeskName): void;
  /** What she sees of herself. */
  librarianChanged(librarian: LibrarianName): void;
  /** A client of hers came, went or changed, also where nobody sees a difference. */
  signalled(librarian: LibrarianName): void;
}

/** Whose signs hang where: what librarians say of themselves and what their clients show, as patrons see it. */
export class Board {
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #standings: Standings;
  readonly #desks = new Map<DeskName, { whereabouts: Whereabouts; text: string; onDuty: OnDuty[] }>();
  readonly #selves = new Map<LibrarianName, { self: Self; text: string }>();
  #roster: Roster;
  #undoTimer: Undo = () => undefined;
  #undoSignals: Undo = () => undefined;

  constructor(parts: { roster: Roster; whereabouts: WhereaboutsStore; signals: Signals; clock: Clock }, tell: Tell) {
    this.#roster = parts.roster;
    this.#standings = new Standings(parts.whereabouts, () => this.refresh());
    this.#signals = parts.signals;
    this.#clock = parts.clock;
    this.#tell = tell;
  }

  /** Whoever was connected when the relay stopped may be back in a minute: until then patrons read *unsure*. */
  async start(): Promise<void> {
    for (const [librarian, standing] of await this.#standings.read()) {
      if (!standing.connected) continue;
      const at = this.#clock.now() - STAYS_MS;
      this.#signals.set(librarian, { resource: 'before the restart', state: 'lost', availability: 'available', at });
    }
    this.#undoSignals = this.#signals.onChange((librarian) => this.#signalled(librarian));
    this.refresh();
  }

  stop(): void {
    this.#undoSignals();
    this.#undoTimer();
  }

  reconfigure(roster: Roster): void {
    this.#roster = roster;
    for (const librarian of this.#selves.keys()) if (!roster.librarians.has(librarian)) this.#selves.delete(librarian);
    for (const desk of this.#desks.keys()) if (!roster.desks.has(desk)) this.#desks.delete(desk);
    this.refresh();
  }

  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#desks.get(desk)?.whereabouts;
  }

  self(librarian: LibrarianName): Self | undefined {
    return this.#selves.get(librarian)?.self;
  }

  serving(desk: DeskName): readonly LibrarianName[] {
    return this.#roster.desks.get(desk)?.librarians ?? [];
  }

  serves(librarian: LibrarianName, desk: DeskName): boolean {
    return this.serving(desk).includes(librarian);
  }

  onDuty(desk: DeskName): readonly OnDuty[] {
    return this.#desks.get(desk)?.onDuty ?? [];
  }

  /** Herself and everybody else at her desks, in the order of the config. */
  team(librarian: LibrarianName): Self[] {
    const names = new Set(desksOf(this.#roster, librarian).flatMap(({ librarians }) => librarians));
    return [...names].flatMap((name) => this.#selves.get(name)?.self ?? []);
  }

  /** True the first time. */
  async greet(librarian: LibrarianName): Promise<boolean> {
    if (this.#standings.of(librarian).greeted) return false;
    await this.#standings.change(librarian, (standing) => ({ ...standing, greeted: true }));
    return true;
  }

  /** As colleagues read it. */
  displayName(librarian: LibrarianName): string {
    return this.#roster.librarians.get(librarian)?.displayName ?? librarian;
  }

  /** As patrons read it; undefined while she hides it, and for a librarian the config does not name any more. */
  readonly nameShown: NameShown = (librarian) =>
    this.#standings.of(librarian).publish === 'hidden'
      ? undefined
      : this.#roster.librarians.get(librarian)?.displayName;

  /** A statement of hers. Rejects with a StoreError where it could not be kept; nothing changes then. */
  async state(librarian: LibrarianName, said: SaidStatement, source: StatementSource): Promise<'done' | SorryCode> {
    const now = this.#clock.now();
    const desk = desksOf(this.#roster, librarian)[0];
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
    const desk = desksOf(this.#roster, librarian)[0];
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
    await this.#endStatement(librarian, statement);
  }

  /** Works everything out anew, tells what has changed, and wakes at the next moment something changes by itself. */
  refresh(): void {
    this.#undoTimer();
    const now = this.#clock.now();
    const desks = [...this.#roster.desks.values()].filter((desk) => this.#refreshDesk(desk, now));
    const librarians = [...this.#roster.librarians.keys()].filter((name) => this.#refreshSelf(name, now));
    const wake = [...this.#roster.desks.values()]
      .map((desk) => nextChange(desk, this.#people(desk), now))
      .filter((at) => at !== undefined);
    if (wake.length > 0) {
      const ms = Math.min(Math.max(1, Math.min(...wake) - now), LOOK_MS);
      this.#undoTimer = this.#clock.after(ms, () => this.refresh());
    }
    for (const desk of desks) this.#tell.deskChanged(desk.name);
    for (const librarian of librarians) this.#tell.librarianChanged(librarian);
  }

  /** True where what patrons see has changed. */
  #refreshDesk(desk: DeskEntry, now: number): boolean {
    const placed: Placed[] = this.#people(desk).map((person) => ({
      ...librarianWhereabouts({ ...person, desk, now }),
      entry: person.entry,
    }));
    const whereabouts = deskWhereabouts(desk, placed, now);
    const text = JSON.stringify(whereabouts);
    const onDuty = placed
      .filter((person) => person.onDuty)
      .map(({ entry, availability }) => ({ librarian: entry.name, availability }));
    const before = this.#desks.get(desk.name);
    const same = before?.text === text;
    this.#desks.set(desk.name, { whereabouts: same ? before.whereabouts : whereabouts, text, onDuty });
    return !same;
  }

  /** True where what she sees of herself has changed. */
  #refreshSelf(librarian: LibrarianName, now: number): boolean {
    const entry = this.#roster.librarians.get(librarian);
    if (!entry) return this.#selves.delete(librarian);
    const desks = desksOf(this.#roster, librarian);
    const standing = this.#standings.of(librarian);
    const signals = this.#signals.of(librarian);
    // What ended with her connection must not be said of her again when she is back.
    if (standing.statement && isSpent(standing.statement, signals, desks, now)) {
      void this.#endStatement(librarian, standing.statement).catch(() => undefined); // it ends anew when looked at next
    }
    const self = selfOf({ entry, standing, signals, desks, now });
    const text = JSON.stringify(self);
    if (this.#selves.get(librarian)?.text === text) return false;
    this.#selves.set(librarian, { self, text });
    return true;
  }

  #people(desk: DeskEntry) {
    return desk.librarians.flatMap((name) => {
      const entry = this.#roster.librarians.get(name);
      return entry ? [{ entry, standing: this.#standings.of(name), signals: this.#signals.of(name) }] : [];
    });
  }

  #signalled(librarian: LibrarianName): void {
    const connected = this.#signals.of(librarian).some((signal) => signal.state === 'up');
    if (connected !== (this.#standings.of(librarian).connected === true)) {
      // Only a hint for the next start: not worth refusing anything for.
      void this.#standings
        .change(librarian, ({ connected: _, ...standing }) => (connected ? { ...standing, connected } : standing))
        .catch(() => undefined);
    }
    this.refresh();
    this.#tell.signalled(librarian);
  }

  /** Ends this statement, unless she has made another meanwhile. */
  #endStatement(librarian: LibrarianName, over: Statement): Promise<void> {
    return this.#standings.change(librarian, ({ statement, ...standing }) =>
      statement === undefined || statement === over ? standing : { ...standing, statement },
    );
  }
}
