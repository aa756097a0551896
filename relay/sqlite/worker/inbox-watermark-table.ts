import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

export const inboxWatermarkTable = (db: DatabaseSync): Pick<Requests, 'heard' | 'keepHeard'> => {
  const last = new PreparedStatement<[at: number]>(db, 'SELECT at FROM heard');
  const keep = new PreparedStatement(db, 'UPDATE heard SET at = ?');
  return {
    heard: () => last.first()?.[0] ?? 0,
    keepHeard(at) {
      keep.run(at);
      return null;
    },
  };
};
