import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, pickCandidates } from '../../../../relay/desk/routing/candidates.ts';
import { AVAILABILITIES } from '../../../../relay/protocol/whereabouts.ts';

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

describe('The librarians who are asked', () => {
  test('Everyone available is asked, else everyone away and reachable, and never a busy librarian', () => {
    const [ann, ben, cy, di] = [who('ann', 'available'), who('ben', 'available'), who('cy', 'away'), who('di', 'busy')];
    expect(asked([ann, ben, cy, di])).toEqual(['ann', 'ben']);
    expect(asked([cy, di])).toEqual(['cy']);
    expect(asked([di])).toEqual([]);
    expect(asked([who('ann', 'available', false), cy])).toEqual(['cy']);
  });

  test('Without an acknowledgement in time everyone who may be asked is asked', () => {
    expect(asked([who('ann', 'available'), who('ben', 'away'), who('di', 'busy')], { wider: true })).toEqual([
      'ann',
      'ben',
    ]);
  });

  test('Only the librarian to whom a question was passed is asked, it waits while they are absent, and everyone is asked if they do not answer', () => {
    expect(asked([who('ann', 'available'), who('ben', 'away')], { meant: 'ben' })).toEqual(['ben']);
    expect(asked([who('ann', 'available'), who('ben', 'busy')], { meant: 'ben' })).toEqual(['ben']);
    expect(asked([who('ann', 'available'), who('ben', 'busy', false)], { meant: 'ben' })).toEqual([]);
    expect(asked([who('ann', 'available'), who('ben', 'busy')], { meant: 'ben', wider: true })).toEqual(['ann', 'ben']);
  });

  test('Available librarians who are not full are asked first, then away ones who are not full, then full ones', () => {
    const [ann, ben] = [who('ann', 'available', true, true), who('ben', 'away')];
    expect(asked([ann, who('cy', 'available')])).toEqual(['cy']);
    expect(asked([ann, ben])).toEqual(['ben']);
    expect(asked([ann])).toEqual(['ann']);
    expect(asked([ann, ben], { wider: true })).toEqual(['ann', 'ben']);
  });

  test('Librarians are asked in turn where the desk says so, and stay asked', () => {
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

  test('Somebody is asked whenever somebody may be, and a librarian stays asked while they can be reached', () => {
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
