import { createHash } from 'node:crypto';
import type { Line } from '../desk/live.ts';
import { IM_ID } from './told.ts';

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/**
 * The id of a line's entry: the same stanza said again is the same entry. Its first half is of address and stanza alone,
 * so that a correction, which names no more than these, finds the line.
 */
export const lineId = (from: string, stanza: string, text: string): string =>
  `${headOf(from, stanza)}${hash(from, stanza, text)}`;

const headOf = (from: string, stanza: string): string => `${IM_ID}${hash(from, stanza)}`;

/** The line a stanza brought. */
export const lineBy = (lines: readonly Line[], from: string, stanza: string): Line | undefined => {
  const head = headOf(from, stanza);
  return lines.findLast(({ entry }) => entry.what.kind === 'said' && entry.id.startsWith(head));
};
