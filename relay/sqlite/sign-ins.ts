import type { SignIns } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { StoreThread } from './store-thread.ts';

/** The store of invitations and sign-ins: sends each call to the worker thread. */
export class SqliteSignIns implements SignIns {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async invite(codeHash: string, librarian: LibrarianName, expiresAt: number): Promise<void> {
    await this.#thread.ask('invite', codeHash, librarian, expiresAt);
  }

  async spend(
    codeHash: string,
    signInHash: string,
    now: number,
    expiresAt: number,
  ): Promise<LibrarianName | undefined> {
    return (await this.#thread.ask('spend', codeHash, signInHash, now, expiresAt)) ?? undefined;
  }

  async find(signInHash: string, now: number): Promise<LibrarianName | undefined> {
    return (await this.#thread.ask('signedIn', signInHash, now)) ?? undefined;
  }

  async revoke(signInHash: string): Promise<void> {
    await this.#thread.ask('revoke', signInHash);
  }

  async revokeAll(librarian: LibrarianName): Promise<void> {
    await this.#thread.ask('revokeAll', librarian);
  }
}
