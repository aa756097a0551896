import type { Line } from '../desk/conversation/conversation.ts';
import type { Desk } from '../desk/desk.ts';
import { librarianOf } from '../desk/entry.ts';
import type { Delivery } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import { entryText } from './entry-text.ts';
import { SENTENCES } from './sentences.en.ts';
import { type Here, momentAt } from './times.en.ts';

/** A question that has waited for less than this came just now. */
const JUST_NOW_MS = 10_000;

const MINUTE_MS = 60_000;

/**
 * The text that a librarian's window shows for an entry; undefined: the entry is not shown. The first line of a question
 * that waits for any librarian begins with a head: the desk, how long the question has waited, and whether the
 * conversation was answered before.
 */
export const lineText = (
  desk: Pick<Desk, 'names' | 'entriesFor'>,
  delivery: Delivery,
  reader: LibrarianName,
  { zone, now }: Here,
): string | undefined => {
  const text = entryText(delivery, reader, desk.names);
  const { card, entry } = delivery;
  const { state, waitingSince } = card;
  const isQuestion = state === 'waiting' && entry.what.kind === 'said' && librarianOf(entry.author) === undefined;
  if (text === undefined || !isQuestion || entry.at !== waitingSince) return text;
  const before = desk.entriesFor(reader, card.id, 0).filter((line) => line.entry.seq < entry.seq);
  const unanswered = before.slice(before.findLastIndex(isAnswer) + 1);
  // Several lines may have the same millisecond: only the first of them gets the head.
  if (unanswered.some((line) => line.entry.author === 'patron' && line.entry.what.kind === 'said')) return text;
  return SENTENCES.headed(
    SENTENCES.head(desk.names.desk(card.desk), waitOf(waitingSince, now, zone), before.some(isAnswer)),
    text,
  );
};

const isAnswer = ({ entry, shown }: Line): boolean =>
  shown && entry.what.kind === 'said' && librarianOf(entry.author) !== undefined;

const waitOf = (since: number, now: number, zone: string): string => {
  const waited = now - since;
  if (waited < JUST_NOW_MS) return SENTENCES.justNow;
  if (waited < MINUTE_MS) return SENTENCES.waitsFor(`${Math.floor(waited / 1_000)} s`);
  if (waited < 60 * MINUTE_MS) return SENTENCES.waitsFor(`${Math.floor(waited / MINUTE_MS)} min`);
  return SENTENCES.waitsSince(momentAt(since, now, zone));
};
