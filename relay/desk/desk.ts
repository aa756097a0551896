import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConsoleStatement, ConversationCard, OwnStatus } from '../protocol/frames.ts';
import type { Whereabouts } from '../protocol/whereabouts.ts';
import { Access } from './access.ts';
import type { Filled } from './canned-replies.ts';
import type { Line } from './conversation/conversation.ts';
import type { Note } from './conversation/notes.ts';
import { DeskCore, type DeskParts } from './core.ts';
import type { Names } from './display-names.ts';
import type { ConversationId } from './entry.ts';
import { type Closing, Herself } from './librarian-status.ts';
import { Librarians, type Outcome, type Said } from './librarians.ts';
import { type PatronHello, Patrons } from './patrons.ts';
import type { ImStatus, LibrarianLink, Network, PatronLink, StatementSource, Team, Undo } from './ports.ts';
import type { DeskName, LibrarianName, Roster } from './roster.ts';
import { type Gauges, gaugesOf } from './statistics/gauges.ts';

/**
 * The relay's core, and its door: what patrons and librarians say becomes entries first, then the world is brought
 * up to them. Knows no sockets and no stanzas; pages, links, stores and the clock are handed in.
 */
export class Desk {
  readonly #works: DeskCore;
  readonly #patrons: Patrons;
  readonly #librarians: Librarians;
  readonly #reading: Access;
  readonly #herself: Herself;

