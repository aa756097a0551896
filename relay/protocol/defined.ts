/** `T`, with each member that may be undefined made optional instead. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the members that are undefined, in the same order: `defined({ a: 1, b: undefined })` is `{ a: 1 }`. */
export const defined = <T extends object>(members: T): Defined<T> => {
  const copy: Partial<T> = {};
  for (const key of Object.keys(members) as (keyof T)[]) if (members[key] !== undefined) copy[key] = members[key];
  return copy as object as Defined<T>; // what is left out of the copy is exactly what Defined makes optional
};
