import { separatorOf } from '../../shared/time-words.ts';
import type { ConversationView, Line, OwnLine, TheirLine } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';

export type SaidLine = Extract<Line, { kind: 'said' }>;
export type NoteLine = Exclude<TheirLine, { kind: 'said' }>;

/** What the log shows, from top to bottom. */
export interface Row {
  line: Line;
  /** Stands above it: a new day, or time that passed in silence. */
  time?: string | undefined;
  /** Here begins what she has not seen. */
  fresh: boolean;
  /** The first of several lines by the same person, which shows the name. */
  begins: boolean;
  /** Shown below it. */
  tick?: OwnLine['tick'] | undefined;
}

/** The rows of a conversation. Each tick stands once, under the last line that has got so far; failed ones stand all. */
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

/** Equal for lines of the same person. Two librarians who hide their names are not told apart. */
const speaker = (line: Line): string => line.kind + ('by' in line ? line.by : '') + ('name' in line ? line.name : '');

/** The name a line is signed with. */
export const nameOf = (line: SaidLine, { words }: Reader): string =>
  line.by === 'patron' ? words.you : (line.name ?? words.somebody);

/** What the relay tells of a conversation, as a sentence. */
export const sentenceOf = (line: Exclude<NoteLine, { kind: 'noted' }>, { words, more }: Reader): string =>
  line.kind === 'closed'
    ? words.closed
    : ('to' in line && more()?.handed(line)) || words[line.kind === 'moved' ? 'passed' : line.kind](line.name);
