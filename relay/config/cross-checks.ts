import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { checkHandOn } from './cross-checks-hand-on.ts';
import { checkReplies } from './cross-checks-replies.ts';
import { checkXmpp } from './cross-checks-xmpp.ts';
import type { Findings } from './fields.ts';
import { asName } from './formats.ts';
import { type Path, quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';

/** What no single value shows: names that must agree, and values that contradict one another. */
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
  const message = '"*" lets every page in, so the others say nothing. Write ["*"], or take the "*" out.';
  findings.tell(any.node, ['origins', any.index], message);
};

const checkKnown = (root: Node, desk: string, findings: Findings): void => {
  const librarians = findNodeAtLocation(root, ['librarians']);
  if (librarians?.type !== 'object') return;
  // A name that fits no address is told where it stands; here it counts as what it should be.
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
    const instead = meant === undefined ? `it there too, or one of ${known.map(quoted).join(', ')}` : quoted(meant);
    const message = `No librarian ${quoted(value)} stands under "librarians". Write ${instead}.`;
    findings.tell(node, ['desks', desk, ...path], message);
  }
};

/** Whom rota and `mayClose` name serves at the desk. */
const checkServing = (root: Node, desk: string, findings: Findings): void => {
  const serving = textsAt(root, ['desks', desk, 'librarians']).map(({ value }) => asName(value));
  const known = membersAt(root, ['librarians']).map(({ name }) => asName(name));
  // A name that is misspelt there was told already.
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
    const instead = meant === undefined ? `it there too, or one of ${serving.map(quoted).join(', ')}` : quoted(meant);
    const message = `No librarian ${quoted(name)} stands under "librarians" of this desk. Write ${instead}.`;
    findings.tell(node, ['desks', desk, ...path], message);
  }
};

/** Patrons tell librarians of one desk apart by nothing else. */
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
      const message = `${quoted(String(node.value))} is also what patrons read for ${whose}, and both serve at ${quoted(desk)}. Write a name that differs, such as ${quoted(`${node.value} B.`)}.`;
      findings.tell(node, ['librarians', librarian, 'displayName'], message);
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
