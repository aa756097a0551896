import type { FilledReply } from '../desk/canned-replies.ts';
import type { OwnStatus } from '../protocol/frames.ts';
import type { Member } from '../protocol/team.ts';
import type { Availability } from '../protocol/whereabouts.ts';
import { COMMANDS, usageOf } from './commands/commands.ts';
import { dayAt, type Here, momentAt, whenAt } from './times.en.ts';

/** Every sentence that a librarian reads in an IM client: from the desk's contact, or in a patron's window. */

const AVAILABILITY: Record<Availability, string> = {
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  unsure: 'Connection unsure',
  offline: 'Not here',
};

const quoted = (words: string): string => `“${words}”`;

/** What patrons see of a librarian, in one line. */
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

/** Why a colleague does not answer at once, without a subject: the rest of "who is back at 3:00 PM". */
const absent = ({ until, overdue, duty }: Member, desk: string, { now, zone }: Here): string => {
  if (until !== undefined) return `${overdue ? 'was due back' : 'is back'} ${whenAt(until, now, zone)}`;
  return duty.some((row) => row.desk === desk && row.on) ? 'is not here now' : 'is off duty';
};

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Sentences that say that a desk is closed or paused, for the librarians who serve there. */
const DOOR = {
  closed: (desk: string, until: string | undefined, words: string) =>
    `${desk} is closed until ${until ?? 'further notice'}${words === '' ? '' : `: ${quoted(words)}`}.`,
  paused: (desk: string, until: string | undefined) =>
    `${desk} is not taking new questions${until === undefined ? '' : ` until ${until}`}.`,
};

/** The most UTF-16 code units of a canned reply that the list of replies shows. */
const SHORT = 80;

const beginning = (reply: FilledReply): string => {
  if (!('text' in reply)) return `unavailable: {${reply.lacks}} is not known now`;
  return reply.text.length > SHORT ? `${reply.text.slice(0, SHORT - 1).toWellFormed()}…` : reply.text;
};

