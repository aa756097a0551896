// covers: relay/desk/statistics/duty-hours.ts, relay/desk/statistics/gauges.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoreError } from '../../../../relay/desk/ports.ts';
import { ids } from '../../../../relay/ids.ts';
import { RULES, roster, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { MemoryStores } from '../../../stage/memory-store.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** `main answered 2, wait 37 s 1`, without the hours. */
const counted = (stores: MemoryStores): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { desk, what, value, n } of stores.disk.counts.values()) {
    const name = what === 'wait' ? `${desk} wait ${value}` : `${desk} ${what}`;
    sums[name] = (sums[name] ?? 0) + n;
  }
  return sums;
};

const questions = (stores: MemoryStores) => {
  const { 'main duty': _, 'archives duty': __, ...others } = counted(stores);
  return others;
};

const asking = async (rules: Partial<typeof RULES> = {}) => {
  const stage = await startDesk({ roster: roster({ rules: { ...RULES, ...rules } }) });
  const { desk, clock, stores } = stage;
  let lines = 0;
  const asks = async (name: string) => {
    const page = new StagePage();
    await desk.patronArrives(page, { desk: 'main', key: keyOf(name), after: 0 });
    const says = () => desk.patronSays(page, `line-${++lines}`, 'Hello?');
    await says();
    await clock.advance(0);
    return { page, says };
  };
  const conversation = () => [...stores.disk.conversations.keys()].at(-1) ?? '';
  const answers = (who = 'ann') => desk.librarianSays(who, conversation(), `answer-${++lines}`, 'Hello!');
  return { ...stage, asks, answers, conversation };
};

