import type { Desk } from '../../desk/desk.ts';
import type { Outcome } from '../../desk/librarians.ts';
import { matchingPlaces } from '../../desk/presence/places.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { SENTENCES, signLine } from '../sentences.en.ts';
import { closeOrOpenDesk } from './close-desk.ts';
import { type CommandName, matching, takesNothing } from './commands.ts';
import { type DutyDesk, dutyAndClosures, goOffDuty, goOnDuty } from './duty.ts';
import { askColleague, type HandOffDesk, passConversation, refusalOf } from './hand-off.ts';

export type CommandDesk = HandOffDesk &
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

/** `!r` sends a line like any other, so it is not among the commands that are answered here. */
type AnsweredCommand = Exclude<CommandName, 'r'>;

type WindowCommand = Extract<AnsweredCommand, 'pass' | 'ask' | 'join' | 'end' | 'block' | 'oops'>;

export interface CommandInput {
  librarian: LibrarianName;
  name: AnsweredCommand;
  rest: string;
  /** The conversation in whose window the command was typed; absent: it was typed to a desk's contact. */
  card?: ConversationCard | undefined;
  now: number;
  /** Replays a conversation that was delivered up to `upTo`: the client that showed it may be gone. */
  replay(card: ConversationCard, upTo: Seq): void;
}

type Answer = Promise<string> | string;

/** Carries out the commands that a librarian types, and words the answers. */
export class CommandRunner {
  readonly #desk: CommandDesk;

  constructor(desk: CommandDesk) {
    this.#desk = desk;
  }

  async run(input: CommandInput): Promise<string> {
    if (input.rest !== '' && takesNothing(input.name)) return SENTENCES.takesNothing(input.name);
    return await this.#answer(input);
  }

  #answer(input: CommandInput): Answer {
    const { librarian, rest } = input;
    switch (input.name) {
      case 'away':
      case 'busy':
        return this.#setStatus(input, input.name, rest);
      case 'back':
        return this.#setStatus(input, 'available', '');
      case 'on':
        return goOnDuty(this.#desk, librarian, rest);
      case 'off':
        return goOffDuty(this.#desk, librarian, rest);
      case 'desk':
        return closeOrOpenDesk(this.#desk, input);
      case 'show':
      case 'hide':
        return this.#setPublished(input, input.name === 'show');
      case 'me':
        return this.#me(input);
      case 'who':
        return this.#who(input);
      case 'take':
        return this.#take(input);
      case 'help':
        return SENTENCES.help();
      case 'pass':
      case 'ask':
      case 'join':
      case 'end':
      case 'block':
      case 'oops':
        return input.card ? this.#inWindow(input.name, input, input.card) : SENTENCES.onlyInWindow(input.name);
    }
  }

  #inWindow(name: WindowCommand, input: CommandInput, card: ConversationCard): Answer {
    const { librarian } = input;
    switch (name) {
      case 'pass':
        return passConversation(this.#desk, { ...input, card });
      case 'ask':
        return askColleague(this.#desk, { ...input, card });
      case 'join':
        return this.#done(input, card, this.#desk.librarianJoins(librarian, card.id), SENTENCES.took);
      case 'end':
        return this.#done(input, card, this.#desk.librarianCloses(librarian, card.id), SENTENCES.ended);
      case 'block':
        return this.#done(input, card, this.#desk.librarianBlocks(librarian, card.id), SENTENCES.blocked);
      case 'oops':
        return this.#withdrawLast(librarian, card);
    }
  }

  async #setStatus(
    { librarian, now }: CommandInput,
    availability: 'available' | 'away' | 'busy',
    words: string,
  ): Promise<string> {
    const { places } = this.#desk.ownStatus(librarian) ?? {};
    const [meant, other] = places ? matchingPlaces(words, places) : [words];
    if (places && (meant === undefined || other !== undefined)) return SENTENCES.whichPlace(words, places);
    const said = { availability, ...(meant === undefined || meant === '' ? {} : { words: meant }) };
    const done = await this.#desk.librarianStates(librarian, said, 'command');
    if (done.outcome === 'done')
      return `${SENTENCES.sign(this.#statusLine(librarian, now))}${this.#hiddenNotice(librarian)}`;
    return done.code === 'too-long' ? SENTENCES.wordsTooLong(MAX_WORDS) : SENTENCES.notDone;
  }

  async #setPublished({ librarian, now }: CommandInput, shown: boolean): Promise<string> {
    const done = await this.#desk.librarianPublishes(librarian, shown);
    if (done.outcome !== 'done') return SENTENCES.notDone;
    return `${shown ? SENTENCES.shown : SENTENCES.hidden}\n${SENTENCES.sign(this.#statusLine(librarian, now))}`;
  }

  #me({ librarian, now }: CommandInput): string {
    return `${SENTENCES.signOf(this.#statusLine(librarian, now))}${this.#hiddenNotice(librarian)}\n${dutyAndClosures(this.#desk, librarian)}`;
  }

