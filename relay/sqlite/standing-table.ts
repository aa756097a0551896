import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from './requests.ts';
import { Statement } from './statements.ts';

export const standingTable = (db: DatabaseSync): Pick<Requests, 'standings' | 'keepStanding'> => {
  const all = new Statement<[librarian: string, standing: string]>(
    db,
    'SELECT librarian, standing FROM standings ORDER BY librarian',
  );
  const keep = new Statement(
    db,
    'INSERT INTO standings (librarian, standing) VALUES (?, ?) ON CONFLICT DO UPDATE SET standing = excluded.standing',
  );
  return {
    standings: () => all.all(),
    keepStanding(librarian, standing) {
      keep.run(librarian, standing);
      return null;
    },
  };
};
