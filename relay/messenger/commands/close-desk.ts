import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import { defined } from '../../protocol/defined.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { SENTENCES } from '../sentences.en.ts';
import { dayAt } from '../times.en.ts';
import { matching } from './commands.ts';
import { parseDeskCommand } from './parse-closing-time.ts';

export type ClosingDesk = Pick<
  Desk,
  'ownStatus' | 'whereabouts' | 'librarianClosesDesk' | 'librarianPausesDesk' | 'librarianOpensDesk'
>;

/** Carries out `!desk closed …`, `!desk pause …` and `!desk open`; returns the answer. */
export const closeOrOpenDesk = async (
  desks: ClosingDesk,
  { librarian, rest, now }: { librarian: LibrarianName; rest: string; now: number },
): Promise<string> => {
  const all = (desks.ownStatus(librarian)?.duty ?? []).filter(({ mayClose }) => mayClose);
  if (all.length === 0) return SENTENCES.mayNotClose;
  const named = (word: string) => (word === '' ? all : matching(word, all, ({ desk, name }) => [desk, name]));
  const zoneOf = (desk = '') => desks.whereabouts(desk)?.zone ?? 'UTC';
  const order = parseDeskCommand(rest, now, (word) => zoneOf(named(word)[0]?.desk));
  if (order.what === 'unclear') return SENTENCES.whenUnclear(order.when);
  const names = all.map(({ name }) => name);
  const [row, other] = named(order.desk);
  if (!row) return SENTENCES.closeWhat(order.desk, names);
  if (other) return order.desk === '' ? SENTENCES.closeWhat('', names) : SENTENCES.which(order.desk, names);
  if (order.what === 'open') {
    const done = await desks.librarianOpensDesk(librarian, row.desk);
    return done.outcome === 'done' ? SENTENCES.opened(row.name) : SENTENCES.notDone;
  }
  const { until } = order;
  const ends = defined({ until });
  const day = until === undefined ? undefined : dayAt(until, zoneOf(row.desk));
  if (order.what === 'paused') {
    const done = await desks.librarianPausesDesk(librarian, row.desk, ends);
    return done.outcome === 'done' ? SENTENCES.paused(row.name, day) : SENTENCES.notDone;
  }
  const { words } = order;
  const done = await desks.librarianClosesDesk(librarian, row.desk, { ...ends, ...(words === '' ? {} : { words }) });
  if (done.outcome === 'sorry') return done.code === 'too-long' ? SENTENCES.wordsTooLong(MAX_WORDS) : SENTENCES.notDone;
  return SENTENCES.closed(row.name, day, words);
};
