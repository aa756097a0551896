import type { OwnStatus } from '../../protocol/frames.ts';
import type { Availability, Whereabouts } from '../../protocol/whereabouts.ts';
import { type Names, namesIn, type ShownNames, shownNamesIn } from '../display-names.ts';
import type { Clock, Connections, DeskState, LibrarianState, Log, Undo, WhereaboutsStore } from '../ports.ts';
import { type DeskEntry, type DeskName, desksOf, type LibrarianName, type Roster } from '../roster.ts';
import type { Staffing } from '../statistics/duty-hours.ts';
import { Closures } from './closures.ts';
import { GRACE_MS } from './connections.ts';
import { ownStatusOf } from './own-status.ts';
import { PersistedMap } from './persisted-map.ts';
import { ShiftNotes } from './shift-notes.ts';
import { isSpent } from './statement.ts';
import { StatusUpdates } from './status-updates.ts';
import { deskWhereabouts, type LibrarianAtDesk, librarianWhereabouts, nextChange } from './whereabouts.ts';

/** Current availability of every desk and librarian. */

/** Milliseconds after which availability is worked out again at the latest, because the machine's clock may be set. */
const REFRESH_MS = 60_000;

const EMPTY_STATE: LibrarianState = { duty: {}, recent: [] };

/** A librarian on duty at a desk; published or not. */
export interface OnDuty {
  librarian: LibrarianName;
  availability: Availability;
}

interface PresenceListener {
  /** What patrons see of a desk has changed. */
  deskChanged(desk: DeskName): void;
  /** What a librarian sees of themselves has changed. */
  librarianChanged(librarian: LibrarianName): void;
  /** A client of the librarian connected, left or changed, even if nobody sees a difference. */
  connectionsChanged(librarian: LibrarianName): void;
  /** Who is on duty was worked out again. */
  refreshed(): void;
}

/**
 * The current availability of every desk and librarian. The only caller of the pure merge in whereabouts.ts: it collects
 * statements, connections, duty and hours, and reports what has changed.
 */
export class Presence {
  readonly #connections: Connections;
  readonly #clock: Clock;
  readonly #listener: PresenceListener;
  readonly #librarianStates: PersistedMap<LibrarianName, LibrarianState>;
  readonly #deskStates: PersistedMap<DeskName, DeskState>;
  readonly closures: Closures;
  readonly shiftNotes: ShiftNotes;
  readonly statusUpdates: StatusUpdates;
  readonly #desks = new Map<DeskName, { whereabouts: Whereabouts; text: string; onDuty: OnDuty[] }>();
  readonly #ownStatuses = new Map<LibrarianName, { ownStatus: OwnStatus; text: string }>();
  /** The roster as configured. */
  #configured: Roster;
  /** The same with the closures and pauses that librarians have set. */
  #roster: Roster;
  #cancelTimer: Undo = () => undefined;
  #stopListening: Undo = () => undefined;

  constructor(
    parts: { roster: Roster; whereabouts: WhereaboutsStore; connections: Connections; clock: Clock; log: Log },
    listener: PresenceListener,
  ) {
    this.#configured = parts.roster;
    this.#roster = parts.roster;
    const { whereabouts } = parts;
    this.#librarianStates = new PersistedMap(whereabouts, EMPTY_STATE, () => this.refresh());
    this.statusUpdates = new StatusUpdates(
      this.#librarianStates,
      parts,
      (librarian) => desksOf(this.#roster, librarian)[0],
    );
    const store = { all: () => whereabouts.desks(), keep: whereabouts.keepDesk.bind(whereabouts) };
    this.#deskStates = new PersistedMap<DeskName, DeskState>(store, {}, () => this.#applyRoster(this.#configured));
    this.closures = new Closures(this.#deskStates, parts);
    this.shiftNotes = new ShiftNotes(this.#deskStates, parts);
    this.#connections = parts.connections;
    this.#clock = parts.clock;
    this.#listener = listener;
  }

  /**
   * Loads the states. A librarian who was connected when the relay stopped may reconnect within a minute; until then
   * patrons see them as unsure.
   */
  async start(): Promise<void> {
    for (const [librarian, state] of await this.#librarianStates.load()) {
      if (!state.connected) continue;
      const at = this.#clock.now() - GRACE_MS;
      this.#connections.set(librarian, {
        resource: 'before the restart',
        state: 'lost',
        availability: 'available',
        at,
      });
    }
    this.#stopListening = this.#connections.onChange((librarian) => this.#connectionsChanged(librarian));
    await this.#deskStates.load();
    this.#applyRoster(this.#configured);
  }

  /** Applies a config, with the closures and pauses that librarians have set. */
  #applyRoster(configured: Roster): void {
    this.#configured = configured;
    this.#roster = this.closures.applyTo(configured);
    this.refresh();
  }