  constructor(parts: DeskParts) {
    const works = new DeskCore(parts);
    this.#works = works;
    this.#patrons = new Patrons(works);
    this.#reading = new Access(works);
    this.#librarians = new Librarians(works, this.#reading);
    this.#herself = new Herself(works);
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

  // Librarians: conversations ---------------------------------------------------------------------------------------

  librarianSays(librarian: LibrarianName, conversation: ConversationId, id: string, text: string): Promise<Said> {
    return this.#librarians.says(librarian, conversation, id, text);
  }

  librarianTakes(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.takes(librarian, conversation);
  }

  /** `to`: to a colleague at the desk, and left for her where she is not there. `note`: for whoever has it next. */
  librarianPasses(
    librarian: LibrarianName,
    conversation: ConversationId,
    how: { to?: LibrarianName; note?: string } = {},
  ): Promise<Outcome> {
    return this.#librarians.passes(librarian, conversation, how);
  }

  /** To another desk. */
  librarianMoves(
    librarian: LibrarianName,
    conversation: ConversationId,
    to: DeskName,
    note?: string,
  ): Promise<Outcome> {
    return this.#librarians.moves(librarian, conversation, to, note);
  }

  /** Asks a colleague at the desk, unseen by the patron. */
  librarianAsks(
    librarian: LibrarianName,
    conversation: ConversationId,
    whom: LibrarianName,
    text: string,
  ): Promise<Outcome> {
    return this.#librarians.asks(librarian, conversation, whom, text);
  }

  librarianJoins(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.joins(librarian, conversation);
  }

  /** `of`: the seq of a line of hers; so below. */
  librarianEdits(
    librarian: LibrarianName,
    conversation: ConversationId,
    of: Seq,
    id: string,
    text: string,
  ): Promise<Said> {
    return this.#librarians.edits(librarian, conversation, of, id, text);
  }

  librarianWithdraws(librarian: LibrarianName, conversation: ConversationId, of: Seq): Promise<Said> {
    return this.#librarians.withdraws(librarian, conversation, of);
  }

  librarianCloses(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.closes(librarian, conversation);
  }

  /**
   * Ends it, and takes no new one from where it came for as long as the config says; also within an hour after it was ended and
   * left, or forgotten. `conversation`: its id, or the word of one that is not at hand any more.
   */
  librarianBlocks(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.blocks(librarian, conversation);
  }

  librarianMarks(librarian: LibrarianName, conversation: ConversationId, mark: Mark): void {
    this.#librarians.marks(librarian, conversation, mark);
  }

  /** She has read what her programs have of it, up to `upTo`, or all; which proves nothing of what they may not have. */
  librarianSees(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void {
    this.#librarians.sees(librarian, conversation, upTo);
  }

  librarianTypes(librarian: LibrarianName, conversation: ConversationId, on: boolean): void {
    this.#librarians.types(librarian, conversation, on);
  }

  /** What the desk's librarians say again and again, as this one would say it now; none where she does not serve. */
  repliesFor(librarian: LibrarianName, desk: DeskName): Filled[] {
    return this.#reading.replies(librarian, desk);
  }

  /** The conversation that goes by this word, where it is at one of her desks and something said in it may be read. */
  conversationOf(librarian: LibrarianName, word: string): ConversationCard | undefined {
    return this.#reading.cardWith(librarian, word);
  }

  /** What a console lists: waiting at her desks, and hers. */
  view(librarian: LibrarianName): ConversationCard[] {
    return this.#reading.view(librarian);
  }

  /** The lines after `after` of a conversation she may see; else none. */
  entriesFor(librarian: LibrarianName, conversation: ConversationId, after: Seq): readonly Line[] {
    return this.#reading.entries(librarian, conversation, after);
  }

  ownLines(librarian: LibrarianName, conversation: ConversationId): readonly Line[] {
    return this.#reading.own(librarian, conversation);
  }

  /** What waits for an answer, and is hers or was brought to her: up to where she has had it. */
  broughtTo(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    return this.#reading.brought(librarian);
  }

  /** How far her programs and consoles have got with it. */
  librarianHas(librarian: LibrarianName, conversation: ConversationId): Mark {
    return this.#reading.has(librarian, conversation);
  }

  // Librarians: status, duty and desks --------------------------------------------------------------------------------

  self(librarian: LibrarianName): OwnStatus | undefined {
    return this.#works.board.self(librarian);
  }

  /** Herself and everybody else at her desks, with what each of them answers there; and every desk there is. */
  team(librarian: LibrarianName): Team {
    return this.#works.teams.of(librarian);
  }

  /** True once in her life: the first time a program of hers is met. */
  async greets(librarian: LibrarianName): Promise<boolean> {
    return (await this.#works.hand(this.#works.board.sayings.greet(librarian))) === true;
  }

  /** As colleagues read them. */
  get names(): Names {
    return this.#works.board.names;
  }

  librarianStates(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    return this.#herself.states(librarian, said, source);
  }

  /** The status she set in her IM program, which says it again and again; `at`: when she set it. */
  librarianShows(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    return this.#herself.shows(librarian, status, at);
  }

  /** May patrons read her name, words and times? */
  librarianPublishes(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#herself.publishes(librarian, shown);
  }

  /** "Back?" was put to her for the statement made `at`, and she is not: it is not asked again, anywhere. */
  librarianWasAsked(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#herself.wasAsked(librarian, at);
  }

  /** `note`, where she goes: for whoever comes on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note?: string): Promise<Outcome> {
    return this.#herself.setDuty(librarian, desk, on, note);
  }

  /** She has read the notes that `by` left up to `at`. */
  librarianPutsAway(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    return this.#herself.putsAway(librarian, by, at);
  }

  /** Out of its hours, from now on; patrons read `words`. Without `until`, until further notice. */
  librarianClosesDesk(librarian: LibrarianName, desk: DeskName, said: Closing): Promise<Outcome> {
    return this.#herself.closesDesk(librarian, desk, said);
  }

  /** From now on it takes no new conversation; those that run go on. */
  librarianPausesDesk(librarian: LibrarianName, desk: DeskName, said: { until?: number }): Promise<Outcome> {
    return this.#herself.pausesDesk(librarian, desk, said);
  }

  librarianOpensDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    return this.#herself.opensDesk(librarian, desk);
  }
}
