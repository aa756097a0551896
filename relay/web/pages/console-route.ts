import type { LibrarianName } from '../../desk/roster.ts';
import type { PageFile } from '../http/page-files.ts';
import type { Route, RouteRequest } from '../http/routes.ts';
import { plainPage } from './page-shell.ts';

/** The console's Content-Security-Policy. `ask-librarian`, of the bundled Lit, is the only Trusted Types policy with which its script may make markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types ask-librarian',
].join('; ');

export interface ConsoleRoutesOptions {
  /** The built page of the console. */
  page: PageFile | undefined;
  /** Who is signed in with the request's cookie. Rejects if the store does not answer. */
  signedIn(request: Pick<RouteRequest, 'headers' | 'secure'>): Promise<{ librarian: LibrarianName } | undefined>;
}

/** `/console/`: the console for a librarian who is signed in; for everybody else a page that says how to get a link. */
export const consoleRoutes = ({ page, signedIn }: ConsoleRoutesOptions): Route[] => [
  { method: 'GET', pattern: '/console', handle: () => ({ status: 308, headers: { Location: '/console/' } }) },
  {
    method: 'GET',
    pattern: '/console/',
    handle: async (request) => {
      if (!(await signedIn(request))) return plainPage(401, 'noSignIn');
      return {
        status: 200,
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': POLICY,
          'Cross-Origin-Opener-Policy': 'same-origin',
        },
        body: page?.plain ?? '',
      };
    },
  },
];
