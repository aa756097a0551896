import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConsoleStatement, ConversationCard, OwnStatus } from '../protocol/frames.ts';
import type { Whereabouts } from '../protocol/whereabouts.ts';
import { Access } from './access.ts';
import type { FilledReply } from './canned-replies.ts';
import type { Line } from './conversation/conversation.ts';
import type { Note } from './conversation/notes.ts';
import { DeskCore, type DeskParts } from './core.ts';
import type { Names } from './display-names.ts';
import type { ConversationId } from './entry.ts';
import { type DeskClosing, LibrarianStatus } from './librarian-status.ts';
import { Librarians, type Outcome, type SayOutcome } from './librarians.ts';
import { type PatronHello, Patrons } from './patrons.ts';
import type { ImStatus, LibrarianLink, Network, PatronLink, StatementSource, Team, Undo } from './ports.ts';
import type { DeskName, LibrarianName, Roster } from './roster.ts';
import { type Gauges, gaugesOf } from './statistics/gauges.ts';

/**
 * The relay's core, and its door: what patrons and librarians say becomes entries first, then the world is brought
 * up to them. Knows no sockets and no stanzas; pages, links, stores and the clock are handed in.
 */
export class Desk {
  readonly #core: DeskCore;
  readonly #patrons: Patrons;
  readonly #librarians: Librarians;
  readonly #access: Access;
  readonly #status: LibrarianStatus;

  constructor(parts: DeskParts) {
    const core = new DeskCore(parts);
    this.#core = core;
    this.#patrons = new Patrons(core);
    this.#access = new Access(core);
    this.#librarians = new Librarians(core, this.#access);
    this.#status = new LibrarianStatus(core);
  }

  /** Reads the librarians' standing and every open conversation. */
  start(): Promise<void> {
    return this.#core.start();
  }

  /** Waits for what is in hand. The stores are closed by whoever opened them. */
  stop(): Promise<void> {
    return this.#core.stop();
  }

  reconfigure(roster: Roster): void {
    this.#core.reconfigure(roster);
  }

  addLink(link: LibrarianLink): Undo {
    this.#core.deliveries.links.add(link);
    return () => this.#core.deliveries.links.delete(link);
  }

