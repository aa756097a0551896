import type { DeskName, LibrarianName, Roster } from './roster.ts';

/** The names of librarians and desks, as people read them. */

/** Names as patrons read them. */
export interface ShownNames {
  /** The librarian's display name; undefined where patrons must not read it. */
  librarian(name: LibrarianName): string | undefined;
  /** The desk's title. */
  desk(name: DeskName): string;
}

/** Names as colleagues read them. */
export interface Names extends ShownNames {
  librarian(name: LibrarianName): string;
}

/** A librarian or desk that the config no longer defines keeps the name of its account. */
export const namesIn = (roster: () => Roster): Names => ({
  librarian: (name) => roster().librarians.get(name)?.displayName ?? name,
  desk: (name) => roster().desks.get(name)?.title ?? name,
});

/** `hides`: the librarian hides their name. A librarian whom the config no longer defines has no name for patrons. */
export const shownNamesIn = (roster: () => Roster, hides: (name: LibrarianName) => boolean): ShownNames => ({
  librarian: (name) => (hides(name) ? undefined : roster().librarians.get(name)?.displayName),
  desk: namesIn(roster).desk,
});
