import type { DatabaseSync } from 'node:sqlite';
import type { Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

type SignInRequests = Pick<Requests, 'invite' | 'spend' | 'signedIn' | 'revoke' | 'revokeAll'>;

/** Invitations and sign-ins. They are no longer valid at the millisecond of their `expires_at`. */
export const signInTables = (db: DatabaseSync): SignInRequests & { removeExpired(now: number): void } => {
  const invite = new PreparedStatement(
    db,
    `INSERT INTO invites (code, librarian, expires_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET librarian = excluded.librarian, expires_at = excluded.expires_at`,
  );
  const take = new PreparedStatement<[librarian: string]>(db, 'DELETE FROM invites WHERE code = ? RETURNING librarian');
  const signIn = new PreparedStatement(
    db,
    `INSERT INTO sign_ins (hash, librarian, expires_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET librarian = excluded.librarian, expires_at = excluded.expires_at`,
  );
  const find = new PreparedStatement<[librarian: string]>(
    db,
    'SELECT librarian FROM sign_ins WHERE hash = ? AND expires_at > ?',
  );
  const revoke = new PreparedStatement(db, 'DELETE FROM sign_ins WHERE hash = ?');
  const ofLibrarian = ['sign_ins', 'invites'].map(
    (table) => new PreparedStatement(db, `DELETE FROM ${table} WHERE librarian = ?`),
  );
  const expired = ['sign_ins', 'invites'].map(
    (table) => new PreparedStatement(db, `DELETE FROM ${table} WHERE expires_at <= ?`),
  );

  const removeExpired = (now: number): void => {
    for (const statement of expired) statement.run(now);
  };

  return {
    removeExpired,

    invite(codeHash, librarian, expiresAt) {
      invite.run(codeHash, librarian, expiresAt);
      return null;
    },

    spend(codeHash, signInHash, now, expiresAt) {
      removeExpired(now);
      const librarian = take.first(codeHash)?.[0];
      if (librarian === undefined) return null;
      signIn.run(signInHash, librarian, expiresAt);
      return librarian;
    },

    signedIn: (signInHash, now) => find.first(signInHash, now)?.[0] ?? null,

    revoke(signInHash) {
      revoke.run(signInHash);
      return null;
    },

    revokeAll(librarian) {
      for (const statement of ofLibrarian) statement.run(librarian);
      return null;
    },
  };
};
