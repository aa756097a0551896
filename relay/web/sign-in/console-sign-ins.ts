import type { Desk } from '../../desk/desk.ts';
import type { Clock, SignIns } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { RouteRequest } from '../http/routes.ts';
import type { ConsoleSession } from '../sockets/console-session.ts';
import { signInFrom } from './sign-in-cookie.ts';
import { secretHash } from './sign-in-token.ts';

export interface SignedInLibrarian {
  librarian: LibrarianName;
  /** Hash of the sign-in. */
  signIn: string;
}

export interface ConsoleSignInsOptions {
  signIns: SignIns;
  clock: Clock;
  desk: Pick<Desk, 'ownStatus'>;
  consoles(): Iterable<ConsoleSession>;
}

/** So often it is looked up whether those at a console are still signed in. */
const LOOK_UP_MS = 60_000;

/** Knows who is signed in, and closes the consoles of who no longer is. */
export class ConsoleSignIns {
  readonly #parts: ConsoleSignInsOptions;
  #stop = () => {};

  constructor(parts: ConsoleSignInsOptions) {
    this.#parts = parts;
  }

  /** Rejects where the store does not answer. */
  async signedIn({
    headers,
    secure,
  }: Pick<RouteRequest, 'headers' | 'secure'>): Promise<SignedInLibrarian | undefined> {
    const secret = signInFrom(headers.cookie, secure);
    if (secret === undefined) return undefined;
    const signIn = secretHash(secret);
    const librarian = await this.#librarian(signIn);
    return librarian === undefined ? undefined : { librarian, signIn };
  }

  /** This sign-in has ended. */
  signedOut(signIn: string): void {
    for (const session of this.#parts.consoles()) if (session.signIn === signIn) session.close('signedOut');
  }

  /** A sign-in may end without a word here: by time, by another process, or with her name gone from the config. */
  start(): void {
    this.#stop = this.#parts.clock.after(LOOK_UP_MS, () => {
      this.start();
      for (const session of this.#parts.consoles()) void this.#lookUp(session);
    });
  }

  /** Another config is in force: who is not in it goes at once, without asking the store. */
  reconfigured(): void {
    for (const session of this.#parts.consoles()) {
      if (!this.#parts.desk.ownStatus(session.librarian)) session.close('signedOut');
    }
  }

  stop(): void {
    this.#stop();
  }

  async #lookUp({ signIn, librarian }: ConsoleSession): Promise<void> {
    try {
      if ((await this.#librarian(signIn)) !== librarian) this.signedOut(signIn);
    } catch {
      // The store has trouble of its own, and says so elsewhere: she stays until it can tell.
    }
  }

  async #librarian(signIn: string): Promise<LibrarianName | undefined> {
    const { signIns, clock, desk } = this.#parts;
    const librarian = await signIns.find(signIn, clock.now());
    return librarian !== undefined && desk.ownStatus(librarian) ? librarian : undefined;
  }
}
