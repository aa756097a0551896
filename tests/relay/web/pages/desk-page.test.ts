// covers: relay/web/pages/desk-page.ts, relay/web/pages/desk-page-route.ts, relay/web/pages/desk-page.en.ts
import { expect, test } from 'vitest';
import type { PatronLink } from '../../../../relay/desk/ports.ts';
import { deskPage } from '../../../../relay/web/pages/desk-page.ts';
import { deskPageRoutes } from '../../../../relay/web/pages/desk-page-route.ts';
import { NetworkHash } from '../../../../relay/web/sockets/network-hash.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { startWeb } from '../web-stage.ts';

test('A line is shown as its author changed it last', () => {
  const said = { at: 0, kind: 'said', by: 'librarian', name: 'Ann' } as const;
  const { body } = deskPage({
    whereabouts: {
      desk: 'main',
      name: 'Reference desk',
      zone: 'UTC',
      availability: 'offline',
      librarians: [],
      goodFor: 25,
    },
    now: 0,
    key: 'key',
    nextId: 'next',
    entries: [
      { ...said, seq: 2, id: 'a', text: 'In the <basement>.', revised: 'edited' },
      { ...said, seq: 3, id: 'b', text: '', revised: 'withdrawn' },
      { ...said, seq: 4, id: 'c', text: 'Box 3.' },
    ],
  });
  const list = /<ol>.*<\/ol>/s.exec(String(body))?.[0];
  expect(list).toBe(
    '<ol><li dir="auto"><b>Ann</b>In the &lt;basement&gt;. <i>(edited)</i></li>' +
      '<li class="note">Ann withdrew a message.</li><li dir="auto"><b>Ann</b>Box 3.</li></ol>',
  );
});

test("While the store fails, the patron's page keeps the key of the conversation and what the patron wrote", async () => {
  const { desk, webConfig } = await startWeb();
  const refuses = async (page: PatronLink) => {
    page.push({ kind: 'sorry', code: 'not-kept', final: false });
    return false;
  };
  const parts = { clock: new FakeClock(), networks: new NetworkHash(), config: () => webConfig };
  const routes = deskPageRoutes({ ...parts, desk: Object.assign(desk, { patronArrives: refuses }) });
  const key = 'k'.repeat(43);
  const asked = {
    path: '/desks/main/',
    query: new URLSearchParams(),
    headers: {},
    address: '192.0.2.4',
    secure: false,
  };
  const form = new URLSearchParams({ key, text: 'Where are the maps?' });
  const post = routes.find(({ method }) => method === 'POST');
  const answer = await post?.handle({ ...asked, params: { desk: 'main' }, form });
  expect(answer?.status).toBe(422);
  expect(answer?.body).toContain(`name="key" value="${key}"`);
  expect(answer?.body).toContain('>Where are the maps?</textarea>');
});
