import type { Desk } from '../desk/desk.ts';
import { type ConversationId, librarianOf } from '../desk/entry.ts';
import type { Delivery } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { Seq } from '../protocol/entries.ts';
import { SAYS } from './sentences.en.ts';

/** Ids of lines that came by IM begin so: where she said them she need not be shown them again. */
export const IM_ID = 'im-';

/** Of a long conversation the last lines will do. */
const MOST_RETOLD = 20;

/** What a librarian read of a conversation up to there, as its lines are now. */
export const retold = (
  desk: Pick<Desk, 'entriesFor' | 'displayName'>,
  reader: LibrarianName,
  conversation: ConversationId,
  upTo: Seq,
): string[] =>
  desk
    .entriesFor(reader, conversation, 0)
    .filter(({ entry }) => entry.seq <= upTo)
    .flatMap(({ entry, shown, revised }) => {
      const { what } = entry;
      if (what.kind === 'edited' || what.kind === 'withdrawn' || revised?.revised === 'withdrawn') return [];
      const now = what.kind === 'said' && revised ? { ...entry, what: { ...what, text: revised.text } } : entry;
      return toldOf({ entry: now, shown }, reader, (librarian) => desk.displayName(librarian)) ?? [];
    })
    .slice(-MOST_RETOLD);

/** What of an entry a librarian reads in her window; undefined: nothing. */
export const toldOf = (
  { entry, shown }: Pick<Delivery, 'entry' | 'shown'>,
  reader: LibrarianName,
  nameOf: (librarian: LibrarianName) => string,
): string | undefined => {
  const { what, author } = entry;
  const librarian = librarianOf(author);
  const hers = librarian === reader;
  const name = librarian === undefined ? '' : nameOf(librarian);
  if (librarian !== undefined && !shown) return undefined;
  switch (what.kind) {
    case 'said':
      if (librarian === undefined) return what.text;
      if (!hers) return SAYS.colleague(name, what.text);
      return entry.id.startsWith(IM_ID) ? undefined : SAYS.byConsole(what.text);
    case 'noted':
      return what.topic === 'name' ? SAYS.named(what.text) : SAYS.attached(what.record.title, what.record.url);
    case 'edited':
      return hers ? undefined : SAYS.corrected(name, what.text);
    case 'withdrawn':
      return hers ? undefined : SAYS.withdrew(name);
    case 'claimed':
      return hers ? undefined : SAYS.answering(name);
    case 'joined':
      return hers ? undefined : SAYS.joined(name);
    case 'passed':
      if (hers) return undefined;
      if (what.to === reader) return SAYS.handedToYou(name);
      return SAYS.handedOn(name, what.to === undefined ? undefined : nameOf(what.to));
    case 'lapsed':
      return SAYS.lapsed(nameOf(what.librarian));
    case 'closed':
      if (hers) return undefined;
      if (what.by === 'patron') return SAYS.closedByPatron;
      return what.by === 'relay' ? SAYS.closedByRelay : SAYS.closedByColleague(name);
  }
};
