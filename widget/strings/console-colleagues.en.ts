/** The console's sentences about colleagues. */
export const COLLEAGUES = {
  team: {
    heading: 'Colleagues',
    offDuty: 'Off duty',
    notHere: 'not connected',
    nobody: 'No one is available',
    until: (time: string) => `until ${time}`,
    overdue: (time: string) => `was due back at ${time}`,
    opens: (time: string) => `Closed; opens ${time}`,
    join: (word: string) => `Join: ${word}`,
    joinLabel: (word: string, name: string) => `Join: ${word}, answered by ${name}`,
  },
  handOff: {
    hand: {
      label: (word: string) => `Transfer ${word}`,
      whom: 'Transfer to',
      text: 'Note to the next librarian (optional)',
      help: 'The patron does not see it.',
      send: 'Transfer',
    },
    ask: {
      label: (word: string) => `Ask a colleague about ${word}`,
      whom: 'Colleague',
      text: 'Your question',
      help: 'Your colleague sees the conversation. The patron sees neither your question nor the answer.',
      send: 'Ask',
    },
    list: 'Back to the queue, for anyone',
    nobody: 'No other librarian serves this desk.',
  },
  leaving: {
    open: 'Go off duty with a note…',
    label: (desk: string) => `Go off duty with a note… to the next librarian at ${desk}`,
    note: 'Note to the next librarian',
    help: 'Each librarian who comes on duty in the next 7 days sees it once. Patrons never see it.',
    now: 'Save and go off duty',
  },
  reminder: {
    left: (count: number, desk: string, oldest: string) =>
      count === 1
        ? `One question was left at ${desk}, from ${oldest}.`
        : `${count} questions were left at ${desk}, the oldest from ${oldest}.`,
    late: (desk: string, word: string, since: string) =>
      `A question at ${desk} has waited since ${since} without an answer: ${word}.`,
  },
  shiftNote: {
    from: (name: string, time: string) => `${name}’s note, ${time}:`,
    dismiss: 'Got it',
  },
  consulted: {
    asks: (name: string) => `${name} asks you:`,
    unseen: 'The patron does not see your next line here.',
    join: 'Answer the patron instead',
  },
};

/** The events of a conversation. */
export const EVENTS = {
  claimed: (who: string) => `${who} claimed this conversation.`,
  passed: (who: string, to?: string) =>
    to === undefined ? `${who} returned it to the queue.` : `${who} transferred it to ${to}.`,
  moved: (who: string | undefined, to: string) =>
    who === undefined ? `It was transferred to ${to}.` : `${who} transferred it to ${to}.`,
  note: (sentence: string, note: string) => `${sentence} Note for you: “${note}”`,
  ownNote: (sentence: string, note: string) => `${sentence} Your note: “${note}”`,
  joined: (who: string) => `${who} joined.`,
  lapsed: (who: string, to?: string) =>
    `${who} could not be reached, so the chat ${to === undefined ? 'returned to the queue' : `was transferred to ${to}`}.`,
  blocked: (who: string) => `${who} blocked this chat. Its network can’t start new chats for several hours.`,
  closed: (who: string) => (who === '' ? 'The conversation ended.' : `${who} ended the conversation.`),
  asked: (who: string, whom: string, text: string) => `${who} asked ${whom}, unseen by the patron: “${text}”`,
  late: (to: string) => `It had waited too long, so the relay notified ${to}.`,
  name: (name: string) => `The patron’s name: ${name}`,
  record: 'The patron asks about:',
};