  stop(): void {
    this.#stopListening();
    this.#cancelTimer();
  }

  reconfigure(roster: Roster): void {
    for (const librarian of this.#ownStatuses.keys())
      if (!roster.librarians.has(librarian)) this.#ownStatuses.delete(librarian);
    for (const desk of this.#desks.keys()) if (!roster.desks.has(desk)) this.#desks.delete(desk);
    this.#applyRoster(roster);
  }

  /** What patrons see of a desk now. It is the same object until something changes. */
  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#desks.get(desk)?.whereabouts;
  }

  /** What patrons see of every desk, in the order of the config. */
  all(): Whereabouts[] {
    return [...this.#roster.desks.keys()].flatMap((desk) => this.whereabouts(desk) ?? []);
  }

  /** What a librarian sees of themselves. */
  ownStatus(librarian: LibrarianName): OwnStatus | undefined {
    return this.#ownStatuses.get(librarian)?.ownStatus;
  }

  /** The librarians who serve a desk, on duty or not. */
  librariansAt(desk: DeskName): readonly LibrarianName[] {
    return this.#roster.desks.get(desk)?.librarians ?? [];
  }

  /** A desk as configured, with its current closure and pause. */
  desk(desk: DeskName): DeskEntry | undefined {
    return this.#roster.desks.get(desk);
  }

  /** The number of conversations from which colleagues are asked before this librarian; undefined: no limit. */
  atOnce(librarian: LibrarianName): number | undefined {
    return this.#roster.librarians.get(librarian)?.atOnce;
  }

  serves(librarian: LibrarianName, desk: DeskName): boolean {
    return this.librariansAt(desk).includes(librarian);
  }

  /** The desks at which the librarian is on duty. */
  onDutyAt(librarian: LibrarianName): DeskName[] {
    return (this.ownStatus(librarian)?.duty ?? []).filter(({ on }) => on).map(({ desk }) => desk);
  }

  onDuty(desk: DeskName): readonly OnDuty[] {
    return this.#desks.get(desk)?.onDuty ?? [];
  }

  /** How many librarians are on duty at each desk. A librarian on duty at several desks counts as a fraction at each. */
  staffing(): Staffing[] {
    const desks = this.all();
    const places = desks.flatMap(({ desk }) => this.onDuty(desk).map(({ librarian }) => librarian));
    const shareOf = (librarian: LibrarianName) => 1 / places.filter((one) => one === librarian).length;
    return desks.map(({ desk, zone }) => ({
      desk,
      zone,
      onDuty: this.onDuty(desk).reduce((sum, { librarian }) => sum + shareOf(librarian), 0),
    }));
  }

  /** The librarian and the colleagues who serve the same desks, in the order of the config. */
  team(librarian: LibrarianName): OwnStatus[] {
    const names = new Set(desksOf(this.#roster, librarian).flatMap(({ librarians }) => librarians));
    return [...names].flatMap((name) => this.#ownStatuses.get(name)?.ownStatus ?? []);
  }

  /** Names as colleagues read them. */
  readonly names: Names = namesIn(() => this.#roster);

  /** Names as patrons read them. */
  readonly shownNames: ShownNames = shownNamesIn(
    () => this.#roster,
    (name) => this.#librarianStates.get(name).publish === 'hidden',
  );

  /** Works out everything again, reports what has changed, and sets a timer for the next change that the clock causes. */
  refresh(): void {
    this.#cancelTimer();
    const now = this.#clock.now();
    const desks = [...this.#roster.desks.values()].filter((desk) => this.#refreshDesk(desk, now));
    const librarians = [...this.#roster.librarians.keys()].filter((name) => this.#refreshOwnStatus(name, now));
    this.#listener.refreshed();
    const wake = [...this.#roster.desks.values()]
      .map((desk) => nextChange(desk, this.#people(desk), now))
      .concat(this.shiftNotes.expire())
      .filter((at) => at !== undefined);
    if (wake.length > 0) {
      const ms = Math.min(Math.max(1, Math.min(...wake) - now), REFRESH_MS);
      this.#cancelTimer = this.#clock.after(ms, () => this.refresh());
    }
    for (const desk of desks) this.#listener.deskChanged(desk.name);
    for (const librarian of librarians) this.#listener.librarianChanged(librarian);
  }

  /** True if what patrons see of the desk has changed. */
  #refreshDesk(desk: DeskEntry, now: number): boolean {
    const librarians: LibrarianAtDesk[] = this.#people(desk).map((person) => ({
      ...librarianWhereabouts({ ...person, desk, now }),
      entry: person.entry,
    }));
    const whereabouts = deskWhereabouts(desk, librarians, now);
    const text = JSON.stringify(whereabouts);
    const onDuty = librarians
      .filter((person) => person.onDuty)
      .map(({ entry, availability }) => ({ librarian: entry.name, availability }));
    const before = this.#desks.get(desk.name);
    this.shiftNotes.setOnDuty(desk.name, onDuty);
    const same = before?.text === text;
    this.#desks.set(desk.name, { whereabouts: same ? before.whereabouts : whereabouts, text, onDuty });
    return !same;
  }

  /** True if what the librarian sees of themselves has changed. */
  #refreshOwnStatus(librarian: LibrarianName, now: number): boolean {
    const entry = this.#roster.librarians.get(librarian);
    if (!entry) return this.#ownStatuses.delete(librarian);
    const desks = desksOf(this.#roster, librarian);
    const state = this.#librarianStates.get(librarian);
    const connections = this.#connections.of(librarian);
    // A statement that ended with the connection must not apply again when the librarian reconnects.
    if (state.statement && isSpent(state.statement, connections, desks, now)) {
      void this.statusUpdates.end(librarian, state.statement).catch(() => undefined); // the next refresh tries again
    }
    const self = this.shiftNotes.addTo(ownStatusOf({ entry, state, connections, desks, now }), this.names);
    const text = JSON.stringify(self);
    if (this.#ownStatuses.get(librarian)?.text === text) return false;
    this.#ownStatuses.set(librarian, { ownStatus: self, text });
    return true;
  }

  #people(desk: DeskEntry) {
    return desk.librarians.flatMap((name) => {
      const entry = this.#roster.librarians.get(name);
      return entry ? [{ entry, state: this.#librarianStates.get(name), connections: this.#connections.of(name) }] : [];
    });
  }

  #connectionsChanged(librarian: LibrarianName): void {
    const connected = this.#connections.of(librarian).some((connection) => connection.state === 'up');
    if (connected !== (this.#librarianStates.get(librarian).connected === true)) {
      // This is only a hint for the next start, so a failed write is ignored.
      void this.#librarianStates
        .update(librarian, ({ connected: _, ...state }) => (connected ? { ...state, connected } : state))
        .catch(() => undefined);
    }
    this.refresh();
    this.#listener.connectionsChanged(librarian);
  }
}
