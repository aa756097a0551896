// covers: relay/web/sockets/console-session.ts, relay/web/sockets/console-link.ts, relay/web/sockets/console-acts.ts, relay/web/sign-in/console-sign-ins.ts
import { describe, expect, test } from 'vitest';
import { Close } from '../../../../relay/protocol/close-codes.ts';
import type { FakeClock } from '../../../stage/fake-clock.ts';
import type { ConsoleClient, PageClient } from '../../../stage/frames.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { type Stage, startWeb } from '../web-stage.ts';

const PAT = keyOf('Pat');

const seqs = (librarian: ConsoleClient) =>
  librarian.queue.flatMap((frame) =>
    frame.kind === 'entry' ? [frame.entry.seq] : frame.kind === 'kept' ? [frame.seq] : [],
  );

const stateOf = ({ signals }: Stage, librarian: string) =>
  signals
    .of(librarian)
    .map(({ resource, state, availability }) => `${resource} ${state} ${availability}`)
    .sort();

/** In steps, so that pings are answered as they are in life. */
const aMinute = async (clock: FakeClock, ...here: ConsoleClient[]): Promise<void> => {
  for (let step = 0; step < 4; step += 1) {
    await clock.advance(15_000);
    await Promise.all(here.map((one) => Promise.race([one.hearsStill(), one.closed]).catch(() => undefined)));
  }
};

/** Lets the network take its turns until something is so. */
const until = async (isSo: () => boolean, pat: PageClient): Promise<void> => {
  for (let turn = 0; turn < 100 && !isSo(); turn += 1) await pat.hearsStill();
};

describe('Opening a console', () => {
  test('A librarian who is signed in may open a console', async () => {
    const { librarian } = await startWeb();
    const ann = await librarian('ann');
    ann.send({ kind: 'still' });
    await ann.nextOf('still');
  });

  test.each([
    ['no cookie', undefined],
    ['a cookie somebody made up', `ask_librarian=${keyOf('forged')}`],
    ['a cookie that is none', 'ask_librarian=x; other=y'],
  ])('A console cannot be opened with %s', async (_, cookie) => {
    const { console, desk } = await startWeb();
    const quinn = await console(cookie === undefined ? {} : { cookie });
    expect(await quinn.closed).toBe(Close.signedOut.code);
    expect(desk.ends).toEqual([]);
  });

  test.each([
    ['elsewhere', 'https://elsewhere.example'],
    ['a page the library named for patrons', 'https://catalogue.example'],
    ['a file', 'null'],
    ['nowhere: a client that is not a browser', false],
  ] as const)('not from %s, signed in or not', async (_, origin) => {
    const { console, signIn } = await startWeb({ config: { origins: ['*'] } });
    const quinn = await console({ cookie: await signIn('ann'), origin });
    expect(await quinn.closed).toBe(Close.originRefused.code);
  });

  test("A console may be opened from the library's address, whatever host the proxy names", async () => {
    const { console, post, signIns } = await startWeb({ config: { address: 'https://ask.example' } });
    expect((await post('/console/sign-in', { code: keyOf('no code') })).status).toBe(410);
    signIns.signIns.clear();
    const ann = await console({ origin: 'https://ask.example' });
    expect(await ann.closed).toBe(Close.signedOut.code);
  });

  test('A console cannot be opened 12 hours after the sign-in', async () => {
    const { clock, console, signIn } = await startWeb();
    const cookie = await signIn('ann');
    await clock.advance(12 * 3_600_000);
    expect(await (await console({ cookie })).closed).toBe(Close.signedOut.code);
  });

  test('A console is closed once its sign-in has expired', async () => {
    const { clock, librarian, signIns } = await startWeb();
    const ann = await librarian('ann');
    for (const signIn of signIns.signIns.values()) signIn.expiresAt = clock.now() + 30_000;
    await aMinute(clock, ann);
    expect(await ann.closed).toBe(Close.signedOut.code);
  });

  test('Signing out closes all consoles of that sign-in', async () => {
    const stage = await startWeb();
    const cookie = await stage.signIn('ann');
    const [one, two] = [await stage.console({ cookie }), await stage.console({ cookie })];
    await one.hello();
    await two.hello();
    const elsewhere = await stage.librarian('ann');
    await stage.post('/console/sign-out', {}, { cookie });
    expect(await one.closed).toBe(Close.signedOut.code);
    expect(await two.closed).toBe(Close.signedOut.code);
    await elsewhere.hearsStill();
    expect(await (await stage.console({ cookie })).closed).toBe(Close.signedOut.code);
  });

  test('A console is closed once its librarian is no longer in the config', async () => {
    const { clock, desk, librarian } = await startWeb();
    const ben = await librarian('ben');
    const ann = await librarian('ann');
    desk.known.delete('ben');
    await aMinute(clock, ann, ben);
    expect(await ben.closed).toBe(Close.signedOut.code);
    await ann.hearsStill();
  });

  test('A new config closes the consoles of librarians who are not in it at once', async () => {
    const { server, webConfig, desk, librarian } = await startWeb();
    const ben = await librarian('ben');
    const ann = await librarian('ann');
    desk.known.delete('ben');
    server.reconfigure(webConfig);
    expect(await ben.closed).toBe(Close.signedOut.code);
    await ann.hearsStill();
  });

  test('While the store does not answer a console is closed and may try again', async () => {
    const { console, signIn, signIns } = await startWeb();
    const cookie = await signIn('ann');
    signIns.broken = true;
    expect(await (await console({ cookie })).closed).toBe(Close.relayFault.code);
  });
});

