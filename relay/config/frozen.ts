/** Freezes a value and everything in it. */
export const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) frozen(inner);
  if (value instanceof Map) refuseChanges(value);
  return Object.freeze(value);
};

/** Object.freeze leaves the entries of a Map open. */
const refuseChanges = (map: Map<unknown, unknown>): void => {
  const refuse = (): never => {
    throw new TypeError('This map is frozen.');
  };
  for (const method of ['set', 'delete', 'clear']) Object.defineProperty(map, method, { value: refuse });
};
