import { isSecret } from './sign-in-token.ts';

/** How long a sign-in is valid, in hours. */
export const SIGN_IN_HOURS = 12;

const NAME = 'ask_librarian';

/** With https the cookie has the `__Host-` prefix: browsers then make sure that no neighbouring host has set it (RFC 6265bis section 4.1.3.2). */
const nameFor = (secure: boolean): string => (secure ? `__Host-${NAME}` : NAME);

/** The `Set-Cookie` header for a sign-in. Without a secret it removes the cookie. `secure`: the browser used https. */
export const signInCookie = (secret: string | undefined, secure: boolean): string =>
  [
    `${nameFor(secure)}=${secret ?? ''}`,
    'Path=/',
    `Max-Age=${secret === undefined ? 0 : SIGN_IN_HOURS * 3_600}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ');

/** The secret in a request's `Cookie` header; undefined if there is none, or none that has the form of a secret. */
export const signInFrom = (cookie: string | undefined, secure: boolean): string | undefined => {
  const start = `${nameFor(secure)}=`;
  const found = cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start));
  const secret = found?.slice(start.length);
  return isSecret(secret) ? secret : undefined;
};
