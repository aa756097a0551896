/** A conversation's key, in the form in which pages make keys. The same name gives the same key. */
export const keyOf = (name: string): string => Buffer.from(name.padEnd(32, '.')).toString('base64url').slice(0, 43);
