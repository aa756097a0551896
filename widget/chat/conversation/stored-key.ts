/** The item in the browser's storage that leads back to a conversation. */
import type { Seq } from '../../../relay/protocol/entries.ts';
import { KEY_PATTERN } from '../../../relay/protocol/limits.ts';

/** What a browser stores of a conversation: only what is needed to come back to it. */
export interface StoredKey {
  key: string;
  /** The last line that the patron saw, so that a page that comes back does not mark every line as new. */
  seen: Seq;
  /** When a page last had this conversation, in milliseconds since 1970. */
  at: number;
  /** The patron has a private link, which contains the key. */
  hasLink: boolean;
}

/** The methods of `Storage` that are used. Each may throw, because storage can be blocked, or full. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Reads the item: `key seen at`, then `linked` if the patron has a link. Undefined for any other text. */
export const parseStored = (text: string | null): StoredKey | undefined => {
  const [key = '', seen, at, linked] = (text ?? '').split(' ');
  const stored = { key, seen: Number(seen), at: Number(at), hasLink: !!linked };
  return KEY_PATTERN.test(key) && stored.seen >= 0 && stored.at > 0 ? stored : undefined;
};
