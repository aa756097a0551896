/** Sentences of the whereabouts card that say more than who is there. */
export const EN = {
  back: (time: string) => `Back at ${time}`,
  busyUntil: (time: string) => `Busy until ${time}`,
  overdue: (time: string) => `Was due back at ${time}`,
  opens: (time: string) => `Opens ${time}`,
  yourTime: (desk: string, own: string) => `${desk}, ${own} your time`,
  hours: 'Opening hours',
  shut: 'Closed',
  leave: 'You can leave a question here. The answer comes to this page while it stays open.',
  askedAway: (name = 'The librarian', time?: string) =>
    `${name} is away but has been asked${time ? `, and may answer before ${time}` : ''}.`,
};
