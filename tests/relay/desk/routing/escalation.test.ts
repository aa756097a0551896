import { describe, expect, test } from 'vitest';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

const asking = async () => {
  const stage = await startDesk();
  const { desk, link } = stage;
  stage.comes('ann');
  stage.comes('ben');
  await desk.librarianStates('ben', { availability: 'away' }, 'console');
  link.proves = false;
  const pat = new StagePage();
  await desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
  await desk.patronSays(pat, 'line-of-pat', 'Where are the maps?');
  const waits = () => pat.all('wait').map(({ kind: _, ...wait }) => wait);
  const handedTo = (name: string) => link.handed.filter(({ to }) => to === name);
  return { ...stage, pat, waits, handedTo };
};

describe('A line that no client acknowledges', () => {
  test('A line without an acknowledgement is "not yet confirmed" after ten seconds, and others are asked', async () => {
    const { clock, waits, handedTo } = await asking();
    expect(waits()).toEqual([{ asked: 1 }]);
    expect(handedTo('ben')).toEqual([]);
    await clock.advance(9_999);
    expect(waits()).toEqual([{ asked: 1 }]);
    await clock.advance(1);
    expect(waits().at(-1)).toEqual({ asked: 2, unconfirmed: true });
    expect(handedTo('ben').map(({ entry }) => entry.what)).toEqual([{ kind: 'said', text: 'Where are the maps?' }]);
  });

  test('A line confirmed late is no longer "not yet confirmed", and those who were asked stay asked', async () => {
    const { clock, waits, handedTo } = await asking();
    await clock.advance(10_000);
    handedTo('ann')[0]?.end('delivered');
    await clock.advance(0);
    expect(waits().at(-1)).toEqual({ asked: 2 });
  });

  test('A holder who does not acknowledge a line loses the conversation after a minute if somebody else can be asked', async () => {
    const { desk, clock, pat, link, waits, handedTo } = await asking();
    const id = desk.conversationsFor('ann')[0]?.id ?? '';
    await desk.librarianSays('ann', id, 'line-of-ann', 'One moment.');
    for (const one of link.handed) one.end('delivered');
    await clock.advance(0);
    await desk.patronSays(pat, 'line-two', 'Are you there?');
    await clock.advance(10_000);
    expect(waits().at(-1)).toEqual({ unconfirmed: true });
    expect(handedTo('ben').some(({ entry }) => entry.id === 'line-two')).toBe(false);
    await clock.advance(50_000);
    expect(pat.said.at(-1)).toBe('lapsed');
    expect(handedTo('ben').some(({ entry }) => entry.id === 'line-two')).toBe(true);
  });
});
