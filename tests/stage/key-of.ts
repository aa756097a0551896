/** A key as a page makes it; the same name gives the same key. */
export const keyOf = (name: string): string => Buffer.from(name.padEnd(32, '.')).toString('base64url').slice(0, 43);
