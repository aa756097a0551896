import type { FilledReply } from '../desk/canned-replies.ts';
import type { OwnStatus } from '../protocol/frames.ts';
import type { Member } from '../protocol/team.ts';
import type { Availability } from '../protocol/whereabouts.ts';
import { COMMANDS, usageOf } from './commands/commands.ts';
import { dayAt, type Here, momentAt, whenAt } from './times.en.ts';

/** Every sentence a librarian reads in her IM program. They come from the desk's contact, or stand in a patron's window. */

const AVAILABILITY: Record<Availability, string> = {
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  unsure: 'Connection unsure',
  offline: 'Not here',
};

const quoted = (words: string): string => `“${words}”`;

/** What patrons see of her, in one line. */
export const signLine = (
  { availability, words, until, overdue }: Omit<OwnStatus['shown'], 'since'>,
  { now, zone }: Here,
): string =>
  [
    AVAILABILITY[availability],
    words === undefined ? undefined : quoted(words),
    until === undefined
      ? undefined
      : overdue
        ? `was due back ${whenAt(until, now, zone)}`
        : `until ${momentAt(until, now, zone)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

/** Why she does not answer at once: "who is back at 3:00 PM". */
const absent = ({ until, overdue, duty }: Member, desk: string, { now, zone }: Here): string => {
  if (until !== undefined) return `${overdue ? 'was due back' : 'is back'} ${whenAt(until, now, zone)}`;
  return duty.some((row) => row.desk === desk && row.on) ? 'is not here now' : 'is off duty';
};

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A desk that somebody has closed or paused, for whoever serves there. */
const DOOR = {
  closed: (desk: string, until: string | undefined, words: string) =>
    `${desk} is closed until ${until ?? 'further notice'}${words === '' ? '' : `: ${quoted(words)}`}.`,
  paused: (desk: string, until: string | undefined) =>
    `${desk} takes no new questions${until === undefined ? '' : ` until ${until}`}.`,
};

const SHORT = 80;

const beginning = (reply: FilledReply): string => {
  if (!('text' in reply)) return `not now, since {${reply.lacks}} is not known`;
  return reply.text.length > SHORT ? `${reply.text.slice(0, SHORT - 1).toWellFormed()}…` : reply.text;
};

export const SENTENCES = {
  // What stands in a patron's window ---------------------------------------------------------------------------------
  again: (text: string) => `(again) ${text}`,
  headed: (head: string, text: string) => `[${head}] ${text}`,
  head: (desk: string, wait: string, back: boolean) => `${desk} · ${wait}${back ? ' · was answered here before' : ''}`,
  justNow: 'just now',
  waitsFor: (time: string) => `waits for ${time}`,
  waitsSince: (moment: string) => `waits since ${moment}`,
  named: (name: string) => `The patron goes by ${quoted(name)}.`,
  attached: (title: string, url?: string) => `The patron attached a record: ${quoted(title)}${url ? ` ${url}` : ''}`,
  byConsole: (text: string) => `You, in the console: ${text}`,
  colleague: (name: string, text: string) => `${name}: ${text}`,
  corrected: (name: string, text: string) => `${name} corrected a line: ${text}`,
  withdrew: (name: string) => `${name} withdrew a line.`,
  answering: (name: string) => `${name} is answering.`,
  handedOn: (name: string, to?: string) => `${name} handed this on${to === undefined ? '' : ` to ${to}`}.`,
  movedOn: (desk: string) => `This went on to ${desk}.`,
  elsewhere: (desk: string) => `This is at ${desk} now, where you do not serve.`,
  note: (note: string) => `Note for you: ${quoted(note)}`,
  you: 'you',
  asks: (name: string, text: string) =>
    `${name} asks you, unseen by the patron: ${quoted(text)} Your next line here goes to ${name} alone.`,
  asked: (name: string, whom: string, text: string) => `${name} asked ${whom}, unseen by the patron: ${quoted(text)}`,
  aside: (name: string, text: string) => `${name}, unseen by the patron: ${text}`,
  hasIt: (holder: string) =>
    `${holder} has it. What you write here from now on reaches nobody, unless you are asked again or type !join.`,
  nobodyHasIt: (text: string) =>
    `This was meant for your colleague, so the patron did not see it: ${quoted(text)} Nobody answers the patron now; if you do, your next line is the answer.`,
  joined: (name: string) => `${name} has joined.`,
  /** `name`: undefined to her who has lapsed. */
  lapsed: (name: string | undefined, to?: string) =>
    `${name === undefined ? 'You could not' : `${name} cannot`} be reached; ${to === undefined ? 'the question waits for anyone again' : `it is for ${to} to answer now`}.`,
  closedByPatron: 'The patron has ended this conversation.',
  blockedByColleague: (name: string) => `${name} has blocked this conversation: it has ended.`,
  closedByColleague: (name: string) => `${name} has ended this conversation.`,
  closedByRelay: 'This conversation has ended: the patron left some time ago.',
  forgotten:
    'The patron had this conversation forgotten. Close this window, and delete its log if your program keeps one.',
  over: (text: string) =>
    `This conversation is over and its patron cannot be reached here any more. Not sent: ${quoted(text)}`,
  overHere: (name: string) =>
    `This conversation is over and its patron cannot be reached here any more: there is nothing for !${name} to do.`,
  nothingInIt: 'There was nothing in that line that can be shown. It was not sent.',
  quoted: (text: string, holder?: string) =>
    `${holder ?? 'Somebody else'} is answering. The patron did not see your line: ${quoted(text)}`,
  back: 'The patron is back.',
  away: 'The patron’s page is not connected now. What you write is kept, and shown when it is back.',
  tooLong: (most: number) => `That line is longer than ${most} characters. It was not sent; please say it in several.`,
  notKept: (text: string) => `The relay could not keep your line. Please send it again: ${quoted(text)}`,
  tooMany: 'This conversation takes no more lines. Your line was not sent.',
  otherContent: (text: string) => `Your program used one number for two lines. Please send it again: ${quoted(text)}`,
  encrypted:
    'That was encrypted, and the relay cannot read it. It was not sent. Please switch encryption (OMEMO, OTR, OpenPGP) off in this window.',
  automaticReply: (text: string) =>
    `Your program answered by itself with ${quoted(text)}. The patron did not see it. Please switch automatic replies off.`,
  oversized: 'That was far too long to be read. It was not sent.',
  notEdited: 'That line cannot be changed any more.',
  relayOutage: (from: string, to: string) =>
    `The relay was away from ${from} to ${to}. What you typed here in that time may not have reached the patron; please look, and repeat it.`,
  clientOutage: (from: string, to: string) =>
    `Your program was cut off. What you typed here from ${from} to ${to} may not have reached the patron; please look, and repeat it.`,

  // From the desk's contact ------------------------------------------------------------------------------------------
  hello: (desk: string, name: string) =>
    `Hello ${name}. This is ${desk}: patrons’ questions come as chats of their own, and you answer there.\n` +
    'Patrons see whether you are available, busy or away, by the status of this program.\n' +
    'So far they see neither your name nor your words. Type !show, and they read both, and when you are back. !hide takes them away again. !help lists what else you can type.',
  askBack: (words: string | undefined, when: string) =>
    `You were due back ${when}${words === undefined ? '' : ` (${quoted(words)})`}. Back? Then type !back, or a new !away.`,
  handOver: (name: string, moment: string, text: string) => `${name}’s note, ${moment}: ${quoted(text)}`,
  left: (count: number, oldest: string) =>
    count === 1
      ? `One question was left, from ${oldest}; !take opens it.`
      : `${count} questions were left, the oldest from ${oldest}; !take opens it.`,
  late: (desk: string, word: string, since: string) =>
    `A question at ${desk} waits since ${since}, and nobody has answered: ${word}. !take ${word} opens it, where you serve there.`,
  contactOnly:
    'Lines you type here reach no patron. Patrons’ questions come as chats of their own. !help lists what you can type.',

  // Answers to commands ----------------------------------------------------------------------------------------------
  unknown: (word: string) =>
    `There is no !${word}, and it was not sent. !help lists what there is; begin with !! to send it.`,
  onlyInWindow: (name: string) => `!${name} is about one conversation: type it in the patron’s window.`,
  takesNothing: (name: string) =>
    `!${name} takes nothing after it, and nothing was done.${name === 'back' ? ' !away back at 3 says when you will be back.' : ''}`,
  sign: (line: string) => `Patrons now read: ${line}`,
  signOf: (line: string) => `Patrons read of you: ${line}`,
  unpublished: 'Your name and words are not shown to them. !show shows them.',
  hidden: 'You are hidden: patrons see only that somebody is there. !show shows your name and words.',
  shown: 'Patrons may read your name and words.',
  onDuty: (desks: readonly string[]) => `You are on duty at ${list(desks)}.`,
  offDuty: 'You are off duty: you are neither shown nor asked.',
  noteLeft: (desks: readonly string[], note: string) =>
    `Your note is kept for 7 days, for each who comes on duty at ${list(desks)} from now on: ${quoted(note)}`,
  noteNowhere: (note: string) => `You were not on duty, so your note was not kept: ${quoted(note)}`,
  whichPlace: (words: string, places: readonly string[]) =>
    `Nothing was changed: ${quoted(words)} is not one of this desk’s places, or may be several. They are ${list(places)}. The beginning of one will do, and a time after it: !away ${places[0]?.split(' ')[0]?.toLowerCase()}, back at 3.`,
  noDesk: (word: string, desks: readonly string[]) =>
    `You serve at no desk that begins with ${quoted(word)}. You serve at ${list(desks)}.`,
  mayNotClose: 'The config lets you close or pause no desk. Ask whoever runs the relay.',
  whenUnclear: (when?: string) =>
    `${when === undefined ? 'That is not clear.' : `${quoted(when)} is no time that lies ahead, or not clear.`} Nothing was changed. Write for example !desk closed until tomorrow 9, snow, or !desk closed until 15:30, or !desk pause until 15:30, or !desk open.`,
  closeWhat: (word: string, desks: readonly string[]) =>
    word === ''
      ? `Which desk? Write for example !desk ${desks[0]} closed until tomorrow 9. You may close ${list(desks)}.`
      : `You may close no desk that begins with ${quoted(word)}. You may close ${list(desks)}.`,
  closed: (desk: string, until: string | undefined, words: string) =>
    `${DOOR.closed(desk, until, words)} Patrons read so now. !desk open ends it.`,
  paused: (desk: string, until: string | undefined) =>
    `${DOOR.paused(desk, until)} Those who are here already can go on. Patrons read so now. !desk open ends it.`,
  opened: (desk: string) => `${desk} is neither closed nor paused any more: its hours hold.`,
  isClosed: DOOR.closed,
  isPaused: DOOR.paused,
  wordsTooLong: (most: number) => `Your words are longer than ${most} characters. Nothing was changed.`,
  librarians: 'Librarians:',
  team: (name: string, line: string, duty: boolean) => `${name}: ${duty ? line : 'off duty'}`,
  waiting: (word: string, minutes: number, text: string) => `  ${word} (${minutes} min): ${text}`,
  nothingWaits: 'No question waits.',
  waits: (count: number) =>
    count === 1 ? 'One question waits; !take opens it:' : `${count} questions wait; !take opens one:`,
  taken: (word: string) => `You have ${word}: its window has all that was said.`,
  takeWhat: (meant: string, words: readonly string[]) =>
    words.length === 0
      ? `No question waits${meant === '' ? '' : `, and none is called ${quoted(meant)}`}.`
      : `Take which? ${list(words)} ${words.length === 1 ? 'waits' : 'wait'}.`,
  which: (word: string, names: readonly string[]) => `${quoted(word)} may mean ${list(names)}. Which? Type more of it.`,
  nobodyCalled: (word: string, names: readonly string[]) =>
    `Nobody at this desk is called ${quoted(word)}. There ${names.length === 1 ? 'is' : 'are'} ${list(names)}.`,
  passWhom: (word: string, names: readonly string[], desks: readonly string[]) =>
    `There is neither a colleague nor a desk called ${quoted(word)}. There ${names.length + desks.length === 1 ? 'is' : 'are'} ${list([...names, ...desks])}. A note goes after a comma: !pass ${names[0] ?? desks[0] ?? 'NAME'}, NOTE.`,
  passed: 'Handed back to the desk.',
  passedTo: (name: string, sign?: string) => `Handed to ${name}${sign === undefined ? '' : ` (${sign})`}.`,
  leftFor: (member: Member, desk: string, here: Here) => `Left for ${member.name}, who ${absent(member, desk, here)}.`,
  movedTo: (desk: string, zone: string, opens: number | undefined, nobody: boolean) =>
    opens === undefined
      ? `Handed to ${desk}.${nobody ? ' Nobody is there now.' : ''}`
      : `Handed to ${desk}, which is closed and opens on ${dayAt(opens, zone)}.`,
  askWhom: (names: readonly string[]) =>
    names.length === 0
      ? 'Nobody else serves at this desk.'
      : `Ask whom? There ${names.length === 1 ? 'is' : 'are'} ${list(names)}. Write for example !ask ${names[0]} do we have it?`,
  askWhat: (name: string) => `Ask ${name} what? Write for example !ask ${name} do we have it?`,
  isAsked: (name: string, sign?: string) =>
    `${name}${sign === undefined ? '' : ` (${sign})`} is asked. The answer comes here, unseen by the patron.`,
  notAsked: (member: Member, desk: string, here: Here, text: string) =>
    `${member.name} ${absent(member, desk, here)} and cannot be reached. Not asked: ${quoted(text)}`,
  takesPart: (name: string) => `${name} takes part here, and reads what you write.`,
  takeFirst: 'Nobody answers this conversation yet: answer it, or type !join, and it is yours to hand on.',
  notYours: (holder?: string) =>
    holder === undefined
      ? 'This conversation is not yours.'
      : `${holder} answers this conversation; !join takes part in it.`,
  isOver: 'This conversation has ended: there is nothing more to be done in it.',
  ended: 'Ended.',
  blocked: 'Blocked: the conversation has ended, and the desk takes no new one from that network for some hours.',
  replies: (replies: readonly FilledReply[]) =>
    [
      '!r CODE says one of these to the patron:',
      ...replies.map((reply) => `  ${reply.code}: ${beginning(reply)}`),
    ].join('\n'),
  repliesAreForPatrons: (desks: readonly { name: string; codes: readonly string[] }[]) =>
    [
      '!r CODE says one of the desk’s replies to a patron: type it in the patron’s window.',
      ...desks.map(({ name, codes }) => `  ${name}: ${codes.length === 0 ? 'no replies' : codes.join(', ')}`),
    ].join('\n'),
  replied: (text: string) => `You said: ${quoted(text)}`,
  noReplies: 'This desk has no replies. Whoever runs the relay can write some into its config.',
  noReply: (word: string, codes: readonly string[]) =>
    `No reply begins with ${quoted(word)}, and nothing was sent. There ${codes.length === 1 ? 'is' : 'are'} ${list(codes)}.`,
  replyLacks: (code: string, lacks: string) =>
    `${quoted(code)} says {${lacks}}, which is not known now. Nothing was sent.`,
  withdrawn: (text: string) => `Withdrawn: ${quoted(text)}`,
  nothingToWithdraw: 'There is no line of yours here that could be withdrawn.',
  took: 'You take part.',
  notDone: 'That could not be done now. Please try again.',

  help: () => ['You can type:', ...COMMANDS.map((row) => `${usageOf(row)}: ${row.does}`)].join('\n'),
};
