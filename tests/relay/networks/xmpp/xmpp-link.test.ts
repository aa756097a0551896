// covers: relay/networks/xmpp/xmpp-link.ts, relay/networks/xmpp/iq-replies.ts, relay/networks/xmpp/roster-contact.ts, relay/messenger/messenger-link.ts, relay/messenger/presence-tracker.ts
import { describe, expect, test } from 'vitest';
import { childOf, el } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { asked, QUESTION } from './asked.ts';
import { accountOf, DOMAIN, ImStage } from './im-stage.ts';

const ticks = (pat: { all(kind: 'mark'): { delivered: number; seen: number }[] }) => pat.all('mark').at(-1);

describe('a question', () => {
  test('A question opens its own window, and is delivered once the ping after it is answered', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.settled(100);
    const word = stage.wordOf('ann');
    expect(ann.reads(word)).toEqual([QUESTION]);
    expect(ann.messages[0]?.attrs).toMatchObject({ from: `${word}@${DOMAIN}`, to: `${accountOf('ann')}/Pidgin` });
    expect(ann.pings[0]?.attrs).toMatchObject({ from: `${word}@${DOMAIN}`, to: `${accountOf('ann')}/Pidgin` });
    expect(ticks(pat)).toBeUndefined();
    for (const ping of ann.pings) ann.answers(ping);
    await stage.settled(100);
    expect(ticks(pat)).toMatchObject({ delivered: 1, seen: 0 });
  });

  test.each([
    ['a receipt', 0, (id: string) => el('received', { xmlns: 'urn:xmpp:receipts', id })],
    ['a marker', 1, (id: string) => el('displayed', { xmlns: 'urn:xmpp:chat-markers:0', id })],
  ])('is delivered by %s', async (_, seen, proof) => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.settled();
    ann.sends(stage.wordOf('ann'), proof(ann.messages[0]?.attrs.id ?? ''));
    await stage.settled(100);
    expect(ticks(pat)).toMatchObject({ delivered: 1, seen });
  });

  test.each([
    ['typing', () => el('composing', { xmlns: 'http://jabber.org/protocol/chatstates' })],
    ['a line of a librarian', () => el('body', {}, 'Good morning.')],
  ])('is not delivered by %s, which may have crossed with it, and seen by it once it is', async (_, spoken) => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.settled();
    ann.sends(stage.wordOf('ann'), spoken());
    await stage.settled(100);
    expect(ticks(pat)).toBeUndefined();
    for (const ping of ann.pings) ann.answers(ping);
    ann.sends(stage.world.desk.conversationsFor('ann')[0]?.word ?? '', spoken());
    await stage.settled(100);
    expect(ticks(pat)?.seen).toBeGreaterThanOrEqual(1);
  });

  test('Questions of two patrons open two windows, and no answer reaches the other patron', async () => {
    const { stage, ann, pat, word } = await asked();
    const quinn = await stage.patron('quinn');
    await quinn.says('Is it open?');
    await stage.settled();
    const other = stage.world.desk.conversationsFor('ann').find((card) => card.word !== word)?.word ?? '';
    ann.says(word, 'In the basement.');
    ann.says(other, 'Until five.');
    await stage.settled();
    expect(pat.said).toEqual(['librarian: In the basement.']);
    expect(quinn.said).toEqual(['librarian: Until five.']);
  });

  test('A question refused by one client goes to the next, and then waits until something changes', async () => {
    const stage = await ImStage.open();
    const desk = stage.program('ann', 'Desk');
    const phone = stage.program('ann', 'Phone');
    phone.answersPings = false;
    desk.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.settled();
    const [first] = phone.messages;
    if (first) phone.refuses(first);
    expect(desk.reads()).toEqual([QUESTION]);
    const [second] = desk.messages;
    if (second) desk.refuses(second);
    await stage.settled(5_000);
    expect(desk.reads()).toEqual([QUESTION]);
    expect(ticks(pat)).toBeUndefined();
  });

  test('A question whose client goes offline is sent to another one, marked “(again)”', async () => {
    const stage = await ImStage.open();
    const desk = stage.program('ann', 'Desk');
    const phone = stage.program('ann', 'Phone');
    phone.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.settled();
    phone.goes();
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
  });

  test('A question not confirmed before the stream ended is sent again, marked “(again)”', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.answersPings = false;
    const pat = await stage.patron();
    await pat.says(QUESTION);
    await stage.losesStream(2_000);
    ann.answersPings = true;
    ann.shows();
    await stage.settled(2_000);
    expect(ann.reads()).toEqual([
      QUESTION,
      `(again) ${QUESTION}`,
      expect.stringContaining('offline from 6:59:58 AM to 7:00:02 AM'),
    ]);
    expect(ticks(pat)).toMatchObject({ delivered: 1 });
  });
});

