import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** The inbox watermark: one row of the table `heard`. 0: never. */
export const inboxWatermarkTable = (db: DatabaseSync): Pick<Requests, 'inboxWatermark' | 'keepInboxWatermark'> => {
  const last = new PreparedStatement<[at: number]>(db, 'SELECT at FROM heard');
  const keep = new PreparedStatement(db, 'UPDATE heard SET at = ?');
  return {
    inboxWatermark: () => last.first()?.[0] ?? 0,
    keepInboxWatermark(at) {
      keep.run(at);
      return null;
    },
  };
};
