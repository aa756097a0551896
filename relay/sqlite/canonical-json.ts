import { damaged } from './errors.ts';

const isOrdered = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let before = '';
  for (const [key, inner] of Object.entries(value)) {
    if (key < before || !isOrdered(inner)) return false;
    before = key;
  }
  return true;
};

const ordered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
};

/** JSON with the keys of every object in order, so that equal content is equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(isOrdered(value) ? value : ordered(value));

/** Parses JSON of the data file. Throws a StoreError if it is damaged: the error of `JSON.parse` would repeat a piece of the content. */
export const parseStored = <T>(text: string): T => {
  try {
    return JSON.parse(text) as T; // the type under which it was stored
  } catch {
    throw damaged();
  }
};