describe('an answer', () => {
  test('An answer reaches the patron with the librarian’s name', async () => {
    const { stage, ann, pat, word } = await asked();
    ann.says(word, 'In the basement.');
    await stage.settled(100);
    expect(pat.said).toEqual(['librarian: In the basement.']);
    expect(ticks(pat)).toMatchObject({ seen: 1 });
    expect(stage.world.desk.conversationsFor('ann')[0]?.state).toBe('mine');
  });

  test('An answer received twice in the same stanza is one line', async () => {
    const { stage, ann, pat, word } = await asked();
    const id = ann.says(word, 'In the basement.');
    ann.says(word, 'In the basement.', [], id);
    await stage.settled();
    expect(pat.said).toEqual(['librarian: In the basement.']);
  });

  test('An answer after a colleague’s is quoted back, and the other librarians read who is answering', async () => {
    const { stage, ann, pat, word } = await asked();
    const ben = stage.program('ben');
    await stage.settled();
    ann.says(word, 'In the basement.');
    await stage.settled();
    expect(ben.reads(word).at(-1)).toBe('Ann is answering.');
    ben.says(word, 'Upstairs.');
    await stage.settled();
    expect(pat.said).toEqual(['librarian: In the basement.']);
    expect(ben.reads(word).at(-1)).toBe('Ann is answering. The patron did not see your message: “Upstairs.”');
  });

  test('An answer to a page that is not connected is stored, and the librarian reads so once', async () => {
    const { stage, ann, pat, word } = await asked();
    ann.says(word, 'In the basement.');
    await stage.settled();
    stage.world.desk.patronLeaves(pat);
    ann.says(word, 'Box 3.');
    ann.says(word, 'Ask for the key.');
    await stage.settled();
    const away = ann.reads(word).filter((text) => text.includes('not connected'));
    expect(away).toHaveLength(1);
    const back = await stage.patron();
    expect(back.said.slice(-2)).toEqual(['librarian: Box 3.', 'librarian: Ask for the key.']);
  });

  test('A corrected answer replaces the line', async () => {
    const { stage, ann, pat, word } = await asked();
    const id = ann.says(word, 'In the basemnet.');
    await stage.settled();
    ann.says(word, 'In the basement.', [el('replace', { xmlns: 'urn:xmpp:message-correct:0', id })]);
    await stage.settled();
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ seq: 2, text: 'In the basement.', revised: 'edited' });
  });

  test('`!oops` withdraws an answer', async () => {
    const { stage, ann, pat, word } = await asked();
    ann.says(word, 'The password is swordfish.');
    ann.says(word, '!oops');
    await stage.settled();
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ seq: 2, text: '', revised: 'withdrawn' });
    expect(ann.reads(word).at(-1)).toBe('Withdrawn: “The password is swordfish.”');
  });

  test.each([
    ['OMEMO', el('encrypted', { xmlns: 'eu.siacs.conversations.axolotl' }), 'I sent you an OMEMO message'],
    ['OTR', el('x', { xmlns: 'jabber:x:data' }), '?OTR:AAMC='],
    ['OpenPGP', el('x', { xmlns: 'jabber:x:encrypted' }, 'abc'), 'This message is encrypted.'],
  ])('A line encrypted with %s is not forwarded, and the librarian reads so', async (_, sign, body) => {
    const { stage, ann, pat, word } = await asked();
    ann.says(word, body, [sign]);
    await stage.settled();
    expect(pat.said).toEqual([]);
    expect(ann.reads(word).at(-1)).toContain('It was not sent.');
  });

  test('An automatic reply of a client is no answer and no claim', async () => {
    const { stage, ann, pat, word } = await asked();
    ann.shows('away', 'At the Panera');
    ann.says(word, 'At the Panera');
    ann.says(word, "I'm not here right now");
    await stage.settled();
    expect(pat.said).toEqual([]);
    expect(stage.world.desk.conversationsFor('ann')[0]?.state).toBe('waiting');
    expect(ann.reads(word).at(-1)).toContain('sent an automatic reply');
    ann.says(word, 'At the Panera, but I can look it up.');
    await stage.settled();
    expect(pat.said).toEqual(['librarian: At the Panera, but I can look it up.']);
  });

  test('An answer in a window whose patron deleted the conversation is refused with a sentence', async () => {
    const { stage, ann, pat, word } = await asked();
    await stage.world.desk.patronForgets(pat);
    expect(ann.reads(word).at(-1)).toContain('deleted this conversation');
    ann.says(word, 'In the basement.');
    await stage.settled();
    expect(ann.reads(word).at(-1)).toContain('Not sent: “In the basement.”');
  });

  test('An answer whose client requests a receipt gets it when the patron’s page has the answer', async () => {
    const { stage, ann, pat, word } = await asked();
    const id = ann.says(word, 'In the basement.', [el('request', { xmlns: 'urn:xmpp:receipts' })]);
    await stage.settled();
    const receipts = () => ann.messages.flatMap((one) => childOf(one, 'received', 'urn:xmpp:receipts')?.attrs.id ?? []);
    expect(receipts()).toEqual([]);
    stage.world.desk.patronMarks(pat, { delivered: 2, seen: 0 });
    await stage.settled(100);
    expect(receipts()).toEqual([id]);
  });
});

