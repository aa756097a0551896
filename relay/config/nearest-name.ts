/** The known name that was probably meant; undefined where no name is similar enough to guess. */
export const nearest = (given: string, known: readonly string[]): string | undefined => {
  const plainGiven = plain(given);
  const same = known.find((name) => plain(name) === plainGiven);
  if (same !== undefined || plainGiven.length < 2) return same;

  const longest = Math.max(1, Math.floor(plainGiven.length / 3));
  let best: string | undefined;
  let bestEdits = longest + 1;
  for (const name of known) {
    const edits = editsBetween(plainGiven, plain(name), longest);
    if (edits < bestEdits) [best, bestEdits] = [name, edits];
  }
  if (best !== undefined) return best;

  const begun = plainGiven.length < 3 ? [] : known.filter((name) => plain(name).startsWith(plainGiven));
  return begun.length === 1 ? begun[0] : undefined;
};

/** To a reader, `idle_hours`, `Idle-Hours` and `idleHours` are the same name. */
const plain = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, '');

/**
 * How many letters must be added, removed, changed or swapped with their neighbour to turn `a` into `b` (optimal string
 * alignment distance). A distance above `most` may be returned as `most + 1`.
 */
const editsBetween = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(above, j - 2) + 1 : Infinity;
      next.push(Math.min(changed, swapped, at(row, j) + 1, at(next, j - 1) + 1));
    }
    [above, row] = [row, next];
  }
  return at(row, b.length);
};

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
