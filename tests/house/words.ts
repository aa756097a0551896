import { namesIn, scan, wordsOfName } from './scan.ts';

/**
 * Plain English, as far as a program can look for it: the field's words are welcome (client, resource, session, queue),
 * a vocabulary of our own and pronouns for one sex are not. Wire names, stored values and test data are exempt.
 */

/** People are "they". Looked for in comments, names, strings and papers. */
export const PRONOUNS: ReadonlySet<string> = new Set('she her hers herself he him his himself'.split(' '));

/** Each with the words to use for it. Looked for in comments, names and papers. */
export const PRIVATE_WORDS: Readonly<Record<string, string>> = {
  tell: 'notify, send, report, show or say',
  tells: 'notifies, sends, reports, shows or says',
  told: 'notified, sent, reported, shown or said',
  telling: 'notifying, sending, reporting or saying',
  stand: 'be, be shown, be listed or apply',
  stands: 'is, is shown, is listed or applies',
  stood: 'was, was shown or was listed',
  standing: 'state',
  standings: 'states',
  anew: 'again, or from scratch',
  alike: 'both, or in the same way',
  beside: 'next to, as well as, or in addition to',
  whither: 'where to',
  workings: 'the name of the part',
  sayings: 'status updates',
  settling: 'sync',
};

/** Phrases of the same kind, for comments and papers. */
const PRIVATE_PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bat hand\b/gi, 'in memory, or loaded'],
  [/\bin mind\b/gi, 'remembered'],
  [/\bin stead\b/gi, 'instead'],
  [/\b(?:goes|go|going|went) before\b/gi, 'takes precedence, or precedes'],
];

/** Names that the wire or the data file fixes, so that no rename can change them. */
const FIXED_NAMES: ReadonlySet<string> = new Set(['told', 'tellLate', 'standings']);

export interface FoundWord {
  path: string;
  word: string;
  /** What to write in its place. */
  instead: string;
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** All that a file of prose or of code says otherwise than in plain English; each occurrence once, in no special order. */
export const wordsToReplace = (path: string, text: string): FoundWord[] => {
  const isPaper = path.endsWith('.md');
  const { comments, strings, code } = isPaper ? { comments: text, strings: '', code: '' } : scan(path, text);
  const inNames = [...namesIn(code), ...(isPaper ? [] : [path.replace(/\.\w+$/, '')])]
    .filter((name) => !FIXED_NAMES.has(name))
    .flatMap(wordsOfName);
  const found = (words: readonly string[], instead: (word: string) => string | undefined): FoundWord[] =>
    words.flatMap((word) => {
      const better = instead(word);
      return better === undefined ? [] : [{ path, word, instead: better }];
    });
  const person = (word: string) => (PRONOUNS.has(word) ? 'they, them or their' : undefined);
  const own = (word: string) => (Object.hasOwn(PRIVATE_WORDS, word) ? PRIVATE_WORDS[word] : undefined);
  const prose = withoutCode(comments);
  const phrases = PRIVATE_PHRASES.flatMap(([pattern, instead]) =>
    [...prose.matchAll(pattern)].map(([word]) => ({ path, word: word.toLowerCase(), instead })),
  );
  return [
    ...found([...wordsIn(prose), ...inNames, ...wordsIn(strings)], person),
    ...found([...wordsIn(prose), ...inNames], own),
    ...phrases,
  ];
};

/** Names in back quotes may be names of the wire, and text in quotation marks may be somebody's words. */
const withoutCode = (prose: string): string =>
  prose
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/"[^"\n]*"/g, '')
    .replace(/“[^”\n]*”/g, '');

/** `IStore` for an interface called Store. */
export const hungarian = (text: string): string[] =>
  [...text.matchAll(/^export interface (I[A-Z][a-z]\w*)/gm)].map(([, name = '']) => name);
