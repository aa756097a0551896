import { defined } from '../../protocol/defined.ts';
import type { ConsoleEntry, PatronEntry } from '../../protocol/entries.ts';
import type { Names, ShownNames } from '../display-names.ts';
import { type Entry, librarianOf } from '../entry.ts';
import type { LibrarianName } from '../roster.ts';
import type { Line } from './conversation.ts';

/** Stored entries, converted to what patrons' pages and consoles receive. */

/**
 * An entry as patrons see it; undefined if they do not see it. Account names and notes for colleagues are never in the
 * result.
 */
export const patronEntry = (line: Line, names: ShownNames): PatronEntry | undefined => {
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
            ...named(names, librarianOf(entry.author)),
            ...revised,
          };
    case 'claimed':
    case 'joined':
      return { ...head, kind: what.kind, ...named(names, librarianOf(entry.author)) };
    case 'passed':
    case 'lapsed': {
      const to = what.to === undefined ? undefined : names.librarian(what.to);
      const of = what.kind === 'passed' ? librarianOf(entry.author) : what.librarian;
      return { ...head, kind: what.kind, ...named(names, of), ...defined({ to }) };
    }
    case 'moved':
      return { ...head, kind: 'moved', ...named(names, librarianOf(entry.author)), to: names.desk(what.to) };
    case 'noted':
      return { ...head, ...what };
    case 'closed':
      return { ...head, kind: 'closed', by: what.by };
    case 'edited':
    case 'withdrawn':
      return undefined; // shown in the revised line
    case 'asked':
    case 'late':
      return undefined;
  }
};

/**
 * An entry as consoles see it; undefined if they do not see it. An entry that came too late to take effect is left out,
 * except that librarians can still read a line.
 */
export const consoleEntry = ({ entry, shown, aside, revised }: Line, names: Names): ConsoleEntry | undefined => {
  const head = headOf(entry);
  const { what } = entry;
  if (!shown && what.kind !== 'said') return undefined;
  const by = (librarian: LibrarianName) => ({ librarian, name: names.librarian(librarian) });
  const author = librarianOf(entry.author);
  switch (what.kind) {
    case 'said':
      return author === undefined
        ? { ...head, kind: 'said', by: 'patron', text: what.text }
        : {
            ...head,
            kind: 'said',
            by: 'librarian',
            text: what.text,
            shown,
            ...(aside && { aside }),
            ...by(author),
            ...revised,
          };
    case 'claimed':
    case 'joined':
      return { ...head, kind: what.kind, ...by(author ?? '') };
    case 'passed':
      return {
        ...head,
        ...what,
        ...by(author ?? ''),
        ...(what.to === undefined ? {} : { toName: names.librarian(what.to) }),
      };
    case 'moved':
      return { ...head, ...what, ...(author === undefined ? {} : by(author)), toName: names.desk(what.to) };
    case 'asked':
      return { ...head, ...what, ...by(author ?? ''), whomName: names.librarian(what.whom) };
    case 'late':
      return { ...head, ...what, toName: names.librarian(what.to) };
    case 'lapsed':
      return {
        ...head,
        kind: 'lapsed',
        ...by(what.librarian),
        ...(what.to === undefined ? {} : { to: what.to, toName: names.librarian(what.to) }),
      };
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
      return undefined; // shown in the revised line
  }
};

const headOf = ({ seq, id, at }: Entry) => ({ seq, id, at });

const named = (names: ShownNames, librarian: LibrarianName | undefined): { name?: string } => {
  const name = librarian === undefined ? undefined : names.librarian(librarian);
  return defined({ name });
};
