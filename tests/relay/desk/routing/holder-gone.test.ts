// covers: relay/desk/routing/escalation.ts, relay/desk/routing/unattended.ts, relay/desk/retention.ts
import { describe, expect, test } from 'vitest';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { opened, staff } from '../../../stage/reference-desk.ts';

/** Ann has taken the patrons' questions, and Ann's client has received them. */
const held = async (here: string[], patrons: string[] = ['pat']) => {
  const stage = await opened(staff(), here);
  const pages: StagePage[] = [];
  for (const name of patrons) pages.push(await stage.asks(name));
  for (const { id } of stage.desk.conversationsFor('ann')) await stage.desk.librarianTakes('ann', id);
  await stage.clock.advance(0);
  const [pat = new StagePage()] = pages;
  return { ...stage, pages, pat };
};

describe('A holder whose client is gone after it received the question', () => {
  test('A holder whose client is gone keeps the question for a minute; then the patron is notified and others are asked', async () => {
    const { pat, rung, waits, comes, goes, clock } = await held(['ann']);
    comes('ben');
    goes('ann', 'lost');
    await clock.advance(59_999);
    expect(rung()).toEqual(['ann']);
    await clock.advance(1);
    expect(pat.said).toEqual(['claimed', 'lapsed']);
    expect(rung()).toEqual(['ann', 'ben']);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
  });

  test('A holder who is back within the minute, with any client, still has the conversation', async () => {
    const { pat, goes, comes, clock } = await held(['ann', 'ben']);
    goes('ann', 'lost');
    await clock.advance(59_999);
    comes('ann');
    await clock.advance(120_000);
    expect(pat.said).toEqual(['claimed']);
  });

  test('The minute starts again each time the holder disconnects', async () => {
    const { pat, goes, comes, clock } = await held(['ann', 'ben']);
    goes('ann', 'lost');
    await clock.advance(40_000);
    comes('ann');
    goes('ann', 'lost');
    await clock.advance(59_999);
    expect(pat.said).toEqual(['claimed']);
    await clock.advance(1);
    expect(pat.said).toEqual(['claimed', 'lapsed']);
  });

  test('A holder who is gone loses the conversation even if nobody else can be asked, and the next librarian to arrive is asked', async () => {
    const { pat, waits, rung, goes, comes, clock } = await held(['ann']);
    goes('ann', 'left');
    await clock.advance(60_000);
    expect(pat.said).toEqual(['claimed', 'lapsed']);
    expect(waits(pat).at(-1)).toEqual({ asked: 0 });
    comes('ben');
    expect(rung()).toEqual(['ann', 'ben']);
    expect(waits(pat).at(-1)).toEqual({ asked: 1 });
  });

  test('A holder who is gone loses the conversation to a colleague who takes part, and to nobody else', async () => {
    const { desk, pat, first, rung, goes, comes, clock } = await held(['ann', 'ben']);
    const id = first('ann');
    await desk.librarianJoins('ben', id);
    await desk.librarianStates('ben', { availability: 'busy' }, 'console');
    await clock.advance(10_000);
    goes('ann', 'lost');
    comes('cy');
    await clock.advance(120_000);
    expect(pat.said).toEqual(['claimed', 'joined', 'lapsed']);
    expect(desk.conversationsFor('ben')[0]).toMatchObject({ state: 'mine', holder: 'Ben' });
    await desk.patronSays(pat, 'line-two', 'Hello Ben?');
    await clock.advance(30_000);
    expect(rung('Hello Ben?')).toEqual(['ben']);
    expect(desk.entriesFor('cy', id, 0).at(-1)?.entry.what).not.toMatchObject({ text: 'Hello Ben?' });
  });

  test('A holder whose answer is being stored as the minute ends has answered', async () => {
    const { desk, pat, stores, first, goes, clock } = await held(['ann', 'ben']);
    goes('ann', 'lost');
    await clock.advance(59_900);
    const release = stores.disk.hold();
    const said = desk.librarianSays('ann', first('ann'), 'a-late-answer', 'Downstairs');
    await clock.advance(200);
    release();
    await said;
    await clock.advance(0);
    expect(pat.said).toEqual(['claimed', 'librarian: Downstairs']);
    expect(desk.conversationsFor('ann')[0]).toMatchObject({ state: 'mine' });
  });

  test("A holder who has answered keeps the conversation until a minute after the patron's next line", async () => {
    const { desk, pat, answer, rung, goes, clock } = await held(['ann', 'ben']);
    await answer('ann');
    goes('ann', 'left');
    await clock.advance(600_000);
    expect(pat.said.at(-1)).toBe('librarian: Downstairs');
    await desk.patronSays(pat, 'line-two', 'And the atlas?');
    await clock.advance(59_999);
    expect(rung('And the atlas?')).toEqual([]);
    await clock.advance(1);
    expect(pat.said.at(-1)).toBe('lapsed');
    expect(rung('And the atlas?')).toEqual(['ben']);
  });

  test('A question whose holder and patron do not return after a restart is unattended for the next librarian', async () => {
    const before = await held(['ann']);
    before.goes('ann', 'left');
    await before.desk.stop();
    const { clock, stores } = before;
    const { desk, comes, link } = await startDesk({ roster: staff(), stores, clock, lastAlive: clock.now() });
    await clock.advance(120_000);
    comes('ben');
    await clock.advance(3_000);
    expect(link.news.filter(({ to, kind }) => to === 'ben' && kind === 'left')).toMatchObject([{ count: 1 }]);
    expect(desk.conversationsFor('ben').map(({ state }) => state)).toEqual(['waiting']);
  });

  test('A holder has a minute from the start of the relay', async () => {
    const before = await held(['ann']);
    await before.desk.stop();
    const { clock, stores } = before;
    await clock.advance(600_000);
    const { desk, comes, link } = await startDesk({ roster: staff(), stores, clock, lastAlive: clock.now() });
    comes('ben');
    const pat = new StagePage();
    await desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
    await clock.advance(59_999);
    expect(pat.said).not.toContain('lapsed');
    await clock.advance(1);
    expect(pat.said).toContain('lapsed');
    expect(link.linesOf('ben')).toEqual(['Where are the maps?']);
  });
});

describe('Questions of absent patrons whose holder is gone', () => {
  const PATRONS = ['pat', 'pip', 'sam'];

  test('Unattended questions of absent holders are reported in one notification to a librarian who comes on duty', async () => {
    const { desk, pages, rung, leftNotices, goes, comes, clock } = await held(['ann'], PATRONS);
    for (const page of pages) desk.patronLeaves(page);
    goes('ann', 'left');
    await clock.advance(3_600_000);
    comes('ben');
    await clock.advance(3_000);
    expect(rung()).toEqual(['ann']);
    expect(leftNotices('ben').map(({ count }) => count)).toEqual([3]);
  });

  test('Questions that become unattended are reported to the librarians already on duty', async () => {
    const { desk, pages, rung, leftNotices, goes, comes, clock } = await held(['ann'], PATRONS);
    comes('ben');
    for (const page of pages) desk.patronLeaves(page);
    await clock.advance(120_000);
    goes('ann', 'left');
    await clock.advance(63_000);
    expect(rung()).toEqual(['ann']);
    expect(leftNotices('ben').map(({ count }) => count)).toEqual([3]);
  });
});
