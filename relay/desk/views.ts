import type { ConsoleEntry, PatronEntry } from '../protocol/entries.ts';
import { type Entry, librarianOf } from './entry.ts';
import type { Line } from './live.ts';
import type { LibrarianName } from './roster.ts';

/** Kept entries as each side sees them. */

/** Her display name; undefined where patrons are not to read it. */
export type NameShown = (librarian: LibrarianName) => string | undefined;

/** As patrons see it; undefined where they do not. An account name never goes out here. */
export const patronEntry = (line: Line, nameShown: NameShown): PatronEntry | undefined => {
  if (!line.shown) return undefined;
  const { entry, revised } = line;
  const head = headOf(entry);
  const { what } = entry;
  switch (what.kind) {
    case 'said':
      return entry.author === 'patron'
        ? { ...head, kind: 'said', by: 'patron', text: what.text }
        : {
            ...head,
            kind: 'said',
            by: 'librarian',
            text: what.text,
            ...named(nameShown, librarianOf(entry.author)),
            ...revised,
          };
    case 'claimed':
    case 'passed':
    case 'joined':
      return { ...head, kind: what.kind, ...named(nameShown, librarianOf(entry.author)) };
    case 'lapsed':
      return { ...head, kind: 'lapsed', ...named(nameShown, what.librarian) };
    case 'noted':
      return { ...head, ...what };
    case 'closed':
      return { ...head, kind: 'closed', by: what.by };
    case 'edited':
    case 'withdrawn':
      return undefined; // seen at the line it is of
  }
};

/** As consoles see it; `displayName` gives a librarian's name as colleagues read it. */
export const consoleEntry = (
  { entry, shown, revised }: Line,
  displayName: (librarian: LibrarianName) => string,
): ConsoleEntry | undefined => {
  const head = headOf(entry);
  const { what } = entry;
  const by = (librarian: LibrarianName) => ({ librarian, name: displayName(librarian) });
  const author = librarianOf(entry.author);
  switch (what.kind) {
    case 'said':
      return author === undefined
        ? { ...head, kind: 'said', by: 'patron', text: what.text }
        : { ...head, kind: 'said', by: 'librarian', text: what.text, shown, ...by(author), ...revised };
    case 'claimed':
    case 'passed':
    case 'joined':
      return { ...head, kind: what.kind, ...by(author ?? '') };
    case 'lapsed':
      return { ...head, kind: 'lapsed', ...by(what.librarian) };
    case 'noted':
      return { ...head, ...what };
    case 'closed':
      return {
        ...head,
        kind: 'closed',
        by: what.by,
        ...(author === undefined ? {} : by(author)),
        ...(what.blocked ? { blocked: true } : {}),
      };
    case 'edited':
    case 'withdrawn':
      return undefined; // as above
  }
};

const headOf = ({ seq, id, at }: Entry) => ({ seq, id, at });

const named = (nameShown: NameShown, librarian: LibrarianName | undefined): { name?: string } => {
  const name = librarian === undefined ? undefined : nameShown(librarian);
  return name === undefined ? {} : { name };
};