  #who({ librarian, now }: CommandInput): string {
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

  async #take(input: CommandInput): Promise<string> {
    const { librarian, rest, replay } = input;
    const waiting = this.#waiting(librarian);
    const words = waiting.map(({ word }) => word);
    const theirs = waiting.filter((card) => !this.#isForColleague(librarian, card));
    const meant = rest === '' ? oldest(theirs) : matching(rest, waiting, ({ word }) => [word]);
    const [card, other] = meant;
    if (!card) return SENTENCES.takeWhat(rest, words);
    if (other)
      return SENTENCES.which(
        rest,
        meant.map(({ word }) => word),
      );
    const upTo = this.#desk.librarianMark(librarian, card.id).delivered;
    const done = await this.#desk.librarianTakes(librarian, card.id);
    if (done.outcome === 'done') replay(card, upTo);
    return this.#done(input, card, done, SENTENCES.taken(card.word));
  }

  async #withdrawLast(librarian: LibrarianName, card: ConversationCard): Promise<string> {
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
    { librarian }: CommandInput,
    { word }: ConversationCard,
    work: ReturnType<CommandDesk['librarianTakes']> | Outcome,
    sentence: string,
  ): Promise<string> {
    const done = await work;
    if (done.outcome === 'done') return sentence;
    if (done.code !== 'not-yours' && done.code !== 'gone') return SENTENCES.notDone;
    return refusalOf(this.#desk.conversationByWord(librarian, word));
  }

  #waiting(librarian: LibrarianName): ConversationCard[] {
    return this.#desk.conversationsFor(librarian).filter(({ state }) => state === 'waiting');
  }

  /** Whether it was passed to a colleague. What was left for somebody else can be taken only by its word. */
  #isForColleague(librarian: LibrarianName, card: ConversationCard): boolean {
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

  #statusLine(librarian: LibrarianName, now: number): string {
    const self = this.#desk.ownStatus(librarian);
    return signLine(self?.shown ?? { availability: 'offline' }, { now, zone: this.#zone(librarian) });
  }

  #hiddenNotice(librarian: LibrarianName): string {
    const publish = this.#desk.ownStatus(librarian)?.publish;
    if (publish === 'shown') return '';
    return `\n${publish === 'hidden' ? SENTENCES.hidden : SENTENCES.unpublished}`;
  }

  #zone(librarian: LibrarianName): string {
    const [first] = this.#desk.ownStatus(librarian)?.duty ?? [];
    return this.#desk.whereabouts(first?.desk ?? '')?.zone ?? 'UTC';
  }
}

/** What `!take` without a word takes: the oldest that was left, or the only one that waits. `waiting`: oldest first. */
const oldest = (waiting: readonly ConversationCard[]): readonly ConversationCard[] => {
  const [left] = waiting.filter(({ patronHere }) => !patronHere);
  return left ? [left] : waiting.length === 1 ? waiting : [];
};
