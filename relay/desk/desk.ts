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
 * The relay's core, as the rest of the relay sees it. Whatever patrons and librarians do is stored as an entry first;
 * then every page and librarian is sent the entries that they have not received yet. The desk knows no sockets and no
 * stanzas: pages, links, stores and the clock are passed in (see ports.ts).
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

  /** Loads the librarians' and desks' states and every open conversation. */
  start(): Promise<void> {
    return this.#core.start();
  }

  /** Waits for work in progress. It does not close the stores, which belong to the caller. */
  stop(): Promise<void> {
    return this.#core.stop();
  }

  /** Applies a new config without a restart. */
  reconfigure(roster: Roster): void {
    this.#core.reconfigure(roster);
  }

  /** Adds a way to reach librarians. The returned function removes it. */
  addLink(link: LibrarianLink): Undo {
    this.#core.deliveries.links.add(link);
    return () => this.#core.deliveries.links.delete(link);
  }

  /** What patrons see of a desk now. It is the same object until something changes. */
  whereabouts(desk: DeskName): Whereabouts | undefined {
    return this.#core.presence.whereabouts(desk);
  }

  /** True if this desk takes no new conversation from the network, because a librarian blocked one from there. */
  refusesNew(desk: DeskName, network: Network): boolean {
    return this.#core.blocks.refusesNew(desk, network);
  }

  /** Current numbers for `/metrics`. */
  gauges(): Gauges {
    return gaugesOf(this.#core, this.#patrons.count);
  }

  // Patrons' pages ------------------------------------------------------------------------------------------------

  /** A page connected. Pushes `welcome` and the entries that the page lacks, or pushes `sorry` and resolves to false. */
  patronArrives(link: PatronLink, hello: PatronHello): Promise<boolean> {
    return this.#patrons.connect(link, hello);
  }

  /** Stores a line. Pushes `kept` to the page once the line is synced to disk, or `sorry`. */
  patronSays(link: PatronLink, id: string, text: string): Promise<void> {
    return this.#patrons.say(link, id, text);
  }

  /** Stores the patron's name, or a catalogue record that the patron attached. Answered like a line. */
  patronNotes(link: PatronLink, id: string, note: Note): Promise<void> {
    return this.#patrons.note(link, id, note);
  }

  /** The page has received, or the patron has seen, the entries up to this mark. */
  patronMarks(link: PatronLink, mark: Mark): void {
    this.#patrons.mark(link, mark);
  }

  patronTypes(link: PatronLink, on: boolean): void {
    this.#patrons.setTyping(link, on);
  }

  /** Closes the conversation; a later line of the patron opens it again. */
  patronCloses(link: PatronLink): Promise<void> {
    return this.#patrons.close(link);
  }

  /** Deletes the conversation. Pushes `gone` to all of the patron's pages once no byte of it is left. */
  patronForgets(link: PatronLink): Promise<void> {
    return this.#patrons.forget(link);
  }

  /** The page disconnected. */
  patronLeaves(link: PatronLink): void {
    this.#patrons.disconnect(link);
  }

  // Librarians: conversations ---------------------------------------------------------------------------------------

  /** Stores a line of a librarian. In a conversation that nobody holds it also claims the conversation. */
  librarianSays(librarian: LibrarianName, conversation: ConversationId, id: string, text: string): Promise<SayOutcome> {
    return this.#librarians.say(librarian, conversation, id, text);
  }

  /** Claims a conversation that nobody holds. */
  librarianTakes(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.take(librarian, conversation);
  }

  /**
   * Gives a conversation back to the desk. `to`: gives it to a colleague at the desk instead; if the colleague is absent,
   * it waits for them. `note`: for the librarian who has the conversation next.
   */
  librarianPasses(
    librarian: LibrarianName,
    conversation: ConversationId,
    how: { to?: LibrarianName; note?: string } = {},
  ): Promise<Outcome> {
    return this.#librarians.pass(librarian, conversation, how);
  }

  /** Moves a conversation to another desk. `note`: for the librarian who has it next. */
  librarianMoves(
    librarian: LibrarianName,
    conversation: ConversationId,
    to: DeskName,
    note?: string,
  ): Promise<Outcome> {
    return this.#librarians.move(librarian, conversation, to, note);
  }

  /** Asks a colleague at the desk for help. The patron does not see it. */
  librarianAsks(
    librarian: LibrarianName,
    conversation: ConversationId,
    whom: LibrarianName,
    text: string,
  ): Promise<Outcome> {
    return this.#librarians.ask(librarian, conversation, whom, text);
  }

  /** Takes part in a conversation as well as its holder; claims it if nobody holds it. */
  librarianJoins(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.join(librarian, conversation);
  }

  /** Replaces the text of the librarian's own line with the seq `of`. */
  librarianEdits(
    librarian: LibrarianName,
    conversation: ConversationId,
    of: Seq,
    id: string,
    text: string,
  ): Promise<SayOutcome> {
    return this.#librarians.edit(librarian, conversation, of, id, text);
  }

  /** Withdraws the librarian's own line with the seq `of`. */
  librarianWithdraws(librarian: LibrarianName, conversation: ConversationId, of: Seq): Promise<SayOutcome> {
    return this.#librarians.withdraw(librarian, conversation, of);
  }

  librarianCloses(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.close(librarian, conversation);
  }

  /**
   * Closes a conversation and refuses new ones from its networks, for as long as the config says. It still works for an
   * hour after the patron has ended and left the conversation, or deleted it. `conversation`: its id, or the word of one
   * that is no longer loaded.
   */
  librarianBlocks(librarian: LibrarianName, conversation: ConversationId): Promise<Outcome> {
    return this.#librarians.block(librarian, conversation);
  }

  /** A console has received, or shown, the entries up to this mark. */
  librarianMarks(librarian: LibrarianName, conversation: ConversationId, mark: Mark): void {
    this.#librarians.mark(librarian, conversation, mark);
  }

  /**
   * The librarian has seen the entries that their clients have acknowledged, up to `upTo` or all of them. It acknowledges
   * no further entries.
   */
  librarianSees(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void {
    this.#librarians.markSeen(librarian, conversation, upTo);
  }

  librarianTypes(librarian: LibrarianName, conversation: ConversationId, on: boolean): void {
    this.#librarians.setTyping(librarian, conversation, on);
  }

  /** The desk's canned replies, filled in for this librarian and this moment. Empty if the librarian does not serve it. */
  repliesFor(librarian: LibrarianName, desk: DeskName): FilledReply[] {
    return this.#access.replies(librarian, desk);
  }

  /** The loaded conversation with this word, if it is at one of the librarian's desks. */
  conversationByWord(librarian: LibrarianName, word: string): ConversationCard | undefined {
    return this.#access.cardByWord(librarian, word);
  }

  /** The conversations that a console lists: those waiting at the librarian's desks, and the librarian's own. */
  conversationsFor(librarian: LibrarianName): ConversationCard[] {
    return this.#access.list(librarian);
  }

  /** The lines with a seq above `after`. Empty if the librarian may not read the conversation. */
  entriesFor(librarian: LibrarianName, conversation: ConversationId, after: Seq): readonly Line[] {
    return this.#access.lines(librarian, conversation, after);
  }

  /** The librarian's own lines and revisions, even if another librarian has the conversation now. */
  ownLines(librarian: LibrarianName, conversation: ConversationId): readonly Line[] {
    return this.#access.ownLines(librarian, conversation);
  }

  /**
   * The unanswered conversations that the librarian has, or is asked to answer, and that reached them. `upTo`: how far
   * their clients have acknowledged each.
   */
  unansweredFor(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    return this.#access.unanswered(librarian);
  }

  /** How far the librarian's clients have got with a conversation. */
  librarianMark(librarian: LibrarianName, conversation: ConversationId): Mark {
    return this.#access.markOf(librarian, conversation);
  }

  // Librarians: status, duty and desks --------------------------------------------------------------------------------

  /** What the librarian's console shows about them: statement, availability as patrons see it, duty. */
  ownStatus(librarian: LibrarianName): OwnStatus | undefined {
    return this.#core.presence.ownStatus(librarian);
  }

  /** The librarian and their colleagues at the same desks, with what each of them answers; and all desks. */
  team(librarian: LibrarianName): Team {
    return this.#core.teamUpdates.of(librarian);
  }

  /** True only the first time any messenger of this librarian is seen: the caller then sends the welcome text. */
  async claimGreeting(librarian: LibrarianName): Promise<boolean> {
    return (await this.#core.attempt(this.#core.presence.statusUpdates.claimGreeting(librarian))) === true;
  }

  /** The names of librarians and desks, as colleagues read them. */
  get names(): Names {
    return this.#core.presence.names;
  }

  /** Makes a statement: availability, words and return time. */
  librarianStates(librarian: LibrarianName, said: ConsoleStatement, source: StatementSource): Promise<Outcome> {
    return this.#status.makeStatement(librarian, said, source);
  }

  /** The status that the librarian's IM client shows; clients repeat it. `at`: when the librarian set it. */
  librarianShowsStatus(librarian: LibrarianName, status: ImStatus, at: number): Promise<void> {
    return this.#status.showStatus(librarian, status, at);
  }

  /** Sets whether patrons may read the librarian's name, words and times. */
  librarianPublishes(librarian: LibrarianName, shown: boolean): Promise<Outcome> {
    return this.#status.publish(librarian, shown);
  }

  /** The librarian answered "back?" with no, for the statement made `at`. No client asks it again. */
  librarianConfirmsAway(librarian: LibrarianName, at: number): Promise<Outcome> {
    return this.#status.confirmAway(librarian, at);
  }

  /** Goes on or off duty at a desk. `note`, when going off: for the librarians who come on duty there next. */
  setDuty(librarian: LibrarianName, desk: DeskName, on: boolean, note?: string): Promise<Outcome> {
    return this.#status.setDuty(librarian, desk, on, note);
  }

  /** The librarian has read the shift notes that `by` left up to `at`. */
  librarianDismissesNotes(librarian: LibrarianName, by: LibrarianName, at: number): Promise<Outcome> {
    return this.#status.dismissNotes(librarian, by, at);
  }

  /** Closes a desk outside its timetable, from now on. Patrons read `words`. Without `until`: until further notice. */
  librarianClosesDesk(librarian: LibrarianName, desk: DeskName, said: DeskClosing): Promise<Outcome> {
    return this.#status.closeDesk(librarian, desk, said);
  }

  /** Pauses a desk from now on: it takes no new conversations, and open ones continue. */
  librarianPausesDesk(librarian: LibrarianName, desk: DeskName, said: { until?: number }): Promise<Outcome> {
    return this.#status.pauseDesk(librarian, desk, said);
  }

  /** Ends a closure and a pause. */
  librarianOpensDesk(librarian: LibrarianName, desk: DeskName): Promise<Outcome> {
    return this.#status.openDesk(librarian, desk);
  }
}
