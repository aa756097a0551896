import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Relay } from '../../relay/start-relay.ts';

/**
 * The demo's own address that signs a browser in as one librarian, without a link from the terminal. A relay in service
 * has no such address. It is served only to browsers on this machine.
 */
export const SIGN_IN_PATH = '/librarian';

const CONSOLE = '/console/';

/**
 * A request handler that returns true where the address is its own. It makes an invitation with `relay.invite`, uses it
 * at once and passes the browser the cookie. A browser that is signed in stays so: no sign-in is made for it.
 */
export const signInHandler =
  (librarian: string, started: () => Promise<Pick<Relay, 'address' | 'invite'>>) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'GET' || request.url !== SIGN_IN_PATH) return false;
    if (isThisMachine(request))
      signIn(librarian, request, started).then(
        (cookies) => redirect(response, cookies),
        () => refuse(response, 503, 'The relay cannot sign anybody in right now. Try again in a minute.'),
      );
    else refuse(response, 403, 'The demo signs librarians in only on the machine it runs on.');
    return true;
  };

/** The cookies to set; none for a browser that is signed in. */
const signIn = async (
  librarian: string,
  request: IncomingMessage,
  started: () => Promise<Pick<Relay, 'address' | 'invite'>>,
): Promise<string[]> => {
  const relay = await started();
  const { cookie } = request.headers;
  const seen = await fetch(new URL(CONSOLE, relay.address), { headers: cookie ? { cookie } : {} });
  if (seen.ok) return [];
  const invitation = new URL(await relay.invite(librarian));
  const signedIn = await fetch(new URL(invitation.pathname, relay.address), {
    method: 'POST',
    body: invitation.searchParams,
    redirect: 'manual',
  });
  if (signedIn.status !== 303) throw new Error(`the sign-in was answered with ${signedIn.status}`);
  return signedIn.headers.getSetCookie();
};

/** Neither another machine nor, by a name of its own for this machine (DNS rebinding), another site. */
const isThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1|(::ffff:)?127(\.\d+){3})$/.test(socket.remoteAddress ?? '') &&
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '');

const redirect = (response: ServerResponse, cookies: string[]): void => {
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(303, { location: CONSOLE, 'cache-control': 'no-store' }).end();
};

const refuse = (response: ServerResponse, status: number, sentence: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${sentence}\n`);
};
