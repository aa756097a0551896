import type { FromPatron } from '../../relay/protocol/frames.ts';
import { KEY_PATTERN } from '../../relay/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { parseStored } from '../chat/conversation/stored-key.ts';

/** For so long after its last page was closed a key can be taken up again without the link. */
const REMEMBER_MS = 30 * 60_000;

/** What the page was opened with: a key from its link, or from before it was loaded anew; none; or a link that is none. */
export type Found = { key: string; stored: boolean } | 'none' | 'broken';

/** `fragment`: of the address, without its #. `stored`: what this tab has of it. */
export const found = (fragment: string, stored: string | null, now: number): Found => {
  if (fragment) return KEY_PATTERN.test(fragment) ? { key: fragment, stored: false } : 'broken';
  const { key, at = 0 } = parseStored(stored) ?? {};
  return key !== undefined && Math.abs(now - at) <= REMEMBER_MS ? { key, stored: true } : 'none';
};

/** As the chat stores it; nothing is seen yet, and she has the link. */
export const storedOf = (key: string, now: number): string => `${key} 0 ${now} linked`;

/**
 * Asks whether there is such a conversation, and begins none: no conversation has got so far, so a relay that does not
 * know the key says `gone`, and one that knows it has nothing to send.
 */
export const inquiry = (desk: string, key: string): FromPatron => ({
  kind: 'hello',
  version: PROTOCOL_VERSION,
  desk,
  key,
  after: Number.MAX_SAFE_INTEGER,
});

/** What the relay's first frame means. */
export const answerOf = (data: unknown): 'known' | 'gone' | 'unreachable' => {
  const frame: unknown = JSON.parse(`${data}`);
  const { kind, code } = { kind: '', code: '', ...(frame as object) }; // as: the relay's frames are objects
  return kind === 'welcome' ? 'known' : code === 'gone' ? 'gone' : 'unreachable';
};
