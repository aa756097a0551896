import { isSecret } from './sign-in-token.ts';

export const SIGN_IN_HOURS = 12;

const NAME = 'ask_librarian';

/** With https, the prefix has the browser see to it that no neighbour's page has set this cookie (RFC 6265bis, 4.1.3.2). */
const nameFor = (secure: boolean): string => (secure ? `__Host-${NAME}` : NAME);

/** Set-Cookie for a sign-in; without one, takes it away. `secure`: the browser came by https. */
export const signInCookie = (secret: string | undefined, secure: boolean): string =>
  [
    `${nameFor(secure)}=${secret ?? ''}`,
    'Path=/',
    `Max-Age=${secret === undefined ? 0 : SIGN_IN_HOURS * 3_600}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ');

/** The sign-in a request carries; undefined where it has none that could be one. */
export const signInFrom = (cookie: string | undefined, secure: boolean): string | undefined => {
  const start = `${nameFor(secure)}=`;
  const found = cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start));
  const secret = found?.slice(start.length);
  return isSecret(secret) ? secret : undefined;
};
