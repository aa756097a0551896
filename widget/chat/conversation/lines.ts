import type { Mark, PatronEntry, Seq } from '../../../relay/protocol/entries.ts';
import type { SorryCode } from '../../../relay/protocol/frames.ts';
import type { Line, OwnLine, Tick } from './conversation-view.ts';

/** A page's lines: those the relay has kept, in its order, then those it has not, in the order they were said. */
export type Lines = readonly Line[];

/** A line she has just said, or says again. */
export const saidNow = (id: string, text: string, at: number): OwnLine => ({
  kind: 'said',
  by: 'patron',
  id,
  at,
  text,
  tick: 'sending',
});

/** An entry as a line of hers, or of others. */
export const lineOf = (entry: PatronEntry): Line =>
  entry.kind === 'said' && entry.by === 'patron' ? { ...entry, tick: 'kept' } : entry;

/** With this line at its place, and without what it replaces: a line of the same seq, or of hers with the same id. */
export const placed = (lines: Lines, line: Line): Lines =>
  [...lines.filter((each) => each.seq !== (line.seq ?? 0) && !(own(each) && own(line) && each.id === line.id)), line]
    // Two that have no seq compare as NaN, which is as equal: they stay as they are.
    .sort((a, b) => (a.seq ?? LAST) - (b.seq ?? LAST));

const own = (line: Line): line is OwnLine => 'tick' in line;

const LAST = Number.POSITIVE_INFINITY;

/** With her lines ticked as far as librarians have got. */
export const ticked = (lines: Lines, { delivered, seen }: Mark): Lines =>
  lines.map((line) => {
    if (!own(line) || !line.seq) return line;
    const tick = line.seq <= seen ? 'seen' : line.seq <= delivered ? 'delivered' : 'kept';
    return tick === line.tick ? line : { ...line, tick };
  });

/** Her first line so ticked, or that with this id. */
export const firstOwn = (lines: Lines, tick: Tick, id?: string): OwnLine | undefined =>
  lines.find((line): line is OwnLine => own(line) && line.tick === tick && line.id === (id ?? line.id));

/** With one line failed, or, without an id, all that were to be sent. */
export const failed = (lines: Lines, failure: SorryCode, id?: string): Lines =>
  lines.map((line) =>
    own(line) && line.tick === 'sending' && line.id === (id ?? line.id) ? { ...line, tick: 'failed', failure } : line,
  );

/** With what was kept up to `seq`, and what was not kept. */
export const cutAfter = (lines: Lines, seq: Seq): Lines => lines.filter((line) => (line.seq ?? 0) <= seq);

/** The relay sends in its order, so everything up to this one has been here. */
export const lastSeq = (lines: Lines): Seq => lines.findLast((line) => line.seq)?.seq ?? 0;

/** The last line that is not hers; 0: none. */
export const lastTheirs = (lines: Lines): Seq => lines.findLast((line) => !own(line))?.seq ?? 0;

/** How many lines of librarians come after `seen`. */
export const unseen = (lines: Lines, seen: Seq): number =>
  lines.filter((line) => line.kind === 'said' && line.by === 'librarian' && line.seq > seen).length;
