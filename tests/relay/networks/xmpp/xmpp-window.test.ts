// covers: relay/networks/xmpp/xmpp-window.ts, relay/networks/xmpp/iq-replies.ts
import { describe, expect, test } from 'vitest';
import { el } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { asked, askedAtThePhone, QUESTION } from './asked.ts';
import { DOMAIN } from './im-stage.ts';

const STATES = 'http://jabber.org/protocol/chatstates';
const MARKERS = 'urn:xmpp:chat-markers:0';

describe('A line is seen when the librarian read it, not by what a client does by itself:', () => {
  test.each(['active', 'inactive', 'gone', 'paused'])(
    'The chat state "%s" does not prove that the librarian has seen anything',
    async (state) => {
      const { stage, ann, ticks, word } = await asked();
      ann.sends(word, el(state, { xmlns: STATES }));
      await stage.settled(100);
      expect(ticks()).toMatchObject({ delivered: 1, seen: 0 });
    },
  );

  test.each([
    ['an automatic answer', "I'm not here right now"],
    ['a cipher that asks for another', '?OTRv23?'],
  ])('%s is none', async (_, text) => {
    const { stage, ann, ticks, word } = await asked();
    ann.says(word, text);
    await stage.settled(100);
    expect(ticks()).toMatchObject({ delivered: 1, seen: 0 });
  });

  test('A command in a window, and an unknown command, prove that the librarian has seen it', async () => {
    for (const typed of ['!me', '!dance']) {
      const { stage, ann, ticks, word } = await asked();
      ann.says(word, typed);
      await stage.settled(100);
      expect(ticks()).toMatchObject({ delivered: 1, seen: 1 });
    }
  });

  test('A chat marker of another window proves nothing for this one', async () => {
    const { stage, ann, ticks } = await asked();
    const quinn = await stage.patron('quinn');
    await quinn.says('Is it open?');
    await stage.settled(100);
    const [first, second] = ann.messages;
    const other = (second?.attrs.from ?? '').replace(`@${DOMAIN}`, '');
    ann.sends(other, el('displayed', { xmlns: MARKERS, id: first?.attrs.id }));
    await stage.settled(100);
    expect(ticks()).toMatchObject({ delivered: 1, seen: 0 });
    expect(quinn.all('mark').at(-1)).toMatchObject({ delivered: 1, seen: 0 });
  });
});

test('A line that a librarian lacks is still owed, whatever they have read of later ones', async () => {
  const { stage, ann, pat, ticks, word } = await asked({ silent: true });
  await pat.says('On the second floor?');
  await stage.settled();
  const [first, second] = ann.messages;
  if (first) ann.refuses(first);
  ann.sends(word, el('displayed', { xmlns: MARKERS, id: second?.attrs.id }));
  ann.sends(word, el('composing', { xmlns: STATES }));
  await stage.settled(100);
  expect(ticks()).toBeUndefined();
  ann.answersPings = true;
  ann.shows('away');
  await stage.settled(2_000);
  expect(ann.reads(word).slice(2)).toEqual([`(again) ${QUESTION}`, '(again) On the second floor?']);
  expect(ticks()).toMatchObject({ delivered: 2 });
});

describe('of two programs', () => {
  test('What one client confirms proves nothing about what another client was sent', async () => {
    const { stage, desk, phone, pat, ticks } = await askedAtThePhone();
    await pat.says('On the second floor?');
    await stage.settled();
    phone.goes();
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`, '(again) On the second floor?']);
    for (const ping of phone.pings.slice(0, 1)) phone.answers(ping);
    await stage.settled(100);
    expect(ticks()).toBeUndefined();
  });

  test('A ping that a server returns for one client proves nothing for another', async () => {
    const { stage, desk, phone, message, ticks } = await askedAtThePhone();
    const [ping] = phone.pings;
    phone.refuses(message);
    expect(desk.reads()).toEqual([QUESTION]);
    const error = el(
      'error',
      { type: 'cancel' },
      el('service-unavailable', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }),
    );
    const back = { type: 'error', id: ping?.attrs.id, from: phone.address, to: ping?.attrs.from };
    stage.link.stanza(el('iq', { ...back, xmlns: 'jabber:component:accept' }, error));
    await stage.settled(100);
    expect(ticks()).toBeUndefined();
  });

  test('A line sent to a second client after a later line is not proved by that later line', async () => {
    const { stage, desk, phone, pat, ticks } = await askedAtThePhone();
    desk.sends(stage.wordOf('ann'), el('composing', { xmlns: STATES }));
    await pat.says('On the second floor?');
    await stage.settled();
    expect(desk.reads()).toEqual(['On the second floor?']);
    phone.goes();
    expect(desk.reads()).toEqual(['On the second floor?', `(again) ${QUESTION}`]);
    for (const ping of desk.pings.slice(0, 1)) desk.answers(ping);
    await stage.settled(100);
    expect(ticks()).toBeUndefined();
  });

  test('A line marked “(again)” stays marked when a client refuses it', async () => {
    const { stage, desk, phone } = await askedAtThePhone();
    const tablet = stage.program('ann', 'Tablet');
    tablet.answersPings = false;
    phone.goes();
    const [message] = tablet.messages;
    if (message) tablet.refuses(message);
    expect(tablet.reads()).toEqual([`(again) ${QUESTION}`]);
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
  });
});

describe('what a program shows', () => {
  test('A presence with a name that JavaScript itself uses is harmless', async () => {
    const { stage, ann } = await asked();
    ann.shows('constructor');
    ann.shows(undefined, undefined, [], 'constructor');
    await stage.settled(100);
    expect(stage.world.desk.whereabouts('main')).toMatchObject({
      availability: 'away',
      librarians: [{ name: 'Ann', availability: 'away' }],
    });
  });

  test('A presence to a patron’s address alone does not change the librarian’s status', async () => {
    const { stage, ann, word } = await asked();
    const shows = (type?: string, ...more: Parameters<typeof el>[2][]) =>
      stage.link.stanza(
        el('presence', { from: ann.address, to: `${word}@${DOMAIN}`, type, xmlns: 'jabber:component:accept' }, ...more),
      );
    shows('unavailable');
    await stage.settled(2_000);
    expect(stage.world.desk.whereabouts('main')?.availability).toBe('available');
    expect(stage.link.messenger.reaches('ann')).toBe(true);
    shows(undefined, el('show', { xmlns: 'jabber:component:accept' }, 'dnd'));
    await stage.settled();
    expect(stage.world.desk.whereabouts('main')?.availability).toBe('available');
  });
});
