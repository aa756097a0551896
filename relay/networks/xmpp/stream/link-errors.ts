import { type Element, elementsOf } from './xml.ts';

/**
 * Why the link to the XMPP server is not up.
 * - `refused`: nothing accepts connections there.
 * - `silent`: connections are accepted, and nothing is answered; or it stopped answering.
 * - `wrong-secret`, `conflict`, `unknown-domain`: the server's own word. Conflict: another holds this domain.
 * - `broken`: what answers is no component's stream.
 * - `lost`: the connection ended for another reason.
 */
export type LinkErrorReason = 'refused' | 'silent' | 'wrong-secret' | 'conflict' | 'unknown-domain' | 'broken' | 'lost';

export interface LinkError {
  readonly reason: LinkErrorReason;
  /** The system's error code, or the server's word for it: `ECONNREFUSED`, `system-shutdown`. Never text. */
  readonly detail?: string;
}

/** Stream errors (RFC 6120, 4.9.3) that say more than that it ended. */
const CONDITIONS: Readonly<Record<string, LinkErrorReason>> = {
  'not-authorized': 'wrong-secret',
  conflict: 'conflict',
  'host-unknown': 'unknown-domain',
  'host-gone': 'unknown-domain',
  'invalid-namespace': 'broken',
};

const ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';

/** What a `<stream:error>` means for us. */
export const linkErrorOf = (error: Element): LinkError => {
  const word = elementsOf(error).find(({ name, attrs }) => attrs.xmlns === ERRORS && name !== 'text')?.name;
  if (word === undefined || !/^[a-z-]{1,40}$/.test(word)) return { reason: 'lost' };
  return { reason: Object.hasOwn(CONDITIONS, word) ? (CONDITIONS[word] ?? 'lost') : 'lost', detail: word };
};
