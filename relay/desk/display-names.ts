import type { DeskName, LibrarianName, Roster } from './roster.ts';

/** Names as patrons read them. */
export interface ShownNames {
  /** Her display name; undefined where patrons are not to read it. */
  librarian(name: LibrarianName): string | undefined;
  desk(name: DeskName): string;
}

/** Names as colleagues read them. */
export interface Names extends ShownNames {
  librarian(name: LibrarianName): string;
}

/** Of whom the config does not name any more, the account's. */
export const namesIn = (roster: () => Roster): Names => ({
  librarian: (name) => roster().librarians.get(name)?.displayName ?? name,
  desk: (name) => roster().desks.get(name)?.title ?? name,
});

/** Undefined while she `hides` it, and for a librarian the config does not name any more. */
export const shownNamesIn = (roster: () => Roster, hides: (name: LibrarianName) => boolean): ShownNames => ({
  librarian: (name) => (hides(name) ? undefined : roster().librarians.get(name)?.displayName),
  desk: namesIn(roster).desk,
});
