import type { ConsoleEntry, PatronEntry } from '../protocol/entries.ts';
import { type Entry, librarianOf } from './entry.ts';
import type { LibrarianName } from './roster.ts';

/** Kept entries as each side sees them. */

/** Her display name; undefined where patrons are not to read it. */
export type NameShown = (librarian: LibrarianName) => string | undefined;

/** As patrons see it; undefined where they do not. An account name never goes out here. */
export const patronEntry = (entry: Entry, shown: boolean, nameShown: NameShown): PatronEntry | undefined => {
  if (!shown) return undefined;
  const line = { seq: entry.seq, id: entry.id, at: entry.at };
  const { what } = entry;
  switch (what.kind) {
    case 'said':
      return entry.author === 'patron'
        ? { ...line, kind: 'said', by: 'patron', text: what.text }
        : { ...line, kind: 'said', by: 'librarian', text: what.text, ...named(nameShown, librarianOf(entry.author)) };
    case 'claimed':
    case 'passed':
    case 'joined':
      return { ...line, kind: what.kind, ...named(nameShown, librarianOf(entry.author)) };
    case 'lapsed':
      return { ...line, kind: 'lapsed', ...named(nameShown, what.librarian) };
    case 'noted':
      return { ...line, ...what };
    case 'closed':
      return { ...line, kind: 'closed', by: what.by };
  }
};

/** As consoles see it; `displayName` gives a librarian's name as colleagues read it. */
export const consoleEntry = (
  entry: Entry,
  shown: boolean,
  displayName: (librarian: LibrarianName) => string,
): ConsoleEntry => {
  const line = { seq: entry.seq, id: entry.id, at: entry.at };
  const { what } = entry;
  const by = (librarian: LibrarianName) => ({ librarian, name: displayName(librarian) });
  const author = librarianOf(entry.author);
  switch (what.kind) {
    case 'said':
      return author === undefined
        ? { ...line, kind: 'said', by: 'patron', text: what.text }
        : { ...line, kind: 'said', by: 'librarian', text: what.text, shown, ...by(author) };
    case 'claimed':
    case 'passed':
    case 'joined':
      return { ...line, kind: what.kind, ...by(author ?? '') };
    case 'lapsed':
      return { ...line, kind: 'lapsed', ...by(what.librarian) };
    case 'noted':
      return { ...line, ...what };
    case 'closed':
      return { ...line, kind: 'closed', by: what.by, ...(author === undefined ? {} : by(author)) };
  }
};

const named = (nameShown: NameShown, librarian: LibrarianName | undefined): { name?: string } => {
  const name = librarian === undefined ? undefined : nameShown(librarian);
  return name === undefined ? {} : { name };
};
