import type { Node } from 'jsonc-parser';
import { cleanLine } from '../protocol/text.ts';
import { type Path, quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';

/** What may stand in the config: each field reads a value of the file and describes itself to editors (JSON Schema). */
export interface Field<T> {
  readonly schema: Schema;
  /** As the file writes a good value; for messages. */
  readonly example: string;
  /** Undefined: something was told of it. */
  read(node: Node, path: Path, findings: Findings): T | undefined;
}

export type Schema = { readonly [keyword: string]: unknown };

export interface Findings {
  /** Gives undefined back, so that a field can end with it. */
  tell(node: Node, path: Path, message: string): undefined;
  lineOf(node: Node): number;
}

/** A key that may not be left out. */
export interface RequiredKey<T> {
  readonly presence: 'required';
  readonly field: Field<T>;
}

export interface OptionalKey<T> {
  readonly presence: 'optional';
  readonly field: Field<T>;
}

/** A key that, left out, means `otherwise`. */
export interface DefaultKey<T> {
  readonly presence: 'default';
  readonly field: Field<T>;
  readonly otherwise: T;
}

export type Key<T> = RequiredKey<T> | OptionalKey<T> | DefaultKey<T>;

export const required = <T>(field: Field<T>): RequiredKey<T> => ({ presence: 'required', field });
export const optional = <T>(field: Field<T>): OptionalKey<T> => ({ presence: 'optional', field });
export const otherwise = <T>(value: T, field: Field<T>): DefaultKey<T> => ({
  presence: 'default',
  field,
  otherwise: value,
});

/** One line of text, at most `max` characters. `fault` says what is wrong with a value that is text at all. */
export const text = (parts: {
  about: string;
  example: string;
  max: number;
  pattern?: string;
  fault?: (value: string) => string | undefined;
}): Field<string> => ({
  schema: {
    description: parts.about,
    type: 'string',
    minLength: 1,
    maxLength: parts.max,
    ...(parts.pattern === undefined ? {} : { pattern: parts.pattern }),
  },
  example: JSON.stringify(parts.example),
  read(node, path, findings) {
    const value: unknown = node.value;
    if (typeof value !== 'string') return findings.tell(node, path, otherKind('Text', node, this.example));
    const fault = lineFault(value, this.example) ?? parts.fault?.(value) ?? lengthFault(value, parts.max);
    return fault === undefined ? value : findings.tell(node, path, fault);
  },
});

const lineFault = (value: string, example: string): string | undefined => {
  const clean = cleanLine(value);
  if (clean === '') return `The text is empty. Write for example ${example}.`;
  if (clean === value) return undefined;
  return `The text has line ends, needless spaces or characters that are not shown. Write ${quoted(clean)}.`;
};

const lengthFault = (value: string, max: number): string | undefined => {
  const { length } = [...value];
  return length > max ? `The text has ${length} characters; at most ${max} fit. Write it shorter.` : undefined;
};

interface NumberParts {
  about: string;
  from: number;
  to: number;
  example: number;
}

export const wholeNumber = (parts: NumberParts): Field<number> => numberField('integer', 'A whole number', parts);
export const decimal = (parts: NumberParts): Field<number> => numberField('number', 'A number', parts);

const numberField = (type: 'integer' | 'number', words: string, parts: NumberParts): Field<number> => ({
  schema: { description: parts.about, type, minimum: parts.from, maximum: parts.to },
  example: String(parts.example),
  read(node, path, findings) {
    const value: unknown = node.value;
    const range = `${words.toLowerCase().replace(/^a /, '')} from ${parts.from} to ${parts.to}`;
    if (typeof value !== 'number') {
      const meant =
        typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? `${Number(value)}, without quotes` : this.example;
      return findings.tell(node, path, otherKind(words, node, meant));
    }
    if (value >= parts.from && value <= parts.to && (type === 'number' || Number.isInteger(value))) return value;
    return findings.tell(node, path, `${value} is not a ${range}. The usual value is ${this.example}.`);
  },
});

export const flag = (parts: { about: string }): Field<boolean> => ({
  schema: { description: parts.about, type: 'boolean' },
  example: 'true',
  read(node, path, findings) {
    const value: unknown = node.value;
    if (typeof value === 'boolean') return value;
    const meant = value === 'true' || value === 'false' ? `${value}, without quotes` : 'true or false';
    return findings.tell(node, path, otherKind('True or false', node, meant));
  },
});

export const choice = <const T extends string>(parts: { about: string; of: readonly [T, ...T[]] }): Field<T> => ({
  schema: { description: parts.about, enum: parts.of },
  example: JSON.stringify(parts.of[0]),
  read(node, path, findings) {
    const found = parts.of.find((one) => one === node.value);
    if (found !== undefined) return found;
    const value: unknown = node.value;
    const meant = typeof value === 'string' ? nearest(value, parts.of) : undefined;
    const all = parts.of.map((one) => JSON.stringify(one)).join(' or ');
    const instead = meant === undefined ? all : JSON.stringify(meant);
    if (typeof value !== 'string') return findings.tell(node, path, otherKind(all, node, instead));
    return findings.tell(node, path, `${quoted(value)} is neither of ${all}. Write ${instead}.`);
  },
});

/** A list in which nothing stands twice. `none`: what to say of an empty one, where it must not be empty. */
export const list = (parts: { about: string; of: Field<string>; none?: string }): Field<string[]> => ({
  schema: {
    description: parts.about,
    type: 'array',
    items: parts.of.schema,
    ...(parts.none === undefined ? {} : { minItems: 1 }),
    uniqueItems: true,
  },
  example: `[${parts.of.example}]`,
  read(node, path, findings) {
    if (node.type !== 'array') {
      const value: unknown = node.value;
      const meant = typeof value === 'string' && value !== '' ? `[${quoted(value)}]` : this.example;
      return findings.tell(node, path, otherKind('A list', node, meant));
    }
    const items = node.children ?? [];
    if (items.length === 0 && parts.none !== undefined) return findings.tell(node, path, parts.none);

    const values = new Map<string, Node>();
    let good = true;
    for (const [index, item] of items.entries()) {
      const value = parts.of.read(item, [...path, index], findings);
      const first = value === undefined ? undefined : values.get(value);
      if (first) {
        const message = `${quoted(value ?? '')} stands in this list twice, first on line ${findings.lineOf(first)}. Keep one.`;
        findings.tell(item, [...path, index], message);
      }
      if (value === undefined || first) good = false;
      else values.set(value, item);
    }
    return good ? [...values.keys()] : undefined;
  },
});

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
};

/** "A whole number belongs here, not text. Write 30, without quotes." */
export const otherKind = (expected: string, node: Node, instead: string): string => {
  const found = node.type === 'boolean' ? String(node.value) : KINDS[node.type];
  return `${expected} belongs here, not ${found}. Write ${instead}.`;
};
