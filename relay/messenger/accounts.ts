import type { DeskName, LibrarianEntry, LibrarianName, Roster } from '../desk/roster.ts';

/** A librarian at a desk where they serve, and their account on one network. */
export interface DeskAccount {
  desk: DeskName;
  title: string;
  zone: string;
  librarian: LibrarianName;
  /** On XMPP the address without its resource. */
  account: string;
}

/** Which librarians of the roster have an account on one network, and where they serve. */
export class Accounts {
  readonly all: readonly DeskAccount[];
  readonly #roster: Roster;
  readonly #accountIn: (entry: LibrarianEntry) => string | undefined;
  readonly #librarians: ReadonlyMap<string, LibrarianName>;

  /** `accountIn`: the account that an entry of the roster names for this network. */
  constructor(roster: Roster, accountIn: (entry: LibrarianEntry) => string | undefined) {
    this.#roster = roster;
    this.#accountIn = accountIn;
    this.all = [...roster.desks.values()].flatMap(({ name: desk, title, zone, librarians }) =>
      librarians.flatMap((librarian) => {
        const account = this.accountOf(librarian);
        return account === undefined ? [] : [{ desk, title, zone, librarian, account }];
      }),
    );
    this.#librarians = new Map(
      [...roster.librarians.values()].flatMap((entry) => {
        const account = accountIn(entry);
        return account === undefined ? [] : [[account, entry.name] as const];
      }),
    );
  }

  get librarians(): Iterable<LibrarianName> {
    return this.#librarians.values();
  }

  /** The librarian who has this account; undefined: no librarian of the roster has it. */
  librarianOf(account: string): LibrarianName | undefined {
    return this.#librarians.get(account);
  }

  accountOf(librarian: LibrarianName): string | undefined {
    const entry = this.#roster.librarians.get(librarian);
    return entry && this.#accountIn(entry);
  }

  /** The librarians who have another account in `next`, or none. */
  changedIn(next: Accounts): LibrarianName[] {
    return [...this.librarians].filter((librarian) => next.accountOf(librarian) !== this.accountOf(librarian));
  }

  /** Those that are not among `others`. */
  without(others: Accounts): DeskAccount[] {
    return this.all.filter(
      ({ desk, account }) => !others.all.some((other) => other.desk === desk && other.account === account),
    );
  }

  /** The librarian's account at this desk, or at the first of their desks; undefined: they do not serve there. */
  of(librarian: LibrarianName, desk?: DeskName): DeskAccount | undefined {
    return this.all.find((account) => account.librarian === librarian && (desk === undefined || account.desk === desk));
  }

  /**
   * The librarian's account as if they served at this desk: for messages that the desk sends in any case. Undefined: the
   * librarian has no account.
   */
  at(librarian: LibrarianName, desk: DeskName): DeskAccount | undefined {
    const account = this.accountOf(librarian);
    if (account === undefined) return undefined;
    return { desk, title: this.titleOf(desk) ?? desk, zone: this.zoneOf(desk), librarian, account };
  }

  titleOf(desk: DeskName): string | undefined {
    return this.#roster.desks.get(desk)?.title;
  }

  zoneOf(desk: DeskName): string {
    return this.#roster.desks.get(desk)?.zone ?? 'UTC';
  }
}
