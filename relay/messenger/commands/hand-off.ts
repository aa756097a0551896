import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { MAX_TEXT } from '../../protocol/limits.ts';
import type { Member, OtherDesk } from '../../protocol/team.ts';
import { SENTENCES, signLine } from '../sentences.en.ts';
import type { Here } from '../times.en.ts';
import { matching } from './commands.ts';
import { parseAddressee } from './parse-addressee.ts';

export type HandOffDesk = Pick<
  Desk,
  'team' | 'whereabouts' | 'conversationByWord' | 'librarianPasses' | 'librarianMoves' | 'librarianAsks'
>;

interface HandOff {
  librarian: LibrarianName;
  /** The conversation in whose window the command was typed, as it was then. */
  card: ConversationCard;
  rest: string;
  now: number;
}

/**
 * Carries out `!pass`, which hands the conversation back to the desk, to a colleague or to another desk. Returns the
 * sentence that the librarian reads as the answer.
 */
export const passConversation = async (
  desks: HandOffDesk,
  { librarian, card, rest, now }: HandOff,
): Promise<string> => {
  const { colleagues, others } = colleaguesAndDesks(desks, librarian, card);
  const to = [...colleagues, ...others];
  const { name, text: note } = parseAddressee(rest, to.flatMap(namesOf));
  const noted = note === '' ? {} : { note };
  if (name === '')
    return ended(desks, librarian, card, await desks.librarianPasses(librarian, card.id, noted), SENTENCES.passed);
  const meant = matching(name, to, namesOf);
  const [one, other] = meant;
  if (!one) return SENTENCES.passWhom(name, colleagues.map(nameOf), others.map(nameOf));
  if (other) return SENTENCES.which(name, meant.map(nameOf));
  const here = { now, zone: desks.whereabouts(card.desk)?.zone ?? 'UTC' };
  if ('desk' in one) {
    const done = await desks.librarianMoves(librarian, card.id, one.desk, note);
    const { opens, availability } = one;
    return ended(
      desks,
      librarian,
      card,
      done,
      SENTENCES.movedTo(one.name, here.zone, opens, availability === 'offline'),
    );
  }
  const done = await desks.librarianPasses(librarian, card.id, { to: one.librarian, ...noted });
  const sentence = isReachable(one, card)
    ? SENTENCES.passedTo(one.name, statusIfAway(one, here))
    : SENTENCES.leftFor(one, card.desk, here);
  return ended(desks, librarian, card, done, sentence);
};

/** Carries out `!ask`, which asks a colleague privately. Returns the sentence that the librarian reads as the answer. */
export const askColleague = async (desks: HandOffDesk, { librarian, card, rest, now }: HandOff): Promise<string> => {
  const { colleagues } = colleaguesAndDesks(desks, librarian, card);
  const { name, text } = parseAddressee(rest, colleagues.flatMap(namesOf), true);
  const names = colleagues.map(nameOf);
  if (name === '' || names.length === 0) return SENTENCES.askWhom(names);
  const meant = matching(name, colleagues, namesOf);
  const [one, other] = meant;
  if (!one) return SENTENCES.nobodyCalled(name, names);
  if (other) return SENTENCES.which(name, meant.map(nameOf));
  if (text === '') return SENTENCES.askWhat(one.name);
  const here = { now, zone: desks.whereabouts(card.desk)?.zone ?? 'UTC' };
  const done = await desks.librarianAsks(librarian, card.id, one.librarian, text);
  if (done.outcome === 'sorry' && done.code === 'not-there') return SENTENCES.notAsked(one, card.desk, here, text);
  const after = desks.conversationByWord(librarian, card.word);
  // The conversation is the librarian's, so the refusal is about the colleague, who has joined the conversation.
  if (done.outcome === 'sorry' && done.code === 'not-yours' && after?.state === 'mine' && !after.consulted)
    return SENTENCES.takesPart(one.name);
  return ended(desks, librarian, card, done, SENTENCES.isAsked(one.name, statusIfAway(one, here)));
};

/** The colleagues who serve at the same desk, and the other desks. */
const colleaguesAndDesks = (desks: HandOffDesk, librarian: LibrarianName, card: ConversationCard) => {
  const { members, desks: all } = desks.team(librarian);
  const serves = ({ duty }: Member) => duty.some(({ desk }) => desk === card.desk);
  return {
    colleagues: members.filter((member) => member.librarian !== librarian && serves(member)),
    others: all.filter(({ desk }) => desk !== card.desk),
  };
};

const namesOf = (one: Member | OtherDesk): string[] => [one.name, 'desk' in one ? one.desk : one.librarian];
const nameOf = ({ name }: Member | OtherDesk): string => name;

/** Whether the conversation reaches the colleague at once. */
const isReachable = ({ here, duty }: Member, { desk }: ConversationCard): boolean =>
  here === true && duty.some((row) => row.desk === desk && row.on);

const statusIfAway = (member: Member, here: Here): string | undefined =>
  member.availability === 'available' ? undefined : signLine(member, here);

const ended = (
  desks: HandOffDesk,
  librarian: LibrarianName,
  card: ConversationCard,
  done: Awaited<ReturnType<Desk['librarianPasses']>>,
  sentence: string,
): string => {
  if (done.outcome === 'done') return sentence;
  if (done.code === 'too-long') return SENTENCES.tooLong(MAX_TEXT);
  if (done.code !== 'not-yours' && done.code !== 'gone') return SENTENCES.notDone;
  const after = desks.conversationByWord(librarian, card.word);
  return after?.state === 'waiting' ? SENTENCES.takeFirst : refusalOf(after);
};

/** Why the librarian can do nothing in a conversation. */
export const refusalOf = (card: ConversationCard | undefined): string =>
  card?.state === 'closed' ? SENTENCES.isOver : SENTENCES.notYours(card?.state === 'held' ? card.holder : undefined);
