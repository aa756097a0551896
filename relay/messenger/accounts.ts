import type { DeskName, LibrarianName, Roster } from '../desk/roster.ts';

/** A librarian at a desk where she serves, and her address without resource. */
export interface DeskAccount {
  desk: DeskName;
  title: string;
  zone: string;
  librarian: LibrarianName;
  account: string;
}

/** Who of the roster is reached by XMPP, and where she serves. */
export class Accounts {
  readonly all: readonly DeskAccount[];
  readonly #roster: Roster;
  readonly #librarians: ReadonlyMap<string, LibrarianName>;

  constructor(roster: Roster) {
    this.#roster = roster;
    this.all = [...roster.desks.values()].flatMap(({ name: desk, title, zone, librarians }) =>
      librarians.flatMap((librarian) => {
        const account = roster.librarians.get(librarian)?.xmpp;
        return account === undefined ? [] : [{ desk, title, zone, librarian, account }];
      }),
    );
    this.#librarians = new Map(
      [...roster.librarians.values()].flatMap(({ name, xmpp }) => (xmpp === undefined ? [] : [[xmpp, name] as const])),
    );
  }

  get librarians(): Iterable<LibrarianName> {
    return this.#librarians.values();
  }

  /** Whose account it is; undefined: nobody's here. */
  librarianOf(account: string): LibrarianName | undefined {
    return this.#librarians.get(account);
  }

  accountOf(librarian: LibrarianName): string | undefined {
    return this.#roster.librarians.get(librarian)?.xmpp;
  }

  /** Who has another account there, or none. */
  moved(to: Accounts): LibrarianName[] {
    return [...this.librarians].filter((librarian) => to.accountOf(librarian) !== this.accountOf(librarian));
  }

  /** Those that are not among `others`. */
  without(others: Accounts): DeskAccount[] {
    return this.all.filter(
      ({ desk, account }) => !others.all.some((other) => other.desk === desk && other.account === account),
    );
  }

  /** At this desk, or at the first of hers. */
  of(librarian: LibrarianName, desk?: DeskName): DeskAccount | undefined {
    return this.all.find((post) => post.librarian === librarian && (desk === undefined || post.desk === desk));
  }

  /** As if she served there: for what a desk has to tell her in any case. Undefined: she has no account. */
  at(librarian: LibrarianName, desk: DeskName): DeskAccount | undefined {
    const account = this.accountOf(librarian);
    if (account === undefined) return undefined;
    return { desk, title: this.titleOf(desk) ?? desk, zone: this.zoneOf(desk), librarian, account };
  }

  /** Does a desk go by this part of an address? Without one it is for all of them. */
  hasDesk(local: string | undefined): boolean {
    return local === undefined || this.#roster.desks.has(local);
  }

  titleOf(desk: DeskName): string | undefined {
    return this.#roster.desks.get(desk)?.title;
  }

  zoneOf(desk: DeskName): string {
    return this.#roster.desks.get(desk)?.zone ?? 'UTC';
  }
}
