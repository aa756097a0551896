import type { ConversationView, Line } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';
import { nameOf, type SaidLine, sentenceOf } from './rows.ts';

/** Lines of librarians that have come since `before` and that she has not seen in any tab: no history is among them. */
export function arrivals(before: ConversationView, now: ConversationView): Extract<SaidLine, { by: 'librarian' }>[] {
  const theirs = now.lines.filter((line) => line.kind === 'said' && line.by === 'librarian');
  return theirs.slice(theirs.length - now.unread).filter(({ seq }) => !before.lines.some((line) => line.seq === seq));
}

/**
 * What a screen reader is told of a change: what librarians said, what became of the conversation while she took part
 * on this page (`taking`), and lines of hers that failed. Never her own lines, never what was there when the page came.
 */
export function additions(before: ConversationView, now: ConversationView, taking: boolean, reader: Reader): string[] {
  const { words } = reader;
  const said = new Set<Line>(arrivals(before, now));
  const told = now.lines.flatMap((line) => {
    const earlier = before.lines.find(({ id, seq }) => id === line.id && seq === line.seq);
    if ('tick' in line) return line.tick === 'failed' && earlier !== line ? [`${words.failed}: ${line.text}`] : [];
    if (line.kind === 'said') return said.has(line) ? [`${nameOf(line, reader)}: ${line.text}`] : [];
    return !taking || earlier || line.kind === 'noted' ? [] : [sentenceOf(line, reader)];
  });
  if (now.ended === before.ended) return told;
  const ended = now.ended === 'forgotten' ? reader.more()?.forgotten : now.ended && words.cleared;
  return ended && now.ended !== 'gone' ? [...told, ended] : told;
}

/** Only additions to a live region are read, so nothing is in it but the last few; `over`: and nothing of what was told. */
export function announce(root: ParentNode, sentences: readonly string[], over: boolean): void {
  const region = root.querySelector('#told');
  if (over) region?.replaceChildren();
  for (const sentence of sentences) {
    const line = document.createElement('p');
    line.textContent = sentence;
    region?.append(line);
    if (region && region.childElementCount > 5) region.firstElementChild?.remove();
  }
}
