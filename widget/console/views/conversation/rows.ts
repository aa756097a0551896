import type { ConsoleEntry, Mark, Seq } from '../../../../relay/protocol/entries.ts';
import { separatorOf } from '../../../shared/time-words.ts';
import { isLibrarianLine, isPatronLine, type Thread, type UnsentLine } from '../../model/threads/thread.ts';

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

/** How far a librarian's line has got on its way to the patron. */
export type Tick = 'kept' | 'delivered' | 'seen';

/** A row of a conversation, from top to bottom. `key` stays the same while a line moves from unsent to stored. */
export type Row =
  | { kind: 'time'; key: string; text: string }
  | { kind: 'new'; key: string }
  | { kind: 'patrons'; key: string; entry: Said }
  /** `latest`: the last own line with this tick, the only one that shows the tick in words. */
  | { kind: 'own'; key: string; entry: Said; tick: Tick; latest: boolean }
  /** A line of the reader or of a colleague that the patron does not see. */
  | { kind: 'hidden' | 'aside'; key: string; entry: Said & { by: 'librarian' }; own: boolean }
  | { kind: 'colleagues'; key: string; entry: Said & { by: 'librarian' } }
  | { kind: 'event'; key: string; entry: Exclude<ConsoleEntry, Said> }
  | { kind: 'unsent'; key: string; line: UnsentLine };

export const rowsOf = (
  thread: Thread,
  { reader, now, language }: { reader: string | undefined; now: number; language: string },
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
    rows.push(rowOf(entry, thread, reader));
  }
  for (const line of thread.unsent) {
    timed(line.at);
    rows.push({ kind: 'unsent', key: line.id, line });
  }
  markLatestTicks(rows);
  return rows;
};

const rowOf = (entry: ConsoleEntry, thread: Thread, reader: string | undefined): Row => {
  if (isPatronLine(entry)) return { kind: 'patrons', key: `patron ${entry.id}`, entry };
  if (!isLibrarianLine(entry)) return { kind: 'event', key: `${entry.kind} ${entry.seq}`, entry };
  const own = entry.librarian === reader;
  const key = own ? entry.id : `${entry.librarian} ${entry.id}`;
  if (!entry.shown) return { kind: entry.aside ? 'aside' : 'hidden', key, entry, own };
  if (!own) return { kind: 'colleagues', key, entry };
  return { kind: 'own', key, entry, tick: tickOf(entry.seq, thread.card.mark), latest: false };
};

export const tickOf = (seq: Seq, patron: Mark): Tick => {
  if (seq <= patron.seen) return 'seen';
  return seq <= patron.delivered ? 'delivered' : 'kept';
};

/** Each tick is shown in words once: at the last line that has it. */
const markLatestTicks = (rows: readonly Row[]): void => {
  const marked = new Set<Tick>();
  for (const row of rows.toReversed()) {
    if (row.kind !== 'own' || marked.has(row.tick)) continue;
    row.latest = true;
    marked.add(row.tick);
  }
};
