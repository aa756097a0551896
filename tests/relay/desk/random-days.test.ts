// covers: relay/desk/desk.ts, relay/desk/routing/assignment.ts, relay/desk/routing/escalation.ts, relay/desk/routing/ring-state.ts
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Roster } from '../../../relay/desk/roster.ts';
import { RULES, StagePage, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';
import { MemoryStores } from '../../stage/memory-store.ts';

/** Whatever happens at two desks: a question is never lost, never has two owners, and is asked of whoever can be asked. */

const zone = 'America/New_York';
const NAMES = ['ann', 'ben', 'dee'] as const;
const PATRONS = 3;

const staff: Roster = {
  desks: new Map([
    [
      'main',
      { name: 'main', title: 'Main', zone, librarians: ['ann', 'ben'], handOn: { to: 'night', afterSeconds: 60 } },
    ],
    ['night', { name: 'night', title: 'Night', zone, librarians: ['dee', 'ben'], ring: 'in-order' }],
  ]),
  librarians: new Map(NAMES.map((name) => [name, { name, displayName: name, publish: true, atOnce: 1 }])),
  rules: { ...RULES, linesPerMinute: 1_000 },
};

type Name = (typeof NAMES)[number];
const name = fc.constantFrom(...NAMES);
const patron = fc.nat({ max: PATRONS - 1 });

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constantFrom('ask' as const, 'ask' as const, 'leave' as const), patron }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom(
        ...([
          'come',
          'come',
          'go',
          'lose',
          'answer',
          'answer',
          'take',
          'pass',
          'move',
          'consult',
          'join',
          'end',
        ] as const),
      ),
      who: name,
      other: name,
      availability: fc.constantFrom('available' as const, 'away' as const, 'busy' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(1, 15, 45, 100) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const play = async (steps: readonly Step[]): Promise<void> => {
  const stores = new MemoryStores();
  let stage = await startDesk({ roster: staff, stores });
  const { clock } = stage;
  const pages = new Map<number, StagePage>();
  const asked = new Map<number, string[]>();
  let lines = 0;

  const arrive = async (who: number): Promise<StagePage> => {
    const known = pages.get(who);
    if (known) return known;
    const page = new StagePage();
    pages.set(who, page);
    await stage.desk.patronArrives(page, { desk: 'main', key: keyOf(`pat-${who}`), after: 0 });
    return page;
  };

  const does = async (happens: Step): Promise<void> => {
    const { desk } = stage;
    if ('patron' in happens) {
      const page = await arrive(happens.patron);
      if (happens.does === 'leave') {
        desk.patronLeaves(page);
        pages.delete(happens.patron);
        return;
      }
      const text = `question ${++lines}`;
      asked.set(happens.patron, [...(asked.get(happens.patron) ?? []), text]);
      return desk.patronSays(page, `line-${lines}-of-patron`, text);
    }
    if (happens.does === 'wait') return clock.advance(happens.seconds * 1_000);
    if (happens.does === 'restart') {
      await desk.stop();
      pages.clear();
      stage = await startDesk({ roster: staff, stores, clock });
      return;
    }
    await acts(happens.does, happens.who, happens.other, happens.availability);
  };

  const acts = async (
    does: string,
    who: Name,
    other: Name,
    availability: 'available' | 'away' | 'busy',
  ): Promise<void> => {
    const { desk } = stage;
    const [first] = desk.conversationsFor(who);
    const own = desk.conversationsFor(who).find(({ state }) => state === 'mine') ?? first;
    const id = own?.id ?? '';
    const line = `answer-${++lines}`;
    if (does === 'come') {
      stage.comes(who);
      await desk.librarianStates(who, { availability }, 'console');
    } else if (does === 'go') stage.goes(who);
    else if (does === 'lose') stage.goes(who, 'lost');
    else if (does === 'answer') await desk.librarianSays(who, id, line, line);
    else if (does === 'take') await desk.librarianTakes(who, id);
    else if (does === 'pass') await desk.librarianPasses(who, id, who === other ? {} : { to: other, note: 'note' });
    else if (does === 'move') await desk.librarianMoves(who, id, own?.desk === 'main' ? 'night' : 'main');
    else if (does === 'consult') await desk.librarianAsks(who, id, other, 'Do you know?');
    else if (does === 'join') await desk.librarianJoins(who, id);
    else await desk.librarianCloses(who, id);
  };

  /** The librarians who could be asked what waits at a desk. */
  const canBeAsked = (at: string): Name[] => {
    const { desk, link } = stage;
    return NAMES.filter((who) => staff.desks.get(at)?.librarians.includes(who)).filter((who) => {
      const shown = desk.ownStatus(who)?.shown.availability;
      const on = desk.ownStatus(who)?.duty.some((row) => row.desk === at && row.on);
      return on && link.reaches(who) && (shown === 'available' || shown === 'away');
    });
  };

  /** Checks what must always be true. `quietSeconds`: for how long nothing has happened. */
  const holds = (quietSeconds: number): void => {
    const { desk, link } = stage;
    const cards = NAMES.flatMap((who) => desk.conversationsFor(who).map((card) => ({ who, ...card })));
    const holders = Map.groupBy(cards, ({ id }) => id);
    for (const [id, seen] of holders) {
      expect(new Set(seen.map(({ holder }) => holder)).size, `who holds ${id}`).toBe(1);
      expect(new Set(seen.map(({ desk: at }) => at)).size, `where ${id} is`).toBe(1);
    }
    for (const card of new Map(cards.map((one) => [one.id, one])).values()) {
      if (card.waitingSince === undefined) continue;
      // A question does not wait for a librarian who is gone, even if nobody else can be asked.
      const gone = card.holder !== undefined && !link.reaches(card.holder);
      if (quietSeconds > 60) expect(gone, `${card.holder}, who is gone, has ${card.id}`).toBe(false);
      if (card.state !== 'waiting' || !card.patronHere) continue;
      const passedTo = passed(card.who, card.id);
      const can = canBeAsked(card.desk);
      const may = passedTo === undefined ? can : can.filter((who) => who === passedTo);
      const page = [...pages.values()].find((one) => one.all('wait').length > 0 && isNotified(one, card.id));
      if (may.length > 0 && page) expect(page.all('wait').at(-1)?.asked, `${may} for ${card.id}`).toBeGreaterThan(0);
    }
  };

  const passed = (who: Name, id: string): string | undefined => {
    const entries = stage.desk.entriesFor(who, id, 0).filter(({ shown }) => shown);
    const last = entries.findLast(
      ({ entry: { what, author } }) =>
        ['passed', 'moved', 'claimed', 'lapsed', 'closed'].includes(what.kind) ||
        (what.kind === 'said' && author !== 'patron'),
    )?.entry.what;
    return last?.kind === 'passed' ? last.to : undefined;
  };

  const isNotified = (page: StagePage, id: string): boolean => {
    const who = [...pages].find(([, one]) => one === page)?.[0];
    return NAMES.some((librarian) =>
      stage.desk
        .entriesFor(librarian, id, 0)
        .some(({ entry: { what } }) => what.kind === 'said' && asked.get(who ?? -1)?.includes(what.text)),
    );
  };

  for (const happens of steps) {
    await does(happens);
    await clock.advance(100);
    holds(happens.does === 'wait' ? happens.seconds : 0);
  }
  // No question is lost: each is in the log of its conversation, once and in order.
  await stage.desk.stop();
  const kept = [...stores.disk.conversations.values()].map(({ entries }) =>
    entries.flatMap(({ author, what }) => (author === 'patron' && what.kind === 'said' ? [what.text] : [])),
  );
  for (const texts of asked.values()) expect(kept).toContainEqual(texts);
};

test('Every promise holds on random days at two desks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => play(steps)),
    { numRuns: 300 },
  );
});
