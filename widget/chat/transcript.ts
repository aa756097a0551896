import { EN as words } from '../strings/chat-transcript.en.ts';
import type { ConversationView, Line } from './conversation/conversation-view.ts';
import type { Reader } from './views/reader.ts';
import { nameOf, sentenceOf } from './views/rows.ts';

/** The file's name says nothing about the patron: whoever looks into the folder learns neither the question nor the day. */
const FILE_NAME = 'conversation.txt';
/** Milliseconds that a browser may need before it begins to save. */
const SAVING_MS = 60_000;

/**
 * A conversation as plain text, as the patron's screen shows it, on the patron's clock. Each text has a line of its own,
 * so that it is shown in its own direction, whatever the direction of the name before it.
 */
export const transcriptOf = (
  { lines, whereabouts }: Pick<ConversationView, 'lines' | 'whereabouts'>,
  reader: Reader,
): string => {
  const { language, now } = reader;
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const { timeZone } = times.resolvedOptions();
  let day = '';
  const blocks = lines.map((line) => {
    const before = day;
    day = days.format(line.at);
    const begun = day === before ? [] : [`== ${day} ==`, ''];
    return [...begun, ...blockOf(line, times.format(line.at), reader)].join('\n');
  });
  const saved = words.saved(`${days.format(now)}, ${times.format(now)}`);
  const head = [whereabouts?.name, saved, words.zone(zoneOf(reader), timeZone)].filter(Boolean);
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
};

const zoneOf = ({ language, now }: Reader): string => {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'long' }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
};

const blockOf = (line: Line, time: string, reader: Reader): string[] => {
  if (line.kind === 'noted') {
    if (line.topic === 'name') return [`${time}, ${words.named}`, line.text];
    return [`${time}, ${words.attached}`, ...[line.record.title, line.record.url ?? ''].filter(Boolean)];
  }
  if (line.kind !== 'said') return [`${time} — ${sentenceOf(line, reader)}`];
  const { tick, revised } = { tick: undefined, revised: undefined, ...line };
  const mark = tick === 'failed' || tick === 'sending' ? reader.words[tick] : revised && words[revised];
  return [`${time}, ${nameOf(line, reader)}${mark ? ` (${mark})` : ''}`, ...(line.text ? [line.text] : [])];
};

/** Saves the file. It is made in the page from what is in view; the relay is not asked. */
export const save = (view: ConversationView, reader: Reader): void => {
  const address = URL.createObjectURL(new Blob([transcriptOf(view, reader)], { type: 'text/plain;charset=utf-8' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = FILE_NAME;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), SAVING_MS);
};