describe("The librarian's whereabouts", () => {
  const PANERA = 'At the Panera in Newport News, back at 3';
  const reads = (stage: ImStage) => stage.world.desk.whereabouts('main');

  test('Whereabouts are read from the status, and available without words removes them', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.shows('away', PANERA);
    await stage.settled();
    expect(reads(stage)?.librarians).toMatchObject([{ availability: 'away', words: PANERA }]);
    ann.shows();
    await stage.settled();
    expect(reads(stage)).toMatchObject({ availability: 'available', librarians: [{ name: 'Ann' }] });
    expect(JSON.stringify(reads(stage))).not.toContain('Panera');
  });

  test('Yesterday’s words repeated at sign-in are no statement', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.shows('away', 'At lunch');
    await stage.settled();
    ann.goes();
    await stage.settled(120_000);
    ann.shows('away', 'At lunch');
    await stage.settled();
    expect(reads(stage)).toMatchObject({ availability: 'away' });
    expect(JSON.stringify(reads(stage))).not.toContain('At lunch');
  });

  test('Words stay while the librarian is idle, and text that a client sets by itself is never shown', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.shows(undefined, 'Reference desk, 2nd floor');
    await stage.settled();
    ann.shows('away', 'I’m not here right now'.replace('’', "'"));
    await stage.settled();
    expect(reads(stage)?.librarians).toMatchObject([{ availability: 'away', words: 'Reference desk, 2nd floor' }]);
    const idle = el('idle', { xmlns: 'urn:xmpp:idle:1', since: '2024-01-08T11:00:00Z' });
    ann.shows('xa', 'Somewhere else', [idle]);
    await stage.settled();
    expect(JSON.stringify(reads(stage))).not.toMatch(/Somewhere|not here/);
  });

  test('Of a thousand statuses at once the last one applies, and few are written', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    await stage.settled();
    let writes = 0;
    const { whereabouts } = stage.world.stores;
    const keep = whereabouts.keep.bind(whereabouts);
    whereabouts.keep = (...kept) => {
      writes += 1;
      return keep(...kept);
    };
    for (let n = 1; n <= 1_000; n += 1) ann.shows('away', `Shelf ${n}`);
    await stage.settled(100);
    expect(reads(stage)?.librarians).toMatchObject([{ words: 'Shelf 1000' }]);
    expect(writes).toBeLessThan(5);
  });

  test('The text of a sign-off is never shown, and one written by the server counts as a lost connection', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.shows('away', PANERA);
    ann.goes('Disconnected: Received SIGTERM');
    await stage.settled();
    expect(JSON.stringify(reads(stage))).not.toContain('SIGTERM');
    const ben = stage.program('ben');
    ben.goes('Disconnected: connection closed');
    await stage.settled();
    expect(reads(stage)?.librarians.find(({ name }) => name === 'Ben')?.availability).toBe('unsure');
    await stage.settled(61_000);
    expect(reads(stage)?.librarians.find(({ name }) => name === 'Ben')).toBeUndefined();
  });

  test('While the server restarts a librarian is unsure, neither offline nor available', async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    await stage.settled();
    stage.up = false;
    stage.link.lost();
    await stage.settled();
    expect(reads(stage)?.availability).toBe('unsure');
    stage.up = true;
    stage.link.online();
    stage.link.stanza(el('presence', { from: accountOf('ann'), to: `main@${DOMAIN}`, type: 'unavailable' }));
    await stage.settled(40_000);
    expect(reads(stage)?.availability).toBe('unsure');
    ann.shows();
    await stage.settled();
    expect(reads(stage)?.availability).toBe('available');
  });

  test('The most available of several clients counts, and one with a negative priority does not', async () => {
    const stage = await ImStage.open();
    const desk = stage.program('ann', 'Desk', false);
    desk.shows(undefined, undefined, [el('priority', {}, '-1')]);
    await stage.settled();
    expect(reads(stage)?.availability).toBe('offline');
    const phone = stage.program('ann', 'Phone', false);
    phone.shows('dnd', 'In a class');
    await stage.settled();
    expect(reads(stage)).toMatchObject({ availability: 'busy' });
    desk.shows('away', 'Upstairs');
    await stage.settled();
    expect(reads(stage)).toMatchObject({ availability: 'away', librarians: [{ words: 'Upstairs' }] });
  });

  test('A status set in one client is shown once a more available client left open elsewhere is gone', async () => {
    const stage = await ImStage.open();
    const home = stage.program('ann', 'Gajim', false);
    home.shows(undefined, 'At home');
    await stage.settled(1_000);
    const desk = stage.program('ann', 'Profanity', false);
    desk.shows('away', PANERA);
    await stage.settled(60_000);
    expect(reads(stage)).toMatchObject({ availability: 'available', librarians: [{ words: 'At home' }] });
    home.goes('Disconnected: Hibernating too long');
    await stage.settled();
    expect(reads(stage)).toMatchObject({ availability: 'away', librarians: [{ words: PANERA }] });
  });

  test('What another client has shown for long is no new statement when the leading client goes offline', async () => {
    const stage = await ImStage.open();
    stage.program('ann', 'Phone', false).shows('dnd', 'In a class');
    await stage.settled(1_000);
    const desk = stage.program('ann', 'Desk', false);
    desk.shows('away', 'At the bindery until 23:00');
    await stage.settled(1_000);
    const before = reads(stage);
    expect(before).toMatchObject({ librarians: [{ words: 'At the bindery until 23:00' }] });
    desk.goes();
    await stage.settled();
    expect(reads(stage)?.librarians[0]?.words).toBe('At the bindery until 23:00');
  });

  test('Desks send presence from a full address, and subscriptions from the bare address', async () => {
    const stage = await ImStage.open();
    const sent = (type?: string) => stage.sent.filter((one) => one.name === 'presence' && one.attrs.type === type);
    stage.link.answered(stage.world.clock.now());
    stage.link.leave();
    expect([...new Set([...sent(), ...sent('unavailable')].map(({ attrs }) => attrs.from))].sort()).toEqual([
      `archives@${DOMAIN}/desk`,
      `main@${DOMAIN}/desk`,
    ]);
    for (const type of ['probe', 'subscribe'])
      expect(sent(type).map(({ attrs }) => attrs.from)).toContain(`main@${DOMAIN}`);
  });
});

