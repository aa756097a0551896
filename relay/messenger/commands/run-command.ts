import type { Desk } from '../../desk/desk.ts';
import type { Outcome } from '../../desk/librarians.ts';
import { matchingPlaces } from '../../desk/presence/places.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { SENTENCES, signLine } from '../sentences.en.ts';
import { closesOrOpens } from './close-desk.ts';
import { type CommandName, meaning, takesNothing } from './commands.ts';
import { type DutyDesk, dutyAndDoors, goesOff, goesOn } from './duty.ts';
import { asks, type HandingOnDesk, passes, whose } from './hand-off.ts';

export type CommandDesk = HandingOnDesk &
  DutyDesk &
  Pick<
    Desk,
    | 'conversationsFor'
    | 'entriesFor'
    | 'ownLines'
    | 'librarianClosesDesk'
    | 'librarianPausesDesk'
    | 'librarianOpensDesk'
    | 'librarianStates'
    | 'librarianPublishes'
    | 'librarianMark'
    | 'librarianTakes'
    | 'librarianJoins'
    | 'librarianCloses'
    | 'librarianBlocks'
    | 'librarianWithdraws'
  >;

export interface Order {
  librarian: LibrarianName;
  name: CommandName;
  rest: string;
  /** The conversation in whose window it was typed; absent: to a desk's contact. */
  card?: ConversationCard | undefined;
  now: number;
  /** Her window of a conversation that she has up to there may be gone, with the program it was in. */
  reopens(card: ConversationCard, upTo: Seq): void;
}

type Answer = Promise<string> | string;

/** Carries out what a librarian types with a `!`, and words the answer. */
export class CommandRunner {
  readonly #desk: CommandDesk;

  constructor(desk: CommandDesk) {
    this.#desk = desk;
  }

  async carryOut(order: Order): Promise<string> {
    if (order.rest !== '' && takesNothing(order.name)) return SENTENCES.takesNothing(order.name);
    return await this.#answer(order);
  }

  #answer(order: Order): Answer {
    const { librarian, rest } = order;
    switch (order.name) {
      case 'away':
      case 'busy':
        return this.#states(order, order.name, rest);
      case 'back':
        return this.#states(order, 'available', '');
      case 'on':
        return goesOn(this.#desk, librarian, rest);
      case 'off':
        return goesOff(this.#desk, librarian, rest);
      case 'desk':
        return closesOrOpens(this.#desk, order);
      case 'show':
      case 'hide':
        return this.#publishes(order, order.name === 'show');
      case 'me':
        return this.#me(order);
      case 'who':
        return this.#who(order);
      case 'take':
        return this.#take(order);
      case 'help':
        return SENTENCES.help();
      default:
        return order.card ? this.#inWindow(order, order.card) : SENTENCES.onlyInWindow(order.name);
    }
  }

  #inWindow(order: Order, card: ConversationCard): Answer {
    const { librarian } = order;
    switch (order.name) {
      case 'pass':
        return passes(this.#desk, { ...order, card });
      case 'ask':
        return asks(this.#desk, { ...order, card });
      case 'join':
        return this.#done(order, card, this.#desk.librarianJoins(librarian, card.id), SENTENCES.took);
      case 'end':
        return this.#done(order, card, this.#desk.librarianCloses(librarian, card.id), SENTENCES.ended);
      case 'block':
        return this.#done(order, card, this.#desk.librarianBlocks(librarian, card.id), SENTENCES.blocked);
      default:
        return this.#oops(librarian, card);
    }
  }

  async #states(
    { librarian, now }: Order,
    availability: 'available' | 'away' | 'busy',
    words: string,
  ): Promise<string> {
    const { places } = this.#desk.ownStatus(librarian) ?? {};
    const [meant, other] = places ? matchingPlaces(words, places) : [words];
    if (places && (meant === undefined || other !== undefined)) return SENTENCES.whichPlace(words, places);
    const said = { availability, ...(meant === undefined || meant === '' ? {} : { words: meant }) };
    const done = await this.#desk.librarianStates(librarian, said, 'command');
    if (done.outcome === 'done') return `${SENTENCES.sign(this.#sign(librarian, now))}${this.#unseen(librarian)}`;
    return done.code === 'too-long' ? SENTENCES.wordsTooLong(MAX_WORDS) : SENTENCES.notDone;
  }

  async #publishes({ librarian, now }: Order, shown: boolean): Promise<string> {
    const done = await this.#desk.librarianPublishes(librarian, shown);
    if (done.outcome !== 'done') return SENTENCES.notDone;
    return `${shown ? SENTENCES.shown : SENTENCES.hidden}\n${SENTENCES.sign(this.#sign(librarian, now))}`;
  }

  #me({ librarian, now }: Order): string {
    return `${SENTENCES.signOf(this.#sign(librarian, now))}${this.#unseen(librarian)}\n${dutyAndDoors(this.#desk, librarian)}`;
  }

