import { describe, expect, test } from 'vitest';
import type { LibrarianName } from '../../../../relay/desk/roster.ts';
import { RULES, roster, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

const HOUR = 3_600_000;

const opened = async (options: Parameters<typeof startDesk>[0] = {}) => {
  const stage = await startDesk(options);
  const { desk, comes } = stage;
  comes('ann');
  comes('ben');
  const arrives = async (name: string, network?: string, where = 'main', after = 0) => {
    const page = new StagePage();
    const hello = { desk: where, key: keyOf(name), after, ...(network === undefined ? {} : { network }) };
    const arrived = await desk.patronArrives(page, hello);
    let lines = 0;
    const says = (text: string) => desk.patronSays(page, `line-of-${name}-${after}-${++lines}`, text);
    return Object.assign(page, { arrived, says, sorries: () => page.all('sorry').map(({ code, id }) => [code, id]) });
  };
  const talk = (librarian: LibrarianName = 'ann') => desk.conversationsFor(librarian)[0]?.id ?? '';
  return { ...stage, arrives, talk };
};

const BLOCKED = [['blocked', undefined]];

describe('a conversation that is blocked', () => {
  test('ends on every page of it; nothing more is taken in it, and no new one from where its pages are, or spoke', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const tablet = await arrives('pat', 'net-2');
    const cafe = await arrives('pat', 'net-3', 'main', 1);
    await cafe.says('rude again');
    desk.patronLeaves(cafe);
    // Who was given the link, and has only read.
    desk.patronLeaves(await arrives('pat', 'net-5', 'main', 2));
    expect(await desk.librarianBlocks('ann', talk())).toEqual({ outcome: 'done' });
    for (const page of [pat, tablet]) {
      expect(page.said.at(-1)).toBe('closed');
      expect(page.sorries()).toEqual(BLOCKED);
      expect(page.all('sorry')).toMatchObject([{ final: true }]);
    }
    await tablet.says('ruder');
    expect(tablet.sorries()).toEqual([...BLOCKED, ['blocked', 'line-of-pat-0-1']]);
    expect(desk.conversationsFor('ann')).toEqual([]);

    for (const network of ['net-1', 'net-2', 'net-3']) {
      const next = await arrives(`new at ${network}`, network);
      expect(next.sorries(), network).toEqual(BLOCKED);
      await next.says('again');
      expect(next.all('kept')).toEqual([]);
    }
    for (const network of ['net-4', 'net-5']) {
      const elsewhere = await arrives(`pia at ${network}`, network);
      await elsewhere.says('Where are the maps?');
      expect(elsewhere.all('kept'), network).toHaveLength(1);
    }
  });

  test('after a reload she reads what was said and that it is over, and may have it forgotten', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await desk.librarianBlocks('ann', talk());
    const again = await arrives('pat', 'net-9');
    expect(again.said).toEqual(['patron: rude', 'closed']);
    expect(again.sorries()).toEqual(BLOCKED);
    // Its link may have been given to anybody: where it is opened later, others may still ask.
    const innocent = await arrives('new', 'net-9');
    expect(innocent.sorries()).toEqual([]);
    await innocent.says('Where are the maps?');
    expect(innocent.all('kept')).toHaveLength(1);
    await desk.patronForgets(again);
    expect(again.all('gone')).toHaveLength(1);
  });

  test('that its patron has ended and left, or had forgotten, may still be, for an hour and by who answered it', async () => {
    for (const forgets of [false, true]) {
      const { desk, arrives, talk, clock } = await opened();
      const pat = await arrives('pat', 'net-1');
      await pat.says('rude');
      const id = talk();
      const { word } = desk.conversationsFor('ann')[0] ?? {};
      await desk.librarianTakes('ann', id);
      if (forgets) await desk.patronForgets(pat);
      else {
        await desk.patronCloses(pat);
        desk.patronLeaves(pat);
        await clock.advance(130_000);
      }
      expect(await desk.librarianBlocks('ben', id)).toMatchObject({ code: 'gone' });
      expect(desk.refusesNew('main', 'net-1')).toBe(false);
      expect(await desk.librarianBlocks('ann', (forgets ? word : id) ?? '')).toEqual({ outcome: 'done' });
      expect(desk.refusesNew('main', 'net-1')).toBe(true);
      expect((await arrives('again', 'net-1')).sorries()).toEqual(BLOCKED);
    }
  });

  test('also where its page has only been there since the relay was started', async () => {
    const before = await opened();
    await (await before.arrives('pat', 'net-1')).says('rude');
    const id = before.talk();
    await before.desk.stop();
    const { desk, arrives } = await opened({ stores: before.stores, clock: before.clock });
    await desk.patronForgets(await arrives('pat', 'net-1', 'main', 1));
    expect(await desk.librarianBlocks('ann', id)).toEqual({ outcome: 'done' });
    expect(desk.refusesNew('main', 'net-1')).toBe(true);
  });

  test('and not any more after that hour', async () => {
    const { desk, arrives, talk, clock } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    await desk.patronForgets(pat);
    await clock.advance(HOUR + 1);
    expect(await desk.librarianBlocks('ann', id)).toMatchObject({ code: 'gone' });
    expect(desk.refusesNew('main', 'net-1')).toBe(false);
  });

  test('other desks take her, other conversations from there go on, a closed one is not begun again', async () => {
    const { desk, arrives, talk } = await opened();
    const [other, done, idle] = [
      await arrives('other', 'net-1'),
      await arrives('done', 'net-1'),
      await arrives('idle', 'net-1'),
    ];
    await done.says('Thanks.');
    await desk.patronCloses(done);
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const rude = talk();
    await other.says('Where are the maps?');
    await desk.librarianBlocks('ann', rude);
    expect([other.sorries(), done.sorries(), idle.sorries()]).toEqual([[], BLOCKED, BLOCKED]);
    await other.says('The old ones.');
    await done.says('One more thing.');
    await idle.says('Hello?');
    expect(other.all('kept')).toHaveLength(2);
    expect(done.all('kept')).toHaveLength(1);
    expect(idle.all('kept')).toHaveLength(0);
    const archives = await arrives('pat at the archives', 'net-1', 'archives');
    await archives.says('Where are the deeds?');
    expect(archives.all('kept')).toHaveLength(1);
  });

  test('one that was handed on to another desk: neither that one nor where it was begun takes her', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    await desk.librarianTakes('ann', id);
    await desk.librarianMoves('ann', id, 'archives');
    expect(await desk.librarianBlocks('ben', id)).toEqual({ outcome: 'done' });
    expect(pat.sorries()).toEqual(BLOCKED);
    for (const where of ['main', 'archives']) expect(desk.refusesNew(where, 'net-1'), where).toBe(true);
  });

  test('for as long as the config says, and no longer', async () => {
    const { desk, arrives, talk, clock } = await opened({
      roster: roster({ rules: { ...RULES, blockSeconds: 7_200 } }),
    });
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await desk.librarianBlocks('ann', talk());
    expect(desk.refusesNew('main', 'net-1')).toBe(true);
    expect(desk.refusesNew('archives', 'net-1')).toBe(false);
    await clock.advance(2 * HOUR - 1);
    expect((await arrives('new', 'net-1')).sorries()).toEqual(BLOCKED);
    await clock.advance(1);
    expect(desk.refusesNew('main', 'net-1')).toBe(false);
    const later = await arrives('later', 'net-1');
    await later.says('Sorry.');
    expect(later.all('kept')).toHaveLength(1);
  });

  test('by who has it, or by anyone while nobody has; not by a colleague', async () => {
    const { desk, arrives, talk, link } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    await desk.librarianTakes('ann', id);
    expect(await desk.librarianBlocks('ben', id)).toMatchObject({ code: 'not-yours' });
    expect(pat.sorries()).toEqual([]);
    expect(desk.refusesNew('main', 'net-1')).toBe(false);
    expect(await desk.librarianBlocks('ann', id)).toEqual({ outcome: 'done' });
    expect(await desk.librarianBlocks('ann', id)).toEqual({ outcome: 'done' });
    expect(link.handed.filter(({ entry }) => entry.what.kind === 'closed')).toMatchObject([
      { to: 'ann', shown: true, entry: { author: 'librarian:ann', what: { by: 'librarian', blocked: true } } },
    ]);
    expect(await desk.librarianBlocks('ann', 'unheard of')).toMatchObject({ code: 'gone' });
    // What she types there later does not open it again.
    expect(await desk.librarianSays('ann', id, 'late-line', 'And stay away.')).toMatchObject({ code: 'gone' });
  });

  test('also when it has as many lines as there may be, or its store fails: then nothing has changed', async () => {
    const { desk, arrives, talk, stores } = await opened({ roster: roster({ rules: { ...RULES, linesEach: 2 } }) });
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await pat.says('ruder');
    stores.fails = 'full';
    expect(await desk.librarianBlocks('ann', talk())).toMatchObject({ code: 'not-kept' });
    expect([pat.sorries(), desk.refusesNew('main', 'net-1')]).toEqual([[], false]);
    stores.fails = undefined;
    expect(await desk.librarianBlocks('ann', talk())).toEqual({ outcome: 'done' });
    expect(pat.sorries()).toEqual(BLOCKED);
  });

  test('by two librarians in the same moment: it stands, whichever of them was first', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    const done = await Promise.all([desk.librarianBlocks('ann', id), desk.librarianBlocks('ben', id)]);
    expect(done).toContainEqual({ outcome: 'done' });
    expect(desk.refusesNew('main', 'net-1')).toBe(true);
    await pat.says('ruder');
    expect(pat.sorries()).toEqual([...BLOCKED, ['blocked', 'line-of-pat-0-2']]);
  });

  test('one that fails leaves what another has blocked', async () => {
    const { desk, arrives, talk, stores } = await opened();
    const other = await arrives('other', 'net-1');
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const rude = talk();
    await other.says('rude too');
    await desk.librarianBlocks('ann', rude);
    stores.fails = 'full';
    expect(await desk.librarianBlocks('ann', talk())).toMatchObject({ code: 'not-kept' });
    expect(desk.refusesNew('main', 'net-1')).toBe(true);
    expect(other.sorries()).toEqual([]);
  });

  test('not by who was asked beside it; what the patron says meanwhile is taken', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('Where are the maps?');
    const id = talk();
    await desk.librarianTakes('ann', id);
    await desk.librarianAsks('ann', id, 'ben', 'Do we have it?');
    const blocking = desk.librarianBlocks('ben', id);
    await pat.says('The old ones.');
    expect(await blocking).toMatchObject({ code: 'not-yours' });
    expect([pat.sorries(), pat.all('kept').length]).toEqual([[], 2]);
  });

  test('nor do those who had it read that she writes', async () => {
    const { desk, arrives, talk, link } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    await desk.librarianTakes('ann', id);
    const typing = () => link.news.filter(({ kind }) => kind === 'typing').length;
    desk.patronTypes(pat, true);
    expect(typing()).toBe(1);
    await desk.librarianBlocks('ann', id);
    desk.patronTypes(pat, true);
    expect(typing()).toBe(1);
  });

  test('handed on twice: every desk it was at refuses her', async () => {
    const stage = roster();
    const maps = { name: 'maps', title: 'Maps', zone: 'UTC', librarians: ['ben'] };
    const { desk, arrives, talk } = await opened({
      roster: roster({ desks: new Map([...stage.desks, ['maps', maps]]) }),
    });
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    for (const to of ['archives', 'maps']) {
      await desk.librarianTakes('ben', id);
      await desk.librarianMoves('ben', id, to);
    }
    expect(await desk.librarianBlocks('ben', id)).toEqual({ outcome: 'done' });
    for (const where of ['main', 'archives', 'maps']) expect(desk.refusesNew(where, 'net-1'), where).toBe(true);
  });

  test('nothing of where she is goes into the log', async () => {
    const told: unknown[] = [];
    const log = { info: (...what: unknown[]) => told.push(what), warn: (...what: unknown[]) => told.push(what) };
    const { desk, arrives, talk } = await opened({ log: log as never });
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await desk.librarianBlocks('ann', talk());
    expect(told).toEqual([['conversation blocked', { desk: 'main', librarian: 'ann' }]]);
  });
});

