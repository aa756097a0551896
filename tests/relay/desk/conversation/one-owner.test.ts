// covers: relay/desk/conversation/fold.ts, relay/desk/conversation/entry-views.ts, relay/desk/librarians.ts
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PatronEntry } from '../../../../relay/protocol/entries.ts';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { MemoryStores } from '../../../stage/memory-store.ts';
import { staff } from '../../../stage/reference-desk.ts';

/**
 * Whatever librarians do at the same time, with a slow disk: the patron reads of one owner, from the first answer until the
 * conversation is passed, lapses or is closed. Judged only by what the patron's page was pushed.
 */

const NAMES = ['ann', 'ben', 'cy', 'dee'] as const;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ does: 'ask' as const }) },
  {
    weight: 12,
    arbitrary: fc.record({
      does: fc.constantFrom(
        ...([
          'answer',
          'answer',
          'answer',
          'take',
          'take',
          'pass',
          'move',
          'join',
          'end',
          'come',
          'come',
          'lose',
        ] as const),
      ),
      who: fc.constantFrom(...NAMES),
      other: fc.constantFrom(...NAMES),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1, 900, 30_000, 59_950) }),
  },
  { weight: 2, arbitrary: fc.constantFrom({ does: 'hold' as const }, { does: 'release' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Checks what a patron reads: only librarians who have the conversation or take part write, and only those who may have it. */
const judge = (page: StagePage): void => {
  let owner: string | undefined;
  let joined = new Set<string>();
  let waits = false;
  let at = 'Reference desk';
  let seq = 0;
  const frees = () => {
    owner = undefined;
    joined = new Set();
  };
  type Read = PatronEntry | { kind: 'own'; seq: number };
  const entries = page.frames.flatMap((frame): Read[] =>
    frame.kind === 'entry' ? [frame.entry] : frame.kind === 'kept' ? [{ kind: 'own', seq: frame.seq }] : [],
  );
  for (const entry of entries) {
    expect(entry.seq).toBeGreaterThan(seq);
    seq = entry.seq;
    const what = `${entry.kind} at ${entry.seq}`;
    if (entry.kind === 'own' || (entry.kind === 'said' && entry.by === 'patron')) waits = true;
    else if (entry.kind === 'said') {
      const name = entry.name ?? '';
      const known = owner === name || joined.has(name);
      if (owner === undefined) owner = name;
      else expect(known, `${what}: ${name} speaks while ${owner} has it`).toBe(true);
      waits = false;
    } else if (entry.kind === 'claimed') {
      expect(owner, `${what} by ${entry.name}`).toBeUndefined();
      owner = entry.name ?? '';
    } else if (entry.kind === 'joined') {
      expect(owner, what).toBeDefined();
      joined.add(entry.name ?? '');
    } else if (entry.kind === 'passed') {
      expect(owner, what).toBe(entry.name);
      frees();
    } else if (entry.kind === 'moved') {
      // The relay moves a conversation that nobody has.
      expect(owner, what).toBe(entry.name);
      frees();
      at = entry.to;
    } else if (entry.kind === 'lapsed') {
      expect(owner, what).toBe(entry.name);
      // The librarian's last line may have crossed the move to a desk that they do not serve.
      const serves = at === 'Night desk' ? entry.name === 'Dee' : entry.name !== 'Dee';
      expect(waits || !serves, `${what}, answered`).toBe(true);
      if (entry.to === undefined) frees();
      else {
        expect([...joined], what).toContain(entry.to);
        owner = entry.to;
        joined.delete(entry.to);
      }
    } else if (entry.kind === 'closed') {
      frees();
      waits = false;
    }
  }
};

const play = async (steps: readonly Step[]): Promise<void> => {
  const stores = new MemoryStores();
  const { desk, clock, comes, goes } = await startDesk({ roster: staff(), stores });
  for (const who of NAMES) comes(who);
  const page = new StagePage();
  await desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
  await desk.patronSays(page, 'the-first-question', 'Where are the maps?');
  const [id] = [...stores.disk.conversations.keys()];
  if (id === undefined) throw new Error('nothing was kept');
  const under: Promise<unknown>[] = [];
  let release = () => {};
  let lines = 0;
  for (const happens of steps) {
    lines += 1;
    if (happens.does === 'ask') under.push(desk.patronSays(page, `line-${lines}-of-pat`, `Question ${lines}`));
    else if (happens.does === 'wait') await clock.advance(happens.ms);
    else if (happens.does === 'release') release();
    else if (happens.does === 'hold') {
      release();
      release = stores.disk.hold();
    } else {
      const { does, who, other } = happens;
      if (does === 'come') comes(who);
      else if (does === 'lose') goes(who, 'lost');
      else if (does === 'answer') under.push(desk.librarianSays(who, id, `line-${lines}`, `Answer ${lines}`));
      else if (does === 'take') under.push(desk.librarianTakes(who, id));
      else if (does === 'pass') under.push(desk.librarianPasses(who, id, who === other ? {} : { to: other }));
      else if (does === 'move') under.push(desk.librarianMoves(who, id, who === 'dee' ? 'main' : 'night'));
      else if (does === 'join') under.push(desk.librarianJoins(who, id));
      else under.push(desk.librarianCloses(who, id));
    }
  }
  release();
  await Promise.all(under);
  await clock.advance(100);
  judge(page);

  // A page that connects later reads the same.
  const later = new StagePage();
  await desk.patronArrives(later, { desk: 'main', key: keyOf('pat'), after: 0 });
  judge(later);
  const seqs = (of: StagePage) =>
    of.frames.flatMap((frame) => (frame.kind === 'entry' ? frame.entry.seq : frame.kind === 'kept' ? frame.seq : []));
  expect(seqs(page)).toEqual(seqs(later));
  await desk.stop();
};

test('A conversation has one owner, as the patron reads it, whatever races happen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => play(steps)),
    { numRuns: 400 },
  );
});
