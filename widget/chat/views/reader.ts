import type { ChatWords } from '../../strings/chat.en.ts';

/** For whom a view is drawn: her language and words, and the time it is. */
export interface Reader {
  words: ChatWords;
  /** For times and days, such as `en-GB`. */
  language: string;
  now: number;
}
