import type { Seq } from '../../../relay/protocol/entries.ts';
import { KEY_PATTERN } from '../../../relay/protocol/limits.ts';

/** What a browser remembers of a conversation: nothing but how to come back to it. */
export interface StoredKey {
  key: string;
  /** The last line she saw; so that a page that comes back does not call all of it new. */
  seen: Seq;
  /** When a page with it was last there, milliseconds since 1970. */
  at: number;
  /** She has taken a link with the key in it. */
  hasLink: boolean;
}

/** The part of `Storage` that is used. Every method may throw: storage can be blocked, or full. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** `key seen at`, and `linked` where she has a link; undefined for anything this page did not write. */
export const parseStored = (text: string | null): StoredKey | undefined => {
  const [key = '', seen, at, linked] = (text ?? '').split(' ');
  const stored = { key, seen: Number(seen), at: Number(at), hasLink: !!linked };
  return KEY_PATTERN.test(key) && stored.seen >= 0 && stored.at > 0 ? stored : undefined;
};
