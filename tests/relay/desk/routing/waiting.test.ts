// covers: relay/desk/routing/assignment.ts, relay/desk/routing/escalation.ts, relay/desk/routing/unattended.ts, relay/desk/routing/usual-wait.ts, relay/desk/roster.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIN_WAITS, UsualWait } from '../../../../relay/desk/routing/usual-wait.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';
import { StageLink, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { opened, staff } from '../../../stage/reference-desk.ts';

describe('A question that nobody answers', () => {
  test('A question unanswered for 40 seconds is delivered to everyone who may be asked', async () => {
    const { desk, asks, waits, rung, clock } = await opened(staff(), ['ann', 'ben']);
    await desk.librarianStates('ben', { availability: 'away' }, 'console');
    const pat = await asks();
    await clock.advance(39_999);
    expect(rung()).toEqual(['ann']);
    await clock.advance(1);
    expect(rung()).toEqual(['ann', 'ben']);
    expect(waits(pat).at(-1)).toEqual({ asked: 2 });
  });

  test('After 90 seconds the patron need not wait on the page, and once answered nothing waits', async () => {
    const { asks, waits, answer, clock } = await opened(staff(), ['ann']);
    const pat = await asks();
    await clock.advance(89_999);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
    await clock.advance(1);
    expect(waits(pat).at(-1)).toEqual({ asked: 1, late: true });
    await answer('ann');
    expect(pat.said.at(-1)).toBe('librarian: Downstairs');
  });

  test("A patron need not wait either for a silent holder, and lines after an answer are the holder's to judge", async () => {
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

  test('Librarians are asked one after the other where the desk says so', async () => {
    const { asks, waits, rung, clock } = await opened(staff({ ring: 'in-order' }), ['cy', 'ben', 'ann']);
    const pat = await asks();
    expect(rung()).toEqual(['ann']);
    await clock.advance(20_000);
    expect(rung()).toEqual(['ann', 'ben']);
    await clock.advance(20_000);
    expect(rung()).toEqual(['ann', 'ben', 'cy']);
    expect(waits(pat).map(({ asked }) => asked)).toEqual([1, 2, 3]);
  });

  test('A librarian who is not full is asked first', async () => {
    const { asks, answer, rung } = await opened(staff({}, { atOnce: 1 }), ['ann', 'ben']);
    await asks('pat', 'First');
    await answer('ann');
    await asks('quinn', 'Second');
    expect(rung('Second')).toEqual(['ben']);
  });

  test('A full librarian is asked if there is nobody else', async () => {
    const { asks, answer, rung } = await opened(staff({}, { atOnce: 1 }), ['ann']);
    await asks('pat', 'First');
    await answer('ann');
    await asks('quinn', 'Second');
    expect(rung('Second')).toEqual(['ann']);
  });
});

describe('The usual wait', () => {
  test('The usual wait needs thirty answers, covers three of four, and is in whole minutes', () => {
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

  test('The usual wait is sent to the page until the patron has waited longer', async () => {
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

  /** Asks a question, has it answered by `who` after this time, and closes it, with other lines in between. */
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

  test('The usual wait counts first answers only', async () => {
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

  test('The usual wait counts lapsed and handed-on questions, but not those that nobody could be asked', async () => {
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

  test('The usual wait survives a restart, rounded up as counts are, for two months', async () => {
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
    // "Within two minutes" would be wrong by one millisecond.
    expect(await usualNow()).toBe(180);
    await clock.advance(59 * 86_400_000);
    expect(await usualNow()).toBe(180);
    await clock.advance(3 * 86_400_000);
    expect(await usualNow()).toBeUndefined();
  });

  test('The usual wait is never shorter than three of four waits, or than the patron has already waited', async () => {
    const seconds = fc.array(fc.nat(300), { minLength: MIN_WAITS, maxLength: MIN_WAITS });
    let sent = 0;
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
          sent += 1;
          expect(usual * 1_000).toBeGreaterThan(clock.now() - began);
          expect(answered.filter((wait) => wait <= usual).length).toBeGreaterThanOrEqual(answered.length * 0.75);
        }
        await desk.stop();
      }),
      { numRuns: 20 },
    );
    expect(sent).toBeGreaterThan(0);
  });
});

describe('A desk that hands on', () => {
  const day: Interval[] = [['09:00', '17:00']];
  const week: WeekHours = [day, day, day, day, day, day, day];
  const after = { handOn: { to: 'night', afterSeconds: 60 } };
  const closed = { hours: week, handOn: { to: 'night', whenClosed: true } };

  test('A question is handed on after the configured time to a desk where somebody can be asked, and the patron reads where', async () => {
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

  test('A question is not handed on while nobody can be asked there, and is as soon as somebody can', async () => {
    const { asks, comes, rung, clock } = await opened(staff(after), ['ann']);
    const pat = await asks();
    await clock.advance(120_000);
    expect(pat.all('entry')).toEqual([]);
    comes('dee');
    await clock.advance(1);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('A question at a closed desk is handed on at once', async () => {
    // Monday, 7:00 in New York.
    const { asks, rung } = await opened(staff(closed), ['dee']);
    const pat = await asks();
    expect(rung()).toEqual(['dee']);
    expect(pat.all('entry').map(({ entry }) => entry.kind)).toEqual(['moved']);
  });

  test('A conversation that a librarian holds is not handed on', async () => {
    const { asks, answer, clock } = await opened(staff(after), ['ann', 'dee']);
    const pat = await asks();
    await answer('ann');
    await clock.advance(300_000);
    expect(pat.all('entry').map(({ entry }) => entry.kind)).toEqual(['said']);
  });
});

describe('A question whose patron has left', () => {
  test('An unattended question is not asked of a librarian who arrives later, until its patron is back', async () => {
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

  test('A question left a moment ago, by a page that navigates, is asked', async () => {
    const { desk, asks, comes, rung, clock } = await opened(staff(), []);
    const pat = await asks();
    desk.patronLeaves(pat);
    await clock.advance(30_000);
    comes('ann');
    expect(rung()).toEqual(['ann']);
  });

  test('A librarian who was asked keeps being asked when the patron leaves', async () => {
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

describe('Unattended questions', () => {
  const leaves = async (stage: Awaited<ReturnType<typeof opened>>, ...names: string[]) => {
    for (const name of names) {
      const page = await stage.asks(name, `Question of ${name}`);
      stage.desk.patronLeaves(page);
      await stage.clock.advance(100_000);
    }
  };
  const told = ({ link }: Awaited<ReturnType<typeof opened>>, to: string) =>
    link.news.flatMap((news) => (news.to === to && (news.kind === 'left' || news.kind === 'late') ? [news] : []));

  test('Unattended questions are reported in one notification to a librarian who comes on duty, once', async () => {
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

  test('A librarian who left again, or a desk without unattended questions, gets no notification', async () => {
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

  test('A late question is reported once to the librarian whom the desk names, counted in open hours, when they can be reached', async () => {
    // Friday, 16:00 in New York.
    const clock = new FakeClock(Date.parse('2024-01-12T21:00Z'));
    const stage = await opened(late, [], clock);
    const asked = clock.now();
    await leaves(stage, 'pat');
    stage.comes('dee');
    // Monday, 9:59: one hour on Friday, and not quite another hour.
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

  test('A held question without an answer is reported as late too, and so is one asked after the last was closed', async () => {
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

  test('A question passed to an absent colleague waits for them, and is asked of nobody else', async () => {
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

  test('The patron reads for whom a passed conversation waits, answered or not, until that librarian is there', async () => {
    for (const asksOn of [true, false]) {
      const { desk, asks, answer, waits, first, comes } = await opened(staff(), ['ann', 'cy']);
      const pat = await asks();
      await answer('ann', 'Ben knows that');
      if (asksOn) await desk.patronSays(pat, 'line-2', 'May I wait for Ben?');
      await desk.librarianPasses('ann', first('ann'), { to: 'ben' });
      expect(waits(pat).at(-1)).toEqual({ asked: 0, meant: 'Ben' });
      const phone = new StagePage();
      await desk.patronArrives(phone, { desk: 'main', key: keyOf('pat'), after: 0 });
      expect(waits(phone)).toEqual([{ asked: 0, meant: 'Ben' }]);
      comes('ben');
      expect(waits(pat).at(-1)).toEqual(asksOn ? { asked: 1 } : {});
    }
  });

  test('The patron does not read a hidden name, or the name of a librarian who lost the desk', async () => {
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

describe('A relay that was restarted', () => {
  /** Ann has a messenger that acknowledges nothing. */
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

  test('After a restart a line that was sent before, or may have been, is marked "(again)"', async () => {
    expect(await restarted(true, 20)).toEqual(['Where are the maps? (again)']);
    expect(await restarted(true, 0)).toEqual(['Where are the maps? (again)']);
    expect(await restarted(false, 2)).toEqual(['Where are the maps? (again)']);
  });

  test('After a restart a line that was sent to nobody is not marked "(again)"', async () => {
    expect(await restarted(false, 20)).toEqual(['Where are the maps?']);
  });
});
