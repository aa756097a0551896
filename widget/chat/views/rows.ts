import { separatorOf } from '../../shared/time-words.ts';
import type { ConversationView, Line, OwnLine, TheirLine } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';

export type SaidLine = Extract<Line, { kind: 'said' }>;
export type NoteLine = Exclude<TheirLine, { kind: 'said' }>;

/** One row of the log. */
export interface Row {
  line: Line;
  /** Shown above the line: a new day, or the time after a pause of ten minutes. */
  time?: string | undefined;
  /** True for the first line that the patron has not seen. */
  fresh: boolean;
  /** True for the first of several lines by the same person; it shows the name. */
  begins: boolean;
  /** The tick that is shown below the line. */
  tick?: OwnLine['tick'] | undefined;
}

/** The rows of a conversation. Each tick is shown once, below the last line that has got so far; failed ticks are all shown. */
export function rowsOf(view: Pick<ConversationView, 'lines' | 'firstNew'>, { language, now }: Reader): Row[] {
  const ticked = new Set<string>();
  const rows = view.lines.map((line, place): Row => {
    const above = view.lines[place - 1];
    const time = separatorOf(line.at, above?.at, now, language);
    const fresh = line.seq !== undefined && line.seq === view.firstNew;
    return { line, time, fresh, begins: !!time || fresh || !above || speaker(above) !== speaker(line) };
  });
  for (const row of rows.toReversed()) {
    if (!('tick' in row.line) || (row.line.tick !== 'failed' && ticked.has(row.line.tick))) continue;
    ticked.add(row.line.tick);
    row.tick = row.line.tick;
  }
  return rows;
}

/** Equal for lines of the same person. Two librarians who hide their names count as one person. */
const speaker = (line: Line): string => line.kind + ('by' in line ? line.by : '') + ('name' in line ? line.name : '');

/** The name shown above a line. */
export const nameOf = (line: SaidLine, { words }: Reader): string =>
  line.by === 'patron' ? words.you : (line.name ?? words.somebody);

/** An event of the conversation as a sentence. */
export const sentenceOf = (line: Exclude<NoteLine, { kind: 'noted' }>, { words, more }: Reader): string =>
  line.kind === 'closed'
    ? words.closed
    : ('to' in line && more()?.handed(line)) || words[line.kind === 'moved' ? 'passed' : line.kind](line.name);
