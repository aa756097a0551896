/** A librarian at work, wherever she sits: what she does, and what she reads. A play says the words of either place. */

/** At a console, or in a messenger of her own. */
export type Place = 'console' | 'im';

/** Something she reads, word for word: a text where both places say the same. */
export type Words = string | RegExp | Readonly<Record<Place, string | RegExp>>;

export const matches = (words: Words, at: Place, sentence: string): boolean => {
  const said = typeof words === 'string' || words instanceof RegExp ? words : words[at];
  return typeof said === 'string' ? sentence === said : said.test(sentence);
};

/** Until when a desk is closed, and why, as patrons read it. */
export interface DeskClosing {
  until: number;
  words: string;
}

/** A conversation is named by the question it began with. Nothing she does waits for the relay: what follows is read. */
export interface MixedLibrarian {
  readonly name: string;
  readonly account: string;
  readonly place: Place;

  says(question: string, text: string): Promise<void>;
  /** Says one of the desk's replies. */
  replies(question: string, code: string): Promise<void>;
  takes(question: string): Promise<void>;
  /** The one question that was left, of which the desk has told her. */
  takesWhatWasLeft(question: string): Promise<void>;
  handsBack(question: string): Promise<void>;
  handsTo(question: string, colleague: string, note?: string): Promise<void>;
  movesTo(question: string, desk: string, note?: string): Promise<void>;
  asks(question: string, colleague: string, text: string): Promise<void>;
  /** Takes part in what a colleague answers. */
  joins(question: string, colleague: string): Promise<void>;
  ends(question: string): Promise<void>;
  blocks(question: string): Promise<void>;

  states(availability: 'available' | 'away' | 'busy', words?: string): Promise<void>;
  goesOn(): Promise<void>;
  goesOff(note?: string): Promise<void>;
  closesDesk(closing: DeskClosing): Promise<void>;
  pausesDesk(): Promise<void>;
  opensDesk(): Promise<void>;
  /** Looks who is where, and how she herself is seen; what she finds is told her. */
  looksAround(): Promise<void>;

  /** The question has come to her, with the desk and how long it waits; she reads it. */
  isRung(question: string, words: Words): Promise<void>;
  /** It stands in the conversation. */
  reads(question: string, words: Words): Promise<void>;
  /** All that stands in it now: what she was shown of it, and what she did. */
  conversation(question: string): Promise<string[]>;
  /** It stands elsewhere: on her console, or in the window of the desk. */
  isNotified(words: Words): Promise<void>;
  /** Everything that stands elsewhere. */
  notifications(): Promise<string[]>;

  /** Her program is gone without a farewell. */
  crashes(): Promise<void>;
  /** She goes home. */
  leaves(): Promise<void>;
}
