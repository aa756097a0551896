import type { OwnStatus, ShiftNote } from '../../protocol/frames.ts';
import type { Names } from '../display-names.ts';
import type { Clock, DeskState, Log } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import type { PersistedMap } from './persisted-map.ts';
import { DAY_MS } from './time-zone.ts';

/** A note is gone after so long. */
export const NOTE_MS = 7 * DAY_MS;

type Note = NonNullable<DeskState['notes']>[number];

/** Notes that librarians leave when they go off duty, for each who comes on duty at the desk afterwards. */
export class ShiftNotes {
  readonly #deskStates: PersistedMap<DeskName, DeskState>;
  readonly #clock: Clock;
  readonly #log: Log;
  /**
   * Who was on duty beside her when she left, by desk and her, and has been since: they were there. In memory alone: after a
   * restart of the relay they read it like everybody else.
   */
  readonly #present = new Map<DeskName, Map<LibrarianName, Set<LibrarianName>>>();

  constructor(states: PersistedMap<DeskName, DeskState>, { clock, log }: { clock: Clock; log: Log }) {
    this.#deskStates = states;
    this.#clock = clock;
    this.#log = log;
  }

  /** In place of one of hers that was there. Rejects with a StoreError. */
  async leave(by: LibrarianName, desk: DeskName, text: string, beside: readonly LibrarianName[]): Promise<void> {
    const note: Note = { by, at: this.#clock.now(), text, read: [] };
    const there = this.#present.get(desk) ?? new Map<LibrarianName, Set<LibrarianName>>();
    this.#present.set(desk, there);
    const before = there.get(by);
    there.set(by, new Set(beside));
    try {
      await this.#deskStates.update(desk, ({ notes = [], ...state }) => ({
        ...state,
        notes: [...notes.filter((one) => one.by !== by), note],
      }));
    } catch (error) {
      if (before) there.set(by, before);
      else there.delete(by);
      throw error;
    }
    this.#log.info('note left', { desk, librarian: by });
  }

  /** Who is on duty there now: whoever has gone meanwhile is told when she comes back. */
  setOnDuty(desk: DeskName, librarians: readonly { librarian: LibrarianName }[]): void {
    const now = new Set(librarians.map(({ librarian }) => librarian));
    for (const beside of this.#present.get(desk)?.values() ?? []) {
      for (const one of beside) if (!now.has(one)) beside.delete(one);
    }
  }

  /** Herself, with what she has not read of the desks where she is on duty. */
  addTo(self: OwnStatus, names: Names): OwnStatus {
    const left = this.#unreadFor(
      self.librarian,
      self.duty.filter(({ on }) => on).map(({ desk }) => desk),
    );
    const handOvers = left.map((note) => ({ ...note, name: names.librarian(note.by) }));
    return handOvers.length === 0 ? self : { ...self, handOvers };
  }

  /** Oldest first; one that was left at several desks, once. */
  #unreadFor(librarian: LibrarianName, onDuty: readonly DeskName[]): Omit<ShiftNote, 'name'>[] {
    const left = onDuty.flatMap((desk) =>
      this.#notesAt(desk)
        .filter(({ by, read }) => by !== librarian && !read.includes(librarian))
        .filter(({ by }) => !this.#present.get(desk)?.get(by)?.has(librarian))
        .map(({ read: _, ...note }) => ({ ...note, desk })),
    );
    return left
      .filter(({ by, text }, index) => left.findIndex((one) => one.by === by && one.text === text) === index)
      .sort((a, b) => a.at - b.at);
  }

  /** She has read what `by` left up to `at`. Rejects with a StoreError. */
  async markRead(librarian: LibrarianName, desks: readonly DeskName[], by: LibrarianName, at: number): Promise<void> {
    const reads = (note: Note) => note.by === by && note.at <= at && !note.read.includes(librarian);
    for (const desk of desks) {
      await this.#deskStates.update(desk, (state) => {
        const { notes = [] } = state;
        if (!notes.some(reads)) return state;
        return {
          ...state,
          notes: notes.map((note) => (reads(note) ? { ...note, read: [...note.read, librarian] } : note)),
        };
      });
    }
  }

  /** Takes away what is too old, from the disk too; gives when the next will be, where there is one. */
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
        .catch(() => undefined); // it is not shown, and looked at again
    }
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  #notesAt(desk: DeskName): readonly Note[] {
    const { notes = [] } = this.#deskStates.get(desk);
    return notes.filter(({ at }) => this.#clock.now() < at + NOTE_MS);
  }
}
