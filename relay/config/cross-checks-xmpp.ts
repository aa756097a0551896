import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { isWord } from '../ids.ts';
import { accountMistake, isLoopback, serverMistake } from './keys/formats.ts';
import { quoted } from './mistakes.ts';
import type { Findings } from './read-node.ts';

/** Reports what does not match between the XMPP server, the desks and the accounts. */
export const checkXmpp = (root: Node, findings: Findings): void => {
  checkHost(root, findings);
  checkDeskNames(root, findings);
  const accounts = accountsOf(root);
  checkReached(root, accounts, findings);
  checkDomains(root, accounts, findings);
  checkTwice(accounts, findings);
};

const checkHost = (root: Node, findings: Findings): void => {
  const node = findNodeAtLocation(root, ['xmpp', 'host']);
  const allowed = findNodeAtLocation(root, ['xmpp', 'beyondLoopback']);
  const host = textOf(node);
  if (!node || host === undefined || serverMistake(host) !== undefined || isLoopback(host)) return;
  // A value of another kind was reported already.
  if (allowed && allowed.value !== false) return;
  const message = `${quoted(host)} is not this machine, so the secret and every question would cross the network unencrypted. Write "127.0.0.1"; or, where a tunnel or a private network connects the two, add "beyondLoopback": true.`;
  findings.report(node, ['xmpp', 'host'], message);
};

/** Reports desk names that could be a conversation's: desks and conversations have their addresses on one domain. */
const checkDeskNames = (root: Node, findings: Findings): void => {
  if (!findNodeAtLocation(root, ['xmpp'])) return;
  for (const { name, key } of membersOf(root, 'desks')) {
    if (!isWord(name)) continue;
    const message = `${quoted(name)} looks like a conversation's address in librarians' clients. Write another name, such as ${quoted(`${name.split('-')[0]}-desk`)}.`;
    findings.report(key, ['desks', name], message);
  }
};

interface Written {
  librarian: string;
  account: string;
  node: Node;
}

const accountsOf = (root: Node): Written[] =>
  membersOf(root, 'librarians').flatMap(({ name }) => {
    const node = findNodeAtLocation(root, ['librarians', name, 'xmpp']);
    const account = textOf(node);
    return node && account !== undefined && accountMistake(account) === undefined
      ? [{ librarian: name, account, node }]
      : [];
  });

const checkReached = (root: Node, [first]: readonly Written[], findings: Findings): void => {
  if (!first || findNodeAtLocation(root, ['xmpp'])) return;
  const message = `Without "xmpp" at the top of the config, the relay cannot reach this account. Write "xmpp": { "domain": "ask.library.example" } there, or remove the accounts.`;
  findings.report(first.node, ['librarians', first.librarian, 'xmpp'], message);
};

const checkDomains = (root: Node, accounts: readonly Written[], findings: Findings): void => {
  const domain = textOf(findNodeAtLocation(root, ['xmpp', 'domain']));
  for (const { librarian, account, node } of accounts) {
    const [local, of] = account.split('@');
    if (of === undefined || of !== domain) continue;
    const above = of.split('.').slice(1).join('.');
    const parent = above === 'localhost' || above.includes('.') ? above : 'library.example';
    const message = `${quoted(account)} is on the relay's own domain, where desks and conversations have their addresses and no one can sign in. Write the librarian's account on the server, such as ${quoted(`${local}@${parent}`)}.`;
    findings.report(node, ['librarians', librarian, 'xmpp'], message);
  }
};

const checkTwice = (accounts: readonly Written[], findings: Findings): void => {
  const taken = new Map<string, Written>();
  for (const one of accounts) {
    const other = taken.get(one.account);
    if (!other) taken.set(one.account, one);
    else if (other.librarian !== one.librarian) {
      const whose = `${quoted(other.librarian)} (line ${findings.lineOf(other.node)})`;
      const message = `${quoted(one.account)} is the account of ${whose} too, so it would not be clear which of the two answers. Write a different account.`;
      findings.report(one.node, ['librarians', one.librarian, 'xmpp'], message);
    }
  }
};

const textOf = (node: Node | undefined): string | undefined =>
  typeof node?.value === 'string' ? node.value : undefined;

const membersOf = (root: Node, key: 'desks' | 'librarians'): { name: string; key: Node }[] => {
  const node = findNodeAtLocation(root, [key]);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [name] = [] }) =>
    name ? [{ name: String(name.value), key: name }] : [],
  );
};
