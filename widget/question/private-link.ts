/** What the page of a private link decides: which key to use, what to ask the relay, and what the relay's answer means. */

import type { FromPatron } from '../../relay/protocol/frames.ts';
import { KEY_PATTERN } from '../../relay/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { parseStored } from '../chat/conversation/stored-key.ts';

/** How long after its last page was closed a stored key can be used without the link. */
const REMEMBER_MS = 30 * 60_000;

/**
 * What the page was opened with. A key: from the link or, with `stored`, from this tab's storage, as after a reload.
 * `none`: no link and no stored key. `broken`: a link whose key is malformed.
 */
export type FoundKey = { key: string; stored: boolean } | 'none' | 'broken';

/**
 * Finds the key of the conversation. A link takes precedence over the stored key. `fragment`: that of the page's address,
 * without the `#`. `stored`: the item in the tab's storage. `now`: milliseconds since 1970.
 */
export const findKey = (fragment: string, stored: string | null, now: number): FoundKey => {
  if (fragment) return KEY_PATTERN.test(fragment) ? { key: fragment, stored: false } : 'broken';
  const { key, at = 0 } = parseStored(stored) ?? {};
  return key !== undefined && Math.abs(now - at) <= REMEMBER_MS ? { key, stored: true } : 'none';
};

/** The item that the chat stores for this key: the patron has seen no line yet, and has a link. */
export const storedText = (key: string, now: number): string => `${key} 0 ${now} linked`;

/**
 * The frame that asks the relay whether there is a conversation with this key, and that never starts one. It gives the
 * largest possible number in `after`, which no conversation reaches: a relay that does not know the key answers `gone`,
 * and a relay that knows the key has no later entries to send.
 */
export const inquiryFrame = (desk: string, key: string): FromPatron => ({
  kind: 'hello',
  version: PROTOCOL_VERSION,
  desk,
  key,
  after: Number.MAX_SAFE_INTEGER,
});

/** What the first frame from the relay means. Throws where it is not JSON. */
export const meaningOf = (data: unknown): 'known' | 'gone' | 'unreachable' => {
  const frame: unknown = JSON.parse(`${data}`);
  const { kind, code } = { kind: '', code: '', ...(frame as object) }; // as: the relay's frames are objects
  return kind === 'welcome' ? 'known' : code === 'gone' ? 'gone' : 'unreachable';
};
