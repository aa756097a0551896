// covers: relay/desk/patrons.ts, relay/desk/access.ts, relay/desk/entry.ts, relay/desk/conversation/conversation.ts, relay/desk/conversation/deliveries.ts, relay/desk/presence/presence.ts, relay/desk/presence/status-updates.ts, relay/desk/retention.ts
import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../relay/desk/desk.ts';
import { RULES, roster, StageLink, StagePage, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desk where Ann is connected, and a connected page of Pat. */
const withPat = async (options: Parameters<typeof startDesk>[0] = {}) => {
  const stage = await startDesk(options);
  stage.comes('ann');
  const arrives = async (name = 'pat', after = 0, desk = 'main') => {
    const page = new StagePage();
    const arrived = await stage.desk.patronArrives(page, { desk, key: keyOf(name), after });
    return Object.assign(page, { arrived });
  };
  const pat = await arrives();
  const says = (text: string, id = `line-${text.replaceAll(/\W/g, '-')}`, page = pat) =>
    stage.desk.patronSays(page, id, text);
  const conversation = () => stage.desk.conversationsFor('ann')[0]?.id ?? '';
  return { ...stage, pat, arrives, says, conversation };
};

describe('A line of a patron', () => {
  test("A patron's line is stored and delivered to the librarian, and its ticks come back", async () => {
    const { pat, link, says } = await withPat();
    await says('Is the archive open?');
    expect(pat.all('kept')).toMatchObject([{ id: 'line-Is-the-archive-open-', seq: 1 }]);
    expect(pat.all('entry')).toEqual([]);
    expect(link.linesOf('ann')).toEqual(['Is the archive open?']);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1, seen: 0 });
  });

  test('A line sent again with the same id is the same entry, and with another text it is refused', async () => {
    const { pat, link, says } = await withPat();
    await says('one', 'line-one');
    await says('one', 'line-one');
    await says('two', 'line-one');
    expect(pat.all('kept').map(({ seq }) => seq)).toEqual([1, 1]);
    expect(pat.all('sorry')).toEqual([{ kind: 'sorry', code: 'other-content', id: 'line-one', final: true }]);
    expect(link.linesOf('ann')).toEqual(['one']);
  });

  test('A line is seen once the librarian types or answers after receiving it, and a line not yet received is not', async () => {
    const { desk, pat, link, says, conversation, clock } = await withPat();
    await says('one');
    await clock.advance(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1, seen: 0 });
    desk.librarianTypes('ann', conversation(), true);
    await clock.advance(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1, seen: 1 });
    await says('two');
    link.proves = false;
    await says('three');
    const id = conversation();
    await desk.librarianSays('ann', id, 'answer-1', 'To the first two.');
    await clock.advance(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 2, seen: 2 });
  });

  test("A patron's line gets ticks, and the librarian's own answer gets none", async () => {
    const { desk, pat, says, conversation, clock } = await withPat();
    await says('one');
    await clock.advance(100);
    await desk.librarianSays('ann', conversation(), 'answer-1', 'Until five.');
    await clock.advance(100);
    const ticks = pat.all('mark').length;
    desk.librarianMarks('ann', conversation(), { delivered: 2, seen: 2 });
    await clock.advance(100);
    expect(pat.all('mark').length).toBe(ticks);
  });

  test("A patron's line reaches their other page as an entry, in one order", async () => {
    const { pat, arrives, says } = await withPat();
    const second = await arrives();
    await says('from the first');
    await says('from the second', 'line-second', second);
    expect(second.said).toEqual(['patron: from the first']);
    expect(pat.said).toEqual(['patron: from the second']);
    expect(second.all('kept').map(({ seq }) => seq)).toEqual([2]);
  });

  test('An empty or too long line is refused for good, and too many lines in a minute are refused for now', async () => {
    const { pat, says, clock } = await withPat({ roster: roster({ rules: { ...RULES, linesPerMinute: 2 } }) });
    await says(' \u202e\u0007 ', 'line-empty');
    await says('x'.repeat(4_001), 'line-long');
    await says('1');
    await says('2');
    await says('3');
    expect(pat.all('sorry').map(({ code, final }) => [code, final])).toEqual([
      ['empty', true],
      ['too-long', true],
      ['too-many', false],
    ]);
    await clock.advance(MINUTE);
    await says('3');
    expect(pat.all('kept').length).toBe(3);
  });

  test("A patron's line is cleaned of control characters, overrides and lone surrogates", async () => {
    const { link, says } = await withPat();
    await says('a\u0000b\u202ec\ud800d\r\ne', 'line-odd');
    expect(link.linesOf('ann')).toEqual(['abc\ufffdd\ne']);
  });
});

