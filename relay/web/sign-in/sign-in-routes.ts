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

/** Makes a code that signs `librarian` in once, within `hours`. */
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

/** The link to give to the librarian. If the config has port 0, pass the port on which the server listens instead. */
export const signInAddress = (config: Pick<WebConfig, 'address' | 'listen'>, code: string): string =>
  `${browserAddress(config)}/console/sign-in?code=${code}`;

export interface SignInRoutesOptions {
  signIns: SignIns;
  clock: Clock;
  log: Log;
  config(): WebConfig;
  /** True if the config has this librarian. */
  isInConfig(librarian: LibrarianName): boolean;
  /** Closes the consoles of a sign-in that has ended. */
  signInEnded(signInHash: string): void;
}

/** How many links that do not work a network address may open within FAILED_WINDOW_MS. */
const MAX_FAILED = 20;
const FAILED_WINDOW_MS = 600_000;

/** A GET does not use up a link, because mail programs and messengers open links before people do. Only the POST of the button does. */
export const signInRoutes = (options: SignInRoutesOptions): Route[] => {
  const attempts = new AttemptLimit(MAX_FAILED, FAILED_WINDOW_MS);

  const usedUp = (address: string): RouteResponse => {
    attempts.count(address);
    return plainPage(410, 'linkUsedUp');
  };

  const signIn = async (request: RouteRequest): Promise<RouteResponse> => {
    const { signIns, clock, config, isInConfig: knows } = options;
    if (isForeignForm(request.headers, config())) return plainPage(403, 'elsewhere');
    if (!attempts.allows(request.address, clock.now()))
      return plainPage(429, 'tooMany', { headers: { 'Retry-After': '600' } });
    const code = request.form.get('code');
    if (!isSecret(code)) return usedUp(request.address);
    const secret = newSecret();
    const expiresAt = clock.now() + SIGN_IN_HOURS * 3_600_000;
    const librarian = await signIns.spend(secretHash(code), secretHash(secret), clock.now(), expiresAt);
    if (librarian === undefined) return usedUp(request.address);
    if (!knows(librarian)) {
      await signIns.revoke(secretHash(secret));
      return usedUp(request.address);
    }
    // End the sign-in that this browser had before. The code is used up, so this must not fail any more.
    await end(request).catch((error: unknown) =>
      options.log.warn('ending an earlier sign-in failed', errorFacts(error)),
    );
    return {
      status: 303,
      headers: { Location: '/console/', 'Set-Cookie': signInCookie(secret, request.secure) },
    };
  };

  const signOut = async (request: RouteRequest): Promise<RouteResponse> => {
    if (isForeignForm(request.headers, options.config())) return plainPage(403, 'elsewhere');
    await end(request);
    return plainPage(200, 'signedOut', { headers: { 'Set-Cookie': signInCookie(undefined, request.secure) } });
  };

  const end = async (request: RouteRequest): Promise<void> => {
    const secret = signInFrom(request.headers.cookie, request.secure);
    if (secret === undefined) return;
    await options.signIns.revoke(secretHash(secret));
    options.signInEnded(secretHash(secret));
  };

  /** If the store cannot answer, no code is used up. */
  const orUnavailable =
    (handle: (request: RouteRequest) => Promise<RouteResponse>) => async (request: RouteRequest) => {
      try {
        return await handle(request);
      } catch (error) {
        options.log.warn('a sign-in or sign-out failed', errorFacts(error));
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
    { method: 'POST', pattern: '/console/sign-in', handle: orUnavailable(signIn) },
    { method: 'POST', pattern: '/console/sign-out', handle: orUnavailable(signOut) },
  ];
};
