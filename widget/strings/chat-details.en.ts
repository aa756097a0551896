/** Sentences of the whereabouts card where the desk is closed, or nobody knows who is there. */
export const EN = {
  opens: (time: string) => `Opens ${time}`,
  hours: 'Opening hours',
  shut: 'Closed',
};