export const SENTENCES = {
  // Shown in a patron's window ---------------------------------------------------------------------------------
  again: (text: string) => `(again) ${text}`,
  headed: (head: string, text: string) => `[${head}] ${text}`,
  head: (desk: string, wait: string, back: boolean) => `${desk} · ${wait}${back ? ' · answered here before' : ''}`,
  justNow: 'just now',
  waitsFor: (time: string) => `waiting ${time}`,
  waitsSince: (moment: string) => `waiting since ${moment}`,
  named: (name: string) => `The patron’s name is ${quoted(name)}.`,
  attached: (title: string, url?: string) => `The patron attached a record: ${quoted(title)}${url ? ` ${url}` : ''}`,
  byConsole: (text: string) => `You, in the console: ${text}`,
  colleague: (name: string, text: string) => `${name}: ${text}`,
  corrected: (name: string, text: string) => `${name} corrected a message: ${text}`,
  withdrew: (name: string) => `${name} withdrew a message.`,
  answering: (name: string) => `${name} is answering.`,
  handedOn: (name: string, to?: string) => `${name} transferred this${to === undefined ? '' : ` to ${to}`}.`,
  movedOn: (desk: string) => `This was transferred to ${desk}.`,
  elsewhere: (desk: string) => `This is now at ${desk}, which is not one of your desks.`,
  note: (note: string) => `Note for you: ${quoted(note)}`,
  you: 'you',
  asks: (name: string, text: string) =>
    `${name} asks you privately: ${quoted(text)} Your next message here goes only to ${name}.`,
  asked: (name: string, whom: string, text: string) => `${name} asked ${whom} privately: ${quoted(text)}`,
  aside: (name: string, text: string) => `${name}, privately: ${text}`,
  hasIt: (holder: string) =>
    `${holder} has this conversation. No one sees what you write here now, unless you are asked again or type !join.`,
  nobodyHasIt: (text: string) =>
    `This was meant for your colleague, so the patron did not see it: ${quoted(text)} No one is helping the patron now; your next message here goes to the patron.`,
  joined: (name: string) => `${name} joined.`,
  /** `name`: undefined for the librarian who could not be reached. */
  lapsed: (name: string | undefined, to?: string) =>
    `${name === undefined ? 'You could not' : `${name} cannot`} be reached, so the question ${to === undefined ? 'is waiting for anyone again' : `was passed to ${to}`}.`,
  closedByPatron: 'The patron ended this conversation.',
  blockedByColleague: (name: string) => `${name} blocked and ended this conversation.`,
  closedByColleague: (name: string) => `${name} ended this conversation.`,
  closedByRelay: 'This conversation ended because the patron left a while ago.',
  forgotten: 'The patron deleted this conversation. Close this window, and delete its log if your app keeps one.',
  over: (text: string) =>
    `This conversation is over, and the patron can no longer be reached here. Not sent: ${quoted(text)}`,
  overHere: (name: string) =>
    `This conversation is over, and the patron can no longer be reached here, so !${name} does nothing.`,
  nothingInIt: 'That message had no text to show. It was not sent.',
  quoted: (text: string, holder?: string) =>
    `${holder ?? 'Someone else'} is answering. The patron did not see your message: ${quoted(text)}`,
  patronBack: 'The patron is back.',
  patronLeft: 'The patron’s page is not connected. Your messages are saved and shown when it reconnects.',
  tooLong: (most: number) => `That message is longer than ${most} characters. It was not sent. Please split it up.`,
  notKept: (text: string) => `Your message could not be saved. Please send it again: ${quoted(text)}`,
  tooMany: 'This conversation has reached its limit. Your message was not sent.',
  otherContent: (text: string) =>
    `Your app sent two messages with the same ID. Please send this one again: ${quoted(text)}`,
  encrypted:
    'That message was encrypted, and the relay cannot read it. It was not sent. Please turn off encryption (OMEMO, OTR, OpenPGP) in this window.',
  automaticReply: (text: string) =>
    `Your app sent an automatic reply: ${quoted(text)} The patron did not see it. Please turn off automatic replies.`,
  oversized: 'That message was far too long to read. It was not sent.',
  notEdited: 'That message can no longer be changed.',
  relayOutage: (from: string, to: string) =>
    `The relay was offline from ${from} to ${to}. What you typed here in that time may not have reached the patron. Please check, and send it again if needed.`,
  clientOutage: (from: string, to: string) =>
    `Your app lost its connection. What you typed here from ${from} to ${to} may not have reached the patron. Please check, and send it again if needed.`,

  // From the desk's contact ------------------------------------------------------------------------------------------
  hello: (desk: string, name: string) =>
    `Hello ${name}. This is ${desk}. Each patron’s question opens its own chat; answer it there.\n` +
    'Patrons see whether you are available, busy or away from your status in this app.\n' +
    'They do not see your name or status message yet. Type !show to show both, and when you will be back. !hide hides them again. !help lists all commands.',
  askBack: (words: string | undefined, when: string) =>
    `You were due back ${when}${words === undefined ? '' : ` (${quoted(words)})`}. Are you back? Type !back, or a new !away.`,
  handOver: (name: string, moment: string, text: string) => `${name}’s note, ${moment}: ${quoted(text)}`,
  left: (count: number, oldest: string) =>
    count === 1
      ? `One question was left, from ${oldest}. Type !take to open it.`
      : `${count} questions were left, the oldest from ${oldest}. Type !take to open it.`,
  late: (desk: string, word: string, since: string) =>
    `A question at ${desk} has been waiting since ${since}, and no one has answered: ${word}. If that is one of your desks, type !take ${word} to open it.`,
  contactOnly:
    'Patrons do not see what you type here. Each patron’s question opens its own chat. !help lists all commands.',

  // Answers to commands ----------------------------------------------------------------------------------------------
  unknown: (word: string) =>
    `There is no command !${word}, so nothing was sent. !help lists all commands. To send it as a message, begin with !!.`,
  onlyInWindow: (name: string) => `!${name} applies to one conversation. Type it in the patron’s window.`,
  takesNothing: (name: string) =>
    `!${name} takes nothing after it, so nothing was changed.${name === 'back' ? ' To say when you will be back, type !away back at 3.' : ''}`,
  sign: (line: string) => `Patrons now see: ${line}`,
  signOf: (line: string) => `Patrons see you as: ${line}`,
  unpublished: 'Your name and status message are hidden from them. Type !show to show them.',
  hidden: 'You are hidden. Patrons see only that someone is there. Type !show to show your name and status message.',
  shown: 'Patrons can see your name and status message.',
  onDuty: (desks: readonly string[]) => `You are on duty at ${list(desks)}.`,
  offDuty: 'You are off duty. You are not shown to patrons and get no questions.',
  noteLeft: (desks: readonly string[], note: string) =>
    `Your note will be shown for 7 days to everyone who comes on duty at ${list(desks)}: ${quoted(note)}`,
  noteNowhere: (note: string) => `You were not on duty, so your note was not saved: ${quoted(note)}`,
  whichPlace: (words: string, places: readonly string[]) =>
    `Nothing was changed. ${quoted(words)} does not match exactly one of this desk’s places, which are ${list(places)}. Type the beginning of one, and a time after it: !away ${places[0]?.split(' ')[0]?.toLowerCase()}, back at 3.`,
  noDesk: (word: string, desks: readonly string[]) =>
    `None of your desks begins with ${quoted(word)}. You serve at ${list(desks)}.`,
  mayNotClose: 'You are not allowed to close or pause a desk. Ask whoever runs the relay.',
  whenUnclear: (when?: string) =>
    `${when === undefined ? 'That is not clear.' : `${quoted(when)} is not a clear time in the future.`} Nothing was changed. For example, type !desk closed until tomorrow 9, snow, or !desk closed until 15:30, or !desk pause until 15:30, or !desk open.`,
  closeWhat: (word: string, desks: readonly string[]) =>
    word === ''
      ? `Which desk? For example, type !desk ${desks[0]} closed until tomorrow 9. You can close ${list(desks)}.`
      : `No desk that you can close begins with ${quoted(word)}. You can close ${list(desks)}.`,
  closed: (desk: string, until: string | undefined, words: string) =>
    `${DOOR.closed(desk, until, words)} Patrons see this now. Type !desk open to reopen it.`,
  paused: (desk: string, until: string | undefined) =>
    `${DOOR.paused(desk, until)} Conversations already open can continue. Patrons see this now. Type !desk open to reopen it.`,
  opened: (desk: string) => `${desk} is no longer closed or paused. Its regular hours apply.`,
  isClosed: DOOR.closed,
  isPaused: DOOR.paused,
  wordsTooLong: (most: number) => `Your text is longer than ${most} characters. Nothing was changed.`,
  librarians: 'Librarians:',
  team: (name: string, line: string, duty: boolean) => `${name}: ${duty ? line : 'off duty'}`,
  waiting: (word: string, minutes: number, text: string) => `  ${word} (${minutes} min): ${text}`,
  nothingWaits: 'No questions are waiting.',
  waits: (count: number) =>
    count === 1
      ? 'One question is waiting. Type !take to open it:'
      : `${count} questions are waiting. Type !take to open one:`,
  taken: (word: string) => `${word} is yours now. Its window shows the whole conversation.`,
  takeWhat: (meant: string, words: readonly string[]) =>
    words.length === 0
      ? `No questions are waiting${meant === '' ? '' : `, and none is called ${quoted(meant)}`}.`
      : `Which one? ${list(words)} ${words.length === 1 ? 'is' : 'are'} waiting.`,
  which: (word: string, names: readonly string[]) =>
    `${quoted(word)} could mean ${list(names)}. Which one? Type more of the name.`,
  nobodyCalled: (word: string, names: readonly string[]) =>
    `No one at this desk is called ${quoted(word)}. There ${names.length === 1 ? 'is' : 'are'} ${list(names)}.`,
  passWhom: (word: string, names: readonly string[], desks: readonly string[]) =>
    `No colleague or desk is called ${quoted(word)}. There ${names.length + desks.length === 1 ? 'is' : 'are'} ${list([...names, ...desks])}. Put a note after a comma: !pass ${names[0] ?? desks[0] ?? 'NAME'}, NOTE.`,
  passed: 'Returned to the desk.',
  passedTo: (name: string, sign?: string) => `Transferred to ${name}${sign === undefined ? '' : ` (${sign})`}.`,
  leftFor: (member: Member, desk: string, here: Here) => `Left for ${member.name}, who ${absent(member, desk, here)}.`,
  movedTo: (desk: string, zone: string, opens: number | undefined, nobody: boolean) =>
    opens === undefined
      ? `Transferred to ${desk}.${nobody ? ' No one is there now.' : ''}`
      : `Transferred to ${desk}, which is closed and opens on ${dayAt(opens, zone)}.`,
  askWhom: (names: readonly string[]) =>
    names.length === 0
      ? 'No one else serves at this desk.'
      : `Ask which colleague? There ${names.length === 1 ? 'is' : 'are'} ${list(names)}. For example, type !ask ${names[0]} do we have it?`,
  askWhat: (name: string) => `Ask ${name} what? For example, type !ask ${name} do we have it?`,
  isAsked: (name: string, sign?: string) =>
    `${name}${sign === undefined ? '' : ` (${sign})`} has been asked. The answer will appear here; the patron won’t see it.`,
  notAsked: (member: Member, desk: string, here: Here, text: string) =>
    `${member.name} ${absent(member, desk, here)} and cannot be reached. Not asked: ${quoted(text)}`,
  takesPart: (name: string) => `${name} has joined this conversation and can see what you write.`,
  takeFirst: 'No one has claimed this conversation yet. Answer it or type !join to claim it; then you can transfer it.',
  notYours: (holder?: string) =>
    holder === undefined
      ? 'This conversation is not yours.'
      : `${holder} is answering this conversation. Type !join to take part.`,
  isOver: 'This conversation has ended. Nothing more can be done in it.',
  ended: 'Ended.',
  blocked: 'Blocked. The conversation has ended, and the desk takes no new ones from that network for some hours.',
  replies: (replies: readonly FilledReply[]) =>
    [
      '!r CODE sends one of these replies to the patron:',
      ...replies.map((reply) => `  ${reply.code}: ${beginning(reply)}`),
    ].join('\n'),
  repliesAreForPatrons: (desks: readonly { name: string; codes: readonly string[] }[]) =>
    [
      '!r CODE sends one of the desk’s replies to a patron. Type it in the patron’s window.',
      ...desks.map(({ name, codes }) => `  ${name}: ${codes.length === 0 ? 'no replies' : codes.join(', ')}`),
    ].join('\n'),
  replied: (text: string) => `Sent: ${quoted(text)}`,
  noReplies: 'This desk has no replies. Whoever runs the relay can add some to the config.',
  noReply: (word: string, codes: readonly string[]) =>
    `No reply begins with ${quoted(word)}, so nothing was sent. There ${codes.length === 1 ? 'is' : 'are'} ${list(codes)}.`,
  replyLacks: (code: string, lacks: string) =>
    `${quoted(code)} uses {${lacks}}, which is not known now. Nothing was sent.`,
  withdrawn: (text: string) => `Withdrawn: ${quoted(text)}`,
  nothingToWithdraw: 'You have no message here to withdraw.',
  took: 'You joined this conversation.',
  notDone: 'That could not be done now. Please try again.',

  help: () => ['You can type:', ...COMMANDS.map((row) => `${usageOf(row)}: ${row.does}`)].join('\n'),
};
