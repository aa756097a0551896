import { type ChatWords, EN } from '../../strings/chat.en.ts';

/** Views that most patrons never see; they are a script of their own. */
export type More = typeof import('./more.ts');

/** For whom a view is drawn: her language and words, and the time it is. */
export interface Reader {
  words: ChatWords;
  /** For times and days, such as `en-GB`. */
  language: string;
  now: number;
  /** Fetched at the first call, which is followed by another drawing; absent until then, or where it cannot be had. */
  more(): More | undefined;
}

/** Whoever reads the page `host` is on. */
export function readerAt(host: HTMLElement, more: () => More | undefined): Reader {
  const root = host.getRootNode();
  const page =
    (root instanceof ShadowRoot ? root.host : host).closest<HTMLElement>('[lang]') ?? document.documentElement;
  const { language } = EN;
  return {
    words: EN,
    language: [page.lang, ...navigator.languages].find((one) => one.split('-')[0] === language) ?? language,
    now: Date.now(),
    more,
  };
}
