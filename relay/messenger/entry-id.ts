import type { Line } from '../desk/conversation/conversation.ts';
import type { Seq } from '../protocol/entries.ts';
import { IM_ID } from './entry-text.ts';

/** A one-way hash of a text, as 16 letters and digits. */
export type Digest = (text: string) => string;

/**
 * The id of the entry that a message becomes: the same message received again has the same id, and so is the same entry.
 * `sender` is the address of the client, `message` its id on the network. The first half of an entry's id depends on sender
 * and message alone, so that a correction, which names no more than these, finds the line.
 */
export const entryIdOf = (digest: Digest, sender: string, message: string, text: string): string =>
  `${prefixOf(digest, sender, message)}${digest(JSON.stringify([sender, message, text]))}`;

const prefixOf = (digest: Digest, sender: string, message: string): string =>
  `${IM_ID}${digest(JSON.stringify([sender, message]))}`;

/**
 * The seq of the line that a message brought. Some clients name their previous correction as the message that the next one
 * corrects (XEP-0308); then it is the seq of the line that was corrected.
 */
export const lineOfMessage = (
  digest: Digest,
  lines: readonly Line[],
  sender: string,
  message: string,
): Seq | undefined => {
  const prefix = prefixOf(digest, sender, message);
  const entry = lines.findLast((line) => line.entry.id.startsWith(prefix))?.entry;
  if (entry?.what.kind === 'said') return entry.seq;
  return entry?.what.kind === 'edited' ? entry.what.of : undefined;
};
