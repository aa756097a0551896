/** The console's sentences about colleagues. */
export const COLLEAGUES = {
  where: {
    heading: 'Who is where',
    offDuty: 'Off duty',
    notHere: 'not connected',
    nobody: 'Nobody is there now',
    until: (time: string) => `until ${time}`,
    overdue: (time: string) => `was due back at ${time}`,
    opens: (time: string) => `Closed; opens ${time}`,
    join: (word: string) => `Take part: ${word}`,
    joinLabel: (word: string, name: string) => `Take part: ${word}, whom ${name} answers`,
  },
  handing: {
    hand: {
      label: (word: string) => `Hand ${word} on`,
      whom: 'To whom',
      text: 'Note for whoever has it next',
      help: 'May be left empty. The patron does not see it.',
      send: 'Hand on',
    },
    ask: {
      label: (word: string) => `Ask a colleague about ${word}`,
      whom: 'Whom',
      text: 'What you ask',
      help: 'Your colleague sees the conversation. The patron sees neither this nor the answer.',
      send: 'Ask',
    },
    list: 'Back to the list, for anyone',
    nobody: 'Nobody else serves at this desk.',
  },
  leaving: {
    open: 'Leave with a note…',
    label: (desk: string) => `Leave with a note… for whoever comes on duty at ${desk} next`,
    note: 'For whoever comes on duty next',
    help: 'Each of them reads it once, for 7 days; patrons never.',
    now: 'Leave it and go off duty',
  },
  reminder: {
    left: (count: number, desk: string, oldest: string) =>
      count === 1
        ? `One question was left at ${desk}, from ${oldest}.`
        : `${count} questions were left at ${desk}, the oldest from ${oldest}.`,
    late: (desk: string, word: string, since: string) =>
      `A question at ${desk} waits since ${since}, and nobody has answered: ${word}.`,
  },
  handOver: {
    from: (name: string, time: string) => `${name}’s note, ${time}:`,
    putAway: 'Put away',
  },
  consulted: {
    asks: (name: string) => `${name} asks you:`,
    unseen: 'The patron does not see your next line here.',
    join: 'Answer the patron instead',
  },
};

/** The events of a conversation. */
export const EVENTS = {
  claimed: (who: string) => `${who} took this conversation.`,
  passed: (who: string, to?: string) =>
    to === undefined ? `${who} passed it back to the list.` : `${who} passed it to ${to}.`,
  moved: (who: string | undefined, to: string) =>
    who === undefined ? `It went on to ${to}.` : `${who} handed it to ${to}.`,
  note: (sentence: string, note: string) => `${sentence} Note for you: “${note}”`,
  ownNote: (sentence: string, note: string) => `${sentence} Your note: “${note}”`,
  joined: (who: string) => `${who} joined.`,
  lapsed: (who: string, to?: string) =>
    `${who} could not be reached; it ${to === undefined ? 'went back to the list' : `is for ${to} to answer now`}.`,
  blocked: (who: string) => `${who} blocked the conversation: nothing more comes from there for some hours.`,
  closed: (who: string) => (who === '' ? 'The conversation ended.' : `${who} ended the conversation.`),
  asked: (who: string, whom: string, text: string) => `${who} asked ${whom}, unseen by the patron: “${text}”`,
  late: (to: string) => `It waited for too long and was told to ${to}.`,
  name: (name: string) => `The patron’s name: ${name}`,
  record: 'The patron asks about:',
};
