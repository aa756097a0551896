import type { Schema } from '../config-papers.ts';

/** Does a value fit a schema? The part of JSON Schema 2020-12 that ours uses; any other keyword is refused. */
export const fits = (value: unknown, schema: Schema): boolean => {
  const { type, enum: all, ...more } = schema;
  for (const keyword of Object.keys(more)) if (!KNOWN.has(keyword)) throw new Error(`no rule for ${keyword}`);
  if (type !== undefined && !typesOf(value).includes(type)) return false;
  if (all && !all.some((one) => one === value)) return false;
  if (typeof value === 'number') return within(value, schema.minimum, schema.maximum);
  if (typeof value === 'string') return textFits(value, schema);
  if (Array.isArray(value)) return listFits(value, schema);
  return typeof value !== 'object' || value === null || objectFits(new Map(Object.entries(value)), schema);
};

const KNOWN = new Set(
  `$schema title description default allowTrailingCommas minimum maximum minLength maxLength pattern
  items minItems uniqueItems minProperties properties required propertyNames additionalProperties`.split(/\s+/),
);

const typesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return ['array'];
  if (value === null) return ['null'];
  return Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
};

const within = (value: number, least = -Infinity, most = Infinity): boolean => value >= least && value <= most;

const textFits = (value: string, { minLength, maxLength, pattern }: Schema): boolean =>
  within([...value].length, minLength, maxLength) && (pattern === undefined || new RegExp(pattern, 'u').test(value));

const listFits = (value: readonly unknown[], { items, minItems, uniqueItems }: Schema): boolean =>
  within(value.length, minItems) &&
  (!uniqueItems || new Set(value).size === value.length) &&
  (!items || value.every((item) => fits(item, items)));

const objectFits = (members: ReadonlyMap<string, unknown>, schema: Schema): boolean =>
  within(members.size, schema.minProperties) &&
  (schema.required ?? []).every((name) => members.has(name)) &&
  [...members].every(([name, value]) => {
    if (schema.propertyNames && !fits(name, schema.propertyNames)) return false;
    const properties = schema.properties ?? {};
    const inner = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    return typeof inner === 'object' ? fits(value, inner) : inner !== false;
  });
