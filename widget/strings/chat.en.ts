/** "at 3:00 PM"; a time on another day begins with that day, "Saturday 3:00 PM", and takes no "at". */
const at = (time: string) => time.replace(/^\d/, 'at $&');

/** The sentences of the open chat. Times and names come ready to be read; a missing name is `undefined`. */
export const EN = {
  language: 'en',

  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  offline: 'Closed',
  unsure: 'We cannot tell right now who is there',
  nobody: 'Nobody is at the desk right now',
  quoted: (words: string) => `“${words}”`,
  back: (time: string) => `Back ${at(time)}`,
  busyUntil: (time: string) => `Busy until ${time}`,
  overdue: (time: string) => `Was due back ${at(time)}`,
  /** A time on the desk's clock, and on the patron's where that reads differently. */
  yourTime: (desk: string, own: string) => `${desk}, ${own} your time`,
  more: 'More about the desk',

  close: 'Close',
  log: 'Conversation',
  empty: 'Ask your question below. You need not say who you are.',
  leave: 'You can leave a question here and come back for the answer.',
  you: 'You',
  somebody: 'Librarian',
  typing: (name = 'The librarian') => `${name} is writing`,
  claimed: (name = 'A librarian') => `${name} is answering`,
  passed: (name = 'The librarian') => `${name} has handed your question on`,
  joined: (name = 'Another librarian') => `${name} has joined`,
  lapsed: (name = 'The librarian') => `${name} is no longer connected`,
  closed: 'The conversation has ended',

  sending: 'Sending',
  kept: 'Sent',
  delivered: 'Delivered',
  seen: 'Seen',
  failed: 'Not sent',

  connecting: 'Connecting…',
  tryNow: 'Try now',
  forgettingLater: 'Your conversation will be deleted when the connection is back. Please keep this page open.',
  unconnected: 'No connection. We keep trying.',
  unconnectedKept: 'No connection. Your messages are kept on this page and will be sent.',
  asking: (count: number) => (count === 1 ? 'Asking a librarian…' : `Asking ${count} librarians…`),
  usual: (minutes: number) => `Usually answered within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  askedAway: (name = 'The librarian', time?: string) =>
    `${name} is away but has been asked${time ? `, and may answer before ${time}` : ''}.`,

  write: 'Your message',
  placeholder: 'Type your question',
  placeholderMore: 'Type a message',
  send: 'Send',
  clear: 'Clear chat',
  keep: 'Save or share…',
  forget: 'Delete conversation',
  cleared: 'The screen is clear.',
};

export type ChatWords = typeof EN;
