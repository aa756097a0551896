/**
 * A librarian who works at a console or in a messenger: what the librarian does and what the librarian reads. Where the
 * texts of the two places differ, a test gives both.
 */

/** At a console, or in the librarian's own messenger. */
export type Place = 'console' | 'im';

/** A text that the librarian reads, word for word; one for each place where the places differ. */
export type Words = string | RegExp | Readonly<Record<Place, string | RegExp>>;

export const matches = (words: Words, at: Place, sentence: string): boolean => {
  const expected = typeof words === 'string' || words instanceof RegExp ? words : words[at];
  return typeof expected === 'string' ? sentence === expected : expected.test(sentence);
};

/** A closing of a desk: its end, and the reason as patrons read it. */
export interface DeskClosing {
  until: number;
  words: string;
}

/** Acts name a conversation by its first question. No act waits for the relay: tests wait for what follows from it. */
export interface MixedLibrarian {
  readonly name: string;
  readonly account: string;
  readonly place: Place;

  says(question: string, text: string): Promise<void>;
  /** Sends one of the desk's canned replies. */
  replies(question: string, code: string): Promise<void>;
  takes(question: string): Promise<void>;
  /** Takes the one question that a patron left and that the desk has reported. */
  takesWhatWasLeft(question: string): Promise<void>;
  handsBack(question: string): Promise<void>;
  handsTo(question: string, colleague: string, note?: string): Promise<void>;
  movesTo(question: string, desk: string, note?: string): Promise<void>;
  asks(question: string, colleague: string, text: string): Promise<void>;
  /** Joins a conversation that a colleague answers. */
  joins(question: string, colleague: string): Promise<void>;
  ends(question: string): Promise<void>;
  blocks(question: string): Promise<void>;

  states(availability: 'available' | 'away' | 'busy', words?: string): Promise<void>;
  goesOn(): Promise<void>;
  goesOff(note?: string): Promise<void>;
  closesDesk(closing: DeskClosing): Promise<void>;
  pausesDesk(): Promise<void>;
  opensDesk(): Promise<void>;
  /** Looks up the colleagues' whereabouts and the librarian's own; the result is in `notifications`. */
  looksAround(): Promise<void>;

  /** Waits until the question rings here, with the desk and its waiting time, and opens it. */
  isRung(question: string, words: Words): Promise<void>;
  /** Waits until the conversation has this text. */
  reads(question: string, words: Words): Promise<void>;
  /** All that the librarian sees of the conversation now, own lines and acts included. */
  conversation(question: string): Promise<string[]>;
  /** Waits until this text is shown outside the conversations: on the console, or in the desk's window. */
  isNotified(words: Words): Promise<void>;
  /** Everything that is shown outside the conversations. */
  notifications(): Promise<string[]>;

  /** The librarian's client is gone without a sign-off. */
  crashes(): Promise<void>;
  /** The librarian signs off. */
  leaves(): Promise<void>;
}
