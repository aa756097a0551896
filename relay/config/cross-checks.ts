import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { type Placeholder, placeholdersOf } from '../desk/canned-replies.ts';
import { checkXmpp } from './cross-checks-xmpp.ts';
import { asName } from './keys/formats.ts';
import { type Path, quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';
import type { Findings } from './read-node.ts';

/** Reports what no single value shows: names that do not match, and values that contradict one another. */
export const checkAcross = (root: Node, findings: Findings): void => {
  checkOrigins(root, findings);
  const desks = membersAt(root, ['desks']);
  for (const desk of desks) {
    checkKnown(root, desk.name, findings);
    checkServing(root, desk.name, findings);
    checkHandOn(
      root,
      desk.name,
      desks.map(({ name }) => name),
      findings,
    );
    checkDisplayNames(root, desk.name, findings);
    checkReplies(root, desk.name, findings);
  }
  checkXmpp(root, findings);
};

const checkOrigins = (root: Node, findings: Findings): void => {
  const origins = textsAt(root, ['origins']);
  const any = origins.find(({ value }) => value === '*');
  if (!any || origins.length === 1) return;
  const message = '"*" allows every page, so the other origins have no effect. Write ["*"], or remove the "*".';
  findings.report(any.node, ['origins', any.index], message);
};

const checkKnown = (root: Node, desk: string, findings: Findings): void => {
  const librarians = findNodeAtLocation(root, ['librarians']);
  if (librarians?.type !== 'object') return;
  // A name that is not allowed is reported where it is defined; here it counts as the allowed name closest to it.
  const known = membersAt(root, ['librarians']).map(({ name }) => asName(name));
  const named = textsAt(root, ['desks', desk, 'librarians']).map(({ value, node, index }) => ({
    value,
    node,
    path: ['librarians', index],
  }));
  const late = textAt(root, ['desks', desk, 'tellLate', 'to']).map((one) => ({ ...one, path: ['tellLate', 'to'] }));
  for (const { value, node, path } of [...named, ...late]) {
    if (known.includes(asName(value))) continue;
    const meant = nearest(value, known);
    const instead =
      meant === undefined ? `Add it there, or write one of ${known.map(quoted).join(', ')}` : `Write ${quoted(meant)}`;
    const message = `There is no librarian ${quoted(value)} under "librarians". ${instead}.`;
    findings.report(node, ['desks', desk, ...path], message);
  }
};

/** Reports librarians in `rota` and `mayClose` who do not serve at the desk. */
const checkServing = (root: Node, desk: string, findings: Findings): void => {
  const serving = textsAt(root, ['desks', desk, 'librarians']).map(({ value }) => asName(value));
  const known = membersAt(root, ['librarians']).map(({ name }) => asName(name));
  // A misspelt name in "librarians" was reported already.
  if (serving.length === 0 || serving.some((name) => !known.includes(name))) return;
  const named = [
    ...membersAt(root, ['desks', desk, 'rota']).map(({ name, node }) => ({ name, node, path: ['rota', name] })),
    ...textsAt(root, ['desks', desk, 'mayClose']).map(({ value, node, index }) => ({
      name: value,
      node,
      path: ['mayClose', index],
    })),
  ];
  for (const { name, node, path } of named) {
    if (serving.includes(asName(name))) continue;
    const meant = nearest(name, serving);
    const instead =
      meant === undefined
        ? `Add it there, or write one of ${serving.map(quoted).join(', ')}`
        : `Write ${quoted(meant)}`;
    const message = `There is no librarian ${quoted(name)} under "librarians" of this desk. ${instead}.`;
    findings.report(node, ['desks', desk, ...path], message);
  }
};

/** Reports equal display names at one desk: patrons have nothing else to distinguish the librarians by. */
const checkDisplayNames = (root: Node, desk: string, findings: Findings): void => {
  const names = textsAt(root, ['desks', desk, 'librarians'])
    .map(({ value }) => ({ librarian: value, node: findNodeAtLocation(root, ['librarians', value, 'displayName']) }))
    .filter((one): one is { librarian: string; node: Node } => typeof one.node?.value === 'string')
    .sort((one, other) => one.node.offset - other.node.offset);

  const taken = new Map<string, { librarian: string; node: Node }>();
  for (const { librarian, node } of names) {
    const read = String(node.value).normalize('NFKC').toLowerCase();
    const other = taken.get(read);
    if (!other) taken.set(read, { librarian, node });
    else if (other.librarian !== librarian) {
      const whose = `${quoted(other.librarian)} (line ${findings.lineOf(other.node)})`;
      const message = `${quoted(String(node.value))} is also the display name of ${whose}, and both serve at ${quoted(desk)}. Write a different name, such as ${quoted(`${node.value} B.`)}.`;
      findings.report(node, ['librarians', librarian, 'displayName'], message);
    }
  }
};

const membersAt = (root: Node, path: Path): { name: string; node: Node }[] => {
  const node = findNodeAtLocation(root, [...path]);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const key = property.children?.[0];
    return key ? [{ name: String(key.value), node: key }] : [];
  });
};

