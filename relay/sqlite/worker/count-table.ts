import type { DatabaseSync } from 'node:sqlite';
import type { CountRow, Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

type CountRequests = Pick<Requests, 'countedOf' | 'count' | 'uncounted' | 'keepUnasked' | 'addCounts' | 'counts'>;

/** The counts of the report, and up to which entry each conversation is counted. */
export const countTable = (db: DatabaseSync): CountRequests => {
  const counted = new PreparedStatement<[upTo: number, unasked: number]>(
    db,
    'SELECT counted, unasked FROM conversations WHERE id = ?',
  );
  const moveCounted = new PreparedStatement(db, 'UPDATE conversations SET counted = ?3 WHERE id = ?1 AND counted = ?2');
  const uncounted = new PreparedStatement<[id: string]>(
    db,
    'SELECT id FROM conversations WHERE closed = 1 AND counted < last_seq ORDER BY n',
  );
  const unasked = new PreparedStatement(db, 'UPDATE conversations SET unasked = ?2 WHERE id = ?1');
  const add = new PreparedStatement(
    db,
    `INSERT INTO counts (desk, hour, what, value, n) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  );
  const between = new PreparedStatement<CountRow>(
    db,
    'SELECT desk, hour, what, value, n FROM counts WHERE hour >= ? AND hour < ? ORDER BY desk, hour, what, value',
  );

  const addAll = (rows: readonly CountRow[]): void => {
    for (const row of rows) add.run(...row);
  };

  return {
    countedOf: (conversation) => counted.first(conversation) ?? null,

    count(conversation, from, upTo, rows) {
      if (moveCounted.run(conversation, from, upTo) === 0) return false;
      addAll(rows);
      return true;
    },

    uncounted: () => uncounted.all(),

    keepUnasked(conversation, seq) {
      unasked.run(conversation, seq);
      return null;
    },

    addCounts(rows) {
      addAll(rows);
      return null;
    },

    counts: (from, to) => between.all(from, to),
  };
};
