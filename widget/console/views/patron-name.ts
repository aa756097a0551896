import type { Thread } from '../model/thread.ts';

/** `heron-k2x9m4tq` is said "heron"; the rest tells two herons apart and stands small beside it. */
export const wordOf = (thread: Thread): string => saidWord(thread.card.word);

export const saidWord = (word: string): string => word.split('-')[0] ?? word;

export const restOf = (word: string): string => word.slice(saidWord(word).length + 1);