describe('a desk that is paused', () => {
  const withPause = () => {
    const { desks, ...rest } = roster();
    return { ...rest, desks: new Map([...desks].map(([name, desk]) => [name, { ...desk, mayClose: ['ann'] }])) };
  };

  test('takes no new conversation, says so and until when; those that run go on', async () => {
    const { desk, arrives, clock, link } = await opened({ roster: withPause() });
    const [pat, pia] = [await arrives('pat'), await arrives('pia')];
    await pat.says('Where are the maps?');
    const until = clock.now() + HOUR;
    expect(await desk.librarianPausesDesk('ann', 'main', { until })).toEqual({ outcome: 'done' });
    expect(desk.whereabouts('main')).toMatchObject({ availability: 'busy', paused: { until } });
    expect(desk.whereabouts('main')?.librarians).toMatchObject([{ name: 'Ann', availability: 'busy' }]);
    expect(desk.ownStatus('ann')?.shown).toMatchObject({ availability: 'available' });
    expect(desk.ownStatus('ann')?.duty[0]).toMatchObject({ paused: { until }, mayClose: true });
    await pia.says('And the deeds?');
    expect(pia.all('sorry')).toMatchObject([{ code: 'paused', id: 'line-of-pia-0-1', final: true }]);
    await pat.says('The old ones.');
    expect(link.linesOf('ann')).toEqual(['Where are the maps?', 'The old ones.']);
    await clock.advance(HOUR);
    expect(desk.whereabouts('main')).toMatchObject({ availability: 'available' });
    expect(desk.whereabouts('main')).not.toHaveProperty('paused');
    await pia.says('And the deeds?');
    expect(pia.all('kept')).toHaveLength(1);
  });

  test('until it is opened, over a restart too; only by whom the config names, and not until what is past', async () => {
    const { desk, arrives, clock, stores } = await opened({ roster: withPause() });
    expect(await desk.librarianPausesDesk('ben', 'main', {})).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianPausesDesk('ann', 'main', { until: clock.now() })).toMatchObject({ code: 'empty' });
    expect(desk.whereabouts('main')).not.toHaveProperty('paused');
    await desk.librarianPausesDesk('ann', 'main', {});
    const pat = await arrives('pat');
    await pat.says('Hello?');
    expect(pat.all('sorry')).toMatchObject([{ code: 'paused' }]);
    await desk.stop();
    const again = await opened({ roster: withPause(), stores, clock });
    expect(again.desk.whereabouts('main')).toMatchObject({ paused: {} });
    await again.desk.librarianOpensDesk('ann', 'main');
    expect(again.desk.whereabouts('main')).not.toHaveProperty('paused');
  });
});