describe('a return time that has passed', () => {
  const late = async () => {
    const stage = await ImStage.open();
    const ann = stage.program('ann');
    ann.shows('away', 'At the Panera, back in 10 min');
    await stage.settled();
    return { stage, ann, asks: () => ann.reads('main').filter((text) => text.includes('Are you back?')) };
  };

  test('The desk’s contact asks once about a return time that has passed, and not again after the client restarts', async () => {
    const { stage, ann, asks } = await late();
    await stage.settled(11 * 60_000);
    expect(asks()).toHaveLength(1);
    ann.goes();
    ann.shows('away', 'At the Panera, back in 10 min');
    await stage.settled(60_000);
    expect(asks()).toHaveLength(1);
  });

  test('An open console asks about a return time that has passed, and the desk’s contact does not', async () => {
    const { stage, asks } = await late();
    const at = stage.world.clock.now();
    stage.world.signals.set('ann', { resource: 'console:1', state: 'up', availability: 'available', at });
    await stage.settled(11 * 60_000);
    expect(asks()).toEqual([]);
  });
});

test('A relay that stops reports nobody as gone, because they may be online right after the restart', async () => {
  const stage = await ImStage.open();
  stage.program('ann');
  await stage.settled();
  stage.link.leave();
  stage.link.lost();
  await stage.settled();
  expect((await stage.world.stores.whereabouts.all()).get('ann')?.connected).toBe(true);
});

