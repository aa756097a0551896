import { isIP } from 'node:net';
import { quoted } from '../mistakes.ts';

/** Each function returns what is wrong with a text that must have a certain form, and what to write instead. */

export const NAME_PATTERN = '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$';

/** Names of desks and librarians: they are part of web and XMPP addresses and keys in the data file. */
export const nameMistake = (name: string): string | undefined => {
  if (new RegExp(NAME_PATTERN).test(name)) return undefined;
  const meant = asName(name);
  const instead = meant === '' ? 'a name such as "main"' : `"${meant}"`;
  return `${quoted(name)} cannot be part of an address: a name has 1 to 32 characters, lowercase letters a to z, digits, and hyphens between them. Write ${instead}.`;
};

/** The allowed name closest to what was written; empty where nothing of it can be used. */
export const asName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');

export const HOST_PATTERN = '^[A-Za-z0-9.:%_-]+$';

/** The address of this machine on which the relay listens. */
export const hostMistake = (value: string): string | undefined => {
  if (value === '*') return '"*" is not a host. Write "0.0.0.0" for every address of this machine.';
  // Does not quote the value: the part before an "@" may be a password.
  if (value.includes('@')) return 'A host has no user name or password before an "@". Write "127.0.0.1".';
  if (new RegExp(HOST_PATTERN).test(value) && (isIP(value) !== 0 || !/:|^[0-9.]+$/.test(value))) return undefined;
  const inside = /^(?:https?:\/\/)?(?:\[([0-9a-f:]+)\]|([A-Za-z0-9._-]+))(?::\d+)?\/?$/i.exec(value);
  const host = inside?.[1] ?? inside?.[2];
  const instead = host !== undefined && host !== value ? `${quoted(host)}; the port has its own key` : '"127.0.0.1"';
  return `${quoted(value)} is not a host. Write ${instead}.`;
};

export const PHONE_PATTERN = '^[+(]?[0-9][0-9 ()./-]*[0-9](,? ?(ext\\.?|x) ?[0-9]{1,6})?$';

export const phoneMistake = (value: string): string | undefined =>
  new RegExp(PHONE_PATTERN).test(value)
    ? undefined
    : `${quoted(value)} is not a telephone number. Write digits, with spaces, hyphens or dots between, such as "+1 757 555 0100" or "757-555-0100 ext. 12".`;

/** As HTML's <input type="email"> accepts it, with a dot in the domain. */
export const EMAIL_PATTERN = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$";

export const emailMistake = (value: string): string | undefined => {
  if (new RegExp(EMAIL_PATTERN).test(value)) return undefined;
  const inside = value.split(/[\s<>:;,]+/).find((piece) => new RegExp(EMAIL_PATTERN).test(piece));
  return `${quoted(value)} is not an email address. Write ${quoted(inside ?? 'ask@library.example')}.`;
};

/** The data file: a path, absolute or relative to the folder of the config file. */
export const dataMistake = (value: string): string | undefined => {
  if (/^[a-z]+:\/\/|^file:/i.test(value))
    return `This is an address, not a file. Write the path of a file, such as "data/ask-librarian.db".`;
  if (value.startsWith('~'))
    return `"~" is not read as a home folder here. Write the whole path, such as "/var/lib/ask-librarian/ask.db".`;
  if (value === ':memory:')
    return '":memory:" would lose everything at a restart. Write the path of a file, such as "data/ask-librarian.db".';
  if (/(^|[/\\])\.{0,2}$/.test(value))
    return `${quoted(value)} is a folder. Write the path of a file in it, such as ${quoted(`${value.replace(/[/\\]?$/, '/')}ask-librarian.db`)}.`;
  return undefined;
};

export const ORIGIN_PATTERN = '^https?://[^/?#@\\s\\\\*]+$';

const EXAMPLE = 'https://catalogue.example';

const LOOPBACK = /^(localhost|127\.|\[::1\])/i;

