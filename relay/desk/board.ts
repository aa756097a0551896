import type { SaidStatement, Self, SorryCode } from '../protocol/frames.ts';
import type { Whereabouts } from '../protocol/whereabouts.ts';
import type { Clock, Signals, Standing, StatementSource, Undo, WhereaboutsStore } from './ports.ts';
import type { DeskEntry, DeskName, LibrarianName, Roster } from './roster.ts';
import type { NameShown } from './views.ts';

const NOTHING_SAID: Standing = { duty: {}, recent: [] };

interface Tell {
  deskChanged(desk: DeskName): void;
  librarianChanged(librarian: LibrarianName): void;
}

/** Whose signs hang where: what librarians say of themselves and what their clients show, as patrons see it. */
export class Board {
  readonly #store: WhereaboutsStore;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #standings = new Map<LibrarianName, Standing>();
  readonly #desks = new Map<DeskName, { whereabouts: Whereabouts; text: string; onDuty: LibrarianName[] }>();
  readonly #selves = new Map<LibrarianName, { self: Self; text: string }>();
  #roster: Roster;
  #undoTimer: Undo = () => undefined;
  #undoSignals: Undo = () => undefined;

  constructor(parts: { roster: Roster; whereabouts: WhereaboutsStore; signals: Signals; clock: Clock }, tell: Tell) {
    this.#roster = parts.roster;
    this.#store = parts.whereabouts;
    this.#signals = parts.signals;
    this.#clock = parts.clock;
    this.#tell = tell;
  }

  /** Whoever was connected when the relay stopped may be back in a minute: until then patrons read *unsure*. */
  async start(): Promise<void> {
    for (const [librarian, standing] of await this.#store.all()) {
      this.#standings.set(librarian, standing);
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

  onDuty(desk: DeskName): readonly LibrarianName[] {
    return this.#desks.get(desk)?.onDuty ?? [];
  }

  /** As colleagues read it. */
  displayName(librarian: LibrarianName): string {
    return this.#roster.librarians.get(librarian)?.displayName ?? librarian;
  }

  /** As patrons read it; undefined while she hides it, and for a librarian the config does not name any more. */
  readonly nameShown: NameShown = (librarian) =>
    this.#standing(librarian).publish === 'hidden'
      ? undefined
      : this.#roster.librarians.get(librarian)?.displayName;

  /** A statement of hers. Rejects with a StoreError where it could not be kept; nothing changes then. */
  async state(librarian: LibrarianName, said: SaidStatement, source: StatementSource): Promise<'done' | SorryCode> {
    const now = this.#clock.now();
    const desk = this.#desksOf(librarian)[0];
    const statement = cleanStatement(said, { now, desk });
    if (typeof statement === 'string') return statement;
    const standing = this.#standing(librarian);
    await this.#keep(librarian, {
      ...standing,
      statement: { ...statement, source, at: now },
      recent: nextRecent(standing.recent, statement),
    });
    return 'done';
  }

  async publish(librarian: LibrarianName, shown: boolean): Promise<void> {
    await this.#keep(librarian, { ...this.#standing(librarian), publish: shown ? 'shown' : 'hidden' });
  }

  async setDuty(librarian: LibrarianName, desk: DeskName, on: boolean): Promise<void> {
    const standing = this.#standing(librarian);
    const duty = { ...standing.duty, [desk]: { on, at: this.#clock.now() } };
    await this.#keep(librarian, { ...standing, duty });
  }

  /** She said something: a return time that has passed is over, she is back. */
  async heard(librarian: LibrarianName): Promise<void> {
    const { statement } = this.#standing(librarian);
    if (statement?.until !== undefined && statement.until <= this.#clock.now()) await this.#endStatement(librarian);
  }

  /** Works everything out anew, tells what has changed, and wakes at the next moment something changes by itself. */
  refresh(): void {
    this.#undoTimer();
    const now = this.#clock.now();
    const changedDesks: DeskName[] = [];
    let wake: number | undefined;
    for (const desk of this.#roster.desks.values()) {
      const inputs = desk.librarians.flatMap((name) => this.#input(name, desk, now));
      const results = inputs.map((input) => ({ ...librarianWhereabouts(input), entry: input.entry }));
      const whereabouts = deskWhereabouts(desk, results, now);
      const text = JSON.stringify(whereabouts);
      const onDuty = results.filter((result) => result.onDuty).map((result) => result.entry.name);
      const before = this.#desks.get(desk.name);
      if (before?.text !== text) changedDesks.push(desk.name);
      this.#desks.set(desk.name, { whereabouts: before?.text === text ? before.whereabouts : whereabouts, text, onDuty });
      wake = earlier(wake, nextChange(desk, inputs, now));
    }
    const changedLibrarians = [...this.#roster.librarians.keys()].filter((name) => this.#refreshSelf(name, now));
    if (wake !== undefined) this.#undoTimer = this.#clock.after(Math.max(1, wake - now), () => this.refresh());
    for (const desk of changedDesks) this.#tell.deskChanged(desk);
    for (const librarian of changedLibrarians) this.#tell.librarianChanged(librarian);
  }
}
