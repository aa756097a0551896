import { isIP, isIPv6 } from 'node:net';
import type { WebConfig } from '../web-config.ts';

/** The client's network address and protocol: from the connection, or from headers of a proxy that the config trusts. */

/**
 * What limits count as one network address: a whole IPv4 address, or the /64 of an IPv6 one, since a household has at least a /64.
 * It is in memory while a socket is open; it is never stored and never logged.
 */
export const networkAddress = (
  remote: string | undefined,
  forwardedFor: string | string[] | undefined,
  behindProxy: boolean,
): string => {
  // Only the last entry is written by the proxy itself; a client can send anything before it.
  const forwarded = behindProxy
    ? addressIn(
        String(forwardedFor ?? '')
          .split(',')
          .at(-1),
      )
    : undefined;
  return countedAddress(forwarded ?? addressIn(remote) ?? 'unknown');
};

/** True if the browser used https, to the relay or to the proxy in front of it. */
export const cameByHttps = (
  forwardedProto: string | string[] | undefined,
  { address, behindProxy }: Pick<WebConfig, 'address' | 'behindProxy'>,
): boolean =>
  address?.startsWith('https:') === true ||
  (behindProxy && String(forwardedProto).split(',').at(-1)?.trim().toLowerCase() === 'https');

/** The address without port, brackets and zone; undefined if the text is not an address. */
const addressIn = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim().replace(/%.*$/, '') ?? '';
  if (isIP(trimmed)) return trimmed;
  const inside = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? '';
  return isIP(inside) ? inside : undefined;
};

const countedAddress = (address: string): string => {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  // An IPv4-mapped address, however it is written (RFC 4291 section 2.5.5.2). All IPv4 addresses are in one /64, so it counts as IPv4.
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return dottedAddress(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
};

/** The eight groups of an IPv6 address, without leading zeros. `::` becomes as many zero groups as are missing. */
const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, hexGroups).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
};

/** Two groups from the dotted IPv4 notation at the end of an IPv6 address. */
const hexGroups = (end: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = end.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

const dottedAddress = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((both) => [both >> 8, both & 255])
    .join('.');
