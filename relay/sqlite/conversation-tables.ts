import type { DatabaseSync } from 'node:sqlite';
import type { CardRow, EntryRow, MarkRow, Requests } from './requests.ts';
import { Statement } from './statements.ts';

type ConversationRequests = Pick<Requests, 'append' | 'since' | 'find' | 'list' | 'marks' | 'progress' | 'forget'>;

const CARD = 'SELECT id, desk, word, begun_at, last_at, last_seq, closed, left_at FROM conversations';

/** Each is called inside a transaction; two handles may take turns between them, so nothing is remembered here. */
export const conversationTables = (db: DatabaseSync): ConversationRequests => {
  const known = new Statement<[n: number, lastSeq: number]>(db, 'SELECT n, last_seq FROM conversations WHERE id = ?');
  const forgotten = new Statement<[1]>(db, 'SELECT 1 FROM forgotten WHERE id = ?');
  const begin = new Statement<[n: number]>(
    db,
    `INSERT INTO conversations (id, desk, word, begun_at, last_at, last_seq, closed)
     VALUES (?, ?, ?, ?, 0, 0, 0) RETURNING n`,
  );
  const addEntry = new Statement(
    db,
    `INSERT INTO entries (conversation, author, id, seq, at, text)
     VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(n), 0) + 1 FROM texts)) ON CONFLICT DO NOTHING`,
  );
  const addText = new Statement(db, 'INSERT INTO texts (what) VALUES (?)');
  const goOn = new Statement(
    db,
    'UPDATE conversations SET last_at = ?, last_seq = ?, closed = coalesce(?, closed) WHERE n = ?',
  );
  const entry = (where: string) =>
    new Statement<EntryRow>(
      db,
      `SELECT seq, id, author, at, what FROM entries JOIN texts ON texts.n = entries.text WHERE ${where}`,
    );
  const sameId = entry('conversation = ? AND author = ? AND id = ?');
  const after = entry('conversation = ? AND seq > ? ORDER BY seq');
  const card = new Statement<CardRow>(db, `${CARD} WHERE id = ?`);
  const openCards = new Statement<CardRow>(db, `${CARD} WHERE closed = 0 ORDER BY n`);
  const oldCards = new Statement<CardRow>(db, `${CARD} WHERE last_at < ? ORDER BY n`);
  const marksOf = new Statement<MarkRow>(
    db,
    'SELECT party, delivered, seen FROM marks WHERE conversation = ? ORDER BY party',
  );
  const moveMark = new Statement(
    db,
    `INSERT INTO marks (conversation, party, delivered, seen) SELECT n, ?2, ?3, ?4 FROM conversations WHERE id = ?1
     ON CONFLICT DO UPDATE SET delivered = max(delivered, excluded.delivered), seen = max(seen, excluded.seen)`,
  );
  const leave = new Statement(db, 'UPDATE conversations SET left_at = ?2 WHERE id = ?1');
  const count = new Statement(
    db,
    `UPDATE blanks SET bytes = bytes + (
       SELECT coalesce(sum(octet_length(what)), 0) FROM texts WHERE n IN (SELECT text FROM entries WHERE conversation = ?)
     )`,
  );
  const blank = new Statement(
    db,
    `UPDATE texts SET what = zeroblob(octet_length(what))
     WHERE n IN (SELECT text FROM entries WHERE conversation = ?)`,
  );
  const dropEntries = new Statement(db, 'DELETE FROM entries WHERE conversation = ?');
  const dropMarks = new Statement(db, 'DELETE FROM marks WHERE conversation = ?');
  const dropCard = new Statement(db, 'DELETE FROM conversations WHERE n = ?');
  const refuse = new Statement(db, 'INSERT INTO forgotten (id) VALUES (?) ON CONFLICT DO NOTHING');

  const CLOSED = { opens: 0, closes: 1, stays: null };

  return {
    append(conversation, id, author, at, what, turn, opening) {
      const found = known.first(conversation);
      let n = found?.[0];
      if (n === undefined) {
        if (!opening || forgotten.first(conversation)) return 'gone';
        n = begin.first(conversation, opening[0], opening[1], at)?.[0] ?? 0;
      }
      const seq = (found?.[1] ?? 0) + 1;
      if (addEntry.run(n, author, id, seq, at) === 0) {
        const first = sameId.first(n, author, id);
        return first?.[4] === what ? first : 'other-content';
      }
      addText.run(what);
      goOn.run(at, seq, CLOSED[turn], n);
      return seq;
    },

    since(conversation, seq) {
      const found = known.first(conversation);
      return found ? after.all(found[0], seq) : [];
    },

    find: (conversation) => card.first(conversation) ?? (forgotten.first(conversation) ? 'forgotten' : null),

    list: (lastBefore) => (lastBefore === null ? openCards.all() : oldCards.all(lastBefore)),

    marks(conversation) {
      const found = known.first(conversation);
      return found ? marksOf.all(found[0]) : [];
    },

    progress(marks, left) {
      for (const row of marks) moveMark.run(...row);
      for (const row of left) leave.run(...row);
      return null;
    },

    forget(conversation) {
      const n = known.first(conversation)?.[0];
      if (n !== undefined) {
        count.run(n);
        blank.run(n);
        dropEntries.run(n);
        dropMarks.run(n);
        dropCard.run(n);
      }
      refuse.run(conversation);
      return null;
    },
  };
};
