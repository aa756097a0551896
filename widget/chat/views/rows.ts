import type { ConversationView, Line, OwnLine, TheirLine } from '../conversation-view.ts';
import { separatorOf } from '../when.ts';
import type { Reader } from './reader.ts';

export type SaidLine = Extract<Line, { kind: 'said' }>;

/** What the log shows, from top to bottom. */
export type Row =
  /** A new day, or time that passed in silence. */
  | { row: 'time'; text: string }
  /** Below this begins what she has not seen. */
  | { row: 'fresh' }
  /** What happened, in a sentence. */
  | { row: 'note'; text: string; link?: { title: string; url?: string } }
  /** `begins`: the first of several lines by the same person, which shows the name. `tick`: shown below this line. */
  | { row: 'said'; line: SaidLine; name: string; begins: boolean; tick?: OwnLine['tick'] };

/** The rows of a conversation. Each tick stands once, under the last line that has got so far; failed ones stand all. */
export function rowsOf(view: Pick<ConversationView, 'lines' | 'firstNew'>, reader: Reader): Row[] {
  const rows: Row[] = [];
  const ticks = ticksOf(view.lines);
  let before: Line | undefined;
  for (const line of view.lines) {
    const time = separatorOf(line.at, before?.at, reader.now, reader.language);
    if (time) rows.push({ row: 'time', text: time });
    if (view.firstNew !== undefined && line.seq === view.firstNew) rows.push({ row: 'fresh' });
    rows.push(line.kind === 'said' ? saidRow(line, rows.at(-1), ticks.get(line), reader) : noteRow(line, reader));
    before = line;
  }
  return rows;
}

/** The name a line is signed with. */
export const nameOf = (line: SaidLine, { words }: Reader): string =>
  line.by === 'patron' ? words.you : (line.name ?? words.somebody);

function saidRow(line: SaidLine, above: Row | undefined, tick: OwnLine['tick'] | undefined, reader: Reader): Row {
  const name = nameOf(line, reader);
  const begins = above?.row !== 'said' || above.line.by !== line.by || above.name !== name;
  return { row: 'said', line, name, begins, ...(tick && { tick }) };
}

function noteRow(line: Exclude<TheirLine, { kind: 'said' }>, { words }: Reader): Row {
  if (line.kind !== 'noted') return { row: 'note', text: sentenceOf(line, words) };
  return line.topic === 'name'
    ? { row: 'note', text: words.named(line.text) }
    : { row: 'note', text: words.attached, link: line.record };
}

/** What the relay tells of a conversation, as a sentence. */
export const sentenceOf = (line: Exclude<TheirLine, { kind: 'said' | 'noted' }>, words: Reader['words']): string =>
  line.kind === 'closed' ? words.closed[line.by] : words[line.kind](line.name);

function ticksOf(lines: readonly Line[]): Map<Line, OwnLine['tick']> {
  const last = new Map<OwnLine['tick'], Line>();
  const shown = new Map<Line, OwnLine['tick']>();
  for (const line of lines) {
    if (!('tick' in line)) continue;
    if (line.tick === 'failed') shown.set(line, 'failed');
    else last.set(line.tick, line);
  }
  for (const [tick, line] of last) shown.set(line, tick);
  return shown;
}
