import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../relay/desk/desk.ts';
import { RULES, roster, StageLink, StagePage, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desk with Ann there, and a page of Pat's that has said hello. */
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

describe('a line of a patron', () => {
  test('is kept, handed to the librarian, and its ticks come back', async () => {
    const { pat, link, says } = await withPat();
    await says('Is the archive open?');
    expect(pat.all('kept')).toMatchObject([{ id: 'line-Is-the-archive-open-', seq: 1 }]);
    expect(pat.all('entry')).toEqual([]);
    expect(link.linesOf('ann')).toEqual(['Is the archive open?']);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1, seen: 0 });
  });

  test('sent again with the same id is the same entry; with another text it is refused', async () => {
    const { pat, link, says } = await withPat();
    await says('one', 'line-one');
    await says('one', 'line-one');
    await says('two', 'line-one');
    expect(pat.all('kept').map(({ seq }) => seq)).toEqual([1, 1]);
    expect(pat.all('sorry')).toEqual([{ kind: 'sorry', code: 'other-content', id: 'line-one', final: true }]);
    expect(link.linesOf('ann')).toEqual(['one']);
  });

  test('is seen once she types or answers after it has reached her; one that has not is not', async () => {
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

  test("gets ticks; the librarian's own answer gets none", async () => {
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

  test('reaches her other page as an entry, in one order', async () => {
    const { pat, arrives, says } = await withPat();
    const second = await arrives();
    await says('from the first');
    await says('from the second', 'line-second', second);
    expect(second.said).toEqual(['patron: from the first']);
    expect(pat.said).toEqual(['patron: from the second']);
    expect(second.all('kept').map(({ seq }) => seq)).toEqual([2]);
  });

  test('empty or too long, it is refused for good; too many in a minute, for now', async () => {
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

  test('is cleaned of controls, overrides and lone surrogates', async () => {
    const { link, says } = await withPat();
    await says('a\u0000b\u202ec\ud800d\r\ne', 'line-odd');
    expect(link.linesOf('ann')).toEqual(['abc\ufffdd\ne']);
  });
});

describe('a page that comes back', () => {
  test('gets what it lacks, once, in order', async () => {
    const { desk, arrives, says, pat, conversation } = await withPat();
    await says('one');
    await desk.librarianSays('ann', conversation(), 'answer-1', 'two');
    desk.patronLeaves(pat);
    await desk.librarianSays('ann', conversation(), 'answer-2', 'three');
    const back = await arrives('pat', 2);
    expect(back.all('welcome')).toMatchObject([{ after: 3 }]);
    expect(back.said).toEqual(['librarian: three']);
    const anew = await arrives('pat', 0);
    expect(anew.said).toEqual(['patron: one', 'librarian: two', 'librarian: three']);
  });

  test('with entries of a conversation the relay does not know is told it is gone', async () => {
    const { arrives } = await withPat();
    const lost = await arrives('quinn', 7);
    expect(lost.arrived).toBe(false);
    expect(lost.frames).toEqual([{ kind: 'sorry', code: 'gone', final: true }]);
  });

  test('at a desk there is none of is told so', async () => {
    const { arrives } = await withPat();
    const lost = await arrives('quinn', 0, 'nowhere');
    expect(lost.frames).toEqual([{ kind: 'sorry', code: 'unknown-desk', final: true }]);
  });

  test('after a restart finds everything kept, and so does the librarian', async () => {
    const first = await withPat();
    await first.says('one');
    await first.desk.stop();
    const second = await withPat({ stores: first.stores, clock: first.clock });
    expect(second.pat.said).toEqual(['patron: one']);
    expect(second.desk.conversationsFor('ann')).toMatchObject([{ state: 'waiting', patronHere: true }]);
  });
});

describe('two librarians answer at the same moment', () => {
  test('one holds it; the other is quoted, and the patron sees one answer', async () => {
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

  test('a claim that comes second is refused; passed, the other may take it', async () => {
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

  test('what a colleague had is not shown to the others when it closes, and whole when it waits again', async () => {
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

  test('a librarian of another desk is not let in', async () => {
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

describe('what is owed to a librarian', () => {
  test('is in flight until proof, and goes out again, marked, when its link went', async () => {
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

  test('without proof when the relay was started again, goes out again, marked; what is new is not', async () => {
    const before = await withPat();
    before.link.proves = false;
    await before.says('one');
    await before.desk.stop();
    const { stores, clock } = before;
    const { link, says } = await withPat({ stores, clock });
    await says('two');
    expect(link.linesOf('ann')).toEqual(['one (again)', 'two']);
  });

  test('is not proved by the proof of a later line: what went to a program that is gone goes out again, in order', async () => {
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

  test('by two ways at once is proved by either', async () => {
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

  test('waits while nobody is there, and is handed over when she comes', async () => {
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

  test('refused by her client, it is not tried in a ring, but when something about her changes', async () => {
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

describe('where she is', () => {
  test('an open page reads her words, and that she is back', async () => {
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

  test('at her return time she is overdue, until she writes a line', async () => {
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
  ])('late, she is back when she %s', async (_, acts) => {
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

  test('late, she is asked "back?" until she answers; then never again for this statement, also after a restart', async () => {
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
    const told = link.news.filter((news) => news.kind === 'self' && news.to === 'ann');
    expect(told).toMatchObject([{ self: { statement: { until } } }]);
    expect(JSON.stringify(told)).not.toContain('askBack');
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ overdue: true }]);

    await desk.stop();
    const again = await startDesk({ stores, clock });
    again.comes('ann');
    expect(again.desk.ownStatus('ann')).toMatchObject({ statement: { until } });
    expect(again.desk.ownStatus('ann')?.askBack).toBeUndefined();
  });

  test('an answer to "back?" that comes after a newer statement says nothing of that one', async () => {
    const { desk, clock } = await withPat();
    await desk.librarianStates('ann', { availability: 'away', until: clock.now() + HOUR }, 'console');
    const { at = 0 } = desk.ownStatus('ann')?.statement ?? {};
    await clock.advance(1);
    await desk.librarianStates('ann', { availability: 'away', until: clock.now() + HOUR }, 'console');
    await desk.librarianConfirmsAway('ann', at);
    await clock.advance(HOUR);
    expect(desk.ownStatus('ann')?.askBack).toBe(true);
  });

  test('a statement without a time ends with her connection: back, she is not where she was', async () => {
    const { desk, goes, comes, clock } = await withPat();
    await desk.librarianStates('ann', { availability: 'away', words: 'In the stacks' }, 'console');
    goes('ann');
    await clock.advance(2_000);
    expect(desk.whereabouts('main')).toMatchObject({ availability: 'offline', librarians: [] });
    comes('ann');
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ availability: 'available' }]);
    expect(JSON.stringify(desk.whereabouts('main'))).not.toContain('stacks');
  });

  test('gone without a word, she is unsure for a minute, then offline; after a restart likewise', async () => {
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

  test("the machine's clock is put forward: within a minute patrons read what is true then", async () => {
    const { desk, clock } = await withPat();
    const until = clock.now() + HOUR;
    await desk.librarianStates('ann', { availability: 'away', until }, 'console');
    clock.set(until + 1);
    await clock.advance(MINUTE);
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ overdue: true }]);
  });

  test('put back, it does not bring a librarian back who has left', async () => {
    const { desk, clock, goes } = await withPat();
    goes('ann');
    clock.set(clock.now() - HOUR);
    await clock.advance(MINUTE);
    expect(desk.whereabouts('main')?.availability).toBe('offline');
  });

  test('hidden, neither name nor words nor time are anywhere', async () => {
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

describe('the end', () => {
  test('forgotten, all her pages are emptied, the key is refused and nobody finds it', async () => {
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

  test('closes two hours after the last page left, unless an answer is owed', async () => {
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

  test('is forgotten after the retention time', async () => {
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

  test('closed by the librarian, the patron reads so, and a new line opens it for anyone', async () => {
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

test('the relay writes while it can, says so when it cannot, and keeps what it is told again', async () => {
  const { desk, pat, stores } = await withPat();
  stores.fails = 'full';
  await desk.patronSays(pat, 'line-one', 'one');
  expect(pat.all('kept')).toEqual([]);
  expect(pat.all('sorry')).toEqual([{ kind: 'sorry', code: 'not-kept', id: 'line-one', final: false }]);
  stores.fails = undefined;
  await desk.patronSays(pat, 'line-one', 'one');
  expect(pat.all('kept')).toMatchObject([{ id: 'line-one', seq: 1 }]);
});

test('a desk by the name of what every object has is a desk like others', async () => {
  const main = { name: 'constructor', title: 'Building', zone: 'UTC', librarians: ['ann'] };
  const { desk, comes } = await startDesk({ roster: roster({ desks: new Map([['constructor', main]]) }) });
  comes('ann');
  expect(desk.ownStatus('ann')?.duty).toMatchObject([{ desk: 'constructor', on: true }]);
  expect(desk.whereabouts('constructor')?.availability).toBe('available');
  for (const name of ['__proto__', 'toString']) expect(desk.whereabouts(name), name).toBeUndefined();
});