describe('A page that returns', () => {
  test('A page that returns receives what it lacks, once and in order', async () => {
    const { desk, arrives, says, pat, conversation } = await withPat();
    await says('one');
    await desk.librarianSays('ann', conversation(), 'answer-1', 'two');
    desk.patronLeaves(pat);
    await desk.librarianSays('ann', conversation(), 'answer-2', 'three');
    const back = await arrives('pat', 2);
    expect(back.all('welcome')).toMatchObject([{ after: 3 }]);
    expect(back.said).toEqual(['librarian: three']);
    const second = await arrives('pat', 0);
    expect(second.said).toEqual(['patron: one', 'librarian: two', 'librarian: three']);
  });

  test('A page with entries of a conversation unknown to the relay receives `gone`', async () => {
    const { arrives } = await withPat();
    const lost = await arrives('quinn', 7);
    expect(lost.arrived).toBe(false);
    expect(lost.frames).toEqual([{ kind: 'sorry', code: 'gone', final: true }]);
  });

  test('A page of an unknown desk receives `unknown-desk`', async () => {
    const { arrives } = await withPat();
    const lost = await arrives('quinn', 0, 'nowhere');
    expect(lost.frames).toEqual([{ kind: 'sorry', code: 'unknown-desk', final: true }]);
  });

  test('After a restart the page and the librarian find everything that was stored', async () => {
    const first = await withPat();
    await first.says('one');
    await first.desk.stop();
    const second = await withPat({ stores: first.stores, clock: first.clock });
    expect(second.pat.said).toEqual(['patron: one']);
    expect(second.desk.conversationsFor('ann')).toMatchObject([{ state: 'waiting', patronHere: true }]);
  });
});

