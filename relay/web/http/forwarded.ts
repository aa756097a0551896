import { isIP, isIPv6 } from 'node:net';
import type { WebConfig } from '../web-config.ts';

/** Who asked, and how: from the connection, or from a proxy that is believed. */

/**
 * What counts as one network address: all of an IPv4 address, the /64 of an IPv6 one, since a household has at least
 * that many. Held in memory while a socket is open, never kept, never logged.
 */
export const networkAddress = (
  remote: string | undefined,
  forwardedFor: string | string[] | undefined,
  behindProxy: boolean,
): string => {
  // Only the last entry is the proxy's own; whoever asks can write anything before it.
  const forwarded = behindProxy
    ? bare(
        String(forwardedFor ?? '')
          .split(',')
          .at(-1),
      )
    : undefined;
  return counted(forwarded ?? bare(remote) ?? 'unknown');
};

/** Did the browser come by https, to the relay or to the proxy before it? */
export const cameByHttps = (
  forwardedProto: string | string[] | undefined,
  { address, behindProxy }: Pick<WebConfig, 'address' | 'behindProxy'>,
): boolean =>
  address?.startsWith('https:') === true ||
  (behindProxy && String(forwardedProto).split(',').at(-1)?.trim().toLowerCase() === 'https');

/** An address without port, brackets and zone; undefined where it is none. */
const bare = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim().replace(/%.*$/, '') ?? '';
  if (isIP(trimmed)) return trimmed;
  const inside = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? '';
  return isIP(inside) ? inside : undefined;
};

const counted = (address: string): string => {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  // An IPv4 address, however it is written (RFC 4291, 2.5.5.2): all of them are one /64.
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return dotted(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
};

/** Eight, without zeros before; "a::b" has as many zeros between as are missing. */
const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, hexadecimal).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
};

/** Two groups from a dotted end. */
const hexadecimal = (end: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = end.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

const dotted = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((both) => [both >> 8, both & 255])
    .join('.');