describe('What a console receives', () => {
  test('A console receives a welcome, what waits, and then what comes', async () => {
    const { librarian, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('Is the archive open?');
    const ann = await librarian('ann');
    expect((await ann.nextOf('conversation')).conversation).toMatchObject({ id: PAT, state: 'waiting' });
    expect((await ann.nextOf('entry')).entry).toMatchObject({ seq: 1, text: 'Is the archive open?' });
    await pat.says('Today, I mean');
    expect((await ann.nextOf('entry')).entry).toMatchObject({ seq: 2, by: 'patron' });
  });

  test('The welcome has the librarian, their desks and the conversations that they may read', async () => {
    const { console, patron, signIn } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('Hello?');
    const ann = await console({ cookie: await signIn('ann') });
    const welcome = await ann.hello();
    expect(welcome.conversations).toEqual([PAT]);
    expect(welcome.self.name).toBe('Ann');
    expect(welcome.whereabouts.map(({ desk }) => desk)).toEqual(['main']);
  });

  test('A console receives only the entries that it does not have', async () => {
    const { console, desk, patron, signIn } = await startWeb();
    const pat = await patron('Pat');
    for (const text of ['One', 'Two', 'Three']) await pat.says(text);
    const ann = await console({ cookie: await signIn('ann') });
    await ann.hello({ [PAT]: 2 });
    await ann.hearsStill();
    expect(seqs(ann)).toEqual([3]);
    expect(desk.marked).toContainEqual({
      librarian: 'ann',
      conversation: PAT,
      mark: { delivered: 2, seen: 0 },
    });
  });

  test('A console receives each line once, in order, however many ways it comes', async () => {
    const { desk, librarian, patron, server } = await startWeb();
    const pat = await patron('Pat');
    const ann = await librarian('ann');
    await pat.says('One');
    await pat.says('Two');
    const talk = desk.talks.get(PAT);
    const [one, two] = talk?.lines ?? [];
    if (!talk || !one || !two) throw new Error('nothing was kept');
    for (const { entry } of [one, two, one]) {
      void server.consoleLink.deliver('ann', { card: desk.card(talk, 'ann'), entry, shown: true, again: true });
    }
    server.consoleLink.notify('ann', { kind: 'conversation', card: desk.card(talk, 'ann') });
    await ann.hearsStill();
    expect(seqs(ann)).toEqual([1, 2]);
  });

  test('A conversation that a colleague claimed is taken off the list, and is sent again as a whole when it returns', async () => {
    const { librarian, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('One');
    const [ann, ben] = [await librarian('ann'), await librarian('ben')];
    ann.send({ kind: 'take', conversation: PAT });
    await ben.nextOf('conversation', ({ conversation }) => conversation.state === 'held');
    await pat.says('Two');
    await ben.hearsStill();
    expect(seqs(ben)).toEqual([1]);
    ann.send({ kind: 'pass', conversation: PAT });
    await ben.nextOf('entry', ({ entry }) => entry.seq === 2);
    expect(seqs(ben)).toEqual([1, 1]);
  });

  test('A console receives notifications of every kind', async () => {
    const { desk, librarian, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('One');
    const ann = await librarian('ann');
    const talk = desk.talks.get(PAT);
    const whereabouts = desk.whereabouts('main');
    const self = desk.ownStatus('ann');
    if (!talk || !whereabouts || !self) throw new Error('no talk');
    const card = desk.card(talk, 'ann');
    desk.notify('ann', { kind: 'typing', card, on: true });
    desk.notify('ann', { kind: 'quoted', card, text: 'Too late', holder: 'Ben' });
    desk.notify('ann', { kind: 'self', self });
    desk.notify('ann', { kind: 'whereabouts', whereabouts });
    desk.notify('ann', { kind: 'gone', conversation: PAT, word: 'heron-1', by: 'patron' });
    expect(await ann.nextOf('typing')).toEqual({ kind: 'typing', conversation: PAT, on: true });
    expect(await ann.nextOf('quoted')).toEqual({ kind: 'quoted', conversation: PAT, text: 'Too late', holder: 'Ben' });
    expect(await ann.nextOf('self')).toEqual({ kind: 'self', self });
    expect(await ann.nextOf('whereabouts')).toEqual({ kind: 'whereabouts', whereabouts });
    expect(await ann.nextOf('gone')).toEqual({ kind: 'gone', conversation: PAT });
  });
});

describe('What a librarian does in a console', () => {
  test('An answer is kept for its console, and sent to the other console and to the patron', async () => {
    const { librarian, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('Is the archive open?');
    const [ann, other] = [await librarian('ann'), await librarian('ann')];
    expect(await ann.says(PAT, 'Until five.')).toMatchObject({ kind: 'kept', seq: 2, conversation: PAT });
    expect((await pat.nextOf('entry')).entry).toMatchObject({ by: 'librarian', text: 'Until five.' });
    const entry = (await other.nextOf('entry', (frame) => frame.entry.seq === 2)).entry;
    expect(entry).toMatchObject({ librarian: 'ann', name: 'Ann', shown: true });
    await ann.hearsStill();
    expect(seqs(ann)).toEqual([1]);
  });

  test('A line in one conversation does not wait for a line in another', async () => {
    const { desk, librarian, patron } = await startWeb();
    const [pat, quinn] = [await patron('Pat'), await patron('Quinn')];
    await pat.says('One');
    await quinn.says('One');
    const ann = await librarian('ann');
    const goOn = desk.slowDisk();
    const slow = ann.says(PAT, 'Slow');
    await ann.hearsStill();
    desk.fastDisk();
    expect((await ann.says(keyOf('Quinn'), 'Fast')).kind).toBe('kept');
    expect(ann.unread('kept')).toEqual([]);
    goOn();
    expect((await slow).kind).toBe('kept');
  });

  test.each([
    ['takes what is held', { kind: 'take', conversation: PAT }, 'not-yours', PAT],
    ['passes the conversation of a colleague', { kind: 'pass', conversation: PAT }, 'not-yours', PAT],
    ['takes what is not there', { kind: 'take', conversation: 'nowhere' }, 'not-yours', 'nowhere'],
    ['goes on duty at the desk of others', { kind: 'duty', desk: 'attic', on: true }, 'not-yours', undefined],
    ['publishes on a full disk', { kind: 'publish', shown: true }, 'not-kept', undefined],
  ] as const)('A librarian who %s gets a sorry', async (_, frame, code, conversation) => {
    const { librarian, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('One');
    const [ann, ben] = [await librarian('ann'), await librarian('ben')];
    await ann.says(PAT, 'Mine');
    ben.send(frame);
    const sorry = await ben.nextOf('sorry');
    expect(sorry.code).toBe(code);
    expect(sorry.conversation).toBe(conversation);
    await ben.hearsStill();
  });

  test('A statement with words that are too long is refused', async () => {
    const { librarian } = await startWeb();
    const ann = await librarian('ann');
    ann.send({ kind: 'state', statement: { availability: 'away', words: 'x'.repeat(141) } });
    expect(await ann.nextOf('sorry')).toEqual({ kind: 'sorry', code: 'too-long', final: true });
  });

  test('A line that is not stored is refused with its id', async () => {
    const { librarian } = await startWeb();
    const ann = await librarian('ann');
    expect(await ann.says('nowhere', 'Hello?', 'my-lost-line')).toEqual({
      kind: 'sorry',
      code: 'not-yours',
      conversation: 'nowhere',
      id: 'my-lost-line',
      final: true,
    });
  });

  test('A broken frame closes its console and no other', async () => {
    const { librarian } = await startWeb();
    const [ann, ben] = [await librarian('ann'), await librarian('ben')];
    ann.sendRaw('{"kind":"forget"}');
    expect(await ann.closed).toBe(Close.badFrame.code);
    await ben.hearsStill();
  });
});

describe('What acknowledges a line to a librarian', () => {
  const asked = async () => {
    const stage = await startWeb();
    const pat = await stage.patron('Pat');
    await pat.says('One');
    const ann = await stage.librarian('ann');
    return { stage, pat, ann };
  };

  test('A mark acknowledges a line', async () => {
    const { stage, pat, ann } = await asked();
    await pat.says('Two');
    await pat.says('Three');
    await ann.hearsStill();
    expect(stage.desk.ends).toEqual([]);
    ann.send({ kind: 'mark', conversation: PAT, delivered: 2, seen: 0 });
    await ann.hearsStill();
    expect(stage.desk.ends).toEqual(['ann 2 delivered']);
    ann.send({ kind: 'mark', conversation: PAT, delivered: 2, seen: 3 });
    await ann.hearsStill();
    expect(stage.desk.ends).toEqual(['ann 2 delivered', 'ann 3 delivered']);
  });

  test('A mark of any console of the librarian acknowledges a line', async () => {
    const { stage, pat, ann } = await asked();
    const other = await stage.librarian('ann');
    await pat.says('Two');
    await ann.leaves();
    await other.hearsStill();
    expect(stage.desk.ends).toEqual([]);
    other.send({ kind: 'mark', conversation: PAT, delivered: 2, seen: 2 });
    await other.hearsStill();
    expect(stage.desk.ends).toEqual(['ann 2 delivered']);
  });

  test('Deliveries end as gone when the last console closes', async () => {
    const { stage, pat, ann } = await asked();
    await pat.says('Two');
    await ann.isCut();
    await until(() => stage.desk.ends.length > 0, pat);
    expect(stage.desk.ends).toEqual(['ann 2 gone']);
    expect(stage.server.consoleLink.reaches('ann')).toBe(false);
  });

  test("The librarian's own line does not acknowledge the lines before it", async () => {
    const { stage, pat, ann } = await asked();
    await pat.says('Two');
    await ann.says(PAT, 'Three, without having read two');
    await ann.hearsStill();
    expect(stage.desk.ends).toEqual([]);
    ann.send({ kind: 'mark', conversation: PAT, delivered: 2, seen: 2 });
    await ann.hearsStill();
    expect(stage.desk.ends).toEqual(['ann 2 delivered', 'ann 3 delivered']);
  });

  test('The deliveries of a deleted conversation end', async () => {
    const { stage, pat, ann } = await asked();
    await pat.says('Two');
    stage.desk.notify('ann', { kind: 'gone', conversation: PAT, word: 'heron-1', by: 'patron' });
    await ann.nextOf('gone');
    expect(stage.desk.ends).toEqual(['ann 2 gone']);
  });
});

describe('The connection of a console', () => {
  test('A console is up from hello on, left when it is closed, and lost when its connection fails', async () => {
    const stage = await startWeb();
    const cookie = await stage.signIn('ann');
    const ann = await stage.console({ cookie });
    expect(stateOf(stage, 'ann')).toEqual([]);
    await ann.hello();
    expect(stateOf(stage, 'ann')).toEqual(['console:1 up available']);
    const other = await stage.librarian('ann');
    await ann.leaves();
    await other.hearsStill();
    expect(stateOf(stage, 'ann')).toEqual(['console:1 left available', 'console:2 up available']);
    await other.isCut();
    await until(() => stateOf(stage, 'ann').join().includes('lost'), await stage.patron('Pat'));
    expect(stateOf(stage, 'ann')).toContain('console:2 lost available');
  });

  test('A console is left when the librarian signs out', async () => {
    const stage = await startWeb();
    const cookie = await stage.signIn('ann');
    const ann = await stage.console({ cookie });
    await ann.hello();
    await stage.post('/console/sign-out', {}, { cookie });
    expect(stateOf(stage, 'ann')).toEqual(['console:1 left available']);
  });
});
