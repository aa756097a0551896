import type { BubbleWords } from '../../bubble/bubble-words.ts';
import type { ChatElement } from '../../bubble/chat-element.ts';
import { type ChatWords, EN } from '../../strings/chat.en.ts';

/** Views that many patrons never see; each is a script of its own. */
export type Details = typeof import('./details.ts');
export type More = typeof import('./more.ts');

/** For whom a view is drawn: her language and words, and the time it is. */
export interface Reader {
  words: ChatWords;
  /** For times and days, such as `en-GB`. */
  language: string;
  now: number;
  signs: BubbleWords['signs'] | undefined;
  /** Whose chat it is; absent where a view is drawn elsewhere. */
  host?: Pick<ChatElement, 'relay' | 'desk'>;
  /**
   * Where several say more than that they are there, nobody is, or a question waits for long. Absent until it is fetched, which
   * another drawing follows.
   */
  details(): Details | undefined;
  /** What is asked, fails, ends, or is linked to. Absent like `details`. */
  more(): More | undefined;
}

/** Whoever reads the page `host` is on. */
export function readerAt(host: ChatElement, given: Pick<Reader, 'signs' | 'details' | 'more'>): Reader {
  const { host: outer = host } = host.getRootNode() as Partial<ShadowRoot>; // as: it has a host if it is one
  const page = outer.closest<HTMLElement>('[lang]') ?? document.documentElement;
  const { language } = EN;
  return {
    words: EN,
    language: [page.lang, ...navigator.languages].find((one) => one.split('-')[0] === language) ?? language,
    now: Date.now(),
    host,
    ...given,
  };
}