describe('A question', () => {
  test('A question is counted once, with its wait, when it is closed, and thanks are not another question', async () => {
    const { asks, answers, comes, desk, clock, stores } = await asking();
    comes('ann');
    const { page, says } = await asks('pat');
    await says();
    await clock.advance(36_500);
    await answers();
    await says();
    await answers();
    expect(questions(stores)).toEqual({});
    await desk.patronCloses(page);
    await clock.advance(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 37': 1 });
    await says();
    await desk.patronCloses(page);
    await clock.advance(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 37': 1, 'main missed': 1 });
    await desk.patronForgets(page);
    expect(stores.disk.conversations.size).toBe(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 37': 1, 'main missed': 1 });
  });

  test('A question that nobody could be asked is counted as left, even if answered later and after a restart, without a wait', async () => {
    const { asks, desk, clock, stores } = await asking();
    await asks('pat');
    await desk.stop();
    const again = await startDesk({ stores, clock });
    again.comes('ann');
    await clock.advance(60 * HOUR);
    const [id = ''] = stores.disk.conversations.keys();
    await again.desk.librarianSays('ann', id, 'answer-late', 'Good morning!');
    await again.desk.librarianCloses('ann', id);
    await clock.advance(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main left': 1 });
  });

  test('A question that somebody could be asked is not left, even if they went before the next line', async () => {
    const { asks, comes, goes, desk, clock, stores } = await asking();
    comes('ann');
    const { page, says } = await asks('pat');
    goes('ann');
    await says();
    await clock.advance(0);
    await desk.patronForgets(page);
    expect(questions(stores)).toEqual({ 'main missed': 1 });
  });

  test('A question that somebody could be asked is not left because of a line after a restart with nobody there', async () => {
    const { asks, comes, desk, clock, stores } = await asking();
    comes('ann');
    await asks('pat');
    await desk.stop();
    const again = await startDesk({ stores, clock });
    const page = new StagePage();
    await again.desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
    await again.desk.patronSays(page, 'line-after', 'Still there?');
    await clock.advance(0);
    await again.desk.patronForgets(page);
    expect(questions(stores)).toEqual({ 'main missed': 1 });
  });

  test('A line after a closing is a new question, left if nobody is there any more', async () => {
    const { asks, answers, comes, goes, desk, clock, stores } = await asking();
    comes('ann');
    const { page, says } = await asks('pat');
    await answers();
    await desk.patronCloses(page);
    goes('ann');
    await clock.advance(10_000);
    await says();
    await clock.advance(0);
    await desk.patronForgets(page);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 0': 1, 'main left': 1, 'main missed': 1 });
  });

  test('A question closed as the relay died is counted at the next start', async () => {
    const { asks, comes, desk, clock, stores } = await asking();
    comes('ann');
    const { page } = await asks('pat');
    const closing = desk.patronCloses(page);
    await stores.close();
    await closing;
    expect(stores.disk.conversations.size).toBe(1);
    expect(questions(stores)).toEqual({});
    const back = new MemoryStores(stores.disk);
    await startDesk({ stores: back, clock: new FakeClock(clock.now()) });
    expect(questions(back)).toEqual({ 'main missed': 1 });
  });

  test('A question that could not be counted at its closing is counted before it is forgotten', async () => {
    const { asks, desk, clock, stores } = await asking();
    const { page } = await asks('pat');
    const { count } = stores.counts;
    stores.counts.count = () => Promise.reject(new StoreError('full', 'no room'));
    await desk.patronCloses(page);
    desk.patronLeaves(page);
    await clock.advance(MINUTE);
    stores.counts.count = count.bind(stores.counts);
    clock.set(clock.now() + 31 * 24 * HOUR);
    await clock.advance(MINUTE);
    expect(stores.disk.conversations.size).toBe(0);
    expect(questions(stores)).toEqual({ 'main left': 1, 'main missed': 1 });
  });

  test('A question forgotten before it is closed is counted, and nothing of the conversation is kept', async () => {
    const { asks, answers, comes, desk, stores } = await asking();
    comes('ann');
    const { page } = await asks('pat');
    await answers();
    await desk.patronForgets(page);
    const { page: other } = await asks('quinn');
    await desk.patronForgets(other);
    expect(stores.disk.conversations.size).toBe(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 0': 1, 'main missed': 1 });
  });

  test('A conversation is forgotten even if it cannot be counted', async () => {
    const { asks, desk, stores } = await asking();
    const { page } = await asks('pat');
    stores.counts.count = () => Promise.reject(new StoreError('full', 'no room'));
    await desk.patronForgets(page);
    expect(stores.disk.conversations.size).toBe(0);
    expect(page.all('gone')).toHaveLength(1);
  });

  test('The question of a patron who thanked and left is counted although the conversation stays open', async () => {
    const { asks, answers, comes, desk, clock, stores } = await asking();
    comes('ann');
    const { page, says } = await asks('pat');
    await answers();
    await says();
    desk.patronLeaves(page);
    await clock.advance(2 * HOUR - MINUTE);
    expect(questions(stores)).toEqual({});
    await clock.advance(2 * MINUTE);
    expect(desk.gauges().conversations).toBe(1);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 0': 1 });
    await clock.advance(31 * 24 * HOUR);
    expect(desk.gauges().conversations).toBe(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 0': 1 });
  });

  test('A question that nobody answers is missed when its time is over, and not before', async () => {
    const { asks, comes, desk, clock, stores } = await asking();
    comes('ann');
    const { page } = await asks('pat');
    desk.patronLeaves(page);
    await clock.advance(29 * 24 * HOUR);
    expect(questions(stores)).toEqual({});
    await clock.advance(2 * 24 * HOUR);
    expect(questions(stores)).toEqual({ 'main missed': 1 });
  });

  test('A question is counted even if nothing is kept after the closing', async () => {
    const { asks, answers, comes, desk, clock, stores } = await asking({ retentionDays: 0 });
    comes('ann');
    const { page } = await asks('pat');
    await answers();
    await desk.patronCloses(page);
    desk.patronLeaves(page);
    await clock.advance(2 * MINUTE);
    expect(stores.disk.conversations.size).toBe(0);
    expect(questions(stores)).toEqual({ 'main answered': 1, 'main wait 0': 1 });
  });
});

describe('Hours on duty', () => {
  const hours = (stores: MemoryStores, desk = 'main') => (counted(stores)[`${desk} duty`] ?? 0) / HOUR;

  test('Hours on duty add up all librarians of a desk, without the time the relay was down', async () => {
    const { desk, clock, stores, comes, goes } = await startDesk();
    comes('ann');
    await clock.advance(HOUR);
    comes('ben');
    await clock.advance(HOUR / 2);
    goes('ann');
    await clock.advance(HOUR / 2);
    await desk.stop();
    // Ann counts as connected for a moment after the goodbye. Ben was at both desks: half an hour at each.
    expect(hours(stores)).toBeCloseTo(2, 2);
    expect(hours(stores, 'archives')).toBe(0.5);
    expect(hours(stores) + hours(stores, 'archives')).toBeCloseTo(1.5 + 1, 2);
    await clock.advance(10 * HOUR);
    const again = await startDesk({ stores, clock });
    again.comes('ben');
    await clock.advance(HOUR / 4);
    await again.desk.stop();
    expect(hours(stores)).toBeCloseTo(2.125, 2);
    expect(hours(stores, 'archives')).toBe(0.625);
  });

  test('Hours on duty are written every minute, so that a crash loses no more than that', async () => {
    const { clock, stores, comes } = await startDesk();
    await clock.advance(20_000);
    comes('ann');
    await clock.advance(HOUR);
    expect(hours(stores) * 60).toBeGreaterThanOrEqual(59);
  });

  test('At most two minutes on duty are counted if the machine slept or its clock was set', async () => {
    const { desk, clock, stores, comes } = await startDesk();
    comes('ann');
    clock.set(clock.now() + 8 * HOUR);
    await clock.advance(MINUTE);
    clock.set(clock.now() - 20 * HOUR);
    await clock.advance(10 * MINUTE);
    await desk.stop();
    expect(hours(stores) * 60).toBeLessThanOrEqual(13);
    expect(hours(stores) * 60).toBeGreaterThanOrEqual(10);
  });

  test('Hours on duty of a removed desk end with its removal', async () => {
    const { desk, clock, stores, comes } = await startDesk();
    comes('ben');
    await clock.advance(HOUR);
    const { desks, ...rest } = roster();
    desk.reconfigure({ ...rest, desks: new Map([...desks].filter(([name]) => name === 'main')) });
    await clock.advance(HOUR);
    await desk.stop();
    expect([hours(stores), hours(stores, 'archives')]).toEqual([1.5, 0.5]);
  });
});

type Step =
  | { does: 'ask' | 'end' | 'forget' | 'leave' | 'answer'; patron: number }
  | { does: 'pass'; minutes: number }
  | { does: 'full' | 'unknown' | 'well' | 'restart' | 'crash' };

const PATRONS = 3;
const patron = fc.nat({ max: PATRONS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constantFrom('ask' as const, 'answer' as const), patron }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('end' as const, 'leave' as const), patron }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('forget' as const), patron }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), minutes: fc.nat({ max: 200 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('full' as const, 'unknown' as const, 'well' as const, 'restart' as const, 'crash' as const),
    }),
  },
);

/** What was written to the store for each conversation, recorded separately. */
const replay = async (steps: readonly Step[]) => {
  const first = new MemoryStores();
  const { disk } = first;
  let clock = new FakeClock();
  let stores = first;
  // Conversations whose patrons only left are tested above.
  const patient = { roster: roster({ rules: { ...RULES, idleSeconds: 1e9, linesPerMinute: 1_000 } }) };
  let stage = await startDesk({ stores, clock, ...patient });
  stage.comes('ann');
  let names = 0;
  let lines = 0;
  const fresh = () => ({ key: keyOf(`patron-${++names}`), page: undefined as StagePage | undefined });
  const patrons = Array.from({ length: PATRONS }, fresh);
  const strips = new Map<string, string>();
  /** Everything that was ever stored, by conversation, read before it may be deleted. */
  const note = (): void => {
    for (const [id, { entries }] of disk.conversations) {
      const strip = entries.map(({ author, what }) => {
        if (what.kind === 'closed') return 'C';
        return what.kind !== 'said' ? '-' : author === 'patron' ? 'P' : 'L';
      });
      strips.set(id, strip.join(''));
    }
  };
  for (const happens of steps) {
    const { desk } = stage;
    const one = 'patron' in happens ? patrons[happens.patron] : undefined;
    switch (happens.does) {
      case 'ask':
        if (!one) break;
        if (!one.page) {
          one.page = new StagePage();
          await desk.patronArrives(one.page, { desk: 'main', key: one.key, after: 0 });
        }
        await desk.patronSays(one.page, `line-${++lines}`, 'Hello?');
        break;
      case 'answer':
        if (one) await desk.librarianSays('ann', ids.conversation(one.key), `answer-${++lines}`, 'Hello!');
        break;
      case 'end':
        if (one?.page) await desk.patronCloses(one.page);
        break;
      case 'leave':
        if (one?.page) desk.patronLeaves(one.page);
        if (one) one.page = undefined;
        break;
      case 'forget':
        note();
        if (!one?.page) break;
        await desk.patronForgets(one.page);
        if (one.page.all('gone').length > 0) patrons[happens.patron] = fresh();
        break;
      case 'pass':
        await clock.advance(happens.minutes * MINUTE);
        break;
      case 'full':
      case 'unknown':
        disk.trouble = happens.does;
        break;
      case 'well':
        disk.trouble = undefined;
        break;
      case 'restart':
      case 'crash':
        if (happens.does === 'restart') await desk.stop();
        await stores.close();
        disk.trouble = undefined;
        for (const each of patrons) each.page = undefined;
        clock = new FakeClock(clock.now());
        stores = new MemoryStores(disk);
        stage = await startDesk({ stores, clock, ...patient });
        stage.comes('ann');
    }
    note();
  }
  disk.trouble = undefined;
  await stage.desk.stop();
  stage = await startDesk({ stores, clock, ...patient });
  // A librarian who is gone has no conversation any more by then.
  await clock.advance(2 * MINUTE);
  clock.set(clock.now() + 60 * 24 * HOUR);
  await clock.advance(2 * MINUTE);
  return { stores, strips: [...strips.values()] };
};

test('Whatever happens, each question is counted once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { stores, strips } = await replay(steps);
      expect(stores.disk.conversations.size).toBe(0);
      const opened = strips.flatMap((strip) => strip.match(/[^C]*C|[^C]+$/g) ?? []).filter((one) => one.includes('P'));
      const answered = opened.filter((one) => /P.*L/.test(one)).length;
      const { 'main answered': found = 0, 'main missed': missed = 0 } = counted(stores);
      expect({ found, missed }).toEqual({ found: answered, missed: opened.length - answered });
    }),
    { numRuns: 150 },
  );
}, 60_000);
