import { createHash } from 'node:crypto';
import type { Line } from '../desk/conversation/conversation.ts';
import type { Seq } from '../protocol/entries.ts';
import { IM_ID } from './entry-text.ts';

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/**
 * The id of a line's entry: the same stanza said again is the same entry. Its first half is of address and stanza alone,
 * so that a correction, which names no more than these, finds the line.
 */
export const lineId = (from: string, stanza: string, text: string): string =>
  `${headOf(from, stanza)}${hash(from, stanza, text)}`;

const headOf = (from: string, stanza: string): string => `${IM_ID}${hash(from, stanza)}`;

/** The seq of the line a stanza brought; some programs name the correction before as what they correct next (XEP-0308). */
export const lineBy = (lines: readonly Line[], from: string, stanza: string): Seq | undefined => {
  const head = headOf(from, stanza);
  const entry = lines.findLast((line) => line.entry.id.startsWith(head))?.entry;
  if (entry?.what.kind === 'said') return entry.seq;
  return entry?.what.kind === 'edited' ? entry.what.of : undefined;
};
