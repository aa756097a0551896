import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Roster } from '../../../../relay/desk/roster.ts';
import { RULES, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

/** The reference desk (Ann, Ben) hands on to the night desk (Dee, Ben). */
const zone = 'America/New_York';
const ALL = ['ann', 'ben', 'dee'] as const;
const roster: Roster = {
  desks: new Map([
    [
      'main',
      {
        name: 'main',
        title: 'Reference desk',
        zone,
        librarians: ['ann', 'ben'],
        handOn: { to: 'night', afterSeconds: 60 },
      },
    ],
    ['night', { name: 'night', title: 'Night desk', zone, librarians: ['dee', 'ben'] }],
  ]),
  librarians: new Map(ALL.map((name) => [name, { name, displayName: name, publish: true }])),
  rules: { ...RULES, linesPerMinute: 1000 },
};
const who = fc.constantFrom(...ALL);
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('comes', 'goes', 'busy', 'available', 'away', 'take', 'pass', 'answer', 'move'),
    who,
  }),
  fc.record({ kind: fc.constantFrom('says', 'leaves', 'back'), who }),
  fc.record({ kind: fc.constantFrom('wait5', 'wait30', 'wait100', 'wait2000'), who }),
);

test('At least one librarian is asked or notified whenever one can be', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }),
      fc.boolean(),
      async (steps, proves) => {
        const { desk, link, clock, comes, goes } = await startDesk({ roster });
        link.proves = proves;
        const said = new Map<string, string>(ALL.map((name) => [name, 'available']));
        let page: StagePage | undefined;
        let n = 0;
        for (const { kind, who: name } of [{ kind: 'says', who: 'ann' as const }, ...steps]) {
          const card = desk.conversationsFor(name)[0];
          n += 1;
          if (kind === 'comes') comes(name);
          if (kind === 'goes') goes(name);
          if (kind === 'busy' || kind === 'available' || kind === 'away') {
            await desk.librarianStates(name, { availability: kind }, 'console');
            said.set(name, kind);
          }
          if (card && link.here.has(name)) {
            if (kind === 'take') await desk.librarianTakes(name, card.id);
            if (kind === 'pass') await desk.librarianPasses(name, card.id);
            if (kind === 'answer') await desk.librarianSays(name, card.id, `answer-${n}`, 'Downstairs');
            if (kind === 'move') await desk.librarianMoves(name, card.id, card.desk === 'main' ? 'night' : 'main');
          }
          if (kind === 'back' || kind === 'says') {
            if (!page) {
              page = new StagePage();
              await desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
            }
            if (kind === 'says') await desk.patronSays(page, `line-${n}-line`, `Line ${n}`);
          }
          if (kind === 'leaves' && page) {
            desk.patronLeaves(page);
            page = undefined;
          }
          await clock.advance(Number(/\d+/.exec(kind)?.[0] ?? 0) * 1000 + 100);
        }
        await clock.advance(3_500);
        for (const name of ALL) {
          const card = desk.conversationsFor(name)[0];
          if (card?.state !== 'waiting' || card.waitingSince === undefined) continue;
          const duty = ALL.filter((one) => {
            const self = desk.ownStatus(one);
            return (
              link.here.has(one) &&
              self?.duty.some(({ desk: at, on }) => at === card.desk && on) &&
              ['available', 'away'].includes(self.shown.availability)
            );
          });
          if (duty.length === 0) continue;
          if (page) expect(page.all('wait').at(-1)?.asked ?? 0).toBeGreaterThan(0);
          // A librarian who is asked receives every entry, including the last.
          const known = duty.filter(
            (one) =>
              link.handed.some(
                ({ to, entry, card: at }) =>
                  to === one &&
                  at.id === card.id &&
                  entry.seq === (desk.entriesFor(name, card.id, 0).at(-1)?.entry.seq ?? 0),
              ) || link.news.some((news) => news.to === one && news.kind === 'left' && news.desk === card.desk),
          );
          expect(known.length).toBeGreaterThan(0);
        }
        await desk.stop();
      },
    ),
    { numRuns: 1500 },
  );
}, 60_000);
