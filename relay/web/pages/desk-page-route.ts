import { randomBytes } from 'node:crypto';
import type { Desk } from '../../desk/desk.ts';
import type { Clock, Network, PatronLink } from '../../desk/ports.ts';
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

/** Bytes of a form: 4,000 characters, each at its most expensive when percent-encoded, and the key. */
const FORM_BYTES = 40_000;

/** Forms from one network address, which may be a whole campus, in ten minutes. */
const FORMS_MOST = 600;
const FORMS_MS = 600_000;

/** A page for as long as one request takes: it hears what any page would. */
class Visit implements PatronLink {
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
 * A desk without script: the sign, a form, and answers by looking again. The key goes from form to form, never into an address, a
 * cookie or a log.
 */
export const deskPageRoutes = (parts: {
  desk: PageDesk;
  clock: Clock;
  networks: NetworkHash;
  config(): WebConfig;
}): Route[] => {
  const { desk, clock, networks, config } = parts;
  const forms = new AttemptLimit(FORMS_MOST, FORMS_MS);

  const unknown = (): RouteResponse => pageShell(404, WORDS.unknownDesk.title, html`<p>${WORDS.unknownDesk.text}</p>`);

  const post = async (asked: RouteRequest): Promise<RouteResponse> => {
    const whereabouts = desk.whereabouts(asked.params.desk ?? '');
    if (!whereabouts) return unknown();
    if (isForeignForm(asked.headers, config())) {
      return pageShell(403, WORDS.elsewhere.title, html`<p>${WORDS.elsewhere.text}</p>`);
    }
    if (!forms.allows(asked.address, clock.now())) {
      const { title, text } = WORDS.tooManyForms;
      return pageShell(429, title, html`<p>${text}</p>`, { 'Retry-After': String(FORMS_MS / 1_000) });
    }
    forms.count(asked.address);
    const link = asked.form.get('link');
    const key = link === null ? (asked.form.get('key') ?? '') : link.slice(link.lastIndexOf('#') + 1).trim();
    if (!KEY_PATTERN.test(key)) return fresh(whereabouts, link === null ? 'gone' : 'unknown-link');
    const visit = new Visit();
    const draft = asked.form.get('text') ?? undefined;
    try {
      const network = networks.hash(asked.address);
      if (link !== null) return await comeBack(visit, whereabouts, key, network);
      return await converse(visit, whereabouts, { key, draft, form: asked.form, network });
    } finally {
      desk.patronLeaves(visit);
    }
  };

  const converse = async (
    visit: Visit,
    whereabouts: Whereabouts,
    { key, draft, form, network }: { key: string; draft: string | undefined; form: URLSearchParams; network: Network },
  ): Promise<RouteResponse> => {
    if (!(await desk.patronArrives(visit, { desk: whereabouts.desk, key, after: 0, network }))) {
      const { sorry = 'gone' } = visit;
      // Only a conversation that is gone is begun anew.
      return fresh(whereabouts, sorry, draft, sorry === 'not-kept' ? key : secret());
    }
    if (form.has('forget')) {
      await desk.patronForgets(visit);
      if (visit.gone) return forgottenPage(whereabouts);
    } else if (draft !== undefined) {
      const id = form.get('id') ?? '';
      await desk.patronSays(visit, ID_PATTERN.test(id) ? id : newId(), draft);
    }
    // What she said in this request came as `kept`: a second look has it as an entry, in its place.
    desk.patronLeaves(visit);
    return look(whereabouts, { key, network, sorry: visit.sorry, draft });
  };

  /** By a link she kept: one that is not known begins nothing. */
  const comeBack = async (
    visit: Visit,
    whereabouts: Whereabouts,
    key: string,
    network: Network,
  ): Promise<RouteResponse> => {
    const hello = { desk: whereabouts.desk, key, after: Number.MAX_SAFE_INTEGER, network };
    if (!(await desk.patronArrives(visit, hello))) {
      return fresh(whereabouts, visit.sorry === 'gone' ? 'unknown-link' : visit.sorry);
    }
    desk.patronLeaves(visit);
    return look(whereabouts, { key, network });
  };

  const look = async (
    whereabouts: Whereabouts,
    {
      key,
      network,
      sorry,
      draft,
    }: { key: string; network: Network; sorry?: SorryCode | undefined; draft?: string | undefined },
  ): Promise<RouteResponse> => {
    const look = new Visit();
    await desk.patronArrives(look, { desk: whereabouts.desk, key, after: 0, network });
    const seen = look.entries.at(-1)?.seq ?? 0;
    if (seen > 0) desk.patronMarks(look, { delivered: seen, seen });
    desk.patronLeaves(look);
    return deskPage({
      whereabouts: desk.whereabouts(whereabouts.desk) ?? whereabouts,
      now: clock.now(),
      key,
      nextId: newId(),
      entries: look.entries,
      ...(sorry === undefined ? {} : { sorry, ...(draft === undefined ? {} : { draft }) }),
    });
  };

  const fresh = (whereabouts: Whereabouts, sorry?: DeskPage['sorry'], draft?: string, key = secret()): RouteResponse =>
    deskPage({
      whereabouts,
      now: clock.now(),
      key,
      nextId: newId(),
      entries: [],
      ...(sorry === undefined ? {} : { sorry }),
      ...(draft === undefined ? {} : { draft }),
    });

  return [
    {
      method: 'GET',
      pattern: '/desks/:desk/',
      handle: ({ params, address }) => {
        const whereabouts = desk.whereabouts(params.desk ?? '');
        if (!whereabouts) return unknown();
        return fresh(whereabouts, desk.refusesNew(whereabouts.desk, networks.hash(address)) ? 'blocked' : undefined);
      },
    },
    { method: 'POST', pattern: '/desks/:desk/', handle: post, bodyBytes: FORM_BYTES },
  ];
};
