// covers: relay/networks/xmpp/stream/link-errors.en.ts, relay/networks/xmpp/stream/link-errors.ts
import { expect, test } from 'vitest';
import { linkErrorText } from '../../../../../relay/networks/xmpp/stream/link-errors.en.ts';
import type { LinkErrorReason } from '../../../../../relay/networks/xmpp/stream/link-errors.ts';

const PLACE = { host: '127.0.0.1', port: 5347, domain: 'ask.lib.example' };

test.each<[LinkErrorReason, string]>([
  ['refused', '127.0.0.1:5347'],
  ['silent', '127.0.0.1:5347'],
  ['broken', '127.0.0.1:5347'],
  ['wrong-secret', 'XMPP_SECRET'],
  ['conflict', 'ask.lib.example'],
  ['unknown-domain', 'ask.lib.example'],
  ['lost', 'log'],
])('%s: one sentence that says where to look', (reason, place) => {
  const words = linkErrorText({ reason }, PLACE);
  expect(words).toContain(place);
  expect(words).toMatch(/: [a-z].*[\w")]\.$/);
  expect(linkErrorText({ reason, detail: 'the-detail' }, PLACE)).toBe(`${words.slice(0, -1)} (the-detail).`);
});
