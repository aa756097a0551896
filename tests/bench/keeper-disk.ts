import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The keeper's data file, in a worker: keeps each message's lines in one transaction, and answers when it is synced. */

export interface KeptLine {
  conversation: string;
  seq: number;
  author: string;
  id: string;
  at: number;
  text: string;
}

const db = new DatabaseSync(String(workerData));
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE lines (
    conversation TEXT, seq INTEGER, author TEXT, id TEXT, at INTEGER, text TEXT,
    PRIMARY KEY (conversation, seq)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX line_ids ON lines (conversation, author, id);
`);
const insert = db.prepare('INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)');

parentPort?.on('message', (lines: readonly KeptLine[]) => {
  db.exec('BEGIN');
  for (const { conversation, seq, author, id, at, text } of lines) insert.run(conversation, seq, author, id, at, text);
  db.exec('COMMIT');
  parentPort?.postMessage(lines.length);
});
