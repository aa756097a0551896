import type { ConversationView, Line } from '../conversation-view.ts';
import type { Reader } from './reader.ts';
import { nameOf, type SaidLine, sentenceOf } from './rows.ts';

/** Lines of librarians that have come since `before` and that she has not seen in any tab: no history is among them. */
export function arrivals(before: ConversationView, now: ConversationView): Extract<SaidLine, { by: 'librarian' }>[] {
  const had = new Set(before.lines.map((line) => line.seq));
  const theirs = now.lines.filter((line) => line.kind === 'said' && line.by === 'librarian');
  return theirs.slice(theirs.length - now.unread).filter((line) => !had.has(line.seq));
}

/**
 * What a screen reader is told of a change: what librarians said, what became of the conversation while she took part
 * on this page (`taking`), and lines of hers that failed. Never her own lines, never what was there when the page came.
 */
export function additions(before: ConversationView, now: ConversationView, taking: boolean, reader: Reader): string[] {
  const { words } = reader;
  const said = new Set<Line>(arrivals(before, now));
  const had = new Map(before.lines.map((line) => [line.id, line]));
  const told = now.lines.flatMap((line) => {
    const earlier = had.get(line.id);
    if ('tick' in line) {
      const fails = line.tick === 'failed' && earlier && 'tick' in earlier && earlier.tick !== 'failed';
      return fails ? [words.notSent] : [];
    }
    if (line.kind === 'said') return said.has(line) ? [`${nameOf(line, reader)}: ${line.text}`] : [];
    return !taking || earlier || line.kind === 'noted' ? [] : [sentenceOf(line, words)];
  });
  if (now.ended === before.ended) return told;
  if (now.ended === 'cleared') return [...told, words.cleared];
  return now.ended === 'forgotten' ? [...told, words.forgotten] : told;
}
