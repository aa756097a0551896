import * as v from 'valibot';
import { defined } from '../protocol/defined.ts';
import { about, aboutOf, check, type JsonSchema, wrongKind } from './fields.ts';

/** The two kinds of object in the config, as valibot schemas. `readNode` finds unknown keys and keys written twice. */

/** What an object's schema carries besides what each field carries. */
export interface ObjectAbout {
  /** The keys that the object may have, or, with names that the library chooses, the schema of every value. */
  readonly keys?: v.ObjectEntries;
  readonly of?: v.GenericSchema;
  /** The environment variable for the secret, for the message about a secret written in this object. */
  readonly secret?: string | undefined;
}

export const objectAboutOf = (field: v.GenericSchema): ObjectAbout => v.getMetadata(unwrapped(field)) as ObjectAbout;

type Members = Readonly<Record<string, unknown>>;

// To valibot's own object schemas a list is an object too.
const isObject = (input: unknown): boolean => typeof input === 'object' && input !== null && !Array.isArray(input);

const notEmpty = <T>(none: string | undefined) =>
  check<T>((members) => (Object.keys(members as object).length === 0 ? none : undefined)); // isObject was tested

/**
 * An object with these keys and no others: a plain schema must be there, `v.exactOptional` may be left out, `v.optional`
 * has a default. `none`: what to say about an empty object, where it must not be empty.
 *
 * Not v.strictObject: it stops at the first unknown key.
 */
export const object = <const E extends v.ObjectEntries>(parts: {
  about: string;
  example: string;
  none?: string;
  secret?: string;
  keys: E;
}) => {
  const { keys, none, secret, example } = parts;
  const members = v.object(keys, ({ path }) => {
    const name = String(path?.[0].key);
    return `The key "${name}" is missing. Write "${name}": ${aboutOf(keys[name] as v.GenericSchema).example}.`;
  });
  const required = Object.keys(keys).filter((name) => keys[name] && unwrapped(keys[name]) === keys[name]);
  const schema = defined({
    type: 'object',
    properties: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, schemaOf(key)])),
    minProperties: none === undefined ? undefined : 1,
    required: required.length === 0 ? undefined : required,
    additionalProperties: false,
  });
  return v.pipe(
    v.custom<v.InferInput<typeof members>>(isObject, ({ input }) => wrongKind('An object', input, example)),
    notEmpty(none),
    members,
    about(parts.about, schema, example),
    v.metadata({ keys, secret } satisfies ObjectAbout),
  );
};

/**
 * An object whose keys are names that the library chooses; never empty. It is read into a Map: valibot's v.record leaves
 * out keys such as "constructor" without a word.
 */
export const named = <I, T>(parts: {
  about: string;
  example: string;
  none: string;
  pattern: string;
  /** What the table of docs/config.md calls such a name. */
  placeholder?: string;
  mistakeInName: (name: string) => string | undefined;
  of: v.GenericSchema<I, T>;
}) => {
  const { pattern, example, of } = parts;
  const propertyNames = { title: parts.placeholder ?? 'NAME', pattern };
  const additionalProperties = aboutOf(of).schema;
  return v.pipe(
    v.custom<Members>(isObject, ({ input }) => wrongKind('An object', input, example)),
    notEmpty(parts.none),
    v.transform((members) => new Map(Object.entries(members)) as Map<string, I>), // `of` checks each value
    v.map(v.pipe(v.string(), check(parts.mistakeInName)), of),
    about(parts.about, { type: 'object', minProperties: 1, propertyNames, additionalProperties }, example),
    v.metadata({ of } satisfies ObjectAbout),
  );
};

/** A key's JSON Schema, with its default. The default of an object is that of its keys. */
const schemaOf = (key: v.GenericSchema): JsonSchema => {
  const { schema } = aboutOf(unwrapped(key));
  const otherwise = 'default' in key ? key.default : undefined;
  return otherwise === undefined || schema.type === 'object' ? schema : { ...schema, default: otherwise };
};

/** A key's schema without v.optional or v.exactOptional around it. */
const unwrapped = (key: v.GenericSchema): v.GenericSchema =>
  'wrapped' in key ? (key.wrapped as v.GenericSchema) : key;
