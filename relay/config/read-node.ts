import { findNodeAtLocation, type Node } from 'jsonc-parser';
import * as v from 'valibot';
import { type Path, quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';
import { objectAboutOf } from './objects.ts';

/** Where mistakes are reported while a config is read. */
export interface Findings {
  report(node: Node, path: Path, message: string): void;
  lineOf(node: Node): number;
}

/** Reads a file's tree with a schema and reports every mistake at its place. Undefined: something was wrong. */
export const readNode = <T>(schema: v.GenericSchema<unknown, T>, root: Node, findings: Findings): T | undefined => {
  const unknown = checkKeys(schema, root, [], findings);
  const { output, issues, success } = v.safeParse(schema, jsonValue(root));
  for (const issue of issues ?? []) {
    const path = issue.path?.map(({ key }) => key as string | number) ?? []; // as in a JSON file
    const last = issue.path?.at(-1);
    if (last?.type === 'object' && last.origin === 'key') {
      const holder = path.slice(0, -1);
      const misspelt = unknown.some(({ at, meant }) => meant === last.key && sameSteps(at, holder));
      if (!misspelt) findings.report(nodeAt(root, holder), holder, issue.message);
    } else {
      const node = last?.origin === 'key' ? keyAt(root, path) : nodeAt(root, path);
      const item = (index: string) => nodeAt(root, [...path.slice(0, -1), Number(index)]);
      const message = issue.message.replace(/\0(\d+)\0/, (_, index) => String(findings.lineOf(item(index))));
      findings.report(node, path, message);
    }
  }
  return success && unknown.length === 0 ? output : undefined;
};

/** As JSON.parse would, except that the first of two equal keys counts, and "__proto__" is a key like any other. */
const jsonValue = (node: Node): unknown => {
  if (node.type === 'array') return (node.children ?? []).map(jsonValue);
  if (node.type !== 'object') return node.value;
  const members: Record<string, unknown> = Object.create(null);
  for (const { name, value } of membersOf(node)) if (!(name in members)) members[name] = jsonValue(value);
  return members;
};

const membersOf = (node: Node): { name: string; key: Node; value: Node }[] =>
  (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ name: String(key.value), key, value }] : [],
  );

/** An unknown key of the object at a path, and the known key that was probably meant. */
interface UnknownKey {
  at: Path;
  meant: string | undefined;
}

/** Reports keys written twice and unknown keys, and returns the unknown ones. */
const checkKeys = (schema: v.GenericSchema, node: Node, at: Path, findings: Findings): UnknownKey[] => {
  const { keys, of, secret } = objectAboutOf(schema);
  if (node.type !== 'object' || (!keys && !of)) return [];
  const first = new Map<string, Node>();
  const members = membersOf(node).filter(({ name, key }) => {
    const before = first.get(name);
    if (!before) first.set(name, key);
    else {
      const message = `The key ${quoted(name)} is here twice, first on line ${findings.lineOf(before)}. Keep one.`;
      findings.report(key, [...at, name], message);
    }
    return !before;
  });
  return members.flatMap(({ name, key, value }) => {
    const inner = of ?? (keys && Object.hasOwn(keys, name) ? keys[name] : undefined);
    if (inner) return checkKeys(inner as v.GenericSchema, value, [...at, name], findings);
    const known = Object.keys(keys ?? {});
    const meant = nearest(
      name,
      known.filter((other) => !first.has(other)),
    );
    findings.report(key, [...at, name], unknownKey(name, meant, known, secret));
    return [{ at, meant }];
  });
};

const SECRET = /pass(word|phrase|wd)?$|secret|token|credential|(api|private)[-_ ]?key/i;

const unknownKey = (name: string, meant: string | undefined, known: readonly string[], secret?: string): string => {
  if (meant !== undefined) return `There is no key ${quoted(name)} here. Write "${meant}".`;
  if (SECRET.test(name)) {
    return `${quoted(name)} looks like a secret, and secrets do not belong in this file, which gets mailed and copied. Remove it${secret === undefined ? '' : `, and set ${secret} in the environment`}.`;
  }
  return `There is no key ${quoted(name)} here. Remove it; the keys here are ${known.join(', ')}.`;
};

const nodeAt = (root: Node, path: Path): Node => findNodeAtLocation(root, [...path]) ?? root;

const keyAt = (root: Node, path: Path): Node => nodeAt(root, path).parent?.children?.[0] ?? root;

const sameSteps = (one: Path, other: Path): boolean =>
  one.length === other.length && one.every((step, index) => step === other[index]);
