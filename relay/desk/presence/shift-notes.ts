import type { OwnStatus, ShiftNote } from '../../protocol/frames.ts';
import type { Names } from '../display-names.ts';
import type { Clock, DeskState, Log } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import type { PersistedMap } from './persisted-map.ts';
import { DAY_MS } from './time-zone.ts';

/** Notes between shifts. */

/** Notes are deleted after this long, in milliseconds. */
export const NOTE_MS = 7 * DAY_MS;

type Note = NonNullable<DeskState['notes']>[number];

/** The notes that librarians leave when they go off duty, for every colleague who comes on duty at the desk afterwards. */
export class ShiftNotes {
  readonly #deskStates: PersistedMap<DeskName, DeskState>;
  readonly #clock: Clock;
  readonly #log: Log;
  /**
   * By desk and author: the colleagues who were on duty when the note was left and have been on duty since. They need no
   * note. In memory only: after a restart of the relay they read the note like everybody else.
   */
  readonly #present = new Map<DeskName, Map<LibrarianName, Set<LibrarianName>>>();

  constructor(states: PersistedMap<DeskName, DeskState>, { clock, log }: { clock: Clock; log: Log }) {
    this.#deskStates = states;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Leaves a note at a desk; it replaces an earlier note of the same author. `onDuty`: the librarians on duty now.
   * Rejects with a StoreError.
   */
  async leave(by: LibrarianName, desk: DeskName, text: string, onDuty: readonly LibrarianName[]): Promise<void> {
    const note: Note = { by, at: this.#clock.now(), text, read: [] };
    const present = this.#present.get(desk) ?? new Map<LibrarianName, Set<LibrarianName>>();
    this.#present.set(desk, present);
    const before = present.get(by);
    present.set(by, new Set(onDuty));
    try {
      await this.#deskStates.update(desk, ({ notes = [], ...state }) => ({
        ...state,
        notes: [...notes.filter((one) => one.by !== by), note],
      }));
    } catch (error) {
      if (before) present.set(by, before);
      else present.delete(by);
      throw error;
    }
    this.#log.info('note left', { desk, librarian: by });
  }

  /** Reports who is on duty at a desk now: a colleague who has gone off duty is shown the notes on coming back. */
  setOnDuty(desk: DeskName, librarians: readonly { librarian: LibrarianName }[]): void {
    const now = new Set(librarians.map(({ librarian }) => librarian));
    for (const present of this.#present.get(desk)?.values() ?? []) {
      for (const one of present) if (!now.has(one)) present.delete(one);
    }
  }

  /** The librarian's own status, with the unread notes of the desks where they are on duty. */
  addTo(self: OwnStatus, names: Names): OwnStatus {
    const unread = this.#unreadFor(
      self.librarian,
      self.duty.filter(({ on }) => on).map(({ desk }) => desk),
    );
    const handOvers = unread.map((note) => ({ ...note, name: names.librarian(note.by) }));
    return handOvers.length === 0 ? self : { ...self, handOvers };
  }

  /** Oldest first. A note that was left at several desks is listed once. */
  #unreadFor(librarian: LibrarianName, onDuty: readonly DeskName[]): Omit<ShiftNote, 'name'>[] {
    const unread = onDuty.flatMap((desk) =>
      this.#notesAt(desk)
        .filter(({ by, read }) => by !== librarian && !read.includes(librarian))
        .filter(({ by }) => !this.#present.get(desk)?.get(by)?.has(librarian))
        .map(({ read: _, ...note }) => ({ ...note, desk })),
    );
    return unread
      .filter(({ by, text }, index) => unread.findIndex((one) => one.by === by && one.text === text) === index)
      .sort((a, b) => a.at - b.at);
  }

  /** The librarian has read the notes that `by` left up to `at`. Rejects with a StoreError. */
  async markRead(librarian: LibrarianName, desks: readonly DeskName[], by: LibrarianName, at: number): Promise<void> {
    const isUnread = (note: Note) => note.by === by && note.at <= at && !note.read.includes(librarian);
    for (const desk of desks) {
      await this.#deskStates.update(desk, (state) => {
        const { notes = [] } = state;
        if (!notes.some(isUnread)) return state;
        return {
          ...state,
          notes: notes.map((note) => (isUnread(note) ? { ...note, read: [...note.read, librarian] } : note)),
        };
      });
    }
  }

  /** Deletes old notes, from the disk too. Returns when the next note expires; undefined: there is none. */
  expire(): number | undefined {
    const ends: number[] = [];
    const isOld = ({ at }: Note) => this.#clock.now() >= at + NOTE_MS;
    for (const desk of this.#deskStates.keys()) {
      const { notes = [] } = this.#deskStates.get(desk);
      for (const note of notes) if (!isOld(note)) ends.push(note.at + NOTE_MS);
      if (!notes.some(isOld)) continue;
      void this.#deskStates
        .update(desk, ({ notes: now = [], ...rest }) => {
          const kept = now.filter((note) => !isOld(note));
          return kept.length === 0 ? rest : { ...rest, notes: kept };
        })
        .catch(() => undefined); // the note is hidden already, and the next refresh tries again
    }
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  #notesAt(desk: DeskName): readonly Note[] {
    const { notes = [] } = this.#deskStates.get(desk);
    return notes.filter(({ at }) => this.#clock.now() < at + NOTE_MS);
  }
}
