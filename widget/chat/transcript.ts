import { EN as words } from '../strings/chat-transcript.en.ts';
import type { ConversationView, Line } from './conversation/conversation-view.ts';
import type { Reader } from './views/reader.ts';
import { nameOf, sentenceOf } from './views/rows.ts';

/** Has nothing of hers in it: who looks into the folder need not know what she asked, or when. */
const FILE_NAME = 'conversation.txt';
/** For so long a browser may take to begin saving. */
const SAVING_MS = 60_000;

/**
 * A conversation as plain text, as it stands on her screen, on her own clock. What was said has lines of its own: so
 * each is read in its own direction, whatever stands beside it.
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

/** Made in the page, of what is in view: nothing is asked of the relay. */
export const save = (view: ConversationView, reader: Reader): void => {
  const address = URL.createObjectURL(new Blob([transcriptOf(view, reader)], { type: 'text/plain;charset=utf-8' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = FILE_NAME;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), SAVING_MS);
};
