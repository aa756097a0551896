/** Sentences of the file in which a patron saves the conversation. */
export const EN = {
  saved: (time: string) => `Conversation with a librarian, saved ${time}`,
  /** A zone's name as it is spoken of, and as computers write it. */
  zone: (name: string, id: string) => `All times: ${name} (${id})`,
  named: 'you go by',
  attached: 'you attached a record',
  edited: 'edited',
  withdrawn: 'withdrawn',
};
