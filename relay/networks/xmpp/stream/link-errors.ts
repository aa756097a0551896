import { type Element, elementsOf } from './xml.ts';

/**
 * Why the link to the XMPP server is not up.
 * - `refused`: nothing accepts connections there.
 * - `silent`: connections are accepted but not answered, or the server stopped answering.
 * - `wrong-secret`, `conflict`, `unknown-domain`: the server said so. Conflict: another component uses this domain.
 * - `broken`: what answers does not speak the component protocol.
 * - `lost`: the connection ended for another reason.
 */
export type LinkErrorReason = 'refused' | 'silent' | 'wrong-secret' | 'conflict' | 'unknown-domain' | 'broken' | 'lost';

export interface LinkError {
  readonly reason: LinkErrorReason;
  /** The system's error code, or the server's stream error: `ECONNREFUSED`, `system-shutdown`. Never free text. */
  readonly detail?: string;
}

/** Stream errors (RFC 6120, 4.9.3) that say more than that the stream ended. */
const CONDITIONS: Readonly<Record<string, LinkErrorReason>> = {
  'not-authorized': 'wrong-secret',
  conflict: 'conflict',
  'host-unknown': 'unknown-domain',
  'host-gone': 'unknown-domain',
  'invalid-namespace': 'broken',
};

const ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';

/** The reason that a `<stream:error>` gives. */
export const linkErrorOf = (error: Element): LinkError => {
  const word = elementsOf(error).find(({ name, attrs }) => attrs.xmlns === ERRORS && name !== 'text')?.name;
  if (word === undefined || !/^[a-z-]{1,40}$/.test(word)) return { reason: 'lost' };
  return { reason: Object.hasOwn(CONDITIONS, word) ? (CONDITIONS[word] ?? 'lost') : 'lost', detail: word };
};
