import type { OwnStatus } from '../../protocol/frames.ts';
import type { Availability, Whereabouts } from '../../protocol/whereabouts.ts';
import { type Names, namesIn, type ShownNames, shownNamesIn } from '../display-names.ts';
import type { Clock, Connections, DeskState, LibrarianState, Log, Undo, WhereaboutsStore } from '../ports.ts';
import { type DeskEntry, type DeskName, desksOf, type LibrarianName, type Roster } from '../roster.ts';
import type { Manned } from '../statistics/duty-hours.ts';
import { Closures } from './closures.ts';
import { STAYS_MS } from './connections.ts';
import { ownStatusOf } from './own-status.ts';
import { PersistedMap } from './persisted-map.ts';
import { ShiftNotes } from './shift-notes.ts';
import { isSpent } from './statement.ts';
import { StatusUpdates } from './status-updates.ts';
import { deskWhereabouts, librarianWhereabouts, nextChange, type Placed } from './whereabouts.ts';

/** Where something will change by itself it is looked at this often at least: the machine's clock may be set meanwhile. */
const LOOK_MS = 60_000;

const NOTHING_SAID: LibrarianState = { duty: {}, recent: [] };

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
  /** Who is on duty was worked out anew. */
  looked(): void;
}

/** Whose signs hang where: what librarians say of themselves and what their clients show, as patrons see it. */
export class Presence {
  readonly #signals: Connections;
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #standings: PersistedMap<LibrarianName, LibrarianState>;
  readonly #deskStandings: PersistedMap<DeskName, DeskState>;
  readonly closures: Closures;
  readonly handOvers: ShiftNotes;
  readonly sayings: StatusUpdates;
  readonly #desks = new Map<DeskName, { whereabouts: Whereabouts; text: string; onDuty: OnDuty[] }>();
  readonly #selves = new Map<LibrarianName, { self: OwnStatus; text: string }>();
  /** As the config has it. */
  #configured: Roster;
  /** With what librarians have made of it: closures. */
  #roster: Roster;
  #undoTimer: Undo = () => undefined;
  #undoSignals: Undo = () => undefined;

  constructor(
    parts: { roster: Roster; whereabouts: WhereaboutsStore; signals: Connections; clock: Clock; log: Log },
    tell: Tell,
  ) {
    this.#configured = parts.roster;
    this.#roster = parts.roster;
    const { whereabouts } = parts;
    this.#standings = new PersistedMap(whereabouts, NOTHING_SAID, () => this.refresh());
    this.sayings = new StatusUpdates(this.#standings, parts, (librarian) => desksOf(this.#roster, librarian)[0]);
    const store = { all: () => whereabouts.desks(), keep: whereabouts.keepDesk.bind(whereabouts) };
    this.#deskStandings = new PersistedMap<DeskName, DeskState>(store, {}, () => this.#arrange(this.#configured));
    this.closures = new Closures(this.#deskStandings, parts);
    this.handOvers = new ShiftNotes(this.#deskStandings, parts);
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
    await this.#deskStandings.read();
    this.#arrange(this.#configured);
  }

  /** Takes over a config, and what librarians have made of it. */
  #arrange(configured: Roster): void {
    this.#configured = configured;
    this.#roster = this.closures.over(configured);
    this.refresh();
  }

  stop(): void {
    this.#undoSignals();
    this.#undoTimer();
  }

  reconfigure(roster: Roster): void {
    for (const librarian of this.#selves.keys()) if (!roster.librarians.has(librarian)) this.#selves.delete(librarian);
    for (const desk of this.#desks.keys()) if (!roster.desks.has(desk)) this.#desks.delete(desk);
    this.#arrange(roster);
  }

  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#desks.get(desk)?.whereabouts;
  }

  /** Of every desk, in the order of the config. */
  all(): Whereabouts[] {
    return [...this.#roster.desks.keys()].flatMap((desk) => this.whereabouts(desk) ?? []);
  }

  self(librarian: LibrarianName): OwnStatus | undefined {
    return this.#selves.get(librarian)?.self;
  }

  serving(desk: DeskName): readonly LibrarianName[] {
    return this.#roster.desks.get(desk)?.librarians ?? [];
  }

  /** As the config has it, and closed as it is now. */
  desk(desk: DeskName): DeskEntry | undefined {
    return this.#roster.desks.get(desk);
  }

  /** From how many conversations on colleagues are asked before her; undefined: there is no such number. */
  atOnce(librarian: LibrarianName): number | undefined {
    return this.#roster.librarians.get(librarian)?.atOnce;
  }

  serves(librarian: LibrarianName, desk: DeskName): boolean {
    return this.serving(desk).includes(librarian);
  }

  /** The desks at which she is. */
  onDutyAt(librarian: LibrarianName): DeskName[] {
    return (this.self(librarian)?.duty ?? []).filter(({ on }) => on).map(({ desk }) => desk);
  }

  onDuty(desk: DeskName): readonly OnDuty[] {
    return this.#desks.get(desk)?.onDuty ?? [];
  }

  /** Every desk, with how many are on duty; who is at several at once is so at each with her share. */
  manned(): Manned[] {
    const desks = this.all();
    const places = desks.flatMap(({ desk }) => this.onDuty(desk).map(({ librarian }) => librarian));
    const shareOf = (librarian: LibrarianName) => 1 / places.filter((one) => one === librarian).length;
    return desks.map(({ desk, zone }) => ({
      desk,
      zone,
      onDuty: this.onDuty(desk).reduce((sum, { librarian }) => sum + shareOf(librarian), 0),
    }));
  }

  /** Herself and everybody else at her desks, in the order of the config. */
  team(librarian: LibrarianName): OwnStatus[] {
    const names = new Set(desksOf(this.#roster, librarian).flatMap(({ librarians }) => librarians));
    return [...names].flatMap((name) => this.#selves.get(name)?.self ?? []);
  }

  /** As colleagues read them. */
  readonly names: Names = namesIn(() => this.#roster);

  /** As patrons read them. */
  readonly shownNames: ShownNames = shownNamesIn(
    () => this.#roster,
    (name) => this.#standings.of(name).publish === 'hidden',
  );

  /** Works everything out anew, tells what has changed, and wakes at the next moment something changes by itself. */
  refresh(): void {
    this.#undoTimer();
    const now = this.#clock.now();
    const desks = [...this.#roster.desks.values()].filter((desk) => this.#refreshDesk(desk, now));
    const librarians = [...this.#roster.librarians.keys()].filter((name) => this.#refreshSelf(name, now));
    this.#tell.looked();
    const wake = [...this.#roster.desks.values()]
      .map((desk) => nextChange(desk, this.#people(desk), now))
      .concat(this.handOvers.expire())
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
    this.handOvers.onDuty(desk.name, onDuty);
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
      void this.sayings.end(librarian, standing.statement).catch(() => undefined); // it ends anew when looked at next
    }
    const self = this.handOvers.addedTo(ownStatusOf({ entry, standing, signals, desks, now }), this.names);
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
}
