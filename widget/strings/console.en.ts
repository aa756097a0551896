import type { Closer } from '../../relay/protocol/entries.ts';
import type { SorryCode } from '../../relay/protocol/frames.ts';
import { COLLEAGUES, EVENTS } from './console-colleagues.en.ts';
import { EN as DUTY } from './console-duty.en.ts';

const HOUR = 60;

const REFUSALS: Partial<Record<SorryCode, string>> = {
  gone: 'The conversation no longer exists.',
  'too-long': 'Too long. Please split it into two messages.',
  empty: 'It was empty.',
  'other-content': 'Something went wrong. Please try again.',
  'too-many': 'Too many messages at once. Wait a moment.',
  'not-kept': 'It couldn’t be saved just now. We’ll try again.',
  'not-yours': 'A colleague is answering this conversation.',
  'not-there': 'Your colleague can’t be reached right now and was not asked.',
};
const refusal = (code: SorryCode): string => REFUSALS[code] ?? 'It was not accepted.';

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
      { keys: 'Alt + R', does: 'canned replies' },
      { keys: 'Esc', does: 'back to the list' },
    ],
    report: 'Report',
    signOut: 'Sign out',
    dismiss: 'Dismiss',
  },
  link: {
    connecting: 'Connecting …',
    unsure: 'You’re offline. Reconnecting… What you type is saved here and sent later.',
    ended: 'The connection has ended.',
    crowded: 'Too many pages are open. Reconnecting… What you type is saved here and sent later.',
  },
  ended: {
    signedOut: {
      heading: 'You are signed out',
      text: 'You signed out, or your sign-in expired after 12 hours. Your conversations were removed from this screen; everything you sent is safe. To come back, ask whoever runs Ask a Librarian at your library for a new sign-in link.',
    },
    tooOld: {
      heading: 'This page is out of date',
      text: 'Ask a Librarian was updated while this page was open. Reload to continue; everything you sent is safe.',
    },
    refused: {
      heading: 'The connection was refused',
      text: 'Reload the page. If that doesn’t help, contact whoever runs Ask a Librarian at your library.',
    },
    reload: 'Reload',
    notSent: (count: number) => `${count === 1 ? '1 line you wrote was' : `${count} lines you wrote were`} not sent.`,
  },
  sign: {
    heading: 'What patrons see of you',
    availability: { available: 'Available', busy: 'Busy', away: 'Away', offline: 'Offline', unsure: 'Unsure' },
    mini: (availability: string) => `You: ${availability}`,
    ownTime: (time: string) => `${time} your time`,
    afterThat: (time: string, due: string) => `Until ${time}; after that patrons read “${due}”.`,
    offDuty: 'Patrons don’t see you, and you get no alerts for new questions.',
    unsure: 'You’re offline. Patrons may not see your status until you’re reconnected.',
    pending: (said: string) => `Not shown yet. Patrons will see this once you’re reconnected: ${said}`,
    withheld: (words: string) => `Only you see: “${words}”`,
    refused: (code: SorryCode) =>
      code === 'too-long'
        ? 'Your status message was too long, so nothing changed.'
        : code === 'no-place'
          ? 'Your status message must be one of the desk’s places, so nothing changed.'
          : 'Nothing changed. Try again in a moment.',
  },
  consent: {
    question: (availability: string) => `Patrons see only “${availability}”. Show your name and status message too?`,
    show: 'Show',
    notNow: 'Not now',
    switch: 'Show patrons my name and message',
  },
  back: {
    question: (time: string) => `You were due back at ${time}. Are you back?`,
    back: 'I’m back',
    notYet: 'Not yet',
  },
  statement: {
    region: 'Your status',
    heading: 'Set your status',
    choices: { available: 'Available', busy: 'Busy', away: 'Away' },
    hints: { available: 'Ready for questions', busy: 'Here, but occupied', away: 'Not at the desk' },
    words: 'Status message',
    example: {
      available: 'In the map room today',
      busy: 'With a class until 11',
      away: 'At the Panera, back at 3',
    },
    wordsHelp: 'Patrons see this in quotation marks, exactly as you type it.',
    place: 'Where you are, as patrons see it',
    left: (count: number) => `${count} left`,
    back: 'Back at',
    free: 'Free at',
    at: 'or at',
    minutes: (count: number) => (count === 60 ? '1 hour' : `${count} min`),
    before: 'Used before (one click sets it again)',
    set: { available: 'Set to Available', busy: 'Set to Busy', away: 'Set to Away' },
    cancel: 'Cancel',
  },
  duty: DUTY,
  alerts: {
    button: 'Alerts',
    heading: 'Alert me to new questions',
    notices: 'Desktop notifications',
    sound: 'Soft chime',
    showText: 'Show text in notifications',
    screens: 'Leave off on shared screens: alerts then only say a question is waiting.',
    blocked: 'This browser blocks notifications from this page. You can allow them in its settings.',
    unable: 'This browser can’t show notifications here. The chime still works.',
    quietYet: 'The browser allows sound after your first click on this page.',
    try: 'Play',
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
    nobodyWaits: 'No one is waiting.',
    nobodyWaitsOffDuty: 'No one is waiting. You’re off duty.',
    unknown: 'Unknown while you’re offline.',
    noneMine: 'Questions you answer appear here.',
    waitingFor: (minutes: number) => {
      if (minutes < 1) return 'just now';
      const hours = minutes < HOUR ? '' : `${Math.floor(minutes / HOUR)} h`;
      return [hours, minutes % HOUR > 0 && `${minutes % HOUR} min`].filter(Boolean).join(' ');
    },
    owed: (waits: string) => `waits ${waits}`,
    unread: (count: number) => (count === 1 ? '1 new line' : `${count} new lines`),
    typing: 'typing …',
    left: 'patron left',
    closed: 'ended',
    held: (holder: string) => `${holder} is answering`,
    elsewhere: 'at another desk',
    asked: (name: string) => `${name} asks you`,
    draft: 'Draft:',
    failed: 'not sent',
  },
  conversation: {
    choose: 'No conversation is open',
    chooseHint: 'Choose one from the list. Whoever answers first claims it.',
    toLists: 'All conversations',
    with: (word: string) => `Conversation with ${word}`,
    here: 'Patron is here',
    left: 'Patron left. They’ll see your answer when they return.',
    gone: 'Patron left',
    waiting: (minutes: number, waits: string) => (minutes < 1 ? 'Waiting less than a minute' : `Waiting ${waits}`),
    take: 'Claim',
    transfer: 'Transfer…',
    ask: 'Ask…',
    askLabel: 'Ask… a colleague',
    join: 'Join',
    end: 'End',
    block: 'Block…',
    confirm: {
      end: { question: 'End this conversation for the patron too?', yes: 'End', no: 'Keep open' },
      block: {
        question: 'Block this chat? It ends now, and its network can’t start new chats for several hours.',
        yes: 'Block',
        no: 'Cancel',
      },
    },
    answeredBy: (holder: string) => `${holder} is answering this conversation.`,
    somebody: 'A colleague',
    elsewhere: (desk: string) => `This conversation is now at ${desk}, a desk you don’t serve.`,
    ended: (by: Closer) =>
      ({
        patron: 'The patron ended this conversation.',
        librarian: 'A librarian ended this conversation.',
        relay: 'Closed automatically because everyone left.',
      })[by],
    refused: refusal,
    typing: (word: string) => `${word} is typing …`,
    newLines: 'New',
    jump: 'Jump to newest',
    over: 'This conversation has ended. It will leave your list when you open another chat.',
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
    takeBack: 'Edit',
    event: EVENTS,
    aside: (name: string) => `${name}, unseen by the patron`,
    asideOwn: 'Your colleague sees this; the patron doesn’t.',
  },
  composer: {
    label: (word: string) => `Answer ${word}`,
    answer: 'Write an answer',
    first: 'Reply to claim this chat',
    aside: (name: string) => `Answer ${name}, unseen by the patron`,
    send: 'Send',
    left: (count: number) => (count < 0 ? `${-count} too many` : `${count} left`),
  },
  replies: {
    button: 'Canned replies',
    heading: 'Canned replies',
    filter: 'Find a reply',
    help: 'Enter inserts it into your answer. You can edit it before sending.',
    coming: 'Loading…',
    none: 'No matching replies.',
    lacks: (word: string) => `Unavailable: {${word}} isn’t known right now.`,
  },
  lostDraft: {
    text: (word: string) => `The conversation with ${word} is no longer yours. This was not sent:`,
  },
  said: {
    question: (word: string) => `New question from ${word}`,
    line: (word: string, text: string) => `${word}: ${text}`,
    moreWaits: (word: string) => `${word}, who is waiting, wrote more`,
    lineIn: (word: string) => `New line from ${word}`,
    consulted: (word: string, name: string, text: string) => `${name} asks you about ${word}: ${text}`,
    aside: (word: string, name: string, text: string) => `${name} answered your question about ${word}: ${text}`,
    held: (word: string, holder?: string) =>
      holder === undefined ? `${word} is at another desk now` : `${holder} is answering ${word}`,
    closed: (word: string) => `The conversation with ${word} has ended`,
    patronLeft: (word: string) => `${word} has left`,
    patronBack: (word: string) => `${word} is back`,
    quoted: (holder?: string) => `${holder ?? 'A colleague'} is answering; the patron did not see your line`,
    refused: 'Your line was not sent',
    gone: (word: string) => `${word} deleted the conversation. Nothing of it is left here.`,
    shown: (availability: string, words?: string) =>
      `Patrons now see: ${availability}${words === undefined ? '' : `, “${words}”`}`,
  },
};

export type ConsoleStrings = typeof CONSOLE_EN;