describe('a time in which the relay did not hear', () => {
  test('An outage is reported once, with its times, in the windows of conversations that the librarian has', async () => {
    const { stage, ann, word } = await asked();
    ann.says(word, 'One moment.');
    await stage.settled();
    stage.link.answered(stage.world.clock.now());
    await stage.losesStream(5_000);
    ann.shows();
    await stage.settled();
    const notices = ann.reads(word).filter((text) => text.includes('was offline'));
    expect(notices).toEqual([
      'The relay was offline from 6:59:58 AM to 7:00:05 AM. What you typed here in that time may not have reached the patron. Please check, and send it again if needed.',
    ]);
    ann.shows('away');
    await stage.settled();
    expect(ann.reads(word).filter((text) => text.includes('was offline'))).toHaveLength(1);
  });

  test('The stored moment does not pass an outage that has not been reported', async () => {
    const { stage, ann, word } = await asked();
    ann.says(word, 'One moment.');
    await stage.settled();
    const before = stage.world.clock.now();
    stage.link.answered(before);
    await stage.losesStream(5_000);
    stage.link.answered(stage.world.clock.now());
    expect(stage.alive).toEqual([before, before - 2_000]);
    ann.shows();
    stage.link.answered(stage.world.clock.now());
    expect(stage.alive.at(-1)).toBe(stage.world.clock.now());
  });
});

test('A librarian of whom the server says nothing gets one subscription request', async () => {
  const stage = await ImStage.open();
  const asked = () => stage.sent.filter(({ attrs }) => attrs.type === 'subscribe').map(({ attrs }) => attrs.to);
  stage.program('ann');
  await stage.settled();
  expect(asked()).toEqual([]);
  stage.link.answered(stage.world.clock.now());
  expect(asked()).toEqual([accountOf('ben'), accountOf('ben')]);
  await stage.losesStream(1_000);
  stage.link.answered(stage.world.clock.now());
  expect(asked().filter((to) => to === accountOf('ben'))).toHaveLength(2);
});

describe('who is nobody here', () => {
  test('Strangers reach no page, and get no window and no subscription', async () => {
    const { stage, pat, word } = await asked();
    const before = stage.sent.length;
    for (const from of ['eve@evil.example/x', `ann@evil.example/x`, `${word}@${DOMAIN}/x`, 'lib.example']) {
      const to = `${word}@${DOMAIN}`;
      stage.link.stanza(el('message', { type: 'chat', from, to, id: 'x' }, el('body', {}, 'Hello')));
      stage.link.stanza(el('message', { type: 'chat', from, to: `main@${DOMAIN}` }, el('body', {}, '!who')));
      stage.link.stanza(el('presence', { from, to: `main@${DOMAIN}` }, el('status', {}, 'Hello')));
    }
    stage.link.stanza(el('presence', { from: 'eve@evil.example', to: `main@${DOMAIN}`, type: 'subscribe' }));
    await stage.settled();
    expect(pat.said).toEqual([]);
    expect(stage.sent.slice(before).map(({ attrs }) => [attrs.type, attrs.to])).toEqual([
      ['unsubscribed', 'eve@evil.example'],
    ]);
  });

  test('Stanzas that make no sense do nothing', async () => {
    const { stage, pat } = await asked();
    for (const name of ['message', 'presence', 'iq', 'x'])
      for (const attrs of [{}, { from: '@', to: '@' }, { from: accountOf('ann') }, { to: `main@${DOMAIN}` }])
        stage.link.stanza(el(name, attrs));
    await stage.settled();
    expect(pat.said).toEqual([]);
  });
});

test('Every iq is answered, or is an answer itself', async () => {
  const stage = await ImStage.open();
  const from = `${accountOf('ann')}/Pidgin`;
  const asks = (type: string, ...children: ReturnType<typeof el>[]) => {
    const before = stage.sent.length;
    stage.link.stanza({
      ...el('iq', { type, id: 'q', from, to: `main@${DOMAIN}` }),
      children: children.map((child) => child),
    });
    return stage.sent.slice(before).map(({ attrs }) => attrs.type);
  };
  expect(asks('get', el('ping', { xmlns: 'urn:xmpp:ping' }))).toEqual(['result']);
  expect(asks('get', el('query', { xmlns: 'http://jabber.org/protocol/disco#info' }))).toEqual(['result']);
  expect(asks('set', el('query', { xmlns: 'jabber:iq:roster' }))).toEqual(['error']);
  expect(asks('result')).toEqual([]);
  expect(asks('error')).toEqual([]);
});