const textAt = (root: Node, path: Path): { value: string; node: Node }[] => {
  const node = findNodeAtLocation(root, [...path]);
  const value: unknown = node?.value;
  return node && typeof value === 'string' ? [{ value, node }] : [];
};

const textsAt = (root: Node, path: Path): { value: string; node: Node; index: number }[] => {
  const node = findNodeAtLocation(root, [...path]);
  if (node?.type !== 'array') return [];
  return (node.children ?? []).flatMap((item, index) => {
    const value: unknown = item.value;
    return typeof value === 'string' ? [{ value, node: item, index }] : [];
  });
};

/** Reports a `handOn` to a desk that does not exist, without a reason, or in a circle. `desks`: the names of all desks. */
export const checkHandOn = (root: Node, desk: string, desks: readonly string[], findings: Findings): void => {
  const path = ['desks', desk, 'handOn'];
  const to = findNodeAtLocation(root, [...path, 'to']);
  if (typeof to?.value !== 'string') return;
  const mistake = targetMistake(root, desk, to.value, desks.map(asName)) ?? reasonMistake(root, path);
  if (mistake !== undefined) findings.report(to, [...path, 'to'], mistake);
};

const targetMistake = (root: Node, desk: string, to: string, desks: readonly string[]): string | undefined => {
  if (asName(to) === asName(desk)) return 'A desk cannot hand its questions to itself. Write the name of another desk.';
  if (!desks.includes(asName(to))) {
    const meant = nearest(to, desks);
    const instead = meant === undefined ? `one of ${desks.map(quoted).join(', ')}` : quoted(meant);
    return `There is no desk ${quoted(to)}. Write ${instead}.`;
  }
  const circle = circleFrom(root, desk);
  // Reported once, at the desk of the circle that comes first in the file.
  const first = circle?.every((one) => desks.indexOf(one) >= desks.indexOf(asName(desk)));
  if (!circle || !first) return undefined;
  return `Questions would go in a circle: ${circle.map(quoted).join(' to ')}. Remove "handOn" from one of these desks.`;
};

/** The desks from this one back to itself; undefined where its questions never come back. */
const circleFrom = (root: Node, desk: string): string[] | undefined => {
  const way = [asName(desk)];
  for (;;) {
    const to: unknown = findNodeAtLocation(root, ['desks', way.at(-1) ?? '', 'handOn', 'to'])?.value;
    if (typeof to !== 'string') return undefined;
    const next = asName(to);
    const before = way.indexOf(next);
    way.push(next);
    if (before >= 0) return before === 0 ? way : undefined;
  }
};

const reasonMistake = (root: Node, path: readonly string[]): string | undefined =>
  findNodeAtLocation(root, [...path, 'afterSeconds']) || findNodeAtLocation(root, [...path, 'whenClosed'])
    ? undefined
    : 'Nothing says when questions move to the other desk. Write "afterSeconds": 120, "whenClosed": true, or both.';

/** For each placeholder, the key of the desk that it needs, and an example of that key's value. */
const NEEDS: Readonly<Record<Exclude<Placeholder, 'name'>, readonly [key: string, example: string]>> = {
  phone: ['phone', '"757-555-0100"'],
  email: ['email', '"ask@library.example"'],
  address: ['address', '"110 Main Street, Newport News"'],
  hours: ['hours', '{ "monday": ["09:00-17:00"] }'],
  opens: ['hours', '{ "monday": ["09:00-17:00"] }'],
  closes: ['hours', '{ "monday": ["09:00-17:00"] }'],
};

/** Reports codes that are the same when typed, and placeholders whose value the desk does not have. */
export const checkReplies = (root: Node, desk: string, findings: Findings): void => {
  const at = ['desks', desk, 'replies'];
  const replies = findNodeAtLocation(root, at);
  if (replies?.type !== 'object') return;
  const first = new Map<string, Node>();
  for (const [code, text] of (replies.children ?? []).map((property) => property.children ?? [])) {
    if (!code) continue;
    const typed = String(code.value);
    const folded = typed.normalize('NFKC').toLowerCase();
    const other = first.get(folded);
    if (!other) first.set(folded, code);
    // The same key twice was reported already.
    else if (other.value !== typed) {
      const message = `${quoted(typed)} and ${quoted(String(other.value))} (line ${findings.lineOf(other)}) are the same code to the relay. Write a different one, such as ${quoted(`${typed}-2`)}.`;
      findings.report(code, [...at, typed], message);
    }
    if (text?.type === 'string') checkValues(root, desk, [...at, typed], text, findings);
  }
};

const checkValues = (root: Node, desk: string, path: string[], text: Node, findings: Findings): void => {
  for (const word of new Set(placeholdersOf(String(text.value)))) {
    if (!Object.hasOwn(NEEDS, word)) continue;
    const [key, example] = NEEDS[word as keyof typeof NEEDS]; // it is one of its keys
    if (findNodeAtLocation(root, ['desks', desk, key])) continue;
    const message = `{${word}} is replaced by the desk's ${quoted(key)}, which is not set. Write "${key}": ${example} under this desk, or remove {${word}}.`;
    findings.report(text, path, message);
    return;
  }
};
