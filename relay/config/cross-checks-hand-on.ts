import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Findings } from './fields.ts';
import { asName } from './formats.ts';
import { quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';

/** Where a desk's questions go: to another desk that there is, for some reason, and never back to it. `desks`: all names. */
export const checkHandOn = (root: Node, desk: string, desks: readonly string[], findings: Findings): void => {
  const path = ['desks', desk, 'handOn'];
  const to = findNodeAtLocation(root, [...path, 'to']);
  if (typeof to?.value !== 'string') return;
  const fault = toFault(root, desk, to.value, desks.map(asName)) ?? reasonFault(root, path);
  if (fault !== undefined) findings.tell(to, [...path, 'to'], fault);
};

const toFault = (root: Node, desk: string, to: string, desks: readonly string[]): string | undefined => {
  if (asName(to) === asName(desk)) return 'A desk cannot hand its questions to itself. Write the name of another desk.';
  if (!desks.includes(asName(to))) {
    const meant = nearest(to, desks);
    const instead = meant === undefined ? `one of ${desks.map(quoted).join(', ')}` : quoted(meant);
    return `There is no desk ${quoted(to)}. Write ${instead}.`;
  }
  const ring = ringFrom(root, desk);
  // Told once, at the desk of the ring that stands first in the file.
  const first = ring?.every((one) => desks.indexOf(one) >= desks.indexOf(asName(desk)));
  if (!ring || !first) return undefined;
  return `Questions would go round: ${ring.map(quoted).join(' to ')}. Take "handOn" out at one of them.`;
};

/** The way from a desk back to it, where its questions would come back. */
const ringFrom = (root: Node, desk: string): string[] | undefined => {
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

const reasonFault = (root: Node, path: readonly string[]): string | undefined =>
  findNodeAtLocation(root, [...path, 'afterSeconds']) || findNodeAtLocation(root, [...path, 'whenClosed'])
    ? undefined
    : 'Nothing says when questions go on. Write "afterSeconds": 120, "whenClosed": true, or both.';
