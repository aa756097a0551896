import type { SorryCode } from '../../relay/protocol/frames.ts';

const BLOCKED = 'This desk takes no questions from your network for now.';

/** Sentences of the chat that most patrons never read; they come with the views that say them. */
export const EN = {
  fresh: 'New',
  newLines: 'New messages',

  keepLink: 'Keep a link',

  handed: (to: string, name?: string) =>
    name ? `${name} has handed your question to ${to}` : `Your question was handed to ${to}`,
  inPlace: (to: string, name = 'The librarian') => `${name} is no longer connected. ${to} will answer you`,

  edited: 'Edited',
  withdrawn: 'Message withdrawn',

  failures: {
    gone: 'The library no longer has this conversation.',
    'too-long': 'It is too long.',
    'too-many': 'There are too many messages in this conversation.',
    'not-kept': 'The library cannot take messages at the moment.',
    blocked: BLOCKED,
    paused: 'This desk takes no new questions for now.',
  },
  /** What was refused for the moment, and goes out again by itself. */
  waits: {
    'too-many': 'That was a lot in one minute. Your message is sent as soon as there is room.',
    'not-kept': 'The library cannot take messages at the moment. Your message is sent as soon as it can.',
  } as Partial<Record<SorryCode, string>>,
  tryAgain: 'Try again',
  discard: 'Discard',
  left: (count: number) => (count === 1 ? '1 character left' : `${count} characters left`),

  named: (name: string) => `You go by ${name}`,
  attached: 'You attached a record: ',

  outdated: 'This page is too old for the library’s chat. Please reload it.',
  refused: 'The library does not take questions from this page.',
  ended: 'The connection has ended. Please reload the page.',
  crowded: 'The chat has too much to do at the moment. We keep trying; what you write is kept.',
  refusals: {
    'unknown-desk': 'This desk cannot be found. Please ask the library in another way.',
    blocked: BLOCKED,
  } as Partial<Record<SorryCode, string>>,
  gone: 'The library no longer has this conversation. Your next message begins a new one.',
  forgetting: 'Your conversation is being deleted…',

  linkAsk:
    'With this link you can come back from any device. Whoever has it can read and go on with this conversation.',
  noLink: 'There is no link yet: it is here once your question is sent.',
  link: 'Link to this conversation',
  copy: 'Copy link',
  copied: 'Copied.',
  selected: 'It could not be copied. The link is selected: copy it yourself.',
  save: 'Save as text',
  notSaved: 'It could not be saved. Check the connection and try again.',
  done: 'Done',

  clearAsk:
    'Your question has no answer yet. If you clear this screen, it is taken back, unless you keep a link to the answer.',
  clearLinked: 'Your question stays with the library. Your link leads you to the answer.',
  clearYes: 'Clear it',
  forgetAsk:
    'Delete this conversation for good? The library’s server deletes every word. What a librarian’s own program has received is out of its reach.',
  forgetYes: 'Delete it',
  keep: 'Keep it',
  forgotten: 'Deleted. The library’s server and this page keep nothing of your conversation.',
};
