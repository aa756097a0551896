import { defined } from '../../protocol/defined.ts';
import type { RecordNote } from '../../protocol/entries.ts';
import { MAX_NAME, MAX_RECORD_TITLE, MAX_RECORD_URL } from '../../protocol/limits.ts';
import { cleanLine } from '../../protocol/text.ts';
import type { What } from '../entry.ts';

/** Names and catalogue records that patrons add to a conversation. Pure. */

/** What a patron adds to a conversation besides lines: a name to be called by, or a catalogue record. */
export type Note = { topic: 'name'; text: string } | { topic: 'record'; record: RecordNote };

/** A patron's note as it is stored, or why it is refused. */
export const cleanNote = (note: Note): Extract<What, { kind: 'noted' }> | 'empty' | 'too-long' => {
  if (note.topic === 'name') {
    const text = cleanLine(note.text);
    if (text === '') return 'empty';
    return text.length > MAX_NAME ? 'too-long' : { kind: 'noted', topic: 'name', text };
  }
  const title = cleanLine(note.record.title);
  const url = note.record.url === undefined ? undefined : webAddress(note.record.url);
  if (title === '') return 'empty';
  if (title.length > MAX_RECORD_TITLE || (url ?? '').length > MAX_RECORD_URL) return 'too-long';
  return { kind: 'noted', topic: 'record', record: { title, ...defined({ url }) } };
};

/** Only http and https addresses are stored, because a librarian may click them. */
const webAddress = (url: string): string | undefined => {
  const line = cleanLine(url);
  return /^https?:\/\/[^\s"<>]+$/i.test(line) ? line : undefined;
};