  /** What patrons see of a desk now; the same object until something changes. */
  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#core.presence.whereabouts(desk);
  }

  /** Does this desk take no new conversation from there, since one was blocked? */
  refusesNew(desk: DeskName, network: Network): boolean {
    return this.#core.blocks.refusesNew(desk, network);
  }

  gauges(): Gauges {
    return gaugesOf(this.#core, this.#patrons.count);
  }

  // Patrons' pages ------------------------------------------------------------------------------------------------

  /** A page said hello: pushes `welcome` and what it lacks; or pushes `sorry` and gives false. */
  patronArrives(link: PatronLink, hello: PatronHello): Promise<boolean> {
    return this.#patrons.connect(link, hello);
  }

  /** Pushes `kept` once the line is synced to disk, or `sorry`. */
  patronSays(link: PatronLink, id: string, text: string): Promise<void> {
    return this.#patrons.say(link, id, text);
  }

  /** Her name, or a record she attaches; answered like a line. */
  patronNotes(link: PatronLink, id: string, note: Note): Promise<void> {
    return this.#patrons.note(link, id, note);
  }

  patronMarks(link: PatronLink, mark: Mark): void {
    this.#patrons.mark(link, mark);
  }

  patronTypes(link: PatronLink, on: boolean): void {
    this.#patrons.setTyping(link, on);
  }

  patronCloses(link: PatronLink): Promise<void> {
    return this.#patrons.close(link);
  }

  /** Pushes `gone` to all her pages once no byte is left. */
  patronForgets(link: PatronLink): Promise<void> {
    return this.#patrons.forget(link);
  }

  patronLeaves(link: PatronLink): void {
    this.#patrons.disconnect(link);
  }

  // Librarians: conversations ---------------------------------------------------------------------------------------

  librarianSays(librarian: LibrarianName, conversation: ConversationId, id: string, text: string): Promise<SayOutcome> {
    return this.#librarians.say(librarian, conversation, id, text);
  }

  librarianTakes(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.take(librarian, conversation);
  }

  /** `to`: to a colleague at the desk, and left for her where she is not there. `note`: for whoever has it next. */
  librarianPasses(
    librarian: LibrarianName,
    conversation: ConversationId,
    how: { to?: LibrarianName; note?: string } = {},
  ): Promise<Outcome> {
    return this.#librarians.pass(librarian, conversation, how);
  }

  /** To another desk. */
  librarianMoves(
    librarian: LibrarianName,
    conversation: ConversationId,
    to: DeskName,
    note?: string,
  ): Promise<Outcome> {
    return this.#librarians.move(librarian, conversation, to, note);
  }

  /** Asks a colleague at the desk, unseen by the patron. */
  librarianAsks(
    librarian: LibrarianName,
    conversation: ConversationId,
    whom: LibrarianName,
    text: string,
  ): Promise<Outcome> {
    return this.#librarians.ask(librarian, conversation, whom, text);
  }

  librarianJoins(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.join(librarian, conversation);
  }

  /** `of`: the seq of a line of hers; so below. */
  librarianEdits(
    librarian: LibrarianName,
    conversation: ConversationId,
    of: Seq,
    id: string,
    text: string,
  ): Promise<SayOutcome> {
    return this.#librarians.edit(librarian, conversation, of, id, text);
  }

  librarianWithdraws(librarian: LibrarianName, conversation: ConversationId, of: Seq): Promise<SayOutcome> {
    return this.#librarians.withdraw(librarian, conversation, of);
  }

  librarianCloses(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.close(librarian, conversation);
  }

  /**
   * Ends it, and takes no new one from where it came for as long as the config says; also within an hour after it was ended and
   * left, or forgotten. `conversation`: its id, or the word of one that is not at hand any more.
   */
  librarianBlocks(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.block(librarian, conversation);
  }

  librarianMarks(librarian: LibrarianName, conversation: ConversationId, mark: Mark): void {
    this.#librarians.mark(librarian, conversation, mark);
  }

  /** She has read what her programs have of it, up to `upTo`, or all; which proves nothing of what they may not have. */
  librarianSees(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void {
    this.#librarians.markSeen(librarian, conversation, upTo);
  }

  librarianTypes(librarian: LibrarianName, conversation: ConversationId, on: boolean): void {
    this.#librarians.setTyping(librarian, conversation, on);
  }

  /** What the desk's librarians say again and again, as this one would say it now; none where she does not serve. */
  repliesFor(librarian: LibrarianName, desk: DeskName): FilledReply[] {
    return this.#access.replies(librarian, desk);
  }

  /** The conversation that goes by this word, where it is at one of her desks and something said in it may be read. */
  conversationByWord(librarian: LibrarianName, word: string): ConversationCard | undefined {
    return this.#access.cardByWord(librarian, word);
  }

  /** What a console lists: waiting at her desks, and hers. */
  conversationsFor(librarian: LibrarianName): ConversationCard[] {
    return this.#access.list(librarian);
  }

  /** The lines after `after` of a conversation she may see; else none. */
  entriesFor(librarian: LibrarianName, conversation: ConversationId, after: Seq): readonly Line[] {
    return this.#access.lines(librarian, conversation, after);
  }

  ownLines(librarian: LibrarianName, conversation: ConversationId): readonly Line[] {
    return this.#access.ownLines(librarian, conversation);
  }

  /** What waits for an answer, and is hers or was brought to her: up to where she has had it. */
  unansweredFor(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    return this.#access.unanswered(librarian);
  }

  /** How far her programs and consoles have got with it. */
  librarianMark(librarian: LibrarianName, conversation: ConversationId): Mark {
    return this.#access.markOf(librarian, conversation);
  }

  // Librarians: status, duty and desks --------------------------------------------------------------------------------

  ownStatus(librarian: LibrarianName): OwnStatus | undefined {
    return this.#core.presence.ownStatus(librarian);
  }

  /** Herself and everybody else at her desks, with what each of them answers there; and every desk there is. */
  team(librarian: LibrarianName): Team {
    return this.#core.teamUpdates.of(librarian);
  }

  /** True once in her life: the first time a program of hers is met. */
  async claimGreeting(librarian: LibrarianName): Promise<boolean> {
    return (await this.#core.attempt(this.#core.presence.statusUpdates.claimGreeting(librarian))) === true;
  }

  /** As colleagues read them. */
  get names(): Names {
    return this.#core.presence.names;
  }

  librarianStates(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    return this.#status.makeStatement(librarian, said, source);
  }

  /** The status she set in her IM program, which says it again and again; `at`: when she set it. */
  librarianShowsStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    return this.#status.showStatus(librarian, status, at);
  }

  /** May patrons read her name, words and times? */
  librarianPublishes(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#status.publish(librarian, shown);
  }

  /** "Back?" was put to her for the statement made `at`, and she is not: it is not asked again, anywhere. */
  librarianConfirmsAway(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#status.confirmAway(librarian, at);
  }

  /** `note`, where she goes: for whoever comes on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note?: string): Promise<Outcome> {
    return this.#status.setDuty(librarian, desk, on, note);
  }

  /** She has read the notes that `by` left up to `at`. */
  librarianDismissesNotes(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    return this.#status.dismissNotes(librarian, by, at);
  }

  /** Out of its hours, from now on; patrons read `words`. Without `until`, until further notice. */
  librarianClosesDesk(librarian: LibrarianName, desk: DeskName, said: DeskClosing): Promise<Outcome> {
    return this.#status.closeDesk(librarian, desk, said);
  }

  /** From now on it takes no new conversation; those that run go on. */
  librarianPausesDesk(librarian: LibrarianName, desk: DeskName, said: { until?: number }): Promise<Outcome> {
    return this.#status.pauseDesk(librarian, desk, said);
  }

  librarianOpensDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    return this.#status.openDesk(librarian, desk);
  }
}
