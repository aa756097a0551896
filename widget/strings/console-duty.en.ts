/** The console's sentences about duty, and about closed and paused desks. */
export const EN = {
  heading: 'Duty',
  on: 'On duty',
  off: 'Off duty',
  until: (time: string) => `until ${time}`,
  label: (desk: string) => `On duty at ${desk}`,
  closed: (until: string | undefined, words: string | undefined) =>
    `Closed ${until === undefined ? 'until further notice' : `until ${until}`}${words === undefined ? '' : `: “${words}”`}`,
  close: 'Close the desk…',
  closeLabel: (desk: string) => `Close the desk… ${desk}, out of its hours`,
  paused: (until: string | undefined) =>
    until === undefined ? 'Takes no new questions' : `Takes no new questions until ${until}`,
  pause: 'Pause…',
  pauseLabel: (desk: string) => `Pause… ${desk}: no new questions`,
  pauseHelp: 'No new questions; those who are here can go on.',
  pausedUntil: 'Paused until',
  pauseNow: 'Pause now',
  closedUntil: 'Closed until',
  untilHelp: 'By this computer’s clock; left empty, until further notice.',
  why: 'Why, as patrons read it',
  whyExample: 'Snow',
  closeNow: 'Close now',
  open: 'Open again',
  openLabel: (desk: string) => `Open again: ${desk}`,
};
