import * as v from 'valibot';
import { defined } from '../protocol/defined.ts';
import { cleanLine } from '../protocol/text.ts';
import { quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';

/**
 * The kinds of value in the config, as valibot schemas. Each message says what belongs there and what to write instead.
 * Each schema carries, as metadata, its JSON Schema for editors and a good value as the file would show it.
 */

export type JsonSchema = { readonly [keyword: string]: unknown };

export interface About {
  readonly schema: JsonSchema;
  /** For messages, written as in the file. */
  readonly example: string;
}

export const aboutOf = (field: v.GenericSchema): About => v.getMetadata(field) as unknown as About;

export const about = <T>(description: string, schema: JsonSchema, example: string) =>
  v.metadata<T, { schema: JsonSchema; example: string }>({ schema: { description, ...schema }, example });

/** Reports at most one message about a value that is of the right kind. */
export const check = <T>(mistakeIn: (value: T) => string | undefined) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? mistakeIn(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  });

/** One line of text, at most `max` characters. `mistakeIn` finds what else is wrong with it. */
export const text = (parts: {
  about: string;
  example: string;
  max: number;
  pattern?: string;
  mistakeIn?: (value: string) => string | undefined;
}): v.GenericSchema<string> => {
  const example = JSON.stringify(parts.example);
  const { max, pattern } = parts;
  return v.pipe(
    v.string(({ input }) => wrongKind('Text', input, example)),
    check((value) => wrongLine(value, example) ?? parts.mistakeIn?.(value) ?? tooLong(value, max)),
    about(parts.about, defined({ type: 'string', minLength: 1, maxLength: max, pattern }), example),
  );
};

const wrongLine = (value: string, example: string): string | undefined => {
  const clean = cleanLine(value);
  if (clean === '') return `The text is empty. Write for example ${example}.`;
  if (clean === value) return undefined;
  return `The text has line ends, needless spaces or characters that are not shown. Write ${quoted(clean)}.`;
};

const tooLong = (value: string, max: number): string | undefined => {
  const { length } = [...value];
  return length > max ? `The text has ${length} characters; at most ${max} fit. Write it shorter.` : undefined;
};

interface NumberParts {
  about: string;
  from: number;
  to: number;
  example: number;
}

export const wholeNumber = (parts: NumberParts) => numberField('integer', 'A whole number', parts);
export const decimal = (parts: NumberParts) => numberField('number', 'A number', parts);

const numberField = (
  type: 'integer' | 'number',
  kind: string,
  { from, to, ...parts }: NumberParts,
): v.GenericSchema<number> => {
  const example = String(parts.example);
  const range = `${kind.toLowerCase().replace(/^a /, '')} from ${from} to ${to}`;
  const fits = (value: number) => value >= from && value <= to && (type === 'number' || Number.isInteger(value));
  return v.pipe(
    v.number(({ input }) => wrongKind(kind, input, numberWritten(input) ?? example)),
    check((value) => (fits(value) ? undefined : `${value} is not a ${range}. The usual value is ${example}.`)),
    about(parts.about, { type, minimum: from, maximum: to }, example),
  );
};

/** A number that was written as text. */
const numberWritten = (input: unknown): string | undefined =>
  typeof input === 'string' && /^\d+(\.\d+)?$/.test(input) ? `${Number(input)}, without quotes` : undefined;

export const flag = (parts: { about: string }): v.GenericSchema<boolean> =>
  v.pipe(
    v.boolean(({ input }) => {
      const written = input === 'true' || input === 'false';
      return wrongKind('True or false', input, written ? `${input}, without quotes` : 'true or false');
    }),
    about(parts.about, { type: 'boolean' }, 'true'),
  );

export const choice = <const T extends string>(parts: {
  about: string;
  of: readonly [T, ...T[]];
}): v.GenericSchema<T> => {
  const all = parts.of.map((one) => JSON.stringify(one)).join(' or ');
  return v.pipe(
    v.picklist(parts.of, ({ input }) => {
      if (typeof input !== 'string') return wrongKind(all, input, all);
      const meant = nearest(input, parts.of);
      return `${quoted(input)} is not ${all}. Write ${meant === undefined ? all : JSON.stringify(meant)}.`;
    }),
    about(parts.about, { enum: parts.of }, JSON.stringify(parts.of[0])),
  );
};

/** In a message of a list: the line on which the item with this index is. `readNode` knows lines and writes it. */
export const lineOfItem = (index: number): string => `\0${index}\0`; // quoted() lets no \0 through

/** A list of texts, all different. `none`: what to say about an empty list, where it must not be empty. */
export const list = (parts: {
  about: string;
  of: v.GenericSchema<string>;
  none?: string;
}): v.GenericSchema<string[]> => {
  const { none } = parts;
  const item = aboutOf(parts.of);
  const example = `[${item.example}]`;
  return v.pipe(
    v.array(parts.of, ({ input }) =>
      wrongKind('A list', input, typeof input === 'string' && input !== '' ? `[${quoted(input)}]` : example),
    ),
    check((items) => (items.length === 0 ? none : undefined)),
    v.rawCheck(({ dataset, addIssue }) => {
      const { value: items, issues } = dataset;
      if (!Array.isArray(items)) return;
      for (const [index, value] of items.entries()) {
        const first = items.indexOf(value);
        const wrongItself = issues?.some(({ path }) => path?.[0].key === index);
        if (first === index || wrongItself) continue;
        const message = `${quoted(value)} is in this list twice, first on line ${lineOfItem(first)}. Keep one.`;
        addIssue({ message, path: itemPath(items, index) });
      }
    }),
    about(
      parts.about,
      defined({
        type: 'array',
        items: item.schema,
        minItems: none === undefined ? undefined : 1,
        uniqueItems: true,
      }),
      example,
    ),
  );
};

/** Where an issue is about one item of a list. */
export const itemPath = (input: string[], key: number): [v.ArrayPathItem] => [
  { type: 'array', origin: 'value', input, key, value: input[key] },
];

/** "A whole number belongs here, not text. Write 30, without quotes." */
export const wrongKind = (expected: string, input: unknown, instead: string): string =>
  `${expected} belongs here, not ${kindOf(input)}. Write ${instead}.`;

const kindOf = (input: unknown): string => {
  if (typeof input === 'string') return 'text';
  if (typeof input === 'number') return 'a number';
  if (typeof input === 'boolean' || input === null) return String(input);
  return Array.isArray(input) ? 'a list' : 'an object';
};
