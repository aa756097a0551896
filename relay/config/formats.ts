import { isIP } from 'node:net';
import { quoted } from './mistakes.ts';

/** What is wrong with a text that must have a certain form, and what to write instead. */

export const NAME_PATTERN = '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$';

/** Names of desks and librarians: parts of web and chat addresses, and the keys under which things are kept. */
export const nameFault = (name: string): string | undefined => {
  if (new RegExp(NAME_PATTERN).test(name)) return undefined;
  const meant = asName(name);
  const instead = meant === '' ? 'a name such as "main"' : `"${meant}"`;
  return `${quoted(name)} does not fit into an address: a name has 1 to 32 small letters a to z, digits and hyphens inside. Write ${instead}.`;
};

/** The fitting name nearest to what was written; empty where nothing of it fits. */
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
export const hostFault = (value: string): string | undefined => {
  if (value === '*') return '"*" is not a host. Write "0.0.0.0" for every address of this machine.';
  // Without repeating it: what stands before an "@" may be a password.
  if (value.includes('@')) return 'A host has no name or password before an "@". Write "127.0.0.1".';
  if (new RegExp(HOST_PATTERN).test(value) && (isIP(value) !== 0 || !/:|^[0-9.]+$/.test(value))) return undefined;
  const inside = /^(?:https?:\/\/)?(?:\[([0-9a-f:]+)\]|([A-Za-z0-9._-]+))(?::\d+)?\/?$/i.exec(value);
  const host = inside?.[1] ?? inside?.[2];
  const instead = host !== undefined && host !== value ? `${quoted(host)}; the port has its own key` : '"127.0.0.1"';
  return `${quoted(value)} is not a host. Write ${instead}.`;
};

export const PHONE_PATTERN = '^[+(]?[0-9][0-9 ()./-]*[0-9](,? ?(ext\\.?|x) ?[0-9]{1,6})?$';

export const phoneFault = (value: string): string | undefined =>
  new RegExp(PHONE_PATTERN).test(value)
    ? undefined
    : `${quoted(value)} is not a telephone number. Write digits, with spaces, hyphens or dots between, such as "+1 757 555 0100" or "757-555-0100 ext. 12".`;

/** As HTML's <input type="email"> takes it, with a dot in the domain. */
export const EMAIL_PATTERN = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$";

export const emailFault = (value: string): string | undefined => {
  if (new RegExp(EMAIL_PATTERN).test(value)) return undefined;
  const inside = value.split(/[\s<>:;,]+/).find((piece) => new RegExp(EMAIL_PATTERN).test(piece));
  return `${quoted(value)} is not an email address. Write ${quoted(inside ?? 'ask@library.example')}.`;
};

/** The file of data: a path, absolute or from the folder of the config file. */
export const dataFault = (value: string): string | undefined => {
  if (/^[a-z]+:\/\/|^file:/i.test(value))
    return `This is an address, not a file. Write the path of a file, such as "data/ask-librarian.db".`;
  if (value.startsWith('~'))
    return `"~" is not read as a home folder here. Write the whole path, such as "/var/lib/ask-librarian/ask.db".`;
  if (value === ':memory:')
    return '":memory:" would forget everything at a restart. Write the path of a file, such as "data/ask-librarian.db".';
  if (/(^|[/\\])\.{0,2}$/.test(value))
    return `${quoted(value)} is a folder. Write the path of a file in it, such as ${quoted(`${value.replace(/[/\\]?$/, '/')}ask-librarian.db`)}.`;
  return undefined;
};
