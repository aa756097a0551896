import type { Connection } from '../desk/ports.ts';

/** What one client of a librarian shows on its network. */
export interface ClientPresence {
  /** The client's name on its network, unique for the librarian; on XMPP the resource. */
  client: string;
  /** `left`: the client signed off. `lost`: its server reports that it vanished without signing off. */
  state: Connection['state'];
  availability: Connection['availability'];
  /** Extended away: ranks after away when one of several clients has to be chosen. */
  extended: boolean;
  /** The client set this by itself, not the librarian: the client is idle, or the text is one that clients are known to write. */
  automatic: boolean;
  /** -128 to 127. A client below 0 takes no line that is not addressed to it (RFC 6121, 8.5.2.1.1). 0 where a network has no priorities. */
  priority: number;
  words?: string;
  /** When the librarian set it, where the server says so (XEP-0203); milliseconds since 1970. */
  setAt?: number;
}

const ORDER: readonly ClientPresence['availability'][] = ['available', 'away', 'busy'];

const rank = ({ availability, extended }: ClientPresence): number => ORDER.indexOf(availability) * 2 + Number(extended);

/**
 * Of several clients' presences, the one that counts as the librarian's: the most available, and of equals the newest (the
 * last in the list). Undefined: no client is up with a priority of 0 or more.
 */
export const leadingPresence = (presences: Iterable<ClientPresence>): ClientPresence | undefined => {
  let best: ClientPresence | undefined;
  for (const one of presences) {
    if (one.state === 'up' && one.priority >= 0 && (!best || rank(one) <= rank(best))) best = one;
  }
  return best;
};
