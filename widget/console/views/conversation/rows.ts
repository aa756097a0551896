import type { ConsoleEntry, Mark, Seq } from '../../../../relay/protocol/entries.ts';
import { separatorOf } from '../../../shared/time-words.ts';
import { isHers, isPatrons, type Thread, type UnsentLine } from '../../model/threads/thread.ts';

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

/** How far a line of hers has got on its way to the patron. */
export type Tick = 'kept' | 'delivered' | 'seen';

/** What stands in a conversation, from top to bottom. `key` stays the same while a line moves from unsent to kept. */
export type Row =
  | { kind: 'time'; key: string; text: string }
  | { kind: 'new'; key: string }
  | { kind: 'patrons'; key: string; entry: Said }
  /** `latest`: the last of hers that got this far; it says so in words. */
  | { kind: 'hers'; key: string; entry: Said; tick: Tick; latest: boolean }
  /** Hers or a colleague's, which the patron does not see. */
  | { kind: 'hidden' | 'aside'; key: string; entry: Said & { by: 'librarian' }; hers: boolean }
  | { kind: 'colleagues'; key: string; entry: Said & { by: 'librarian' } }
  | { kind: 'happened'; key: string; entry: Exclude<ConsoleEntry, Said> }
  | { kind: 'unsent'; key: string; line: UnsentLine };

export const rowsOf = (
  thread: Thread,
  { herself, now, language }: { herself: string | undefined; now: number; language: string },
): Row[] => {
  const rows: Row[] = [];
  let before: number | undefined;
  const timed = (at: number) => {
    const text = separatorOf(at, before, now, language);
    if (text) rows.push({ kind: 'time', key: `time ${at}`, text });
    before = at;
  };
  for (const entry of thread.entries) {
    timed(entry.at);
    if (entry.seq === thread.newFrom) rows.push({ kind: 'new', key: 'new' });
    rows.push(rowOf(entry, thread, herself));
  }
  for (const line of thread.unsent) {
    timed(line.at);
    rows.push({ kind: 'unsent', key: line.id, line });
  }
  markLatest(rows);
  return rows;
};

const rowOf = (entry: ConsoleEntry, thread: Thread, herself: string | undefined): Row => {
  if (isPatrons(entry)) return { kind: 'patrons', key: `patron ${entry.id}`, entry };
  if (!isHers(entry)) return { kind: 'happened', key: `${entry.kind} ${entry.seq}`, entry };
  const hers = entry.librarian === herself;
  const key = hers ? entry.id : `${entry.librarian} ${entry.id}`;
  if (!entry.shown) return { kind: entry.aside ? 'aside' : 'hidden', key, entry, hers };
  if (!hers) return { kind: 'colleagues', key, entry };
  return { kind: 'hers', key, entry, tick: tickOf(entry.seq, thread.card.mark), latest: false };
};

export const tickOf = (seq: Seq, patron: Mark): Tick => {
  if (seq <= patron.seen) return 'seen';
  return seq <= patron.delivered ? 'delivered' : 'kept';
};

/** A tick is said in words once: at the last line that has it. */
const markLatest = (rows: readonly Row[]): void => {
  const told = new Set<Tick>();
  for (const row of rows.toReversed()) {
    if (row.kind !== 'hers' || told.has(row.tick)) continue;
    row.latest = true;
    told.add(row.tick);
  }
};
