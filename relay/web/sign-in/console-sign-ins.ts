import type { Desk } from '../../desk/desk.ts';
import type { Clock, SignIns } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { RouteRequest } from '../http/routes.ts';
import type { ConsoleSession } from '../sockets/console-session.ts';
import { signInFrom } from './sign-in-cookie.ts';
import { secretHash } from './sign-in-token.ts';

/** Who is signed in. */
export interface SignedInLibrarian {
  librarian: LibrarianName;
  /** The hash of the sign-in. */
  signIn: string;
}

export interface ConsoleSignInsOptions {
  signIns: SignIns;
  clock: Clock;
  desk: Pick<Desk, 'ownStatus'>;
  consoles(): Iterable<ConsoleSession>;
}

/** How often the sign-ins of the open consoles are checked. */
const CHECK_MS = 60_000;

/** Finds out who is signed in, and closes consoles whose sign-in has ended. */
export class ConsoleSignIns {
  readonly #parts: ConsoleSignInsOptions;
  #stop = () => {};

  constructor(parts: ConsoleSignInsOptions) {
    this.#parts = parts;
  }

  /** The librarian whose cookie a request has; undefined if the cookie is not valid. Rejects if the store does not answer. */
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

  /** Closes the consoles of a sign-in that has ended. */
  signedOut(signIn: string): void {
    for (const session of this.#parts.consoles()) if (session.signIn === signIn) session.close('signedOut');
  }

  /** Checks all consoles from time to time. A sign-in may end without an event here: it expires, or another process ends it. */
  start(): void {
    this.#stop = this.#parts.clock.after(CHECK_MS, () => {
      this.start();
      for (const session of this.#parts.consoles()) void this.#check(session);
    });
  }

  /** After a change of the config, closes the consoles of librarians who are no longer in it, without asking the store. */
  reconfigured(): void {
    for (const session of this.#parts.consoles()) {
      if (!this.#parts.desk.ownStatus(session.librarian)) session.close('signedOut');
    }
  }

  stop(): void {
    this.#stop();
  }

  async #check({ signIn, librarian }: ConsoleSession): Promise<void> {
    try {
      if ((await this.#librarian(signIn)) !== librarian) this.signedOut(signIn);
    } catch {
      // The store fails and reports it elsewhere. The console stays open until the store can answer.
    }
  }

  async #librarian(signIn: string): Promise<LibrarianName | undefined> {
    const { signIns, clock, desk } = this.#parts;
    const librarian = await signIns.find(signIn, clock.now());
    return librarian !== undefined && desk.ownStatus(librarian) ? librarian : undefined;
  }
}
