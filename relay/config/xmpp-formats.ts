import { isIP } from 'node:net';
import { hostFault } from './formats.ts';
import { quoted } from './mistakes.ts';

/** What is wrong with a host, domain or account for instant messaging. What may hold a password is never repeated. */

/** Does what goes there stay on this machine? */
export const isLoopback = (host: string): boolean =>
  /^(?:[^.]+\.)*localhost$/i.test(host) ||
  (isIP(host) === 4 && host.startsWith('127.')) ||
  (isIP(host) === 6 && /^(?:::1|::ffff:127\..*)$/i.test(host));

/** A host to connect to. */
export const serverFault = (value: string): string | undefined =>
  ['*', '0.0.0.0', '::'].includes(value)
    ? `${quoted(value)} stands for every address, and nobody can connect to that. Write "127.0.0.1".`
    : hostFault(value);

/** A name of the DNS with a dot in it, or one under `localhost`, in small letters. */
export const DOMAIN_PATTERN = '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$';

const DOMAIN = new RegExp(DOMAIN_PATTERN);

export const domainFault = (value: string): string | undefined => {
  if (DOMAIN.test(value) && isIP(value) === 0) return undefined;
  const named = value.match(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi)?.map((name) => name.toLowerCase()) ?? [];
  const instead = named.findLast((name) => DOMAIN.test(name) && isIP(name) === 0) ?? 'ask.library.example';
  const what = value.includes('@') ? 'A domain has nothing before an "@"' : `${quoted(value)} is not a domain`;
  return `${what}. Write ${quoted(instead)}.`;
};

/** An XMPP address without a resource, in small letters (RFC 7622, as far as accounts of librarians go). */
export const ACCOUNT_PATTERN =
  '^[^\\u0000-\\u0020\\u007f"&\'/:<>@A-Z]+@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$';

const ACCOUNT = new RegExp(ACCOUNT_PATTERN, 'u');

// Servers send addresses so, and they are compared with what is written here.
const isFolded = (value: string): boolean => value === value.toLowerCase().normalize('NFC');

export const accountFault = (value: string): string | undefined => {
  if (ACCOUNT.test(value) && isFolded(value)) return undefined;
  const bare = value.replace(/^xmpp:(?:\/\/)?/i, '').toLowerCase();
  // The first part alone: what follows a ":" may be a password, and what stands behind one is no name.
  const [, local, domain] = /(?<![^\s<])([^\s"&'/:<>@]+)(?::[^@]*)?@([^\s"&'/:<>@]+)/u.exec(bare) ?? [];
  const inside = `${local}@${domain}`.normalize('NFC');
  const instead = domain !== undefined && ACCOUNT.test(inside) ? inside : 'ann@library.example';
  const what = bare.includes(':')
    ? 'An account has no ":", and no password behind one'
    : `${quoted(value)} is not an account for instant messaging`;
  return `${what}. Write ${quoted(instead)}.`;
};
