import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** What is kept of librarians, and of desks, each as JSON under its name. */
export const stateTables = (
  db: DatabaseSync,
): Pick<Requests, 'standings' | 'keepStanding' | 'deskStandings' | 'keepDeskStanding'> => {
  const librarians = tableOf(db, 'standings', 'librarian');
  const desks = tableOf(db, 'desk_standings', 'desk');
  return {
    standings: librarians.all,
    keepStanding: librarians.keep,
    deskStandings: desks.all,
    keepDeskStanding: desks.keep,
  };
};

const tableOf = (db: DatabaseSync, table: string, name: string) => {
  const all = new PreparedStatement<[name: string, standing: string]>(
    db,
    `SELECT ${name}, standing FROM ${table} ORDER BY ${name}`,
  );
  const keep = new PreparedStatement(
    db,
    `INSERT INTO ${table} (${name}, standing) VALUES (?, ?) ON CONFLICT DO UPDATE SET standing = excluded.standing`,
  );
  return {
    all: () => all.all(),
    keep(of: string, standing: string) {
      keep.run(of, standing);
      return null;
    },
  };
};
