import { errorFacts } from '../../desk/error-facts.ts';
import type { Clock, Log, SignIns } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import { isForeignForm } from '../http/origins.ts';
import type { Route, RouteRequest, RouteResponse } from '../http/routes.ts';
import { plainPage } from '../pages/page-shell.ts';
import { browserAddress, type WebConfig } from '../web-config.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { SIGN_IN_HOURS, signInCookie, signInFrom } from './sign-in-cookie.ts';
import { isSecret, newSecret, secretHash } from './sign-in-token.ts';

/** A code that signs `librarian` in once, within `hours`. */
export const inviteCode = async (
  signIns: SignIns,
  librarian: LibrarianName,
  clock: Pick<Clock, 'now'>,
  hours: number,
): Promise<string> => {
  const code = newSecret();
  await signIns.invite(secretHash(code), librarian, clock.now() + hours * 3_600_000);
  return code;
};

/** The link to hand to her. With port 0 in the config, put in the port the server listens on. */
export const signInAddress = (config: Pick<WebConfig, 'address' | 'listen'>, code: string): string =>
  `${browserAddress(config)}/console/sign-in?code=${code}`;

export interface SignInRoutesOptions {
  signIns: SignIns;
  clock: Clock;
  log: Log;
  config(): WebConfig;
  /** Is she in the config? */
  isInConfig(librarian: LibrarianName): boolean;
  /** This sign-in has ended: close what it opened. */
  signInEnded(signInHash: string): void;
}

const FAILED_MOST = 20;
const FAILED_MS = 600_000;

/** Looking at a link spends nothing: mail programs and messengers look at links before she does. Only the button does. */
export const signInRoutes = (parts: SignInRoutesOptions): Route[] => {
  const attempts = new AttemptLimit(FAILED_MOST, FAILED_MS);

  const usedUp = (address: string): RouteResponse => {
    attempts.count(address);
    return plainPage(410, 'linkUsedUp');
  };

  const signIn = async (asked: RouteRequest): Promise<RouteResponse> => {
    const { signIns, clock, config, isInConfig: knows } = parts;
    if (isForeignForm(asked.headers, config())) return plainPage(403, 'elsewhere');
    if (!attempts.allows(asked.address, clock.now()))
      return plainPage(429, 'tooMany', { headers: { 'Retry-After': '600' } });
    const code = asked.form.get('code');
    if (!isSecret(code)) return usedUp(asked.address);
    const secret = newSecret();
    const expiresAt = clock.now() + SIGN_IN_HOURS * 3_600_000;
    const librarian = await signIns.spend(secretHash(code), secretHash(secret), clock.now(), expiresAt);
    if (librarian === undefined) return usedUp(asked.address);
    if (!knows(librarian)) {
      await signIns.revoke(secretHash(secret));
      return usedUp(asked.address);
    }
    // Whoever was signed in here before her. The code is spent: this must not fail her any more.
    await end(asked).catch((error: unknown) => parts.log.warn('an older sign-in was not ended', errorFacts(error)));
    return {
      status: 303,
      headers: { Location: '/console/', 'Set-Cookie': signInCookie(secret, asked.secure) },
    };
  };

  const signOut = async (asked: RouteRequest): Promise<RouteResponse> => {
    if (isForeignForm(asked.headers, parts.config())) return plainPage(403, 'elsewhere');
    await end(asked);
    return plainPage(200, 'signedOut', { headers: { 'Set-Cookie': signInCookie(undefined, asked.secure) } });
  };

  const end = async (asked: RouteRequest): Promise<void> => {
    const secret = signInFrom(asked.headers.cookie, asked.secure);
    if (secret === undefined) return;
    await parts.signIns.revoke(secretHash(secret));
    parts.signInEnded(secretHash(secret));
  };

  /** A store that cannot answer spends nothing. */
  const orNotNow = (handle: (asked: RouteRequest) => Promise<RouteResponse>) => async (asked: RouteRequest) => {
    try {
      return await handle(asked);
    } catch (error) {
      parts.log.warn('a sign-in or sign-out failed', errorFacts(error));
      return plainPage(503, 'notNow');
    }
  };

  return [
    {
      method: 'GET',
      pattern: '/console/sign-in',
      handle: ({ query }) => {
        const code = query.get('code');
        if (!isSecret(code)) return plainPage(410, 'linkUsedUp');
        return plainPage(200, 'signIn', { action: '/console/sign-in', hidden: { code } });
      },
    },
    { method: 'POST', pattern: '/console/sign-in', handle: orNotNow(signIn) },
    { method: 'POST', pattern: '/console/sign-out', handle: orNotNow(signOut) },
  ];
};
