import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { DutyRow } from '../../protocol/frames.ts';
import { MAX_TEXT } from '../../protocol/limits.ts';
import { SENTENCES } from '../sentences.en.ts';
import { dayAt } from '../times.en.ts';
import { matching } from './commands.ts';
import { parseAddressee } from './parse-addressee.ts';

export type DutyDesk = Pick<Desk, 'ownStatus' | 'setDuty' | 'whereabouts'>;

/** At which desks the librarian is on duty now, in words. */
export const onDuty = (desks: DutyDesk, librarian: LibrarianName): string => {
  const on = rowsOf(desks, librarian).filter((row) => row.on);
  return on.length === 0 ? SENTENCES.offDuty : SENTENCES.onDuty(namesOf(on));
};

/** The same, and which of the librarian's desks are closed or paused. */
export const dutyAndClosures = (desks: DutyDesk, librarian: LibrarianName): string => {
  const closures = rowsOf(desks, librarian).flatMap(({ desk, name, closed, paused }) => {
    const zone = desks.whereabouts(desk)?.zone ?? 'UTC';
    const day = ({ until }: { until?: number }) => (until === undefined ? undefined : dayAt(until, zone));
    return [
      ...(closed ? [SENTENCES.isClosed(name, day(closed), closed.words ?? '')] : []),
      ...(paused ? [SENTENCES.isPaused(name, day(paused))] : []),
    ];
  });
  return [onDuty(desks, librarian), ...closures].join('\n');
};

/** Carries out `!on`; returns the answer. */
export const goOnDuty = async (desks: DutyDesk, librarian: LibrarianName, word: string): Promise<string> => {
  const all = rowsOf(desks, librarian);
  const meant = word === '' ? all : matching(word, all, ({ desk, name }) => [desk, name]);
  if (meant.length !== 1 && word !== '') return unclear(word, meant, all);
  const done = await Promise.all(meant.map(({ desk }) => desks.setDuty(librarian, desk, true)));
  return done.some(({ outcome }) => outcome !== 'done') ? SENTENCES.notDone : dutyAndClosures(desks, librarian);
};

/** Carries out `!off`; returns the answer. A note is left at the desks where the librarian was on duty. */
export const goOffDuty = async (desks: DutyDesk, librarian: LibrarianName, typed: string): Promise<string> => {
  const all = rowsOf(desks, librarian);
  const parsed = parseOff(typed, all);
  if ('unclear' in parsed) return unclear(parsed.unclear, parsed.rows, all);
  const { rows, note } = parsed;
  const left = rows.filter(({ on }) => on && note !== '');
  const done = await Promise.all(rows.map(({ desk, on }) => desks.setDuty(librarian, desk, false, on ? note : '')));
  const refused = done.find(({ outcome }) => outcome !== 'done');
  if (refused?.outcome === 'sorry')
    return refused.code === 'too-long' ? SENTENCES.tooLong(MAX_TEXT) : SENTENCES.notDone;
  if (note === '') return onDuty(desks, librarian);
  return `${onDuty(desks, librarian)}\n${left.length === 0 ? SENTENCES.noteNowhere(note) : SENTENCES.noteLeft(namesOf(left), note)}`;
};

/** What follows `!off`: `maps`, `the printer is out of paper`, `maps, the printer is out of paper`. */
export type ParsedOff =
  | { rows: readonly DutyRow[]; note: string }
  /** `unclear` may mean any of `rows`; with no rows, it is none of the librarian's desks. */
  | { unclear: string; rows: readonly DutyRow[] };

/** One word alone is a desk, never a note, because it may be a misspelled desk. */
export const parseOff = (typed: string, rows: readonly DutyRow[]): ParsedOff => {
  const namesOf = ({ desk, name }: DutyRow) => [desk, name];
  if (typed === '') return { rows, note: '' };
  const { name, text } = parseAddressee(typed, rows.flatMap(namesOf));
  const meant = name === '' ? rows : matching(name, rows, namesOf);
  if (name === '' || meant.length === 1) return { rows: meant, note: text };
  if (meant.length > 1) return { unclear: name, rows: meant };
  return /\s/.test(typed) ? { rows, note: typed } : { unclear: name, rows: [] };
};

const rowsOf = (desks: DutyDesk, librarian: LibrarianName): readonly DutyRow[] =>
  desks.ownStatus(librarian)?.duty ?? [];

const namesOf = (rows: readonly DutyRow[]): string[] => rows.map(({ name }) => name);

const unclear = (word: string, meant: readonly DutyRow[], all: readonly DutyRow[]): string =>
  meant.length === 0 ? SENTENCES.noDesk(word, namesOf(all)) : SENTENCES.which(word, namesOf(meant));
