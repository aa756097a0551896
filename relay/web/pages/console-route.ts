import type { LibrarianName } from '../../desk/roster.ts';
import type { PageFile } from '../http/page-files.ts';
import type { Route, RouteRequest } from '../http/routes.ts';
import { plainPage } from './page-shell.ts';

/** lit-html is the one maker of markup the console's script may use. */
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
  'trusted-types lit-html',
].join('; ');

export interface ConsoleRoutesOptions {
  page: PageFile | undefined;
  /** Who is signed in with this request's cookie; rejects where the store does not answer. */
  signedIn(asked: Pick<RouteRequest, 'headers' | 'secure'>): Promise<{ librarian: LibrarianName } | undefined>;
}

/** `/console/`: the console for who is signed in, and for all others how to come by a link. */
export const consoleRoutes = ({ page, signedIn }: ConsoleRoutesOptions): Route[] => [
  { method: 'GET', pattern: '/console', handle: () => ({ status: 308, headers: { Location: '/console/' } }) },
  {
    method: 'GET',
    pattern: '/console/',
    handle: async (asked) => {
      if (!(await signedIn(asked))) return plainPage(401, 'noSignIn');
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
