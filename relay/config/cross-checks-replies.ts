import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { type Placeholder, placeholdersOf } from '../desk/canned-replies.ts';
import type { Findings } from './fields.ts';
import { quoted } from './mistakes.ts';

/** The keys of the desk without which a placeholder has no value, and an example of each. */
const NEEDS: Readonly<Record<Exclude<Placeholder, 'name'>, readonly [key: string, example: string]>> = {
  phone: ['phone', '"757-555-0100"'],
  email: ['email', '"ask@library.example"'],
  address: ['address', '"110 Main Street, Newport News"'],
  hours: ['hours', '{ "monday": ["09:00-17:00"] }'],
  opens: ['hours', '{ "monday": ["09:00-17:00"] }'],
  closes: ['hours', '{ "monday": ["09:00-17:00"] }'],
};

/** Codes nobody could tell apart, and placeholders for what the desk has not got. */
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
    // The same key twice was told where it stands.
    else if (other.value !== typed) {
      const message = `${quoted(typed)} and ${quoted(String(other.value))} (line ${findings.lineOf(other)}) are one code to who types them. Write another, such as ${quoted(`${typed}-2`)}.`;
      findings.tell(code, [...at, typed], message);
    }
    if (text?.type === 'string') checkValues(root, desk, [...at, typed], text, findings);
  }
};

const checkValues = (root: Node, desk: string, path: string[], text: Node, findings: Findings): void => {
  for (const word of new Set(placeholdersOf(String(text.value)))) {
    if (!Object.hasOwn(NEEDS, word)) continue;
    const [key, example] = NEEDS[word as keyof typeof NEEDS]; // it is one of its keys
    if (findNodeAtLocation(root, ['desks', desk, key])) continue;
    const message = `{${word}} stands for the desk's ${quoted(key)}, and there is none. Write "${key}": ${example} under this desk, or take {${word}} out.`;
    findings.tell(text, path, message);
    return;
  }
};
