import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { Statement } from './prepared-statement.ts';

export const heardTable = (db: DatabaseSync): Pick<Requests, 'heard' | 'keepHeard'> => {
  const last = new Statement<[at: number]>(db, 'SELECT at FROM heard');
  const keep = new Statement(db, 'UPDATE heard SET at = ?');
  return {
    heard: () => last.first()?.[0] ?? 0,
    keepHeard(at) {
      keep.run(at);
      return null;
    },
  };
};
