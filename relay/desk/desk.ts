import type { Mark } from '../protocol/entries.ts';
import type { Whereabouts } from '../protocol/whereabouts.ts';
import type { Note } from './conversation/notes.ts';
import { DeskCore, type DeskParts } from './core.ts';
import { LibrariansDoor } from './librarians-door.ts';
import { type PatronHello, Patrons } from './patrons.ts';
import type { LibrarianLink, Network, PatronLink, Undo } from './ports.ts';
import type { DeskName, Roster } from './roster.ts';
import { type Gauges, gaugesOf } from './statistics/gauges.ts';

/**
 * The relay's core, and its door: what patrons and librarians say becomes entries first, then the world is brought
 * up to them. Knows no sockets and no stanzas; pages, links, stores and the clock are handed in.
 */
export class Desk extends LibrariansDoor {
  readonly #works: DeskCore;
  readonly #patrons: Patrons;

  constructor(parts: DeskParts) {
    const works = new DeskCore(parts);
    super(works);
    this.#works = works;
    this.#patrons = new Patrons(works);
  }

  /** Reads the librarians' standing and every open conversation. */
  start(): Promise<void> {
    return this.#works.start();
  }

  /** Waits for what is in hand. The stores are closed by whoever opened them. */
  stop(): Promise<void> {
    return this.#works.stop();
  }

  reconfigure(roster: Roster): void {
    this.#works.reconfigure(roster);
  }

  addLink(link: LibrarianLink): Undo {
    this.#works.deliveries.links.add(link);
    return () => this.#works.deliveries.links.delete(link);
  }

  /** What patrons see of a desk now; the same object until something changes. */
  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#works.board.whereabouts(desk);
  }

  /** Does this desk take no new conversation from there, since one was blocked? */
  refusesNew(desk: DeskName, network: Network): boolean {
    return this.#works.blocks.refusesNew(desk, network);
  }

  counts(): Gauges {
    return gaugesOf(this.#works, this.#patrons.count);
  }

  // Patrons' pages ------------------------------------------------------------------------------------------------

  /** A page said hello: pushes `welcome` and what it lacks; or pushes `sorry` and gives false. */
  patronArrives(link: PatronLink, hello: PatronHello): Promise<boolean> {
    return this.#patrons.arrives(link, hello);
  }

  /** Pushes `kept` once the line is synced to disk, or `sorry`. */
  patronSays(link: PatronLink, id: string, text: string): Promise<void> {
    return this.#patrons.says(link, id, text);
  }

  /** Her name, or a record she attaches; answered like a line. */
  patronNotes(link: PatronLink, id: string, note: Note): Promise<void> {
    return this.#patrons.notes(link, id, note);
  }

  patronMarks(link: PatronLink, mark: Mark): void {
    this.#patrons.marks(link, mark);
  }

  patronTypes(link: PatronLink, on: boolean): void {
    this.#patrons.types(link, on);
  }

  patronCloses(link: PatronLink): Promise<void> {
    return this.#patrons.closes(link);
  }

  /** Pushes `gone` to all her pages once no byte is left. */
  patronForgets(link: PatronLink): Promise<void> {
    return this.#patrons.forgets(link);
  }

  patronLeaves(link: PatronLink): void {
    this.#patrons.leaves(link);
  }
}
