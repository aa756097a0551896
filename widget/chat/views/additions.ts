import type { ConversationView, Line } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';
import { nameOf, type SaidLine, sentenceOf } from './rows.ts';

/**
 * The lines of librarians that arrived since `before` and that the patron has not seen in any tab. Lines of the history
 * are never among them.
 */
export function arrivals(before: ConversationView, now: ConversationView): Extract<SaidLine, { by: 'librarian' }>[] {
  const theirs = now.lines.filter((line) => line.kind === 'said' && line.by === 'librarian');
  return theirs.slice(theirs.length - now.unread).filter(({ seq }) => !before.lines.some((line) => line.seq === seq));
}

/**
 * What a screen reader announces after a change: what librarians said, events of the conversation since the patron took
 * part on this page (`taking`), and lines of the patron that failed. Never the patron's other lines, and never what was
 * there when the page loaded.
 */
export function additions(before: ConversationView, now: ConversationView, taking: boolean, reader: Reader): string[] {
  const { words } = reader;
  const said = new Set<Line>(arrivals(before, now));
  const announced = now.lines.flatMap((line) => {
    const earlier = before.lines.find(({ id, seq }) => id === line.id && seq === line.seq);
    if ('tick' in line) return line.tick === 'failed' && earlier !== line ? [`${words.failed}: ${line.text}`] : [];
    if (line.kind === 'said') return said.has(line) ? [`${nameOf(line, reader)}: ${line.text}`] : [];
    return !taking || earlier || line.kind === 'noted' ? [] : [sentenceOf(line, reader)];
  });
  if (now.ended === before.ended) return announced;
  const ended = now.ended === 'forgotten' ? reader.more()?.forgotten : now.ended && words.cleared;
  return ended && now.ended !== 'gone' ? [...announced, ended] : announced;
}

/**
 * Screen readers read only what is added to a live region, so the region keeps the last five sentences. `over`: the
 * conversation has ended, so the earlier sentences are removed.
 */
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
