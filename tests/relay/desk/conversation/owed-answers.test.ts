// covers: relay/desk/retention.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY, fold } from '../../../../relay/desk/conversation/fold.ts';
import { OWED_DAYS } from '../../../../relay/desk/conversation/owed-answers.ts';
import { librarianOf } from '../../../../relay/desk/entry.ts';
import { RULES, roster, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

/** What is owed is kept, except beyond its time or if the patron deletes it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const opened = async (retentionDays: number) => {
  const options = { roster: roster({ rules: { ...RULES, retentionDays } }) };
  let stage = await startDesk(options);
  const { clock, stores } = stage;
  stage.comes('ann');
  const arrives = async () => {
    const page = new StagePage();
    const arrived = await stage.desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
    return arrived ? page : undefined;
  };
  return {
    clock,
    stores,
    arrives,
    desk: () => stage.desk,
    /** After this time, and one sweep of the desk. */
    async later(ms: number) {
      clock.set(clock.now() + ms);
      await clock.advance(2 * MINUTE);
    },
    async restarts() {
      await stage.desk.stop();
      stage = await startDesk({ ...options, stores, clock });
      stage.comes('ann');
    },
    kept: () => [...stores.disk.conversations.values()][0],
  };
};

/** A question asked on Friday, and answered after its patron has left. */
const answered = async (retentionDays: number) => {
  const stage = await opened(retentionDays);
  const page = await stage.arrives();
  if (page) await stage.desk().patronSays(page, 'line-one', 'Is the archive open?');
  if (page) stage.desk().patronLeaves(page);
  await stage.later(3 * DAY);
  const id = stage.desk().conversationsFor('ann')[0]?.id ?? '';
  await stage.desk().librarianSays('ann', id, 'answer-1', 'Until five.');
  return { ...stage, id };
};

describe.each([0, 30])('With a retention of %i days', (retentionDays) => {
  test('An answer that the patron has not received is there when they return, days and a restart later', async () => {
    const { desk, later, restarts, arrives, id } = await answered(retentionDays);
    await desk().librarianCloses('ann', id);
    await later(10 * DAY);
    await restarts();
    await later(10 * DAY);
    expect((await arrives())?.said).toEqual(['patron: Is the archive open?', 'librarian: Until five.', 'closed']);
  });

  test('A conversation does not close before the patron has the answer, and closes two hours after that', async () => {
    const { desk, later, arrives, kept } = await answered(retentionDays);
    await later(2 * DAY);
    expect(kept()?.card.closed).toBe(false);
    const back = await arrives();
    if (back) desk().patronMarks(back, { delivered: 2, seen: 0 });
    if (back) desk().patronLeaves(back);
    await later(HOUR);
    expect(kept()?.card.closed).toBe(false);
    await later(2 * HOUR);
    expect(kept()?.card.closed ?? 'forgotten').toBe(retentionDays === 0 ? 'forgotten' : true);
  });

  test('An owed answer is not kept longer than the limit', async () => {
    const { later, arrives, kept, stores, id } = await answered(retentionDays);
    await later(OWED_DAYS * DAY - 10 * MINUTE);
    expect(kept()).toBeDefined();
    await later(20 * MINUTE);
    expect(await stores.conversations.find(id)).toBe('forgotten');
    expect(await arrives()).toBeUndefined();
  });

  test('Deleting a conversation does not wait for an owed answer', async () => {
    const { desk, arrives, kept } = await answered(retentionDays);
    const page = await arrives();
    if (page) await desk().patronForgets(page);
    expect(kept()).toBeUndefined();
  });

  test('No answer is owed to a patron who ended the conversation', async () => {
    const { desk, later, arrives, kept } = await answered(retentionDays);
    const page = await arrives();
    if (page) await desk().patronCloses(page);
    if (page) desk().patronLeaves(page);
    await later(MINUTE);
    expect(kept()?.card.closed ?? 'forgotten').toBe(retentionDays === 0 ? 'forgotten' : true);
  });

  test('A withdrawn answer is not owed', async () => {
    const { desk, later, kept, id } = await answered(retentionDays);
    await desk().librarianWithdraws('ann', id, 2);
    await later(3 * HOUR);
    await later(MINUTE);
    expect(kept()?.card.closed ?? true).toBe(true);
  });
});

