import type { BubbleWords } from '../../bubble/bubble-words.ts';
import type { ChatElement } from '../../bubble/chat-element.ts';
import { type ChatWords, EN } from '../../strings/chat.en.ts';

/** The parts with views that many patrons never see. Each is a script of its own. */
export type Details = typeof import('./details.ts');
export type More = typeof import('./more.ts');

/** The person for whom a view is rendered: their language and words, and the current time. */
export interface Reader {
  words: ChatWords;
  /** The language of times and days, such as `en-GB`. */
  language: string;
  now: number;
  signs: BubbleWords['signs'] | undefined;
  /** The chat's element; absent if a view is rendered elsewhere. */
  host?: Pick<ChatElement, 'relay' | 'desk'>;
  /**
   * The part for several librarians, for a desk where nobody is, and for a long wait. Undefined until it has been fetched;
   * the chat is then rendered again.
   */
  details(): Details | undefined;
  /** The part for questions, failures, endings and links. Undefined in the same way as `details`. */
  more(): More | undefined;
}

/** The reader of the page that `host` is on. */
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
