// covers: relay/web/pages/desk-page.ts, relay/web/pages/page-shell.ts, relay/web/pages/question-route.ts, relay/web/pages/report-page.ts, relay/web/http/badge.ts
import { describe, expect, test } from 'vitest';
import type { Figures } from '../../../../relay/desk/statistics/report.ts';
import type { PatronEntry } from '../../../../relay/protocol/entries.ts';
import type { Whereabouts } from '../../../../relay/protocol/whereabouts.ts';
import { badgeRoute } from '../../../../relay/web/http/badge.ts';
import type { Route, RouteRequest, RouteResponse } from '../../../../relay/web/http/routes.ts';
import { deskPage, forgottenPage } from '../../../../relay/web/pages/desk-page.ts';
import { html } from '../../../../relay/web/pages/html.ts';
import { pageShell, plainPage } from '../../../../relay/web/pages/page-shell.ts';
import { questionRoute } from '../../../../relay/web/pages/question-route.ts';
import { reportPage } from '../../../../relay/web/pages/report-page.ts';

/**
 * Each page is made twice, once with a hostile text in every place that takes a text, and once with a harmless one. The two may
 * differ by nothing but that text, escaped: so no place lets a tag, an attribute or the end of either through.
 */
const HOSTILE = `</p><script>"&'</script><b x="`;
const ESCAPED = '&lt;/p&gt;&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;&lt;b x=&quot;';
/** As long as the hostile one, since a badge is as wide as its text. */
const HARMLESS = 'x'.repeat(HOSTILE.length);

const isText = async (
  page: (text: string) => RouteResponse | Promise<RouteResponse>,
  times?: number,
): Promise<void> => {
  const hostile = String((await page(HOSTILE)).body);
  const harmless = String((await page(HARMLESS)).body);
  expect(hostile.replaceAll(ESCAPED, HARMLESS)).toBe(harmless);
  const places = hostile.split(ESCAPED).length - 1;
  if (times === undefined) expect(places).toBeGreaterThan(0);
  else expect(places).toBe(times);
};

const answerOf = async (route: Route): Promise<RouteResponse> => {
  const asked: RouteRequest = {
    params: { desk: 'main' },
    path: '/desks/main/',
    query: new URLSearchParams(),
    headers: {},
    address: '192.0.2.4',
    secure: true,
    form: new URLSearchParams(),
  };
  return route.handle(asked);
};

const NOW = Date.parse('2026-12-21T17:00Z');

const deskWith = (text: string): Whereabouts => ({
  desk: text,
  name: text,
  zone: 'America/New_York',
  availability: 'offline',
  librarians: [{ name: text, availability: 'offline', words: text }],
  notice: text,
  opens: NOW + 60_000,
  contact: { phone: text, email: text, address: text },
  goodFor: 25,
});

const entriesWith = (text: string): PatronEntry[] => {
  const line = { seq: 1, id: 'a', at: NOW };
  return [
    { ...line, kind: 'said', by: 'patron', text },
    { ...line, kind: 'said', by: 'librarian', name: text, text },
    { ...line, kind: 'said', by: 'librarian', name: text, text, revised: 'edited' },
    { ...line, kind: 'said', by: 'librarian', name: text, text: '', revised: 'withdrawn' },
    { ...line, kind: 'claimed', name: text },
    { ...line, kind: 'joined', name: text },
    { ...line, kind: 'lapsed', name: text, to: text },
    { ...line, kind: 'passed', name: text, to: text },
    { ...line, kind: 'moved', name: text, to: text },
    { ...line, kind: 'noted', topic: 'name', text },
    { ...line, kind: 'noted', topic: 'record', record: { title: text } },
  ];
};

const page = (text: string) => ({ now: NOW, whereabouts: deskWith(text), key: text, nextId: text });

describe('On the desk page without script', () => {
  test('everything a patron, a librarian or the config says is text', () =>
    isText((text) => deskPage({ ...page(text), entries: entriesWith(text), draft: text }), 31));

  test.each(['gone', 'blocked', 'paused', 'unknown-link'] as const)('it is text where "%s" is said', (sorry) =>
    isText((text) => deskPage({ ...page(text), entries: entriesWith(text), sorry, draft: text })),
  );

  test('it is text where the desk takes no new conversation', () =>
    isText((text) => deskPage({ ...page(text), whereabouts: { ...deskWith(text), paused: {} }, entries: [] })));

  test('it is text after the patron has deleted the conversation', () =>
    isText((text) => forgottenPage(deskWith(text)), 3));
});

test('On the page of a private link, the desk and its contacts are text', () =>
  isText((text) => answerOf(questionRoute(() => deskWith(text)))));

test("In the badge, which is XML, the desk's name, words and notice are text", () =>
  isText((text) =>
    answerOf(
      badgeRoute(
        () => deskWith(text),
        () => NOW,
      ),
    ),
  ));

test('On a sign-in page, the fields its form carries are text', () =>
  isText((text) => plainPage(200, 'signIn', { action: '/console/sign-in', hidden: { [text]: text } }), 2));

test("A page's title is text", () => isText((text) => pageShell(200, text, html`<p></p>`), 2));

describe('On the report', () => {
  const figures: Figures = {
    asked: 1,
    answered: 1,
    left: 0,
    missed: 0,
    waits: 1,
    p50: 1,
    p90: 1,
    long: 0,
    dutyHours: 1,
  };

  test('what a librarian typed into the form, and the sentence that refuses it, are text', () =>
    isText((text) => reportPage({ fields: { from: text, to: text, rate: text }, wrong: text, titles: new Map() }), 4));

  test('the names of desks are text', () =>
    isText((text) => {
      const desks = ['main', text].map((desk) => ({ desk, figures }));
      const report = { desks, hours: [{ hour: 9, figures }], all: figures };
      const fields = { from: '2026-11-25', to: '2026-11-25', rate: '35' };
      return reportPage({ fields, report, titles: new Map([['main', text]]), rate: 35 });
    }, 2));
});
