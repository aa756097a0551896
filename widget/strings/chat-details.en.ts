/** Sentences of the whereabouts card where the desk is closed, or nobody knows who is there; and while a question waits for long. */
export const EN = {
  opens: (time: string) => `Opens ${time}`,
  hours: 'Opening hours',
  shut: 'Closed',

  nobodyAsked: 'Nobody can be asked at the moment.',
  keptFor: (name = 'the librarians') => `Your question is kept for ${name}.`,
  one: 'a librarian who is not here now',
  /** Of another day it begins with that day: "due back Saturday 3:00 PM". */
  dueBack: (name = 'A librarian', time: string) => `${name} is due back ${time.replace(/^\d/, 'at $&')}.`,
  deskOpens: (time: string) => `The desk opens ${time}.`,
  comeBack: 'The answer will be here. With a link you can read it later, on any device.',
  late: 'No answer yet. You can wait, or keep a link and come back for the answer.',
  keepLink: 'Keep a link',

  unconfirmed: 'Not yet confirmed: no librarian’s program has answered so far. We go on trying.',
  paused: (until?: string) => `This desk takes no new questions ${until ? `until ${until}` : 'for now'}.`,
  call: (phone: string) => `You can call ${phone}.`,
  write: (email: string) => `You can write to ${email}.`,
  come: (address: string) => `You can come to ${address}.`,
};
