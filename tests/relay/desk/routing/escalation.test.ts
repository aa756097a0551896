import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, pickCandidates } from '../../../../relay/desk/routing/candidates.ts';
import { AVAILABILITIES } from '../../../../relay/protocol/whereabouts.ts';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

const who = (
  librarian: string,
  availability: Candidate['availability'],
  reachable = true,
  full = false,
): Candidate => ({
  librarian,
  availability,
  reachable,
  full,
});

const asked = (candidates: Candidate[], changes: Partial<Parameters<typeof pickCandidates>[1]> = {}) =>
  pickCandidates(candidates, { before: new Set(), wider: false, ...changes });

describe('who is asked', () => {
  test('is everybody available; with none, whoever is away on a live link; never who is busy', () => {
    const [ann, ben, cy, di] = [who('ann', 'available'), who('ben', 'available'), who('cy', 'away'), who('di', 'busy')];
    expect(asked([ann, ben, cy, di])).toEqual(['ann', 'ben']);
    expect(asked([cy, di])).toEqual(['cy']);
    expect(asked([di])).toEqual([]);
    expect(asked([who('ann', 'available', false), cy])).toEqual(['cy']);
  });

  test('without proof in time is everybody who may be', () => {
    expect(asked([who('ann', 'available'), who('ben', 'away'), who('di', 'busy')], { wider: true })).toEqual([
      'ann',
      'ben',
    ]);
  });

  test('is whom it was passed to alone; absent, it is left for her; not answering, everybody is', () => {
    expect(asked([who('ann', 'available'), who('ben', 'away')], { meant: 'ben' })).toEqual(['ben']);
    expect(asked([who('ann', 'available'), who('ben', 'busy')], { meant: 'ben' })).toEqual(['ben']);
    expect(asked([who('ann', 'available'), who('ben', 'busy', false)], { meant: 'ben' })).toEqual([]);
    expect(asked([who('ann', 'available'), who('ben', 'busy')], { meant: 'ben', wider: true })).toEqual(['ann', 'ben']);
  });

  test('with room for it first, then who is away and has, and who has not rather than nobody', () => {
    const [ann, ben] = [who('ann', 'available', true, true), who('ben', 'away')];
    expect(asked([ann, who('cy', 'available')])).toEqual(['cy']);
    expect(asked([ann, ben])).toEqual(['ben']);
    expect(asked([ann])).toEqual(['ann']);
    expect(asked([ann, ben], { wider: true })).toEqual(['ann', 'ben']);
  });

  test('one after the other, where the desk wants that; who was asked stays asked', () => {
    const three = [who('ann', 'available'), who('ben', 'available'), who('cy', 'available')];
    expect(asked(three, { turns: 1 })).toEqual(['ann']);
    expect(asked(three, { turns: 2 })).toEqual(['ann', 'ben']);
    expect(asked(three.slice(1), { turns: 1 })).toEqual(['ben']);
    expect(asked(three, { turns: 1, before: new Set(['cy']) })).toEqual(['ann', 'cy']);
    expect(asked(three, { turns: 1, wider: true })).toEqual(['ann', 'ben', 'cy']);
  });

  const candidates = fc.array(
    fc.record({ availability: fc.constantFrom(...AVAILABILITIES), reachable: fc.boolean(), full: fc.boolean() }),
    { maxLength: 5 },
  );

  test('nobody only where nobody may be; once asked she stays asked while she can be reached', () => {
    fc.assert(
      fc.property(candidates, fc.boolean(), fc.nat(9), fc.nat(5), fc.nat(6), (people, wider, meant, before, turns) => {
        const named = people.map((person, n) => ({ ...person, librarian: `l${n}` }));
        const passed = meant < 5 ? { meant: `l${meant}` } : {};
        const inTurn = turns < 5 ? { turns } : {};
        const result = pickCandidates(named, { ...passed, ...inTurn, before: new Set([`l${before}`]), wider });
        const may = named.filter((one) => one.reachable && ['available', 'away'].includes(one.availability));
        const left = meant < 5 && !wider && !named[meant]?.reachable;
        if (may.length > 0 && !left) expect(result.length).toBeGreaterThan(0);
        if (named[before]?.reachable) expect(result).toContain(`l${before}`);
        for (const one of result) expect(named.find(({ librarian }) => librarian === one)?.reachable).toBe(true);
      }),
    );
  });
});

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

describe('a line that no program confirms', () => {
  test('is "not yet confirmed" after ten seconds, and others are asked', async () => {
    const { clock, waits, handedTo } = await asking();
    expect(waits()).toEqual([{ asked: 1 }]);
    expect(handedTo('ben')).toEqual([]);
    await clock.advance(9_999);
    expect(waits()).toEqual([{ asked: 1 }]);
    await clock.advance(1);
    expect(waits().at(-1)).toEqual({ asked: 2, unconfirmed: true });
    expect(handedTo('ben').map(({ entry }) => entry.what)).toEqual([{ kind: 'said', text: 'Where are the maps?' }]);
  });

  test('confirmed late, it is so no more; who was asked stays asked', async () => {
    const { clock, waits, handedTo } = await asking();
    await clock.advance(10_000);
    handedTo('ann')[0]?.end('delivered');
    await clock.advance(0);
    expect(waits().at(-1)).toEqual({ asked: 2 });
  });

  test('of the one who holds the conversation lapses after a minute, where somebody else can be asked', async () => {
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
