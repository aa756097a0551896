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
  closeLabel: (desk: string) => `Close the desk… ${desk}, outside its hours`,
  paused: (until: string | undefined) =>
    until === undefined ? 'Paused until further notice' : `Paused until ${until}`,
  pause: 'Pause…',
  pauseLabel: (desk: string) => `Pause… ${desk}: no new questions`,
  pauseHelp: 'No new questions. Patrons who are already here can continue.',
  pausedUntil: 'Paused until',
  pauseNow: 'Pause now',
  closedUntil: 'Closed until',
  untilHelp: 'By this computer’s clock. If empty: until further notice.',
  why: 'Reason, as patrons read it',
  whyExample: 'Snow',
  closeNow: 'Close now',
  open: 'Reopen',
  openLabel: (desk: string) => `Reopen: ${desk}`,
};
