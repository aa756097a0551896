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

/** Where something will change by itself it is looked at this often at least: the machine's clock may be set meanwhile. */
const REFRESH_MS = 60_000;

const EMPTY_STATE: LibrarianState = { duty: {}, recent: [] };

/** A librarian on duty at a desk; published or not. */
export interface OnDuty {
  librarian: LibrarianName;
  availability: Availability;
}

interface PresenceListener {
  /** What patrons see of a desk. */
  deskChanged(desk: DeskName): void;
  /** What she sees of herself. */
  librarianChanged(librarian: LibrarianName): void;
  /** A client of hers came, went or changed, also where nobody sees a difference. */
  connectionsChanged(librarian: LibrarianName): void;
  /** Who is on duty was worked out anew. */
  refreshed(): void;
}

/** Whose signs hang where: what librarians say of themselves and what their clients show, as patrons see it. */
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
  /** As the config has it. */
  #configured: Roster;
  /** With what librarians have made of it: closures. */
  #roster: Roster;
  #cancelTimer: Undo = () => undefined;
  #stopListening: Undo = () => undefined;

  constructor(
    parts: { roster: Roster; whereabouts: WhereaboutsStore; connections: Connections; clock: Clock; log: Log },
    tell: PresenceListener,
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
    this.#listener = tell;
  }

  /** Whoever was connected when the relay stopped may be back in a minute: until then patrons read *unsure*. */
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

  /** Takes over a config, and what librarians have made of it. */
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

  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#desks.get(desk)?.whereabouts;
  }

  /** Of every desk, in the order of the config. */
  all(): Whereabouts[] {
    return [...this.#roster.desks.keys()].flatMap((desk) => this.whereabouts(desk) ?? []);
  }

  ownStatus(librarian: LibrarianName): OwnStatus | undefined {
    return this.#ownStatuses.get(librarian)?.ownStatus;
  }

  librariansAt(desk: DeskName): readonly LibrarianName[] {
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
    return this.librariansAt(desk).includes(librarian);
  }

  /** The desks at which she is. */
  onDutyAt(librarian: LibrarianName): DeskName[] {
    return (this.ownStatus(librarian)?.duty ?? []).filter(({ on }) => on).map(({ desk }) => desk);
  }

  onDuty(desk: DeskName): readonly OnDuty[] {
    return this.#desks.get(desk)?.onDuty ?? [];
  }

  /** Every desk, with how many are on duty; who is at several at once is so at each with her share. */
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

  /** Herself and everybody else at her desks, in the order of the config. */
  team(librarian: LibrarianName): OwnStatus[] {
    const names = new Set(desksOf(this.#roster, librarian).flatMap(({ librarians }) => librarians));
    return [...names].flatMap((name) => this.#ownStatuses.get(name)?.ownStatus ?? []);
  }

  /** As colleagues read them. */
  readonly names: Names = namesIn(() => this.#roster);

  /** As patrons read them. */
  readonly shownNames: ShownNames = shownNamesIn(
    () => this.#roster,
    (name) => this.#librarianStates.get(name).publish === 'hidden',
  );

  /** Works everything out anew, tells what has changed, and wakes at the next moment something changes by itself. */
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

  /** True where what patrons see has changed. */
  #refreshDesk(desk: DeskEntry, now: number): boolean {
    const placed: LibrarianAtDesk[] = this.#people(desk).map((person) => ({
      ...librarianWhereabouts({ ...person, desk, now }),
      entry: person.entry,
    }));
    const whereabouts = deskWhereabouts(desk, placed, now);
    const text = JSON.stringify(whereabouts);
    const onDuty = placed
      .filter((person) => person.onDuty)
      .map(({ entry, availability }) => ({ librarian: entry.name, availability }));
    const before = this.#desks.get(desk.name);
    this.shiftNotes.setOnDuty(desk.name, onDuty);
    const same = before?.text === text;
    this.#desks.set(desk.name, { whereabouts: same ? before.whereabouts : whereabouts, text, onDuty });
    return !same;
  }

  /** True where what she sees of herself has changed. */
  #refreshOwnStatus(librarian: LibrarianName, now: number): boolean {
    const entry = this.#roster.librarians.get(librarian);
    if (!entry) return this.#ownStatuses.delete(librarian);
    const desks = desksOf(this.#roster, librarian);
    const state = this.#librarianStates.get(librarian);
    const connections = this.#connections.of(librarian);
    // What ended with her connection must not be said of her again when she is back.
    if (state.statement && isSpent(state.statement, connections, desks, now)) {
      void this.statusUpdates.end(librarian, state.statement).catch(() => undefined); // it ends anew when looked at next
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
      // Only a hint for the next start: not worth refusing anything for.
      void this.#librarianStates
        .update(librarian, ({ connected: _, ...state }) => (connected ? { ...state, connected } : state))
        .catch(() => undefined);
    }
    this.refresh();
    this.#listener.connectionsChanged(librarian);
  }
}
