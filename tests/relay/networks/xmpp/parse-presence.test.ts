import { describe, expect, test } from 'vitest';
import { OnlineResources } from '../../../../relay/messenger/online-clients.ts';
import { parsePresence, type ResourcePresence, speaking } from '../../../../relay/networks/xmpp/parse-presence.ts';
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
  ])('that shows %s is %s', (value, availability) => {
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
  ])('with the words "%s": set by the program? %s', (words, automatic) => {
    expect(read(undefined, show('away'), status(words))).toMatchObject({ automatic, words });
  });

  test('of an idle program is automatic, whatever its words (XEP-0319)', () => {
    const idle = el('idle', { xmlns: 'urn:xmpp:idle:1', since: '2024-01-08T12:00:00Z' });
    expect(read(undefined, status('At the desk'), idle)).toMatchObject({ automatic: true });
  });

  test('of a libpurple that is idle is automatic (XEP-0256)', () => {
    const last = el('query', { xmlns: 'jabber:iq:last', seconds: '62' });
    expect(read(undefined, show('away'), status('At the Panera'), last)).toMatchObject({ automatic: true });
  });

  test('of Profanity without words has none', () => {
    expect(read(undefined, show('away'), status('away'))).not.toHaveProperty('words');
  });

  test('that says farewell has no words; one by the server is a loss', () => {
    expect(read('unavailable', status('Gone fishing'))).toMatchObject({ state: 'left' });
    expect(read('unavailable', status('Gone fishing'))).not.toHaveProperty('words');
    expect(read('unavailable', status('Disconnected: Received SIGTERM'))).toMatchObject({ state: 'lost' });
    expect(read('unavailable', status('Replaced by new connection'))).toMatchObject({ state: 'lost' });
  });

  test('tells when it was set (XEP-0203)', () => {
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
  ])('of priority "%s" has %s', (text, number) => {
    expect(read(undefined, priority(text))?.priority).toBe(number);
  });

  test.each(['subscribe', 'subscribed', 'unsubscribed', 'probe', 'error', 'nonsense'])(
    'of type %s shows no program',
    (type) => {
      expect(read(type)).toBeUndefined();
    },
  );

  test('without a resource shows no program', () => {
    expect(parsePresence(parsed(el('presence', { from: 'ann@lib.example' })))).toBeUndefined();
    expect(parsePresence(parsed(el('presence')))).toBeUndefined();
  });
});

const one = (resource: string, changes: Partial<ResourcePresence> = {}): ResourcePresence => ({
  resource,
  state: 'up',
  availability: 'available',
  extended: false,
  automatic: false,
  priority: 0,
  ...changes,
});

describe('of several programs', () => {
  test('the best speaks for her; of equals the newest; one below priority 0 never', () => {
    const [desk, phone] = [one('Desk', { availability: 'away' }), one('Phone', { availability: 'busy' })];
    expect(speaking([desk, phone])?.resource).toBe('Desk');
    expect(speaking([one('Desk'), one('Phone')])?.resource).toBe('Phone');
    expect(speaking([one('Desk', { priority: -1 }), phone])?.resource).toBe('Phone');
    expect(speaking([one('Desk', { extended: true, availability: 'away' }), desk])?.resource).toBe('Desk');
    expect(speaking([])).toBeUndefined();
  });

  test('a line goes to the one that spoke last, else by priority, of equals to the newest', () => {
    const resources = new OnlineResources();
    resources.set('ann', one('Desk'));
    resources.set('ann', one('Phone', { priority: 5 }));
    resources.set('ann', one('Tablet', { priority: 5 }));
    expect(resources.choose('ann', 'Desk')).toBe('Desk');
    expect(resources.choose('ann', undefined)).toBe('Tablet');
    expect(resources.choose('ann', undefined, new Set(['Tablet']))).toBe('Phone');
    resources.set('ann', one('Phone', { priority: -1 }));
    expect(resources.choose('ann', 'Phone', new Set(['Tablet']))).toBe('Desk');
    expect(resources.choose('ben', undefined)).toBeUndefined();
  });

  test('no more are kept in mind than anybody has', () => {
    const resources = new OnlineResources();
    for (let n = 0; n < 1_000; n += 1) resources.set('ann', one(`r${n}`));
    expect(resources.clear()).toHaveLength(16);
    expect(resources.reaches('ann')).toBe(false);
  });
});
