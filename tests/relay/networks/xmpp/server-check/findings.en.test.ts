// covers: relay/networks/xmpp/server-check/findings.en.ts, relay/networks/xmpp/server-check/disco-probe.ts
import { describe, expect, test } from 'vitest';
import type { DeskAccount } from '../../../../../relay/messenger/accounts.ts';
import { DiscoProbe } from '../../../../../relay/networks/xmpp/server-check/disco-probe.ts';
import { findingsOf } from '../../../../../relay/networks/xmpp/server-check/findings.en.ts';
import { el } from '../../../../../relay/networks/xmpp/stream/xml.ts';

const place = { host: '127.0.0.1', port: 5347, domain: 'ask.lib.example' };
const post = (librarian: string, account: string): DeskAccount => ({
  desk: 'main',
  title: 'Reference desk',
  zone: 'UTC',
  librarian,
  account,
});
const posts = [post('ann', 'ann@lib.example')];

const INFO = 'http://jabber.org/protocol/disco#info';
const ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** Ann's server, which answers as a test says: with features, with the condition of an error, or not at all. */
const answering = (
  server: string[] | string | undefined,
  account: string[] | string | undefined,
  ...presences: object[]
) => {
  const probe = new DiscoProbe(place.domain, posts);
  const requests = probe.requests();
  for (const presence of presences)
    probe.receive(el('presence', { from: 'ann@lib.example', to: 'main@ask.lib.example', ...presence }));
  for (const { name, attrs } of requests) {
    if (name !== 'iq') continue;
    const said = attrs.to === 'lib.example' ? server : account;
    const head = { id: attrs.id, from: attrs.to, to: attrs.from };
    if (said === undefined) continue;
    if (typeof said === 'string')
      probe.receive(el('iq', { ...head, type: 'error' }, el('error', {}, el(said, { xmlns: ERRORS }))));
    else {
      const features = said.map((feature) => el('feature', { var: feature }));
      probe.receive(el('iq', { ...head, type: 'result' }, el('query', { xmlns: INFO }, ...features)));
    }
  }
  return { probe, findings: findingsOf(probe, place, posts).slice(1) };
};

const UNSAID = 'service-unavailable';
const GONE = { type: 'unavailable' };

describe('what came of trying the server', () => {
  test.each([
    [
      'an account that exists and is not signed in',
      answering([], [], GONE),
      ['well ann (ann@lib.example): OK; not signed in now.'],
    ],
    [
      'a server that is silent about who is offline',
      answering([], []),
      ['well ann (ann@lib.example): OK; not signed in now.'],
    ],
    [
      'no such account',
      answering([], 'item-not-found'),
      [/^well lib.example says whether/, /^wrong .*the server has no such account/],
    ],
    [
      'an account of which the server says nothing',
      answering([], UNSAID),
      [/^well lib.example says whether it keeps an archive/, /^well .*says nothing.*main@ask\.lib\.example/],
    ],
    [
      'a server that is not reached',
      answering('remote-server-not-found', 'remote-server-not-found'),
      [/^wrong .*does not reach lib.example \(remote-server-not-found\)/],
    ],
    [
      'a server that does not answer',
      answering(undefined, undefined),
      [/^wrong .*does not reach lib.example \(it does not answer\)/],
    ],
    [
      'offline storage',
      answering(['msgoffline'], [], GONE),
      [/^well lib.example keeps messages for accounts that are offline/, /OK; /],
    ],
    [
      'an archive',
      answering([], ['urn:xmpp:mam:2'], GONE),
      [/^well lib.example keeps an archive of all messages \(MAM\)/, /OK; /],
    ],
    [
      'an archive, as ejabberd reports it',
      answering(['urn:xmpp:mam:2'], UNSAID),
      [/^well lib.example keeps an archive of all messages \(MAM\)/, /says nothing/],
    ],
  ])('The check reports %s', (_, { findings }, expected) => {
    const lines = findings.map(({ well, text }) => `${well ? 'well' : 'wrong'} ${text}`);
    expect(lines).toEqual(expected.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))));
  });

  const program = (resource: string, show: string, priority: string) => {
    const probe = new DiscoProbe(place.domain, posts);
    for (const { attrs, name } of probe.requests()) {
      const head = { id: attrs.id, from: attrs.to, to: attrs.from, type: 'result' };
      if (name === 'iq') probe.receive(el('iq', head, el('query', { xmlns: INFO })));
    }
    const from = `ann@lib.example/${resource}`;
    probe.receive(el('presence', { from }, el('show', {}, show), el('priority', {}, priority)));
    return findingsOf(probe, place, posts).at(-1)?.text;
  };

  test('A librarian who is signed in is reported with their availability', () => {
    expect(program('Pidgin', '', '1')).toBe('ann (ann@lib.example): OK; signed in now, available.');
    expect(program('Pidgin', 'dnd', '0')).toBe('ann (ann@lib.example): OK; signed in now, busy.');
    expect(program('Pidgin', 'xa', '0')).toBe('ann (ann@lib.example): OK; signed in now, away for longer.');
  });

  test('A librarian whose clients all have a negative priority is reported', () => {
    expect(program('phone', '', '-1')).toMatch(/signed in only with a priority below 0, so no question reaches them\./);
  });

  test('a server that did not take us in, and nothing more', () => {
    expect(findingsOf({ reason: 'wrong-secret' }, place, posts)).toEqual([
      { well: false, text: expect.stringContaining('XMPP_SECRET') },
    ]);
  });
});

describe('asking', () => {
  test('sends no message and shows nobody', () => {
    for (const { name, attrs } of new DiscoProbe(place.domain, posts).requests())
      expect([name, attrs.type]).toEqual(name === 'iq' ? ['iq', 'get'] : ['presence', 'probe']);
  });

  test('what somebody sends meanwhile is answered that nobody reads it', () => {
    const { probe } = answering([], []);
    const head = { from: 'ann@lib.example/a', to: 'main@ask.lib.example', id: 'x' };
    const back = probe.receive(el('message', { ...head, type: 'chat' }, el('body', {}, 'Hello?')));
    expect(back?.attrs).toEqual({ type: 'error', id: 'x', from: head.to, to: head.from });
    expect(probe.receive(el('message', { ...head, type: 'error' }))).toBeUndefined();
    expect(probe.receive(el('iq', { ...head, type: 'get' }, el('ping', { xmlns: 'urn:xmpp:ping' })))?.attrs.type).toBe(
      'result',
    );
    expect(probe.receive(el('presence', { ...head, type: 'subscribe' }))).toBeUndefined();
  });

  test('is over when every question is answered', () => {
    expect(answering([], undefined).probe.answered).toBe(false);
    expect(answering([], UNSAID).probe.answered).toBe(true);
  });
});
