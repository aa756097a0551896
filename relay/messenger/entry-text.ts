import type { Line } from '../desk/conversation/conversation.ts';
import type { Desk } from '../desk/desk.ts';
import type { Names } from '../desk/display-names.ts';
import { type ConversationId, librarianOf } from '../desk/entry.ts';
import type { Delivery } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { Seq } from '../protocol/entries.ts';
import { SENTENCES } from './sentences.en.ts';

/** The prefix of the ids of lines typed in an IM client: the client where a line was typed already shows it. */
export const IM_ID = 'im-';

/** Most lines of a conversation that are replayed: the last ones. */
const MAX_REPLAYED = 20;

/** The texts that a librarian has read of a conversation up to `upTo`, with corrections applied and withdrawn lines left out. */
export const replayTexts = (
  desk: Pick<Desk, 'entriesFor' | 'names'>,
  reader: LibrarianName,
  conversation: ConversationId,
  upTo: Seq,
  textOf = (line: Line): string | undefined => entryText(line, reader, desk.names),
): string[] =>
  desk
    .entriesFor(reader, conversation, 0)
    .filter(({ entry }) => entry.seq <= upTo)
    .flatMap((line) => {
      const { entry, revised } = line;
      const { what } = entry;
      if (what.kind === 'edited' || what.kind === 'withdrawn' || revised?.revised === 'withdrawn') return [];
      const now = what.kind === 'said' && revised ? { ...entry, what: { ...what, text: revised.text } } : entry;
      return textOf({ ...line, entry: now }) ?? [];
    })
    .slice(-MAX_REPLAYED);

/** The text that a librarian's window shows for an entry; undefined: the entry is not shown. */
export const entryText = (
  { entry, shown, aside }: Pick<Delivery, 'entry' | 'shown' | 'aside'>,
  reader: LibrarianName,
  names: Names,
): string | undefined => {
  const { what, author } = entry;
  const librarian = librarianOf(author);
  const isOwn = librarian === reader;
  const name = librarian === undefined ? '' : names.librarian(librarian);
  if (aside && what.kind === 'said') return isOwn ? undefined : SENTENCES.aside(name, what.text);
  if (librarian !== undefined && !shown) return undefined;
  switch (what.kind) {
    case 'said':
      if (librarian === undefined) return what.text;
      if (!isOwn) return SENTENCES.colleague(name, what.text);
      return entry.id.startsWith(IM_ID) ? undefined : SENTENCES.byConsole(what.text);
    case 'noted':
      return what.topic === 'name'
        ? SENTENCES.named(what.text)
        : SENTENCES.attached(what.record.title, what.record.url);
    case 'edited':
      return isOwn ? undefined : SENTENCES.corrected(name, what.text);
    case 'withdrawn':
      return isOwn ? undefined : SENTENCES.withdrew(name);
    case 'claimed':
      return isOwn ? undefined : SENTENCES.answering(name);
    case 'joined':
      return isOwn ? undefined : SENTENCES.joined(name);
    case 'passed': {
      const to = what.to === undefined ? undefined : what.to === reader ? SENTENCES.you : names.librarian(what.to);
      return isOwn ? undefined : withNote(SENTENCES.handedOn(name, to), what.note);
    }
    case 'moved': {
      const desk = names.desk(what.to);
      return isOwn
        ? undefined
        : withNote(librarian === undefined ? SENTENCES.movedOn(desk) : SENTENCES.handedOn(name, desk), what.note);
    }
    case 'asked':
      if (isOwn) return undefined;
      return what.whom === reader
        ? SENTENCES.asks(name, what.text)
        : SENTENCES.asked(name, names.librarian(what.whom), what.text);
    case 'late':
      return undefined;
    case 'lapsed':
      return SENTENCES.lapsed(
        what.librarian === reader ? undefined : names.librarian(what.librarian),
        what.to === undefined ? undefined : what.to === reader ? SENTENCES.you : names.librarian(what.to),
      );
    case 'closed':
      if (isOwn) return undefined;
      if (what.by === 'patron') return SENTENCES.closedByPatron;
      if (what.blocked) return SENTENCES.blockedByColleague(name);
      return what.by === 'relay' ? SENTENCES.closedByRelay : SENTENCES.closedByColleague(name);
  }
};

const withNote = (sentence: string, note: string | undefined): string =>
  note === undefined ? sentence : `${sentence} ${SENTENCES.note(note)}`;