  #who({ librarian, now }: Order): string {
    const team = this.#desk.team(librarian).members.map((member) => {
      const line = signLine(member, { now, zone: this.#zone(member.librarian) });
      return SENTENCES.team(
        member.name,
        line,
        member.duty.some(({ on }) => on),
      );
    });
    const waiting = this.#waiting(librarian);
    const questions = waiting.map((card) => {
      const minutes = Math.floor((now - (card.waitingSince ?? now)) / 60_000);
      return SENTENCES.waiting(card.word, minutes, this.#question(librarian, card));
    });
    const head = [SENTENCES.librarians, ...team];
    return [
      ...head,
      waiting.length === 0 ? SENTENCES.nothingWaits : SENTENCES.waits(waiting.length),
      ...questions,
    ].join('\n');
  }

  async #take(order: Order): Promise<string> {
    const { librarian, rest, reopens } = order;
    const waiting = this.#waiting(librarian);
    const words = waiting.map(({ word }) => word);
    const theirs = waiting.filter((card) => !this.#isForAnother(librarian, card));
    const meant = rest === '' ? oldest(theirs) : meaning(rest, waiting, ({ word }) => [word]);
    const [card, other] = meant;
    if (!card) return SENTENCES.takeWhat(rest, words);
    if (other)
      return SENTENCES.which(
        rest,
        meant.map(({ word }) => word),
      );
    const upTo = this.#desk.librarianMark(librarian, card.id).delivered;
    const done = await this.#desk.librarianTakes(librarian, card.id);
    if (done.outcome === 'done') reopens(card, upTo);
    return this.#done(order, card, done, SENTENCES.taken(card.word));
  }

  async #oops(librarian: LibrarianName, card: ConversationCard): Promise<string> {
    const last = this.#desk
      .ownLines(librarian, card.id)
      .findLast(({ entry, shown, revised }) => shown && entry.what.kind === 'said' && revised?.revised !== 'withdrawn');
    if (last?.entry.what.kind !== 'said') return SENTENCES.nothingToWithdraw;
    const done = await this.#desk.librarianWithdraws(librarian, card.id, last.entry.seq);
    return done.outcome === 'kept'
      ? SENTENCES.withdrawn(last.revised?.text ?? last.entry.what.text)
      : SENTENCES.notDone;
  }

  async #done(
    { librarian }: Order,
    { word }: ConversationCard,
    work: ReturnType<CommandDesk['librarianTakes']> | Outcome,
    sentence: string,
  ): Promise<string> {
    const done = await work;
    if (done.outcome === 'done') return sentence;
    if (done.code !== 'not-yours' && done.code !== 'gone') return SENTENCES.notDone;
    return whose(this.#desk.conversationByWord(librarian, word));
  }

  #waiting(librarian: LibrarianName): ConversationCard[] {
    return this.#desk.conversationsFor(librarian).filter(({ state }) => state === 'waiting');
  }

  /** Was it passed to a colleague? Left for her, it is taken by its word alone. */
  #isForAnother(librarian: LibrarianName, card: ConversationCard): boolean {
    const last = this.#desk
      .entriesFor(librarian, card.id, 0)
      .findLast(({ entry, shown }) => shown && ['passed', 'moved', 'lapsed', 'closed'].includes(entry.what.kind));
    const { what } = last?.entry ?? {};
    return what?.kind === 'passed' && what.to !== undefined && what.to !== librarian;
  }

  #question(librarian: LibrarianName, card: ConversationCard): string {
    const line = this.#desk
      .entriesFor(librarian, card.id, 0)
      .find(({ entry }) => entry.what.kind === 'said' && entry.at >= (card.waitingSince ?? 0));
    const text = line?.entry.what.kind === 'said' ? line.entry.what.text.replace(/\s+/g, ' ') : '';
    return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
  }

  #sign(librarian: LibrarianName, now: number): string {
    const self = this.#desk.ownStatus(librarian);
    return signLine(self?.shown ?? { availability: 'offline' }, { now, zone: this.#zone(librarian) });
  }

  #unseen(librarian: LibrarianName): string {
    const publish = this.#desk.ownStatus(librarian)?.publish;
    if (publish === 'shown') return '';
    return `\n${publish === 'hidden' ? SENTENCES.hidden : SENTENCES.unpublished}`;
  }

  #zone(librarian: LibrarianName): string {
    const [first] = this.#desk.ownStatus(librarian)?.duty ?? [];
    return this.#desk.whereabouts(first?.desk ?? '')?.zone ?? 'UTC';
  }
}

/** Without a word: the first of those that were left, or the only one that waits. `waiting`: oldest first. */
const oldest = (waiting: readonly ConversationCard[]): readonly ConversationCard[] => {
  const [left] = waiting.filter(({ patronHere }) => !patronHere);
  return left ? [left] : waiting.length === 1 ? waiting : [];
};
