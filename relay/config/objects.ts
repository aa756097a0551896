import type { Node } from 'jsonc-parser';
import { type Field, type Findings, type Key, type OptionalKey, otherKind } from './fields.ts';
import { type Path, quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';

type Keys = Record<string, Key<unknown>>;
type ValueOf<K> = K extends Key<infer T> ? T : never;
type Optional<K extends Keys> = { [N in keyof K]: K[N] extends OptionalKey<unknown> ? N : never }[keyof K];
type Read<K extends Keys> = { [N in Exclude<keyof K, Optional<K>>]: ValueOf<K[N]> } & {
  [N in Optional<K>]?: ValueOf<K[N]>;
};

/**
 * An object with these keys and no others. `none`: what to say where it holds nothing, if it must hold something.
 * `secret`: the environment variable to which a secret belongs that somebody writes here.
 */
export const object = <const K extends Keys>(parts: {
  about: string;
  example: string;
  none?: string;
  secret?: string;
  keys: K;
}): Field<Read<K>> & { readonly keys: K } => ({
  keys: parts.keys,
  schema: {
    description: parts.about,
    type: 'object',
    properties: Object.fromEntries(Object.entries(parts.keys).map(([name, key]) => [name, schemaOf(key)])),
    ...(parts.none === undefined ? {} : { minProperties: 1 }),
    ...requiredNames(parts.keys),
    additionalProperties: false,
  },
  example: parts.example,
  read(node, path, findings) {
    const members = membersOf(node, path, findings, this.example, parts.none);
    if (!members) return undefined;

    let good = true;
    const meant = new Set<string | undefined>();
    for (const [name, { key }] of members) {
      if (Object.hasOwn(parts.keys, name)) continue;
      const known = Object.keys(parts.keys);
      const near = nearest(
        name,
        known.filter((other) => !members.has(other)),
      );
      findings.tell(key, [...path, name], unknownKey(name, near, known, parts.secret));
      meant.add(near);
      good = false;
    }
    const values: Record<string, unknown> = {};
    for (const [name, key] of Object.entries(parts.keys)) {
      const member = members.get(name);
      if (member) values[name] = key.field.read(member.value, [...path, name], findings);
      else if (key.presence === 'required') {
        // A misspelt key was told already.
        if (!meant.has(name)) findings.tell(node, path, missing(name, key.field));
      } else if (key.presence === 'default') values[name] = key.otherwise;
      else continue;
      if (values[name] === undefined) good = false;
    }
    // Every key was read by its own field just above; TypeScript cannot follow the loop.
    return good ? (values as Read<K>) : undefined;
  },
});

/** An object whose keys are names the library chooses; never empty. */
export const named = <T>(parts: {
  about: string;
  example: string;
  none: string;
  pattern: string;
  /** What stands for such a name in papers. */
  placeholder?: string;
  nameFault: (name: string) => string | undefined;
  of: Field<T>;
}): Field<Map<string, T>> => ({
  schema: {
    description: parts.about,
    type: 'object',
    minProperties: 1,
    propertyNames: { title: parts.placeholder ?? 'NAME', pattern: parts.pattern },
    additionalProperties: parts.of.schema,
  },
  example: parts.example,
  read(node, path, findings) {
    const members = membersOf(node, path, findings, this.example, parts.none);
    if (!members) return undefined;

    const values = new Map<string, T>();
    for (const [name, { key, value }] of members) {
      const fault = parts.nameFault(name);
      if (fault !== undefined) findings.tell(key, [...path, name], fault);
      const read = parts.of.read(value, [...path, name], findings);
      if (read !== undefined && fault === undefined) values.set(name, read);
    }
    return values.size === members.size ? values : undefined;
  },
});

interface Member {
  key: Node;
  value: Node;
}

const membersOf = (
  node: Node,
  path: Path,
  findings: Findings,
  example: string,
  none: string | undefined,
): Map<string, Member> | undefined => {
  if (node.type !== 'object') {
    findings.tell(node, path, otherKind('An object', node, example));
    return undefined;
  }
  const members = new Map<string, Member>();
  for (const [key, value] of (node.children ?? []).map((property) => property.children ?? [])) {
    if (!key || !value) continue;
    const name = String(key.value);
    const first = members.get(name);
    if (first) {
      const message = `The key ${quoted(name)} stands here twice, first on line ${findings.lineOf(first.key)}. Keep one.`;
      findings.tell(key, [...path, name], message);
    } else members.set(name, { key, value });
  }
  if (members.size > 0 || none === undefined) return members;
  findings.tell(node, path, none);
  return undefined;
};

/** An object's default is that of its keys. */
const schemaOf = (key: Key<unknown>): object =>
  key.presence === 'default' && key.field.schema.type !== 'object'
    ? { ...key.field.schema, default: key.otherwise }
    : key.field.schema;

const requiredNames = (keys: Keys): { required?: string[] } => {
  const names = Object.keys(keys).filter((name) => keys[name]?.presence === 'required');
  return names.length === 0 ? {} : { required: names };
};

const missing = (name: string, field: Field<unknown>): string =>
  `The key "${name}" is missing. Write "${name}": ${field.example}.`;

const SECRET = /pass(word|phrase|wd)?$|secret|token|credential|(api|private)[-_ ]?key/i;

const unknownKey = (name: string, near: string | undefined, known: readonly string[], secret?: string): string => {
  if (near !== undefined) return `There is no key ${quoted(name)} here. Write "${near}".`;
  if (SECRET.test(name)) {
    return `${quoted(name)} looks like a secret, and none belongs in this file, which is mailed and copied. Take it out${secret === undefined ? '' : `, and set ${secret} in the environment`}.`;
  }
  return `There is no key ${quoted(name)} here. Take it out; the keys here are ${known.join(', ')}.`;
};
