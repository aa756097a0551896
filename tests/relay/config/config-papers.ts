/** Makes the table of docs/config.md from the JSON Schema of the config. */

export interface Schema {
  description?: string;
  type?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  items?: Schema;
  minItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: { title: string; pattern: string };
  additionalProperties?: boolean | Schema;
}

export interface Row {
  key: string;
  schema: Schema;
  required: boolean;
}

/** Every key inside an object, in its order. Names that the library chooses are NAME, DATE or CODE; the seven weekdays are one row. */
export const rowsOf = (schema: Schema, path = ''): Row[] => {
  const { additionalProperties: each, propertyNames } = schema;
  const named = typeof each === 'object' && propertyNames ? { [propertyNames.title]: each } : {};
  return Object.entries({ ...schema.properties, ...named }).flatMap(([name, inner]) => {
    if (/^(tues|wednes|thurs|fri|satur|sun)day$/.test(name)) return [];
    const key = `${path}${name === 'monday' ? 'monday … sunday' : name}`;
    const required = schema.required?.includes(name) ?? false;
    return [{ key, schema: inner, required }, ...rowsOf(inner, `${key}.`)];
  });
};

export const tableOf = (schema: Schema): string =>
  [
    '| key | type | left out | allowed | what it does |',
    '|---|---|---|---|---|',
    ...rowsOf(schema).map(({ key, schema, required }) =>
      [
        '',
        ` \`${key}\` `,
        ` ${typeOf(schema)} `,
        ` ${leftOut(schema, required)} `,
        ` ${allowed(schema)} `,
        ` ${schema.description} `,
        '',
      ]
        .join('|')
        .replace('| |', '||'),
    ),
  ].join('\n');

const typeOf = (schema: Schema): string => {
  if (schema.enum) return 'text';
  const names: Record<string, string> = {
    string: 'text',
    integer: 'whole number',
    number: 'number',
    boolean: 'true or false',
    array: 'list of text',
    object: 'object',
  };
  return names[schema.type ?? ''] ?? '';
};

const leftOut = (schema: Schema, required: boolean): string => {
  if (required) return '**must be there**';
  return schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``;
};

const allowed = (schema: Schema): string => {
  if (schema.enum) return schema.enum.map((one) => `\`"${one}"\``).join(', ');
  if (schema.minimum !== undefined) return `${schema.minimum} to ${schema.maximum}`;
  if (schema.maxLength !== undefined) return `${schema.minLength} to ${schema.maxLength} characters`;
  if (schema.items) return schema.minItems ? 'at least one, none twice' : 'none twice';
  return schema.minProperties ? 'at least one' : '';
};

const BEGIN = '<!-- table: written by tests/relay/write-config-papers.ts -->';
const END = '<!-- end of table -->';

/** The page with a new table. */
export const withTable = (page: string, schema: Schema): string => {
  const [before = '', rest = ''] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  return `${before}${BEGIN}\n\n${tableOf(schema)}\n\n${END}${after}`;
};