describe('Two librarians who answer at the same moment', () => {
  test('Of two answers at the same moment one claims the conversation, the other is quoted back, and the patron sees one', async () => {
    const { desk, link, comes, pat, says, conversation } = await withPat();
    comes('ben');
    await says('Is the archive open?');
    expect(link.linesOf('ben')).toEqual(['Is the archive open?']);
    const id = conversation();
    const [ann, ben] = await Promise.all([
      desk.librarianSays('ann', id, 'answer-ann', 'Until five.'),
      desk.librarianSays('ben', id, 'answer-ben', 'Until six.'),
    ]);
    expect([ann, ben]).toMatchObject([
      { outcome: 'kept', shown: true },
      { outcome: 'kept', shown: false },
    ]);
    expect(pat.said).toEqual(['librarian: Until five.']);
    expect(link.news.filter(({ kind }) => kind === 'quoted')).toMatchObject([
      { to: 'ben', text: 'Until six.', holder: 'Ann' },
    ]);
    expect(desk.conversationsFor('ben')).toEqual([]);
    expect(desk.entriesFor('ben', id, 0)).toEqual([]);
    expect(link.news.filter(({ kind, to }) => kind === 'conversation' && to === 'ben').at(-1)).toMatchObject({
      card: { state: 'held', holder: 'Ann' },
    });
  });

  test('A second claim is refused, and succeeds once the conversation was passed', async () => {
    const { desk, comes, says, conversation } = await withPat();
    comes('ben');
    await says('Hello?');
    const id = conversation();
    expect(await desk.librarianTakes('ann', id)).toEqual({ outcome: 'done' });
    expect(await desk.librarianTakes('ben', id)).toMatchObject({ code: 'not-yours', final: true });
    expect(await desk.librarianPasses('ben', id)).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianPasses('ann', id)).toEqual({ outcome: 'done' });
    expect(await desk.librarianTakes('ben', id)).toEqual({ outcome: 'done' });
  });

  test("A colleague's conversation is not shown to others when it closes, and is shown in full when it waits again", async () => {
    const { desk, comes, says, conversation } = await withPat();
    comes('ben');
    await says('Hello?');
    const id = conversation();
    await desk.librarianSays('ann', id, 'answer-1', 'Hello!');
    await desk.librarianCloses('ann', id);
    expect(desk.entriesFor('ben', id, 0)).toEqual([]);
    expect(desk.entriesFor('ann', id, 0).length).toBe(3);
    await says('One more thing');
    expect(desk.entriesFor('ben', id, 0).length).toBe(4);
  });

  test('A librarian of another desk has no access to a conversation', async () => {
    const stage = await withPat();
    const quinn = await stage.arrives('quinn', 0, 'archives');
    await stage.desk.patronSays(quinn, 'line-quinn', 'A map of 1900?');
    stage.comes('ben');
    const id = stage.desk.conversationsFor('ben')[0]?.id ?? '';
    expect(id).not.toBe('');
    expect(stage.desk.conversationsFor('ann')).toEqual([]);
    expect(await stage.desk.librarianSays('ann', id, 'answer-1', 'Yes')).toMatchObject({
      outcome: 'sorry',
      code: 'gone',
    });
    expect(stage.desk.entriesFor('ann', id, 0)).toEqual([]);
    expect(stage.link.linesOf('ann')).toEqual([]);
  });
});

describe('What is owed to a librarian', () => {
  test('A line is sent again, marked, when its link disconnects before the acknowledgement', async () => {
    const { link, says, clock, pat } = await withPat();
    link.proves = false;
    await says('one');
    await says('two');
    expect(link.linesOf('ann')).toEqual(['one', 'two']);
    await clock.advance(HOUR / 2);
    expect(link.linesOf('ann')).toEqual(['one', 'two']);
    link.handed[0]?.end('delivered');
    link.handed[1]?.end('gone');
    await clock.advance(2_000);
    expect(link.linesOf('ann')).toEqual(['one', 'two', 'two (again)']);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1 });
  });

  test('A line unacknowledged before a restart is sent again, marked, and a new line is not marked', async () => {
    const before = await withPat();
    before.link.proves = false;
    await before.says('one');
    await before.desk.stop();
    const { stores, clock } = before;
    const { link, says } = await withPat({ stores, clock });
    await says('two');
    expect(link.linesOf('ann')).toEqual(['one (again)', 'two']);
  });

  test('An acknowledgement of a later line does not cover an earlier one: lines sent to a lost client are sent again, in order', async () => {
    const { link, says, clock, pat } = await withPat();
    link.proves = false;
    await says('one');
    await says('two');
    await says('three');
    link.handed[2]?.end('delivered');
    await clock.advance(100);
    expect(pat.all('mark')).toEqual([]);
    link.handed[0]?.end('gone');
    link.handed[1]?.end('delivered');
    await clock.advance(2_000);
    expect(pat.all('mark')).toEqual([]);
    expect(link.linesOf('ann').slice(3)).toEqual(['one (again)', 'two (again)', 'three (again)']);
    link.handed[3]?.end('delivered');
    await clock.advance(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 2 });
    link.handed[5]?.end('delivered');
    await clock.advance(HOUR / 2);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 3 });
    expect(link.linesOf('ann').length).toBe(6);
  });

  test('A line sent through two links is acknowledged by either', async () => {
    const { desk, link, says, clock, pat } = await withPat();
    link.proves = false;
    const im = new StageLink('xmpp');
    im.proves = false;
    im.here.add('ann');
    desk.addLink(im);
    await says('one');
    await says('two');
    im.handed[1]?.end('delivered');
    await clock.advance(100);
    expect(pat.all('mark')).toEqual([]);
    link.handed[0]?.end('delivered');
    await clock.advance(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 2 });
  });

  test('A line waits while nobody is there, and is delivered when the librarian connects', async () => {
    const { link, says, goes, comes, pat, clock } = await withPat();
    goes('ann');
    await clock.advance(2_000);
    await says('Anybody?');
    expect(link.linesOf('ann')).toEqual([]);
    expect(pat.all('wait')).toEqual([{ kind: 'wait', asked: 0 }]);
    comes('ann');
    expect(link.linesOf('ann')).toEqual(['Anybody?']);
    expect(pat.all('wait').at(-1)).toEqual({ kind: 'wait', asked: 1 });
  });

  test('A line refused by the client is not retried in a loop, but when something about the librarian changes', async () => {
    const { link, says, clock, goes, comes } = await withPat();
    link.proves = false;
    await says('one');
    link.handed[0]?.end('failed');
    await clock.advance(HOUR / 2);
    expect(link.linesOf('ann')).toEqual(['one']);
    goes('ann');
    comes('ann');
    expect(link.linesOf('ann')).toEqual(['one', 'one (again)']);
  });
});

