// covers: relay/networks/xmpp/parse-presence.ts, relay/messenger/automatic-texts.ts
import { describe, expect, test } from 'vitest';
import { parsePresence } from '../../../../relay/networks/xmpp/parse-presence.ts';
import { el } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { parsed } from './im-stage.ts';

const from = 'ann@lib.example/Pidgin';
const read = (type: string | undefined, ...children: Parameters<typeof el>[2][]) =>
  parsePresence(parsed(el('presence', { from, type }, ...children)));
const show = (value: string) => el('show', {}, value);
const status = (value: string) => el('status', {}, value);
const priority = (value: string) => el('priority', {}, value);

describe('a presence', () => {
  test.each([
    [undefined, 'available'],
    ['chat', 'available'],
    ['away', 'away'],
    ['xa', 'away'],
    ['dnd', 'busy'],
    ['dancing', 'away'],
  ])('A presence that shows %s is %s', (value, availability) => {
    expect(read(undefined, value === undefined ? undefined : show(value))).toMatchObject({ state: 'up', availability });
  });

  test.each([
    ["I'm not here right now", true],
    ['Ich bin gerade nicht hier', true],
    ["Je ne suis pas là pour l'instant.", true],
    ['今は離席中です', true],
    ['Ich bin gerade nicht hier, sondern im Magazin', false],
    ['Away as a result of being idle more than 5 min', true],
    ['Auto Status (idle)', true],
    ['At the Panera', false],
    ["I'm not here right now, but at the Panera", false],
  ])('A presence with the words "%s" was set by the client itself: %s', (words, automatic) => {
    expect(read(undefined, show('away'), status(words))).toMatchObject({ automatic, words });
  });

  test('A presence of an idle client is automatic, whatever its words (XEP-0319)', () => {
    const idle = el('idle', { xmlns: 'urn:xmpp:idle:1', since: '2024-01-08T12:00:00Z' });
    expect(read(undefined, status('At the desk'), idle)).toMatchObject({ automatic: true });
  });

  test('A presence of an idle libpurple client is automatic (XEP-0256)', () => {
    const last = el('query', { xmlns: 'jabber:iq:last', seconds: '62' });
    expect(read(undefined, show('away'), status('At the Panera'), last)).toMatchObject({ automatic: true });
  });

  test('A presence of Profanity without words has no words', () => {
    expect(read(undefined, show('away'), status('away'))).not.toHaveProperty('words');
  });

  test('A sign-off has no words, and one written by the server is a lost client', () => {
    expect(read('unavailable', status('Gone fishing'))).toMatchObject({ state: 'left' });
    expect(read('unavailable', status('Gone fishing'))).not.toHaveProperty('words');
    expect(read('unavailable', status('Disconnected: Received SIGTERM'))).toMatchObject({ state: 'lost' });
    expect(read('unavailable', status('Replaced by new connection'))).toMatchObject({ state: 'lost' });
  });

  test('A presence says when it was set (XEP-0203)', () => {
    const delay = el('delay', { xmlns: 'urn:xmpp:delay', stamp: '2024-01-08T11:00:00Z' });
    expect(read(undefined, delay)?.setAt).toBe(Date.UTC(2024, 0, 8, 11));
    expect(read(undefined, el('delay', { xmlns: 'urn:xmpp:delay', stamp: 'noon' }))).not.toHaveProperty('setAt');
  });

  test.each([
    ['5', 5],
    [' -1 ', -1],
    ['128', 0],
    ['-129', 0],
    ['1e3', 0],
    ['', 0],
  ])('A presence with the priority "%s" has %s', (text, number) => {
    expect(read(undefined, priority(text))?.priority).toBe(number);
  });

  test.each(['subscribe', 'subscribed', 'unsubscribed', 'probe', 'error', 'nonsense'])(
    'A presence of type %s shows no client',
    (type) => {
      expect(read(type)).toBeUndefined();
    },
  );

  test('A presence without a resource shows no client', () => {
    expect(parsePresence(parsed(el('presence', { from: 'ann@lib.example' })))).toBeUndefined();
    expect(parsePresence(parsed(el('presence')))).toBeUndefined();
  });
});