/** Scheme, host and, where it is not the default, port of a web address, exactly as browsers send it in `Origin`. */
export const originMistake = (value: string): string | undefined => {
  if (value === 'null')
    return '"null" is what browsers send for pages without an address, which can be anyone\'s. Remove it.';
  const schemed = /^https?:\/\//i.test(value);
  const url = URL.parse(schemed ? value : `${LOOPBACK.test(value) ? 'http' : 'https'}://${value}`);
  // Checked first, and does not quote the value: the part before an "@" may be a password.
  if (value.includes('@')) {
    return `The address has a user name or password before the "@". Write "${url?.host ? url.origin : EXAMPLE}".`;
  }
  if (value.includes('*')) {
    return `${quoted(value)} contains a "*". Write each origin by itself, or only "*" for every page anywhere.`;
  }
  if (!url || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) !== schemed) {
    return `${quoted(value)} is not the origin of a web page. Write for example "${EXAMPLE}".`;
  }
  if (value === url.origin) return undefined;
  return `${quoted(value)} ${difference(value, schemed, url)}. Write "${url.origin}".`;
};

const difference = (value: string, schemed: boolean, url: URL): string => {
  if (!schemed) return 'lacks http:// or https:// before the host';
  const more = url.pathname !== '/' || url.search !== '' || url.hash !== '';
  if (more) return 'has more after the host, where an origin ends';
  if (/[/?#]$/.test(value)) return `ends with a ${value.at(-1)}, which an origin does not`;
  return 'is not written as browsers write it';
};

/** For XMPP: a host, a domain and an account. A value that may hold a password is never quoted. */

/** True where data sent to this host stays on this machine. */
export const isLoopback = (host: string): boolean =>
  /^(?:[^.]+\.)*localhost$/i.test(host) ||
  (isIP(host) === 4 && host.startsWith('127.')) ||
  (isIP(host) === 6 && /^(?:::1|::ffff:127\..*)$/i.test(host));

/** A host to connect to. */
export const serverMistake = (value: string): string | undefined =>
  ['*', '0.0.0.0', '::'].includes(value)
    ? `${quoted(value)} means every address, and no one can connect to that. Write "127.0.0.1".`
    : hostMistake(value);

/** A DNS name with a dot in it, or one under `localhost`, in lowercase. */
export const DOMAIN_PATTERN = '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$';

const DOMAIN = new RegExp(DOMAIN_PATTERN);

export const domainMistake = (value: string): string | undefined => {
  if (DOMAIN.test(value) && isIP(value) === 0) return undefined;
  const named = value.match(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi)?.map((name) => name.toLowerCase()) ?? [];
  const instead = named.findLast((name) => DOMAIN.test(name) && isIP(name) === 0) ?? 'ask.library.example';
  const what = value.includes('@') ? 'A domain has nothing before an "@"' : `${quoted(value)} is not a domain`;
  return `${what}. Write ${quoted(instead)}.`;
};

/** An XMPP address without a resource, in lowercase (RFC 7622, as far as accounts of librarians need it). */
export const ACCOUNT_PATTERN =
  '^[^\\u0000-\\u0020\\u007f"&\'/:<>@A-Z]+@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$';

const ACCOUNT = new RegExp(ACCOUNT_PATTERN, 'u');

// Servers send addresses in this form, and the relay compares them with the config.
const isFolded = (value: string): boolean => value === value.toLowerCase().normalize('NFC');

export const accountMistake = (value: string): string | undefined => {
  if (ACCOUNT.test(value) && isFolded(value)) return undefined;
  const bare = value.replace(/^xmpp:(?:\/\/)?/i, '').toLowerCase();
  // Only the first part: the text after a ":" may be a password, and text behind a password is not a name.
  const [, local, domain] = /(?<![^\s<])([^\s"&'/:<>@]+)(?::[^@]*)?@([^\s"&'/:<>@]+)/u.exec(bare) ?? [];
  const inside = `${local}@${domain}`.normalize('NFC');
  const instead = domain !== undefined && ACCOUNT.test(inside) ? inside : 'ann@library.example';
  const what = bare.includes(':')
    ? 'An account has no ":", and no password after one'
    : `${quoted(value)} is not an XMPP account`;
  return `${what}. Write ${quoted(instead)}.`;
};
