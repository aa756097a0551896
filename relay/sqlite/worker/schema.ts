import type { DatabaseSync } from 'node:sqlite';

/** "askL": distinguishes the relay's files from those of other programs (PRAGMA application_id). */
export const APPLICATION_ID = 0x61736b4c;

/**
 * The migrations: each step raises the version of the file by one. Files in use depend on them, so a step is never changed after its
 * release. Each version has its fixture in tests/fixtures/stores.
 *
 * Version 1: `texts` is a table of its own so that a conversation can be deleted without a trace. SQLite overwrites what it deletes with
 * zeros (secure_delete). But when it balances pages it moves other rows and leaves their old bytes in the gap. So a text is only ever
 * added at the end of its table, which moves nothing, and it is deleted by zeros of the same length in the same position. `blanks`
 * counts the bytes of such zeros until scrub.ts reclaims them.
 *
 * Version 2: `log` is `texts` with the rest of the entry as JSON (an EntryRow), and a conversation has the position of its `last` entry.
 * Before, the index of the entries made every line of a batch write a page. Now a batch writes a few pages, and a sync is cheaper.
 *
 * Version 3: `heard`, one row: the inbox watermark, up to when everything that librarians typed in their messengers had been received;
 * 0: never.
 *
 * Version 4: `desk_standings`, the states of desks, as `standings` has those of librarians.
 *
 * Version 5: `counts`, for the report. In a conversation, `counted` is the last entry that they include; `unasked` is the first line of
 * its last question for which nobody could be asked. Conversations that were closed before are not counted, because the hours on duty of
 * that time are unknown.
 *
 * Version 6: the state of a desk has `notes`, the last one of each librarian, instead of a single `note`.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE conversations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    desk TEXT NOT NULL,
    word TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    left_at INTEGER
  ) STRICT;
  CREATE TABLE entries (
    conversation INTEGER NOT NULL,
    author TEXT NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    text INTEGER NOT NULL,
    PRIMARY KEY (conversation, author, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE texts (n INTEGER PRIMARY KEY, what ANY NOT NULL) STRICT;
  CREATE TABLE blanks (bytes INTEGER NOT NULL) STRICT;
  INSERT INTO blanks VALUES (0);
  CREATE TABLE marks (
    conversation INTEGER NOT NULL,
    party TEXT NOT NULL,
    delivered INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (conversation, party)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE forgotten (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE standings (librarian TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE invites (
    code TEXT PRIMARY KEY,
    librarian TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sign_ins (
    hash TEXT PRIMARY KEY,
    librarian TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE log (n INTEGER PRIMARY KEY, before INTEGER NOT NULL, line ANY NOT NULL) STRICT;
  INSERT INTO log (n, before, line)
    SELECT
      text,
      coalesce(lag(text) OVER (PARTITION BY conversation ORDER BY seq), 0),
      json_array(seq, id, author, at, what)
    FROM entries JOIN texts ON texts.n = entries.text ORDER BY text;
  ALTER TABLE conversations ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
  UPDATE conversations SET
    last = coalesce((SELECT max(text) FROM entries WHERE entries.conversation = conversations.n), 0);
  DROP TABLE entries;
  DROP TABLE texts;
  UPDATE blanks SET bytes = 0;
  `,
  'CREATE TABLE heard (at INTEGER NOT NULL) STRICT; INSERT INTO heard VALUES (0);',
  'CREATE TABLE desk_standings (desk TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT, WITHOUT ROWID;',
  `
  CREATE TABLE counts (
    desk TEXT NOT NULL,
    hour INTEGER NOT NULL,
    what TEXT NOT NULL,
    value INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (desk, hour, what, value)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE conversations ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN unasked INTEGER NOT NULL DEFAULT 0;
  UPDATE conversations SET counted = last_seq WHERE closed = 1;
  `,
  `
  UPDATE desk_standings
  SET standing = json_remove(json_set(standing, '$.notes', json_array(json_extract(standing, '$.note'))), '$.note')
  WHERE json_type(standing, '$.note') = 'object';
  `,
];

export const SCHEMA_VERSION = STEPS.length;

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version);

/** Migrates the file in one transaction, or leaves it unchanged. Returns the version that it had; 0: it was empty. */
export const migrate = (db: DatabaseSync): number => {
  if (versionOf(db) === SCHEMA_VERSION) return SCHEMA_VERSION;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Read the version again: another process may have migrated the file while this one waited for the lock.
    const from = versionOf(db);
    for (const step of STEPS.slice(from)) db.exec(step);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
    return from;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};