test.each([0, 1, 2, 30])(
  'With a retention of %i days an unanswered question is kept for thirty days, and no longer',
  async (retentionDays) => {
    const { desk, later, arrives, kept } = await opened(retentionDays);
    const page = await arrives();
    if (page) await desk().patronSays(page, 'line-one', 'Hello?');
    if (page) desk().patronLeaves(page);
    await later(OWED_DAYS * DAY - 10 * MINUTE);
    expect(kept()).toBeDefined();
    await later(20 * MINUTE);
    expect(kept()).toBeUndefined();
  },
);

test('With a retention of 2 days an answered and read conversation is forgotten after two days, even if nobody closed it', async () => {
  const { desk, later, arrives, kept, id } = await answered(2);
  const page = await arrives();
  if (page) desk().patronMarks(page, { delivered: page.all('welcome')[0]?.after ?? 0, seen: 0 });
  await desk().librarianSays('ann', id, 'and-one-more', 'Good luck!');
  if (page) desk().patronMarks(page, { delivered: 99, seen: 0 });
  await later(2 * DAY - 10 * MINUTE);
  expect(kept()).toBeDefined();
  if (page) desk().patronLeaves(page);
  await later(20 * MINUTE);
  expect(kept()).toBeUndefined();
});

type Step = 'says' | 'has it' | 'looks' | 'ends' | 'answers' | 'closes' | 'passes' | 'restarts' | 'forgets' | number;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Step>('says', 'answers') },
  { weight: 4, arbitrary: fc.constantFrom<Step>('has it', 'looks', 'ends', 'closes', 'passes', 'restarts') },
  { weight: 1, arbitrary: fc.constant<Step>('forgets') },
  { weight: 5, arbitrary: fc.constantFrom<Step>(HOUR, 3 * HOUR, DAY, 8 * DAY, 29 * DAY, 31 * DAY) },
);

test('Whatever happens, no owed answer is closed or forgotten before its time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 1, 2, 7, 30, 90),
      fc.array(step, { maxLength: 20 }),
      async (retentionDays, steps) => {
        const stage = await opened(retentionDays);
        const longest = (retentionDays === 90 ? 90 : 30) * DAY;
        /** The last answer on the disk that is shown and not delivered. */
        const owed = () => {
          const kept = stage.kept();
          let now = EMPTY;
          const shown = (kept?.entries ?? []).filter((entry) => {
            const next = fold(now, entry);
            now = next.after;
            return next.shown && entry.what.kind === 'said' && librarianOf(entry.author) !== undefined;
          });
          const last = shown.at(-1)?.seq ?? 0;
          const ended =
            kept?.entries.findLast(({ author, what }) => author === 'patron' && what.kind === 'closed')?.seq ?? 0;
          return kept && last > Math.max(ended, kept.marks.get('patron')?.delivered ?? 0) ? kept : undefined;
        };
        let count = 0;
        /** On a page of the patron, which they then leave. */
        const visits = async (does: (page: StagePage) => unknown) => {
          const page = await stage.arrives();
          if (page) await does(page);
          if (page) stage.desk().patronLeaves(page);
        };
        for (const happens of steps) {
          const desk = stage.desk();
          const id = desk.conversationsFor('ann')[0]?.id ?? '';
          count += 1;
          if (typeof happens === 'number') {
            const before = owed();
            const mayGo = !before || stage.clock.now() + happens + 2 * MINUTE - before.card.lastAt > longest;
            const closed = before?.card.closed;
            await stage.later(happens);
            if (!mayGo) expect(stage.kept()?.card.closed).toBe(closed);
          } else if (happens === 'says') await visits((page) => desk.patronSays(page, `line-${count}-pat`, 'Hello?'));
          else if (happens === 'has it')
            await visits((page) => desk.patronMarks(page, { delivered: page.all('welcome')[0]?.after ?? 0, seen: 0 }));
          else if (happens === 'looks') await visits(() => undefined);
          else if (happens === 'ends') await visits((page) => desk.patronCloses(page));
          else if (happens === 'forgets') {
            await visits((page) => desk.patronForgets(page));
            expect(stage.kept()).toBeUndefined();
          } else if (happens === 'answers') await desk.librarianSays('ann', id, `answer-${count}`, `Yes ${count}`);
          else if (happens === 'closes') await desk.librarianCloses('ann', id);
          else if (happens === 'passes') await desk.librarianPasses('ann', id);
          else await stage.restarts();
        }
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
