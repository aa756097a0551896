/** The list of lines that a page shows. All functions return new lists. */
import type { Mark, PatronEntry, Seq } from '../../../relay/protocol/entries.ts';
import type { SorryCode } from '../../../relay/protocol/frames.ts';
import type { Line, OwnLine, Tick } from './conversation-view.ts';

/** A page's lines: those that the relay has kept, in its order; then the others, in the order they were sent. */
export type Lines = readonly Line[];

/** A line that the patron has just sent, or sends again. */
export const newOwnLine = (id: string, text: string, at: number): OwnLine => ({
  kind: 'said',
  by: 'patron',
  id,
  at,
  text,
  tick: 'sending',
});

/** The line of an entry, the patron's own or of others. */
export const lineOf = (entry: PatronEntry): Line =>
  entry.kind === 'said' && entry.by === 'patron' ? { ...entry, tick: 'kept' } : entry;

/** The lines with this line in its place. It replaces a line with the same seq, and a patron's line with the same id. */
export const placed = (lines: Lines, line: Line): Lines =>
  [...lines.filter((each) => each.seq !== (line.seq ?? 0) && !(own(each) && own(line) && each.id === line.id)), line]
    // For two lines without a seq the difference is NaN, which counts as equal: their order stays.
    .sort((a, b) => (a.seq ?? LAST) - (b.seq ?? LAST));

const own = (line: Line): line is OwnLine => 'tick' in line;

const LAST = Number.POSITIVE_INFINITY;

/** The lines with the ticks of the patron's lines set by this mark of the librarians. */
export const ticked = (lines: Lines, { delivered, seen }: Mark): Lines =>
  lines.map((line) => {
    if (!own(line) || !line.seq) return line;
    const tick = line.seq <= seen ? 'seen' : line.seq <= delivered ? 'delivered' : 'kept';
    return tick === line.tick ? line : { ...line, tick };
  });

/** The patron's first line with this tick and, where given, this id. */
export const firstOwn = (lines: Lines, tick: Tick, id?: string): OwnLine | undefined =>
  lines.find((line): line is OwnLine => own(line) && line.tick === tick && line.id === (id ?? line.id));

/** The lines with the one of this id failed or, without an id, all lines that were not kept yet. */
export const failed = (lines: Lines, failure: SorryCode, id?: string): Lines =>
  lines.map((line) =>
    own(line) && line.tick === 'sending' && line.id === (id ?? line.id) ? { ...line, tick: 'failed', failure } : line,
  );

/** The lines that were kept up to `seq`, and those that were not kept. */
export const cutAfter = (lines: Lines, seq: Seq): Lines => lines.filter((line) => (line.seq ?? 0) <= seq);

/** The seq of the last kept line; 0: none. The relay sends in order, so the page has received everything up to it. */
export const lastSeq = (lines: Lines): Seq => lines.findLast((line) => line.seq)?.seq ?? 0;

/** The seq of the last line that is not the patron's; 0: none. */
export const lastSeqOfOthers = (lines: Lines): Seq => lines.findLast((line) => !own(line))?.seq ?? 0;

/** How many lines of librarians come after `seen`. */
export const unseen = (lines: Lines, seen: Seq): number =>
  lines.filter((line) => line.kind === 'said' && line.by === 'librarian' && line.seq > seen).length;
