import type { DatabaseSync } from 'node:sqlite';
import type { CardRow, EntryRow, MarkRow, Requests } from '../requests.ts';
import { entryKey, type KnownConversation, KnownConversations } from './known-conversations.ts';
import { type LogPosition, LogTable } from './log-table.ts';
import { PreparedStatement } from './prepared-statement.ts';

type ConversationRequests = Pick<Requests, 'append' | 'since' | 'find' | 'list' | 'marks' | 'progress' | 'forget'>;

const CARD = 'SELECT id, desk, word, begun_at, last_at, last_seq, closed, left_at FROM conversations';

/**
 * The requests about conversations. Each must be called inside a transaction, and `known` must be notified when a transaction begins and
 * when it is rolled back.
 */
export const conversationTables = (db: DatabaseSync): { requests: ConversationRequests; known: KnownConversations } => {
  const log = new LogTable(db);
  const known = new KnownConversations(db, log);
  const position = new PreparedStatement<[n: number, lastSeq: number, last: LogPosition]>(
    db,
    'SELECT n, last_seq, last FROM conversations WHERE id = ?',
  );
  const forgotten = new PreparedStatement<[1]>(db, 'SELECT 1 FROM forgotten WHERE id = ?');
  const insertCard = new PreparedStatement(
    db,
    `INSERT INTO conversations (id, desk, word, begun_at, last_at, last_seq, closed)
     VALUES (?, ?, ?, ?, 0, 0, 0)`,
  );
  const update = new PreparedStatement(
    db,
    'UPDATE conversations SET last_at = ?, last_seq = ?, last = ?, closed = coalesce(?, closed) WHERE n = ?',
  );
  const card = new PreparedStatement<CardRow>(db, `${CARD} WHERE id = ?`);
  const openCards = new PreparedStatement<CardRow>(db, `${CARD} WHERE closed = 0 ORDER BY n`);
  const oldCards = new PreparedStatement<CardRow>(db, `${CARD} WHERE last_at < ? ORDER BY n`);
  const marksOf = new PreparedStatement<MarkRow>(
    db,
    'SELECT party, delivered, seen FROM marks WHERE conversation = ? ORDER BY party',
  );
  const moveMark = new PreparedStatement(
    db,
    `INSERT INTO marks (conversation, party, delivered, seen) SELECT n, ?2, ?3, ?4 FROM conversations WHERE id = ?1
     ON CONFLICT DO UPDATE SET delivered = max(delivered, excluded.delivered), seen = max(seen, excluded.seen)`,
  );
  const leave = new PreparedStatement(db, 'UPDATE conversations SET left_at = ?2 WHERE id = ?1');
  const dropMarks = new PreparedStatement(db, 'DELETE FROM marks WHERE conversation = ?');
  const dropCard = new PreparedStatement(db, 'DELETE FROM conversations WHERE n = ?');
  const refuse = new PreparedStatement(db, 'INSERT INTO forgotten (id) VALUES (?) ON CONFLICT DO NOTHING');

  const CLOSED = { opens: 0, closes: 1, stays: null };

  const begin = (conversation: string, [desk, word]: [desk: string, word: string], at: number): KnownConversation => {
    const n = insertCard.insert(conversation, desk, word, at);
    return known.add(conversation, { n, lastSeq: 0, last: 0, positions: new Map() });
  };

  const requests: ConversationRequests = {
    append(conversation, id, author, at, what, openState, opening) {
      let state = known.get(conversation);
      if (!state) {
        if (!opening || forgotten.first(conversation)) return 'gone';
        state = begin(conversation, opening, at);
      }
      const key = entryKey(author, id);
      const before = state.positions.get(key);
      if (before !== undefined) {
        const { row } = log.at(before);
        return row[4] === what ? row : 'other-content';
      }
      const seq = state.lastSeq + 1;
      known.addEntry(state, key, log.add(state.last, [seq, id, author, at, what]));
      update.run(at, seq, state.last, CLOSED[openState], state.n);
      return seq;
    },

    since(conversation, seq) {
      const [, lastSeq, last] = position.first(conversation) ?? [0, 0, 0];
      const rows: EntryRow[] = [];
      if (lastSeq <= seq) return rows;
      for (const { row } of log.back(last)) {
        if (row[0] <= seq) break;
        rows.push(row);
      }
      return rows.reverse();
    },

    find: (conversation) => card.first(conversation) ?? (forgotten.first(conversation) ? 'forgotten' : null),

    list: (lastBefore) => (lastBefore === null ? openCards.all() : oldCards.all(lastBefore)),

    marks(conversation) {
      const found = position.first(conversation);
      return found ? marksOf.all(found[0]) : [];
    },

    progress(marks, left) {
      for (const row of marks) moveMark.run(...row);
      for (const row of left) leave.run(...row);
      return null;
    },

    forget(conversation) {
      const found = position.first(conversation);
      if (found) {
        const [n, , last] = found;
        log.blank(last);
        dropMarks.run(n);
        dropCard.run(n);
        known.forget(conversation);
      }
      refuse.run(conversation);
      return null;
    },
  };

  return { requests, known };
};
