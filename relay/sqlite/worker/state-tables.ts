import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** The states of librarians and of desks: each is JSON, under the name of the librarian or the desk. The data file calls a state a `standing`. */
export const stateTables = (
  db: DatabaseSync,
): Pick<Requests, 'librarianStates' | 'keepLibrarianState' | 'deskStates' | 'keepDeskState'> => {
  const librarians = tableOf(db, 'standings', 'librarian');
  const desks = tableOf(db, 'desk_standings', 'desk');
  return {
    librarianStates: librarians.all,
    keepLibrarianState: librarians.keep,
    deskStates: desks.all,
    keepDeskState: desks.keep,
  };
};

const tableOf = (db: DatabaseSync, table: string, name: string) => {
  const all = new PreparedStatement<[name: string, state: string]>(
    db,
    `SELECT ${name}, standing FROM ${table} ORDER BY ${name}`,
  );
  const keep = new PreparedStatement(
    db,
    `INSERT INTO ${table} (${name}, standing) VALUES (?, ?) ON CONFLICT DO UPDATE SET standing = excluded.standing`,
  );
  return {
    all: () => all.all(),
    keep(owner: string, state: string) {
      keep.run(owner, state);
      return null;
    },
  };
};
