/** The prefix of a question in a librarian's window: `[Reference desk · just now] `. */
const HEAD = /^(\(again\) )?\[[^\]\n]* · [^\]\n]*\] /;

/** A line without it: the patron's own words. */
export const withoutHead = (line: string): string => line.replace(HEAD, '$1');