describe('Where the librarian is', () => {
  test("An open page shows the librarian's words, and that they are back", async () => {
    const { desk, pat } = await withPat();
    await desk.librarianStates(
      'ann',
      { availability: 'away', words: 'At the Panera in Newport News, back at 3' },
      'console',
    );
    const [ann] = pat.all('whereabouts').at(-1)?.whereabouts.librarians ?? [];
    expect(ann).toMatchObject({ name: 'Ann', availability: 'away', words: 'At the Panera in Newport News, back at 3' });
    await desk.librarianStates('ann', { availability: 'available' }, 'console');
    expect(pat.all('whereabouts').at(-1)?.whereabouts.librarians).toMatchObject([
      { name: 'Ann', availability: 'available' },
    ]);
    expect(JSON.stringify(pat.all('whereabouts').at(-1))).not.toContain('Panera');
  });

  test('A librarian is overdue from the return time until they write a line', async () => {
    const { desk, pat, clock, says, conversation } = await withPat();
    const until = clock.now() + HOUR;
    await desk.librarianStates('ann', { availability: 'away', until }, 'console');
    await says('Hello?');
    await clock.advance(HOUR);
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ availability: 'away', until, overdue: true }]);
    await desk.librarianSays('ann', conversation(), 'answer-1', 'Here I am.');
    await clock.advance(1);
    expect(pat.all('whereabouts').at(-1)?.whereabouts.librarians).toMatchObject([{ availability: 'available' }]);
  });

  test.each([
    ['takes a conversation', (desk: Desk, id: string) => desk.librarianTakes('ann', id)],
    ['goes on duty', (desk: Desk) => desk.setDuty('ann', 'main', true)],
  ])('A late librarian who %s is back', async (_, acts) => {
    const { desk, clock, says, conversation } = await withPat();
    await desk.librarianStates('ann', { availability: 'away', until: clock.now() + HOUR }, 'console');
    await says('Hello?');
    await clock.advance(HOUR);
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ overdue: true }]);
    await acts(desk, conversation());
    await clock.advance(1);
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ availability: 'available' }]);
    expect(desk.ownStatus('ann')?.askBack).toBeUndefined();
  });

  test('A late librarian is asked "back?" until they answer, then never again for this statement, even after a restart', async () => {
    const { desk, link, clock, stores, goes, comes } = await withPat();
    const until = clock.now() + HOUR;
    await desk.librarianStates('ann', { availability: 'away', until }, 'console');
    await clock.advance(HOUR);
    expect(desk.ownStatus('ann')?.askBack).toBe(true);
    goes('ann');
    await clock.advance(2_000);
    comes('ann');
    expect(desk.ownStatus('ann')?.askBack).toBe(true);

    link.news.length = 0;
    const late = desk.ownStatus('ann')?.statement?.at ?? 0;
    expect(await desk.librarianConfirmsAway('ann', late)).toEqual({ outcome: 'done' });
    const notices = link.news.filter((news) => news.kind === 'self' && news.to === 'ann');
    expect(notices).toMatchObject([{ self: { statement: { until } } }]);
    expect(JSON.stringify(notices)).not.toContain('askBack');
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ overdue: true }]);

    await desk.stop();
    const again = await startDesk({ stores, clock });
    again.comes('ann');
    expect(again.desk.ownStatus('ann')).toMatchObject({ statement: { until } });
    expect(again.desk.ownStatus('ann')?.askBack).toBeUndefined();
  });

  test('An answer to "back?" does not apply to a newer statement', async () => {
    const { desk, clock } = await withPat();
    await desk.librarianStates('ann', { availability: 'away', until: clock.now() + HOUR }, 'console');
    const { at = 0 } = desk.ownStatus('ann')?.statement ?? {};
    await clock.advance(1);
    await desk.librarianStates('ann', { availability: 'away', until: clock.now() + HOUR }, 'console');
    await desk.librarianConfirmsAway('ann', at);
    await clock.advance(HOUR);
    expect(desk.ownStatus('ann')?.askBack).toBe(true);
  });

  test('A statement without a time ends with the connection, and does not apply when the librarian is back', async () => {
    const { desk, goes, comes, clock } = await withPat();
    await desk.librarianStates('ann', { availability: 'away', words: 'In the stacks' }, 'console');
    goes('ann');
    await clock.advance(2_000);
    expect(desk.whereabouts('main')).toMatchObject({ availability: 'offline', librarians: [] });
    comes('ann');
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ availability: 'available' }]);
    expect(JSON.stringify(desk.whereabouts('main'))).not.toContain('stacks');
  });

  test('A librarian whose connection is lost is unsure for a minute, then offline, also after a restart', async () => {
    const { desk, goes, clock, stores } = await withPat();
    goes('ann', 'lost');
    await clock.advance(1_500);
    expect(desk.whereabouts('main')?.availability).toBe('unsure');
    await clock.advance(MINUTE);
    expect(desk.whereabouts('main')?.availability).toBe('offline');
    const other = await withPat({ clock, stores });
    await other.desk.stop();
    const again = await startDesk({ clock, stores });
    expect(again.desk.whereabouts('main')?.availability).toBe('unsure');
    await clock.advance(MINUTE);
    expect(again.desk.whereabouts('main')?.availability).toBe('offline');
  });

  test("When the machine's clock is put forward, patrons read what is true within a minute", async () => {
    const { desk, clock } = await withPat();
    const until = clock.now() + HOUR;
    await desk.librarianStates('ann', { availability: 'away', until }, 'console');
    clock.set(until + 1);
    await clock.advance(MINUTE);
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ overdue: true }]);
  });

  test("When the machine's clock is put back, a librarian who left stays offline", async () => {
    const { desk, clock, goes } = await withPat();
    goes('ann');
    clock.set(clock.now() - HOUR);
    await clock.advance(MINUTE);
    expect(desk.whereabouts('main')?.availability).toBe('offline');
  });

  test('The name, words and times of a hidden librarian appear nowhere', async () => {
    const { desk, pat, says, conversation } = await withPat();
    await desk.librarianStates('ann', { availability: 'busy', words: 'At the printer' }, 'console');
    await desk.librarianPublishes('ann', false);
    await says('Hello?');
    await desk.librarianSays('ann', conversation(), 'answer-1', 'Yes?');
    expect(desk.whereabouts('main')).toMatchObject({ availability: 'busy', librarians: [] });
    expect(pat.all('entry').at(-1)?.entry).not.toHaveProperty('name');
    expect(JSON.stringify(pat.all('whereabouts').at(-1))).not.toMatch(/Ann|printer/);
  });
});

