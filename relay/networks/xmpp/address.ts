import type { LibrarianEntry } from '../../desk/roster.ts';

/** XMPP addresses, `local@domain/resource` (RFC 7622). */

export interface Address {
  /** Lower case; absent in the address of a server. */
  readonly local?: string;
  /** Lower case. */
  readonly domain: string;
  /** As it was written: resources that differ in case are different. */
  readonly resource?: string;
}

/** Most bytes of UTF-8 in each part (RFC 7622, 3.2 to 3.4). */
const MAX_BYTES = 1_023;

/** RFC 7622, 3.3.1, and what no name consists of: spaces, controls, unpaired surrogates. */
const NOT_IN_LOCAL = /["&'/:<>@\s\p{Cc}\p{Cf}\p{Cs}]/u;
const NOT_IN_DOMAIN = /["&'/<>@\s\p{Cc}\p{Cf}\p{Cs}]|^\.|\.\.|\.$/u;
const NOT_IN_RESOURCE = /[\p{Cc}\p{Cs}]/u;

/** Undefined: the text is not an address. */
export const parseAddress = (text: string): Address | undefined => {
  // RFC 7622, 3.1: the first slash ends the bare address; an @ after it belongs to the resource.
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const at = bare.indexOf('@');
  const local = at < 0 ? undefined : folded(bare.slice(0, at));
  const domain = folded(bare.slice(at + 1)).replace(/\.$/, '');
  const resource = slash < 0 ? undefined : text.slice(slash + 1).normalize('NFC');
  if (!isPart(domain, NOT_IN_DOMAIN)) return undefined;
  if (local !== undefined && !isPart(local, NOT_IN_LOCAL)) return undefined;
  if (resource !== undefined && !isPart(resource, NOT_IN_RESOURCE)) return undefined;
  return { ...(local !== undefined && { local }), domain, ...(resource !== undefined && { resource }) };
};

/** The address without its resource. */
export const bareOf = ({ local, domain }: Address): string => (local === undefined ? domain : `${local}@${domain}`);

export const fullOf = (address: Address): string =>
  address.resource === undefined ? bareOf(address) : `${bareOf(address)}/${address.resource}`;

const folded = (text: string): string => text.toLowerCase().normalize('NFC');

const isPart = (text: string, not: RegExp): boolean =>
  text !== '' && !not.test(text) && new TextEncoder().encode(text).length <= MAX_BYTES;

/** The XMPP account that the config names for a librarian; undefined: none. */
export const xmppAccountOf = ({ xmpp }: LibrarianEntry): string | undefined => xmpp;
