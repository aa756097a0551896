import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIN_WAITS, UsualWait } from '../../../../relay/desk/routing/usual-wait.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';
import { StageLink, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { opened, staff } from '../../../stage/reference-desk.ts';

describe('a question that nobody answers', () => {
  test('after 40 seconds is brought to everybody who may be asked', async () => {
    const { desk, asks, waits, rung, clock } = await opened(staff(), ['ann', 'ben']);
    await desk.librarianStates('ben', { availability: 'away' }, 'console');
    const pat = await asks();
    await clock.advance(39_999);
    expect(rung()).toEqual(['ann']);
    await clock.advance(1);
    expect(rung()).toEqual(['ann', 'ben']);
    expect(waits(pat).at(-1)).toEqual({ asked: 2 });
  });

  test('after 90 seconds she need not wait here; answered, nothing waits', async () => {
    const { asks, waits, answer, clock } = await opened(staff(), ['ann']);
    const pat = await asks();
    await clock.advance(89_999);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
    await clock.advance(1);
    expect(waits(pat).at(-1)).toEqual({ asked: 1, late: true });
    await answer('ann');
    expect(pat.said.at(-1)).toBe('librarian: Downstairs');
  });

  test('held for as long without a word, neither; what follows an answer is left to her who has it', async () => {
    const { desk, asks, waits, answer, first, clock } = await opened(staff(), ['ann']);
    const pat = await asks();
    await clock.advance(60_000);
    await desk.librarianTakes('ann', first('ann'));
    await clock.advance(89_999);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
    await clock.advance(1);
    expect(waits(pat).at(-1)).toEqual({ late: true });
    await answer('ann');
    await desk.patronSays(pat, 'thanks-to-ann', 'Thank you!');
    await clock.advance(600_000);
    expect(waits(pat)).toHaveLength(2);
  });

  test('one after the other, where the desk wants that', async () => {
    const { asks, waits, rung, clock } = await opened(staff({ ring: 'in-order' }), ['cy', 'ben', 'ann']);
    const pat = await asks();
    expect(rung()).toEqual(['ann']);
    await clock.advance(20_000);
    expect(rung()).toEqual(['ann', 'ben']);
    await clock.advance(20_000);
    expect(rung()).toEqual(['ann', 'ben', 'cy']);
    expect(waits(pat).map(({ asked }) => asked)).toEqual([1, 2, 3]);
  });

  test('is asked first of who has room for it', async () => {
    const { asks, answer, rung } = await opened(staff({}, { atOnce: 1 }), ['ann', 'ben']);
    await asks('pat', 'First');
    await answer('ann');
    await asks('quinn', 'Second');
    expect(rung('Second')).toEqual(['ben']);
  });

  test('and of who has not, where there is nobody else', async () => {
    const { asks, answer, rung } = await opened(staff({}, { atOnce: 1 }), ['ann']);
    await asks('pat', 'First');
    await answer('ann');
    await asks('quinn', 'Second');
    expect(rung('Second')).toEqual(['ann']);
  });
});

describe('the usual wait', () => {
  test('is of thirty or more answers; three of four were quicker; in whole minutes', () => {
    const waits = new UsualWait();
    for (let count = 1; count < MIN_WAITS; count += 1) waits.add('main', 30_000);
    expect(waits.usual('main', 0)).toBeUndefined();
    waits.add('main', 30_000);
    expect(waits.usual('main', 0)).toBe(60);
    expect(waits.usual('night', 0)).toBeUndefined();
    for (let count = 0; count < MIN_WAITS; count += 1) waits.add('main', 170_000);
    expect(waits.usual('main', 0)).toBe(180);
    expect(waits.usual('main', 180_000)).toBeUndefined();
  });

  test('is told with the asking, and not any more once she has waited longer', async () => {
    const { asks, waits, answer, clock } = await opened(staff(), ['ann']);
    for (let count = 0; count < MIN_WAITS; count += 1) {
      await asks(`early-${count}`, `Question ${count}`);
      await clock.advance(8_000);
      await answer('ann', `Answer ${count}`);
    }
    const pat = await asks();
    expect(waits(pat).at(-1)).toEqual({ asked: 1, usual: 60 });
    await clock.advance(59_999);
    expect(waits(pat).at(-1)).toEqual({ asked: 1, usual: 60 });
    await clock.advance(1);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
  });

  /** Asked, answered by `who` after so long, and closed; what is said in between. */
  const talks = async (
    { desk, asks, first, clock }: Awaited<ReturnType<typeof opened>>,
    name: string,
    seconds: number,
    { who = 'ann', meanwhile = async () => {} } = {},
  ) => {
    const pat = await asks(name, `Question of ${name}`);
    const id = first(who);
    await meanwhile();
    await clock.advance(seconds * 1_000);
    await desk.librarianSays(who, id, `answer-to-${name}`, 'Downstairs');
    return { pat, id };
  };

  test('is that of questions: what is said after the first answer is none', async () => {
    const stage = await opened(staff(), ['ann']);
    const { desk, asks, waits, clock } = stage;
    for (let count = 0; count < MIN_WAITS; count += 1) {
      const { pat, id } = await talks(stage, `early-${count}`, 400);
      for (let more = 0; more < 4; more += 1) {
        await desk.patronSays(pat, `more-${more}-of-${count}`, 'And then?');
        await clock.advance(5_000);
        await desk.librarianSays('ann', id, `answer-${more}-to-${count}`, 'To the left');
      }
      await desk.librarianCloses('ann', id);
      expect(waits(pat).filter(({ usual }) => usual !== undefined)).toEqual([]);
    }
    expect(waits(await asks()).at(-1)?.usual).toBe(420);
  });

  test('is of those too whose first holder went, or that went on; not of those that found nobody', async () => {
    const stage = await opened(staff(), ['ann', 'ben']);
    const { desk, asks, waits, goes, comes, first } = stage;
    for (let count = 0; count < MIN_WAITS; count += 1) {
      const { id } = await talks(stage, `early-${count}`, 400, {
        who: 'ben',
        meanwhile: async () => {
          await desk.librarianTakes('ann', first('ann'));
          goes('ann', 'lost');
        },
      });
      await desk.librarianCloses('ben', id);
      comes('ann');
    }
    expect(waits(await asks()).at(-1)?.usual).toBe(420);

    const alone = await opened(staff(), []);
    for (let count = 0; count < MIN_WAITS; count += 1) {
      await talks(alone, `left-${count}`, 5, { meanwhile: async () => void alone.comes('ann') });
      alone.goes('ann', 'left');
    }
    alone.comes('ann');
    expect(alone.waits(await alone.asks()).at(-1)?.usual).toBeUndefined();
  });

  test('outlives a restart, rounded up as waits are kept, and for two months', async () => {
    const { desk, stores, asks, answer, first, clock } = await opened(staff(), ['ann']);
    for (let count = 0; count < MIN_WAITS; count += 1) {
      await asks(`early-${count}`, `Question ${count}`);
      await clock.advance(120_001);
      await answer('ann', `Answer ${count}`);
      await desk.librarianCloses('ann', first('ann'));
      await clock.advance(0);
    }
    await desk.stop();
    const usualNow = async (): Promise<number | undefined> => {
      const again = await startDesk({ stores, clock, roster: staff() });
      again.comes('ann');
      const pat = new StagePage();
      await again.desk.patronArrives(pat, { desk: 'main', key: keyOf(`late-${clock.now()}`), after: 0 });
      await again.desk.patronSays(pat, 'a-late-line-of-pat', 'Hello?');
      await again.desk.stop();
      return pat.all('wait').at(-1)?.usual;
    };
    // Within two minutes would be wrong, by a thousandth of a second.
    expect(await usualNow()).toBe(180);
    await clock.advance(59 * 86_400_000);
    expect(await usualNow()).toBe(180);
    await clock.advance(3 * 86_400_000);
    expect(await usualNow()).toBeUndefined();
  });

  test('is never shorter than what is known: than three of four waits, and than she has waited herself', async () => {
    const seconds = fc.array(fc.nat(300), { minLength: MIN_WAITS, maxLength: MIN_WAITS });
    let told = 0;
    await fc.assert(
      fc.asyncProperty(seconds, fc.array(fc.nat(90), { maxLength: 6 }), async (answered, looks) => {
        const { desk, asks, waits, answer, clock } = await opened(staff(), ['ann']);
        for (const [count, after] of answered.entries()) {
          await asks(`early-${count}`, `Question ${count}`);
          await clock.advance(after * 1_000);
          await answer('ann', `Answer ${count}`);
        }
        const pat = await asks();
        const began = clock.now();
        for (const after of looks) {
          await clock.advance(after * 1_000);
          const { usual } = waits(pat).at(-1) ?? {};
          if (usual === undefined) continue;
          told += 1;
          expect(usual * 1_000).toBeGreaterThan(clock.now() - began);
          expect(answered.filter((wait) => wait <= usual).length).toBeGreaterThanOrEqual(answered.length * 0.75);
        }
        await desk.stop();
      }),
      { numRuns: 20 },
    );
    expect(told).toBeGreaterThan(0);
  });
});

describe('a desk that hands on', () => {
  const day: Interval[] = [['09:00', '17:00']];
  const week: WeekHours = [day, day, day, day, day, day, day];
  const after = { handOn: { to: 'night', afterSeconds: 60 } };
  const closed = { hours: week, handOn: { to: 'night', whenClosed: true } };

  test('after so long, to where somebody can be asked, and says where it went', async () => {
    const { asks, waits, rung, clock, link } = await opened(staff(after), ['ann', 'dee']);
    const pat = await asks();
    await clock.advance(59_999);
    expect(rung()).toEqual(['ann']);
    await clock.advance(1);
    expect(rung()).toEqual(['ann', 'dee']);
    expect(pat.all('entry').map(({ entry }) => entry)).toMatchObject([{ kind: 'moved', to: 'Night desk' }]);
    expect(pat.all('entry')[0]?.entry).not.toHaveProperty('name');
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
    const cards = link.news.flatMap((news) => (news.kind === 'conversation' && news.to === 'ann' ? [news.card] : []));
    expect(cards.at(-1)).toMatchObject({ state: 'held' });
  });

  test('not where nobody there can be asked, and then as soon as somebody can', async () => {
    const { asks, comes, rung, clock } = await opened(staff(after), ['ann']);
    const pat = await asks();
    await clock.advance(120_000);
    expect(pat.all('entry')).toEqual([]);
    comes('dee');
    await clock.advance(1);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('at once, where it is closed', async () => {
    // Monday, 7:00 in New York.
    const { asks, rung } = await opened(staff(closed), ['dee']);
    const pat = await asks();
    expect(rung()).toEqual(['dee']);
    expect(pat.all('entry').map(({ entry }) => entry.kind)).toEqual(['moved']);
  });

  test('nothing that a librarian holds', async () => {
    const { asks, answer, clock } = await opened(staff(after), ['ann', 'dee']);
    const pat = await asks();
    await answer('ann');
    await clock.advance(300_000);
    expect(pat.all('entry').map(({ entry }) => entry.kind)).toEqual(['said']);
  });
});

describe('a question that is left', () => {
  test('rings nobody who comes later, as long as the patron is not there; when she is back it does', async () => {
    const { desk, asks, comes, rung, clock } = await opened(staff(), []);
    const pat = await asks();
    desk.patronLeaves(pat);
    await clock.advance(100_000);
    comes('ann');
    await clock.advance(10_000);
    expect(rung()).toEqual([]);
    expect(desk.conversationsFor('ann')).toMatchObject([{ state: 'waiting' }]);
    const back = new StagePage();
    await desk.patronArrives(back, { desk: 'main', key: keyOf('pat'), after: 0 });
    expect(rung()).toEqual(['ann']);
  });

  test('just now, by a page that is being changed, it rings', async () => {
    const { desk, asks, comes, rung, clock } = await opened(staff(), []);
    const pat = await asks();
    desk.patronLeaves(pat);
    await clock.advance(30_000);
    comes('ann');
    expect(rung()).toEqual(['ann']);
  });

  test('who was asked keeps it when the patron leaves', async () => {
    const { desk, asks, rung, clock } = await opened(staff(), ['ann']);
    const pat = await asks();
    desk.patronLeaves(pat);
    await clock.advance(100_000);
    expect(rung()).toEqual(['ann']);
    await desk.librarianSays('ann', desk.conversationsFor('ann')[0]?.id ?? '', 'answer-1', 'Downstairs');
    const back = new StagePage();
    await desk.patronArrives(back, { desk: 'main', key: keyOf('pat'), after: 0 });
    expect(back.said).toContain('librarian: Downstairs');
  });
});

describe('questions that were left', () => {
  const leaves = async (stage: Awaited<ReturnType<typeof opened>>, ...names: string[]) => {
    for (const name of names) {
      const page = await stage.asks(name, `Question of ${name}`);
      stage.desk.patronLeaves(page);
      await stage.clock.advance(100_000);
    }
  };
  const told = ({ link }: Awaited<ReturnType<typeof opened>>, to: string) =>
    link.news.flatMap((news) => (news.to === to && (news.kind === 'left' || news.kind === 'late') ? [news] : []));

  test('are told in one line to who comes on duty, once', async () => {
    const stage = await opened(staff(), []);
    const began = stage.clock.now();
    await leaves(stage, 'pat', 'quinn');
    stage.comes('ann');
    await stage.clock.advance(3_000);
    expect(told(stage, 'ann')).toEqual([{ kind: 'left', desk: 'main', count: 2, oldest: began, to: 'ann' }]);
    stage.goes('ann');
    await stage.clock.advance(5_000);
    stage.comes('ann');
    await stage.clock.advance(3_000);
    expect(told(stage, 'ann')).toHaveLength(1);
    expect(told(stage, 'dee')).toEqual([]);
  });

  test('not to who is gone again, nor where there are none', async () => {
    const stage = await opened(staff(), ['ben']);
    stage.comes('ann');
    await stage.clock.advance(3_000);
    expect(told(stage, 'ann')).toEqual([]);
    stage.goes('ben');
    stage.goes('ann');
    await stage.clock.advance(5_000);
    await leaves(stage, 'pat');
    stage.comes('cy');
    stage.goes('cy');
    await stage.clock.advance(3_000);
    expect(told(stage, 'cy')).toEqual([]);
  });

  const day: Interval[] = [['09:00', '17:00']];
  const week: WeekHours = [day, day, day, day, day, [], []];
  const late = staff({ hours: week, tellLate: { to: 'dee', openHours: 2 } });

  test('one that nobody answers is told to whom the desk names, counted in open hours, once, when she can be', async () => {
    // Friday, 16:00 in New York.
    const clock = new FakeClock(Date.parse('2024-01-12T21:00Z'));
    const stage = await opened(late, [], clock);
    const asked = clock.now();
    await leaves(stage, 'pat');
    stage.comes('dee');
    // Monday, 9:59: one hour on Friday, and not quite another.
    await clock.advance(Date.parse('2024-01-15T14:59Z') - clock.now());
    expect(told(stage, 'dee')).toEqual([]);
    stage.goes('dee');
    await clock.advance(600_000);
    expect(told(stage, 'dee')).toEqual([]);
    stage.comes('dee');
    await clock.advance(120_000);
    expect(told(stage, 'dee')).toMatchObject([{ kind: 'late', desk: 'main', since: asked }]);
    await clock.advance(600_000);
    expect(told(stage, 'dee')).toHaveLength(1);
  });

  test('one that is held and has had no answer is told too; and one that is asked after the last was closed', async () => {
    const stage = await opened(late, ['ann', 'dee'], new FakeClock(Date.parse('2024-01-08T15:00Z')));
    const { desk, asks, first, clock } = stage;
    await desk.setDuty('ann', 'main', true);
    const pat = await asks();
    await desk.librarianTakes('ann', first('ann'));
    await clock.advance(3 * 3_600_000);
    expect(told(stage, 'dee')).toHaveLength(1);
    await desk.patronCloses(pat);
    await clock.advance(1_000);
    await desk.patronSays(pat, 'a-second-question', 'And the atlas?');
    await clock.advance(26 * 3_600_000);
    expect(told(stage, 'dee')).toHaveLength(2);
    expect(new Set(told(stage, 'dee').map((news) => 'since' in news && news.since)).size).toBe(2);
  });

  test('passed to a colleague who is not there it is left for her, and rings nobody else', async () => {
    const stage = await opened(staff(), ['ann', 'cy']);
    const { desk, clock, rung, comes } = stage;
    const pat = await stage.asks();
    await stage.answer('ann', 'One moment');
    await desk.patronSays(pat, 'line-2', 'It is about the atlas');
    desk.patronLeaves(pat);
    await desk.librarianPasses('ann', desk.conversationsFor('ann')[0]?.id ?? '', { to: 'ben' });
    await clock.advance(200_000);
    expect(rung('It is about the atlas')).toEqual(['ann']);
    comes('ben');
    await clock.advance(3_000);
    expect(told(stage, 'ben')).toMatchObject([{ kind: 'left', count: 1 }]);
    expect(told(stage, 'cy')).toEqual([]);
  });

  test('and the patron reads for whom, answered or not, until she is there', async () => {
    for (const asksOn of [true, false]) {
      const { desk, asks, answer, waits, first, comes } = await opened(staff(), ['ann', 'cy']);
      const pat = await asks();
      await answer('ann', 'Ben knows that');
      if (asksOn) await desk.patronSays(pat, 'line-2', 'May I wait for him?');
      await desk.librarianPasses('ann', first('ann'), { to: 'ben' });
      expect(waits(pat).at(-1)).toEqual({ asked: 0, meant: 'Ben' });
      const phone = new StagePage();
      await desk.patronArrives(phone, { desk: 'main', key: keyOf('pat'), after: 0 });
      expect(waits(phone)).toEqual([{ asked: 0, meant: 'Ben' }]);
      comes('ben');
      expect(waits(pat).at(-1)).toEqual(asksOn ? { asked: 1 } : {});
    }
  });

  test('but not by a name that patrons may not read, and not by one who has lost the desk', async () => {
    const { desk, asks, answer, waits, first } = await opened(staff(), ['ann', 'cy']);
    const pat = await asks();
    await answer('ann', 'Ben knows that');
    await desk.librarianPublishes('ben', false);
    await desk.librarianPasses('ann', first('ann'), { to: 'ben' });
    expect(waits(pat).at(-1)).toEqual({ asked: 0, meant: '' });
    desk.reconfigure(staff({ librarians: ['ann', 'cy'] }));
    expect(waits(pat).at(-1)).toEqual({});
  });
});

describe('after a restart', () => {
  /** Ann has a messenger, that proves nothing. */
  const withMessenger = ({ desk, signals, clock }: Awaited<ReturnType<typeof startDesk>>) => {
    const link = new StageLink('xmpp');
    link.proves = false;
    desk.addLink(link);
    link.here.add('ann');
    signals.set('ann', { resource: 'xmpp:Pidgin', state: 'up', availability: 'available', at: clock.now() });
    return link;
  };

  const restarted = async (handed: boolean, secondsBefore: number): Promise<string[]> => {
    const first = await opened(staff(), []);
    if (handed) withMessenger(first);
    await first.asks();
    const lastAlive = first.clock.now() + secondsBefore * 1_000;
    await first.clock.advance(20_000);
    await first.desk.stop();
    const again = await startDesk({ roster: staff(), clock: first.clock, stores: first.stores, lastAlive });
    const link = withMessenger(again);
    await first.clock.advance(100);
    return link.linesOf('ann');
  };

  test('a line says that it comes again where it was handed over, or may have been', async () => {
    expect(await restarted(true, 20)).toEqual(['Where are the maps? (again)']);
    expect(await restarted(true, 0)).toEqual(['Where are the maps? (again)']);
    expect(await restarted(false, 2)).toEqual(['Where are the maps? (again)']);
  });

  test('and not where nobody was ever handed it', async () => {
    expect(await restarted(false, 20)).toEqual(['Where are the maps?']);
  });
});
