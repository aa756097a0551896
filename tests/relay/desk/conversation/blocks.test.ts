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

describe('A conversation that is blocked', () => {
  test('A blocked conversation ends on every page, takes no more lines, and no new one starts from its pages’ networks', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const tablet = await arrives('pat', 'net-2');
    const cafe = await arrives('pat', 'net-3', 'main', 1);
    await cafe.says('rude again');
    desk.patronLeaves(cafe);
    // Somebody who was given the link, and has only read.
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

  test('After a reload a blocked patron still reads the conversation and that it is over, and may delete it', async () => {
    const { desk, arrives, talk } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await desk.librarianBlocks('ann', talk());
    const again = await arrives('pat', 'net-9');
    expect(again.said).toEqual(['patron: rude', 'closed']);
    expect(again.sorries()).toEqual(BLOCKED);
    // Its link may have been given to anybody: a network where it is opened later may still ask.
    const innocent = await arrives('new', 'net-9');
    expect(innocent.sorries()).toEqual([]);
    await innocent.says('Where are the maps?');
    expect(innocent.all('kept')).toHaveLength(1);
    await desk.patronForgets(again);
    expect(again.all('gone')).toHaveLength(1);
  });

  test('A conversation that its patron ended and left, or deleted, may be blocked for an hour by the librarian who answered it', async () => {
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

  test('A deleted conversation may be blocked even if its page connected only after the relay started', async () => {
    const before = await opened();
    await (await before.arrives('pat', 'net-1')).says('rude');
    const id = before.talk();
    await before.desk.stop();
    const { desk, arrives } = await opened({ stores: before.stores, clock: before.clock });
    await desk.patronForgets(await arrives('pat', 'net-1', 'main', 1));
    expect(await desk.librarianBlocks('ann', id)).toEqual({ outcome: 'done' });
    expect(desk.refusesNew('main', 'net-1')).toBe(true);
  });

  test('A departed conversation may not be blocked after an hour', async () => {
    const { desk, arrives, talk, clock } = await opened();
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    const id = talk();
    await desk.patronForgets(pat);
    await clock.advance(HOUR + 1);
    expect(await desk.librarianBlocks('ann', id)).toMatchObject({ code: 'gone' });
    expect(desk.refusesNew('main', 'net-1')).toBe(false);
  });

  test('After a block other desks take the patron, open conversations from the network continue, and closed ones stay closed', async () => {
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

  test('After a block of a moved conversation neither its desk nor the first one takes the patron', async () => {
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

  test('A block lasts exactly as long as the config says', async () => {
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

  test('A conversation is blocked by a librarian who has it, or by anyone while nobody has, but not by another colleague', async () => {
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
    // What the patron types there later does not open it again.
    expect(await desk.librarianSays('ann', id, 'late-line', 'And stay away.')).toMatchObject({ code: 'gone' });
  });

  test('A full conversation can be blocked, and a block that the store fails to keep changes nothing', async () => {
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

  test('A conversation blocked by two librarians at the same moment is blocked, whichever was first', async () => {
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

  test('A block that fails leaves another librarian’s block in force', async () => {
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

  test('A colleague who was only asked for help cannot block, and the patron’s lines are taken meanwhile', async () => {
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

  test('The librarians who had a blocked conversation are not notified that its patron types', async () => {
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

  test('After a block every desk that the conversation was at refuses the patron', async () => {
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

  test('The log of a block contains nothing about the patron’s network', async () => {
    const logged: unknown[] = [];
    const log = { info: (...what: unknown[]) => logged.push(what), warn: (...what: unknown[]) => logged.push(what) };
    const { desk, arrives, talk } = await opened({ log: log as never });
    const pat = await arrives('pat', 'net-1');
    await pat.says('rude');
    await desk.librarianBlocks('ann', talk());
    expect(logged).toEqual([['conversation blocked', { desk: 'main', librarian: 'ann' }]]);
  });
});

describe('A desk that is paused', () => {
  const withPause = () => {
    const { desks, ...rest } = roster();
    return { ...rest, desks: new Map([...desks].map(([name, desk]) => [name, { ...desk, mayClose: ['ann'] }])) };
  };

  test('A paused desk takes no new conversation, shows until when, and continues open ones', async () => {
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

  test('A pause lasts until the desk is opened, also over a restart; only librarians whom the config names pause, and not until a past time', async () => {
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
