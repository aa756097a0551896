import type { Closer } from '../../relay/protocol/entries.ts';
import type { SorryCode } from '../../relay/protocol/frames.ts';
import { COLLEAGUES, EVENTS } from './console-colleagues.en.ts';
import { EN as DUTY } from './console-duty.en.ts';

const HOUR = 60;

const REFUSALS: Partial<Record<SorryCode, string>> = {
  gone: 'The conversation is no longer there.',
  'too-long': 'It is too long. Say it in two lines.',
  empty: 'There was nothing in it.',
  'other-content': 'Something went wrong with it. Try it again.',
  'too-many': 'That was too much at once. Wait a moment.',
  'not-kept': 'It could not be stored just now. It will be tried again.',
  'not-yours': 'A colleague answers this conversation.',
  'not-there': 'Your colleague cannot be reached now, and was not asked.',
};
const refusal = (code: SorryCode): string => REFUSALS[code] ?? 'It was refused.';

/** Every sentence a librarian reads in the console. Another language is another object of this shape. */
export const CONSOLE_EN = {
  language: 'en',
  page: {
    title: 'Ask a Librarian',
    badge: (wanting: number) => (wanting > 0 ? `(${wanting}) Console` : 'Console'),
    keysHeading: 'Keyboard',
    keys: [
      { keys: 'Alt + ↑ / ↓', does: 'previous or next conversation' },
      { keys: 'Enter', does: 'send' },
      { keys: 'Shift + Enter', does: 'new line' },
      { keys: 'Alt + R', does: 'the desk’s replies' },
      { keys: 'Esc', does: 'back to the list' },
    ],
    report: 'Report',
    signOut: 'Sign out',
    dismiss: 'Dismiss',
  },
  link: {
    connecting: 'Connecting …',
    unsure: 'No connection. What you type is kept here and sent when the connection is back.',
    ended: 'The connection has ended.',
    crowded: 'Too many pages are open at once. It tries again by itself; what you type is kept here.',
  },
  ended: {
    signedOut: {
      heading: 'You are signed out',
      text: 'You signed out, or your sign-in ended after 12 hours. Nothing of your conversations is left on this screen; all that was sent is safe. To come back, ask whoever runs Ask a Librarian at your library for a new sign-in link.',
    },
    tooOld: {
      heading: 'This page is out of date',
      text: 'Ask a Librarian was updated while this page was open. Load it anew to go on; all that was sent is safe.',
    },
    refused: {
      heading: 'The connection was refused',
      text: 'Load the page anew. If that does not help, tell whoever runs Ask a Librarian at your library.',
    },
    reload: 'Load the page anew',
    notSent: (count: number) => `${count === 1 ? '1 line you wrote was' : `${count} lines you wrote were`} not sent.`,
  },
  sign: {
    heading: 'What patrons see of you',
    availability: { available: 'Available', busy: 'Busy', away: 'Away', offline: 'Not on duty', unsure: 'Unsure' },
    mini: (availability: string) => `You: ${availability}`,
    ownTime: (time: string) => `${time} your time`,
    afterThat: (time: string, due: string) => `Until ${time}; after that patrons read “${due}”.`,
    offDuty: 'Patrons do not see you, and no new question rings here.',
    unsure: 'No connection: patrons may see “unsure” until it is back.',
    pending: (said: string) => `Not shown yet. Patrons see this as soon as the connection is back: ${said}`,
    withheld: (words: string) => `Only you read: “${words}”`,
    refused: (code: SorryCode) =>
      code === 'too-long'
        ? 'Those words were too long, so nothing was changed.'
        : code === 'no-place'
          ? 'Those words are none of the desk’s places, so nothing was changed.'
          : 'Nothing was changed. Try it again in a moment.',
  },
  consent: {
    question: (availability: string) =>
      `Patrons see only “${availability}”. May they also see your name and your words?`,
    show: 'Show them',
    notNow: 'Not now',
    switch: 'Patrons see my name and words',
  },
  back: {
    question: (time: string) => `You were due back at ${time}. Are you back?`,
    back: 'I’m back',
    notYet: 'Not yet',
  },
  statement: {
    region: 'What you say of yourself',
    heading: 'Say where you are',
    choices: { available: 'Available', busy: 'Busy', away: 'Away' },
    hints: { available: 'Ask me now', busy: 'Here, in the middle of something', away: 'Not at the desk' },
    words: 'In your words',
    example: {
      available: 'In the map room today',
      busy: 'With a class until 11',
      away: 'At the Panera, back at 3',
    },
    wordsHelp: 'Patrons read this exactly as you type it, in quotation marks.',
    place: 'Where you are, as patrons read it',
    left: (count: number) => `${count} left`,
    back: 'Back at',
    free: 'Free again at',
    at: 'or at',
    minutes: (count: number) => (count === 60 ? '1 hour' : `${count} min`),
    before: 'Words you used before: one click says them again',
    set: { available: 'Say “Available”', busy: 'Say “Busy”', away: 'Say “Away”' },
    cancel: 'Cancel',
  },
  duty: DUTY,
  alerts: {
    button: 'Alerts',
    heading: 'Alert me when a question comes',
    notices: 'Desktop notices',
    sound: 'A soft sound',
    showText: 'Show the text in notices',
    screens: 'Others may see this screen: without it a notice only says that a question waits.',
    blocked: 'This browser does not allow notices from here. You can change that in its settings for this page.',
    unable: 'This browser cannot show notices here. The sound works.',
    quietYet: 'The browser lets it sound after your first click on this page.',
    try: 'Hear it',
    titles: {
      question: 'A question is waiting',
      line: 'A patron wrote',
      consulted: 'A colleague asks you',
      aside: 'A colleague answered',
    },
  },
  ...COLLEAGUES,
  lists: {
    heading: 'Conversations',
    waiting: 'Waiting',
    mine: 'Mine',
    nobodyWaits: 'Nobody is waiting.',
    nobodyWaitsOffDuty: 'Nobody is waiting. You are off duty.',
    unknown: 'Not known without a connection.',
    noneMine: 'Questions you answer are listed here.',
    waitingFor: (minutes: number) => {
      if (minutes < 1) return 'just now';
      const hours = minutes < HOUR ? '' : `${Math.floor(minutes / HOUR)} h`;
      return [hours, minutes % HOUR > 0 && `${minutes % HOUR} min`].filter(Boolean).join(' ');
    },
    owed: (waits: string) => `waits ${waits}`,
    unread: (count: number) => (count === 1 ? '1 new line' : `${count} new lines`),
    typing: 'typing …',
    left: 'patron has left',
    closed: 'ended',
    held: (holder: string) => `${holder} answers`,
    elsewhere: 'at another desk',
    asked: (name: string) => `${name} asks you`,
    draft: 'Draft:',
    failed: 'not sent',
  },
  conversation: {
    choose: 'No conversation is open',
    chooseHint: 'Choose one from the list. Whoever answers first has it.',
    toLists: 'All conversations',
    with: (word: string) => `Conversation with ${word}`,
    here: 'Patron is here',
    left: 'Patron has left; your answer waits here for them',
    gone: 'Patron has left',
    waitingHere: 'Waiting',
    take: 'Take it',
    handOn: 'Hand on…',
    ask: 'Ask…',
    askLabel: 'Ask… a colleague',
    join: 'Take part',
    end: 'End',
    block: 'Block…',
    confirm: {
      end: { question: 'End this conversation for the patron too?', yes: 'End it', no: 'Keep it open' },
      block: {
        question: 'Block it? Nothing more is said here, and nothing new comes from that network for some hours.',
        yes: 'Block it',
        no: 'Leave it',
      },
    },
    answeredBy: (holder: string) => `${holder} answers this conversation now.`,
    somebody: 'A colleague',
    elsewhere: (desk: string) => `This conversation is at ${desk} now, where you do not serve.`,
    ended: (by: Closer) =>
      ({
        patron: 'The patron ended this conversation.',
        librarian: 'This conversation was ended by a librarian.',
        relay: 'This conversation ended by itself: nobody was here any more.',
      })[by],
    refused: refusal,
    typing: (word: string) => `${word} is typing …`,
    newLines: 'New',
    jump: 'To the newest line',
    over: 'This conversation has ended. It leaves your list when you open another.',
    you: 'You',
    toYou: 'you',
    edited: 'Edited',
    withdrawn: 'Withdrawn',
    tick: { sending: 'Sending …', unsent: 'Not sent yet', kept: 'Kept', delivered: 'Delivered', seen: 'Seen' },
    hidden: (holder?: string) =>
      holder === undefined
        ? 'The patron did not see your line.'
        : `${holder} is answering; the patron did not see your line.`,
    colleagueHidden: (name: string) => `${name}; the patron did not see this line.`,
    failed: (code: SorryCode) => `Not sent. ${refusal(code)}`,
    again: 'Try again',
    takeBack: 'Take back and edit',
    event: EVENTS,
    aside: (name: string) => `${name}, unseen by the patron`,
    asideOwn: 'Your colleague reads this; the patron does not.',
  },
  composer: {
    label: (word: string) => `Answer ${word}`,
    answer: 'Write an answer',
    first: 'Answer, and it is yours',
    aside: (name: string) => `Answer ${name}, unseen by the patron`,
    send: 'Send',
    left: (count: number) => (count < 0 ? `${-count} too many` : `${count} left`),
  },
  replies: {
    button: 'The desk’s replies',
    heading: 'Replies of the desk',
    filter: 'Find a reply',
    help: 'Enter puts it into your answer; you can change it before it is sent.',
    coming: 'They are being fetched …',
    none: 'No reply fits.',
    lacks: (word: string) => `Not now: {${word}} is not known.`,
  },
  stranded: {
    text: (word: string) => `The conversation with ${word} is no longer yours. This was not sent:`,
  },
  said: {
    question: (word: string) => `New question from ${word}`,
    line: (word: string, text: string) => `${word}: ${text}`,
    moreWaits: (word: string) => `${word}, who is waiting, wrote more`,
    lineIn: (word: string) => `New line from ${word}`,
    consulted: (word: string, name: string, text: string) => `${name} asks you about ${word}: ${text}`,
    aside: (word: string, name: string, text: string) => `${name} answered you about ${word}: ${text}`,
    held: (word: string, holder?: string) =>
      holder === undefined ? `${word} is at another desk now` : `${holder} answers ${word}`,
    closed: (word: string) => `The conversation with ${word} has ended`,
    patronLeft: (word: string) => `${word} has left`,
    patronBack: (word: string) => `${word} is back`,
    quoted: (holder?: string) => `${holder ?? 'A colleague'} is answering; the patron did not see your line`,
    refused: 'Your line was not sent',
    gone: (word: string) => `${word} had the conversation erased. Nothing of it is left here.`,
    shown: (availability: string, words?: string) =>
      `Patrons now see: ${availability}${words === undefined ? '' : `, “${words}”`}`,
  },
};

export type ConsoleStrings = typeof CONSOLE_EN;
