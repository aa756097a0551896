import type { HandOver, Self } from '../protocol/frames.ts';
import type { Names } from './names.ts';
import type { Clock, DeskStanding, Log } from './ports.ts';
import type { DeskName, LibrarianName } from './roster.ts';
import type { Standings } from './standings.ts';
import { DAY_MS } from './wall-clock.ts';

/** A note is gone after so long. */
export const NOTE_MS = 7 * DAY_MS;

type Note = NonNullable<DeskStanding['note']>;

/** Notes that librarians leave when they go off duty, for each who comes on duty at the desk afterwards. */
export class HandOvers {
  readonly #standings: Standings<DeskName, DeskStanding>;
  readonly #clock: Clock;
  readonly #log: Log;
  /**
   * Who was on duty beside her when she left, and has been since: they were there. In memory alone: after a restart of the
   * relay they read it like everybody else.
   */
  readonly #beside = new Map<DeskName, Set<LibrarianName>>();

  constructor(standings: Standings<DeskName, DeskStanding>, { clock, log }: { clock: Clock; log: Log }) {
    this.#standings = standings;
    this.#clock = clock;
    this.#log = log;
  }

  /** In place of one that was there. Rejects with a StoreError. */
  async leave(by: LibrarianName, desk: DeskName, text: string, beside: readonly LibrarianName[]): Promise<void> {
    const note: Note = { by, at: this.#clock.now(), text, read: [] };
    const before = this.#beside.get(desk);
    this.#beside.set(desk, new Set(beside));
    try {
      await this.#standings.change(desk, (standing) => ({ ...standing, note }));
    } catch (error) {
      if (before) this.#beside.set(desk, before);
      else this.#beside.delete(desk);
      throw error;
    }
    this.#log.info('note left', { desk, librarian: by });
  }

  /** Who is on duty there now: whoever has gone meanwhile is told when she comes back. */
  onDuty(desk: DeskName, librarians: readonly { librarian: LibrarianName }[]): void {
    const beside = this.#beside.get(desk);
    if (!beside) return;
    const now = new Set(librarians.map(({ librarian }) => librarian));
    for (const one of beside) if (!now.has(one)) beside.delete(one);
  }

  /** Herself, with what she has not read of the desks where she is on duty. */
  addedTo(self: Self, names: Names): Self {
    const left = this.#for(
      self.librarian,
      self.duty.filter(({ on }) => on).map(({ desk }) => desk),
    );
    const handOvers = left.map((note) => ({ ...note, name: names.librarian(note.by) }));
    return handOvers.length === 0 ? self : { ...self, handOvers };
  }

  /** One that was left at several desks, once. */
  #for(librarian: LibrarianName, onDuty: readonly DeskName[]): Omit<HandOver, 'name'>[] {
    const notes = onDuty.flatMap((desk) => {
      const note = this.#noteAt(desk);
      if (!note || note.by === librarian || note.read.includes(librarian)) return [];
      if (this.#beside.get(desk)?.has(librarian)) return [];
      const { read: _, ...left } = note;
      return [{ ...left, desk }];
    });
    return notes.filter(
      ({ by, text }, index) => notes.findIndex((one) => one.by === by && one.text === text) === index,
    );
  }

  /** She has read what `by` left up to `at`. Rejects with a StoreError. */
  async read(librarian: LibrarianName, desks: readonly DeskName[], by: LibrarianName, at: number): Promise<void> {
    for (const desk of desks) {
      await this.#standings.change(desk, (standing) => {
        const { note } = standing;
        if (!note || note.by !== by || note.at > at || note.read.includes(librarian)) return standing;
        return { ...standing, note: { ...note, read: [...note.read, librarian] } };
      });
    }
  }

  /** Takes away what is too old, from the disk too; gives when the next will be, where there is one. */
  expire(): number | undefined {
    const ends: number[] = [];
    for (const desk of this.#standings.known()) {
      const { note } = this.#standings.of(desk);
      if (!note) continue;
      if (this.#noteAt(desk)) ends.push(note.at + NOTE_MS);
      else {
        void this.#standings
          .change(desk, (standing) => {
            const { note: now, ...rest } = standing;
            return now === note ? rest : standing;
          })
          .catch(() => undefined); // it is not shown, and looked at again
      }
    }
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  #noteAt(desk: DeskName): Note | undefined {
    const { note } = this.#standings.of(desk);
    return note && this.#clock.now() < note.at + NOTE_MS ? note : undefined;
  }
}
