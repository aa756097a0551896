import { randomBytes } from 'node:crypto';
import type { Desk } from '../../desk/desk.ts';
import type { Clock, Network, PatronLink } from '../../desk/ports.ts';
import { defined } from '../../protocol/defined.ts';
import type { PatronEntry } from '../../protocol/entries.ts';
import type { SorryCode, ToPatron } from '../../protocol/frames.ts';
import { ID_PATTERN, KEY_PATTERN } from '../../protocol/limits.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import { isForeignForm } from '../http/origins.ts';
import type { Route, RouteRequest, RouteResponse } from '../http/routes.ts';
import { AttemptLimit } from '../sign-in/attempt-limit.ts';
import type { NetworkHash } from '../sockets/network-hash.ts';
import type { WebConfig } from '../web-config.ts';
import { DESK_WORDS as WORDS } from './desk-page.en.ts';
import { type DeskPage, deskPage, forgottenPage } from './desk-page.ts';
import { html } from './html.ts';
import { pageShell } from './page-shell.ts';

export type PageDesk = Pick<
  Desk,
  'whereabouts' | 'refusesNew' | 'patronArrives' | 'patronSays' | 'patronMarks' | 'patronForgets' | 'patronLeaves'
>;

/** The longest form in bytes: 4,000 characters, each as long as percent-encoding can make it, and the key. */
const FORM_BYTES = 40_000;

/** How many forms one network address, which may be a whole campus, may send in ten minutes. */
const MAX_FORMS = 600;
const FORMS_WINDOW_MS = 600_000;

/** A patron's page that exists for one request. The desk pushes to it what it would push to any page. */
class RequestPage implements PatronLink {
  readonly entries: PatronEntry[] = [];
  sorry: SorryCode | undefined;
  gone = false;

  push(frame: ToPatron): void {
    if (frame.kind === 'entry') this.entries.push(frame.entry);
    else if (frame.kind === 'sorry') this.sorry = frame.code;
    else if (frame.kind === 'gone') this.gone = true;
  }
}

const secret = (): string => randomBytes(32).toString('base64url');
const newId = (): string => randomBytes(12).toString('base64url');

/**
 * `/desks/:desk/`: a desk without script. The page shows the desk's availability and a form, and a patron reloads it to see answers. The
 * key goes from form to form, never into an address, a cookie or a log.
 */
export const deskPageRoutes = (parts: {
  desk: PageDesk;
  clock: Clock;
  networks: NetworkHash;
  config(): WebConfig;
}): Route[] => {
  const { desk, clock, networks, config } = parts;
  const forms = new AttemptLimit(MAX_FORMS, FORMS_WINDOW_MS);

  const unknownDesk = (): RouteResponse =>
    pageShell(404, WORDS.unknownDesk.title, html`<p>${WORDS.unknownDesk.text}</p>`);

  const post = async (request: RouteRequest): Promise<RouteResponse> => {
    const whereabouts = desk.whereabouts(request.params.desk ?? '');
    if (!whereabouts) return unknownDesk();
    if (isForeignForm(request.headers, config())) {
      return pageShell(403, WORDS.elsewhere.title, html`<p>${WORDS.elsewhere.text}</p>`);
    }
    if (!forms.allows(request.address, clock.now())) {
      const { title, text } = WORDS.tooManyForms;
      return pageShell(429, title, html`<p>${text}</p>`, { 'Retry-After': String(FORMS_WINDOW_MS / 1_000) });
    }
    forms.count(request.address);
    const link = request.form.get('link');
    const key = link === null ? (request.form.get('key') ?? '') : link.slice(link.lastIndexOf('#') + 1).trim();
    if (!KEY_PATTERN.test(key)) return emptyPage(whereabouts, link === null ? 'gone' : 'unknown-link');
    const page = new RequestPage();
    const draft = request.form.get('text') ?? undefined;
    try {
      const network = networks.hash(request.address);
      if (link !== null) return await openByLink(page, whereabouts, key, network);
      return await converse(page, whereabouts, { key, draft, form: request.form, network });
    } finally {
      desk.patronLeaves(page);
    }
  };

  const converse = async (
    page: RequestPage,
    whereabouts: Whereabouts,
    { key, draft, form, network }: { key: string; draft: string | undefined; form: URLSearchParams; network: Network },
  ): Promise<RouteResponse> => {
    if (!(await desk.patronArrives(page, { desk: whereabouts.desk, key, after: 0, network }))) {
      const { sorry = 'gone' } = page;
      // Only if the conversation is gone does the next line begin a new one, under a new key.
      return emptyPage(whereabouts, sorry, draft, sorry === 'not-kept' ? key : secret());
    }
    if (form.has('forget')) {
      await desk.patronForgets(page);
      if (page.gone) return forgottenPage(whereabouts);
    } else if (draft !== undefined) {
      const id = form.get('id') ?? '';
      await desk.patronSays(page, ID_PATTERN.test(id) ? id : newId(), draft);
    }
    // The line of this request came back as `kept`. Read the conversation again to have it as an entry, in its place.
    desk.patronLeaves(page);
    return currentPage(whereabouts, { key, network, sorry: page.sorry, draft });
  };

  /** Opens a conversation by a private link. A link that is not known begins no conversation. */
  const openByLink = async (
    page: RequestPage,
    whereabouts: Whereabouts,
    key: string,
    network: Network,
  ): Promise<RouteResponse> => {
    const hello = { desk: whereabouts.desk, key, after: Number.MAX_SAFE_INTEGER, network };
    if (!(await desk.patronArrives(page, hello))) {
      return emptyPage(whereabouts, page.sorry === 'gone' ? 'unknown-link' : page.sorry);
    }
    desk.patronLeaves(page);
    return currentPage(whereabouts, { key, network });
  };

  const currentPage = async (
    whereabouts: Whereabouts,
    {
      key,
      network,
      sorry,
      draft,
    }: { key: string; network: Network; sorry?: SorryCode | undefined; draft?: string | undefined },
  ): Promise<RouteResponse> => {
    const page = new RequestPage();
    await desk.patronArrives(page, { desk: whereabouts.desk, key, after: 0, network });
    const seen = page.entries.at(-1)?.seq ?? 0;
    if (seen > 0) desk.patronMarks(page, { delivered: seen, seen });
    desk.patronLeaves(page);
    return deskPage({
      whereabouts: desk.whereabouts(whereabouts.desk) ?? whereabouts,
      now: clock.now(),
      key,
      nextId: newId(),
      entries: page.entries,
      ...(sorry === undefined ? {} : { sorry, ...defined({ draft }) }),
    });
  };

  const emptyPage = (
    whereabouts: Whereabouts,
    sorry?: DeskPage['sorry'],
    draft?: string,
    key = secret(),
  ): RouteResponse =>
    deskPage({
      whereabouts,
      now: clock.now(),
      key,
      nextId: newId(),
      entries: [],
      ...defined({ sorry, draft }),
    });

  return [
    {
      method: 'GET',
      pattern: '/desks/:desk/',
      handle: ({ params, address }) => {
        const whereabouts = desk.whereabouts(params.desk ?? '');
        if (!whereabouts) return unknownDesk();
        return emptyPage(
          whereabouts,
          desk.refusesNew(whereabouts.desk, networks.hash(address)) ? 'blocked' : undefined,
        );
      },
    },
    { method: 'POST', pattern: '/desks/:desk/', handle: post, bodyBytes: FORM_BYTES },
  ];
};