describe('The end of a conversation', () => {
  test('Deleting a conversation empties all its pages, refuses its key, and removes it from every list', async () => {
    const { desk, pat, arrives, says, link, stores } = await withPat();
    await says('My secret');
    const id = desk.conversationsFor('ann')[0]?.id ?? '';
    const second = await arrives();
    await desk.patronForgets(second);
    expect(pat.all('gone').length).toBe(1);
    expect(second.all('gone').length).toBe(1);
    expect(link.news.filter(({ kind }) => kind === 'gone')).toMatchObject([{ to: 'ann', conversation: id }]);
    expect(await stores.conversations.since(id, 0)).toEqual([]);
    expect((await arrives()).frames).toEqual([{ kind: 'sorry', code: 'gone', final: true }]);
    await says('And again');
    expect(pat.all('sorry').at(-1)?.code ?? 'gone').toBe('gone');
  });

  test('A conversation closes two hours after the last page left, unless an answer is owed', async () => {
    const { desk, pat, arrives, says, conversation, clock, stores } = await withPat();
    const quinn = await arrives('quinn');
    await says('Answered');
    const answered = conversation();
    await desk.librarianSays('ann', answered, 'answer-1', 'Yes');
    await desk.patronSays(quinn, 'line-quinn', 'Not answered');
    desk.patronMarks(pat, { delivered: 2, seen: 0 });
    desk.patronLeaves(pat);
    desk.patronLeaves(quinn);
    await clock.advance(2 * HOUR - MINUTE);
    expect((await stores.conversations.list({ open: true })).length).toBe(2);
    await clock.advance(3 * MINUTE);
    const open = await stores.conversations.list({ open: true });
    expect(open.map(({ id }) => id)).not.toContain(answered);
    expect(open.length).toBe(1);
  });

  test('A conversation is forgotten after the retention time', async () => {
    const { desk, pat, says, conversation, clock, stores } = await withPat();
    await says('Long ago');
    const id = conversation();
    await desk.librarianSays('ann', id, 'answer-1', 'Yes');
    desk.patronMarks(pat, { delivered: 2, seen: 2 });
    desk.patronLeaves(pat);
    await clock.advance(29 * 24 * HOUR);
    expect(await stores.conversations.find(id)).toMatchObject({ closed: true });
    await clock.advance(2 * 24 * HOUR);
    expect(await stores.conversations.find(id)).toBe('forgotten');
  }, 60_000);

  test('A patron reads that the librarian closed the conversation, and a new line opens it for anyone', async () => {
    const { desk, pat, says, conversation, comes } = await withPat();
    comes('ben');
    await says('Hello?');
    const id = conversation();
    await desk.librarianSays('ann', id, 'answer-1', 'Bye');
    expect(await desk.librarianCloses('ann', id)).toEqual({ outcome: 'done' });
    expect(pat.said).toEqual(['librarian: Bye', 'closed']);
    expect(desk.conversationsFor('ann')).toEqual([]);
    await says('One more thing');
    expect(desk.conversationsFor('ben')).toMatchObject([{ id, state: 'waiting' }]);
  });
});

test('A line that the store fails to write is refused for now, and stored when it is sent again', async () => {
  const { desk, pat, stores } = await withPat();
  stores.fails = 'full';
  await desk.patronSays(pat, 'line-one', 'one');
  expect(pat.all('kept')).toEqual([]);
  expect(pat.all('sorry')).toEqual([{ kind: 'sorry', code: 'not-kept', id: 'line-one', final: false }]);
  stores.fails = undefined;
  await desk.patronSays(pat, 'line-one', 'one');
  expect(pat.all('kept')).toMatchObject([{ id: 'line-one', seq: 1 }]);
});

test('A desk named like a property of every object works like any other', async () => {
  const main = { name: 'constructor', title: 'Building', zone: 'UTC', librarians: ['ann'] };
  const { desk, comes } = await startDesk({ roster: roster({ desks: new Map([['constructor', main]]) }) });
  comes('ann');
  expect(desk.ownStatus('ann')?.duty).toMatchObject([{ desk: 'constructor', on: true }]);
  expect(desk.whereabouts('constructor')?.availability).toBe('available');
  for (const name of ['__proto__', 'toString']) expect(desk.whereabouts(name), name).toBeUndefined();
});
