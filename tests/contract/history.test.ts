import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Author, ConversationId, NewEntry, Party, What } from '../../relay/desk/entry.ts';
import type { Mark } from '../../relay/protocol/entries.ts';
import type { Stores } from '../../relay/sqlite/stores.ts';
import { NOON } from './lines.ts';
import { type MakeShelf, memoryShelf, sqliteShelf } from './shelf.ts';

/** Something that happens to a store, through one of two handles. */
type Step =
  | { does: 'append'; handle: number; of: ConversationId; entry: NewEntry; opens: boolean }
  | { does: 'since'; handle: number; of: ConversationId; seq: number }
  | { does: 'forget'; handle: number; of: ConversationId }
  | { does: 'mark'; of: ConversationId; party: Party; mark: Mark }
  | { does: 'left'; of: ConversationId; at: number | undefined }
  | { does: 'look'; of: ConversationId }
  | { does: 'list'; before: number | undefined }
  | { does: 'restart' };

const of = fc.constantFrom('pat', 'quinn', 'robin');
const handle = fc.nat({ max: 1 });
const seq = fc.nat({ max: 12 });
const at = fc.nat({ max: 50 }).map((minutes) => NOON + minutes * 60_000);
const perhaps = fc.option(at, { nil: undefined });
const party = fc.constantFrom<Party>('patron', 'librarian:ben');
const what = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }).map((text): What => ({ kind: 'said', text })),
  fc.constantFrom<What>({ kind: 'said', text: 'Hello' }, { kind: 'claimed' }, { kind: 'closed', by: 'relay' }),
);
const entry = fc.record({
  id: fc.constantFrom('line-1', 'line-2', 'line-3', 'line-4', 'line-5'),
  author: fc.constantFrom<Author>('patron', 'relay', 'librarian:ben'),
  at,
  what,
});
const mark = fc.record({ delivered: seq, seen: seq });

const does = <N extends Step['does']>(name: N) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: does('append'), handle, of, entry, opens: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: does('since'), handle, of, seq }) },
  { weight: 3, arbitrary: fc.record({ does: does('mark'), of, party, mark }) },
  { weight: 2, arbitrary: fc.record({ does: does('left'), of, at: perhaps }) },
  { weight: 4, arbitrary: fc.record({ does: does('look'), of }) },
  { weight: 2, arbitrary: fc.record({ does: does('list'), before: perhaps }) },
  { weight: 1, arbitrary: fc.record({ does: does('forget'), handle, of }) },
  { weight: 1, arbitrary: fc.record({ does: does('restart') }) },
);

/** Every answer and every notification, in order. */
const replay = async (makeShelf: MakeShelf, history: readonly Step[]): Promise<unknown[]> => {
  await using shelf = await makeShelf();
  const answers: unknown[] = [];
  const open = async (name: string): Promise<Stores> => {
    const stores = await shelf.open();
    stores.conversations.onAppended((id, added, previous) => answers.push([name, id, added, previous]));
    return stores;
  };
  let handles = [await open('one'), await open('two')];
  const through = (handle = 0) => (handles[handle] ?? expect.fail()).conversations;
  const happens = async (step: Step): Promise<unknown> => {
    switch (step.does) {
      case 'append':
        return through(step.handle).append(
          step.of,
          step.entry,
          step.opens ? { desk: 'main', word: `${step.entry.id}-${step.entry.at}` } : undefined,
        );
      case 'since':
        return through(step.handle).since(step.of, step.seq);
      case 'forget':
        return through(step.handle).forget(step.of);
      // Marks and leavings move and are read through one handle: another may learn of them a second later. Only what is
      // begun has them.
      case 'mark':
        if (await through().find(step.of)) through().mark(step.of, step.party, step.mark);
        return;
      case 'left':
        if (await through().find(step.of)) through().setLeftAt(step.of, step.at);
        return;
      case 'look':
        return [await through().find(step.of), Object.fromEntries(await through().marks(step.of))];
      case 'list':
        return through().list(step.before === undefined ? { open: true } : { lastBefore: step.before });
      case 'restart':
        await Promise.all(handles.map((stores) => stores.close()));
        handles = [await open('one'), await open('two')];
        return;
    }
  };
  for (const step of history) answers.push(await happens(step));
  return answers;
};

test('The memory store and the file give the same answers in random histories', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 90 }), async (history) => {
      expect(await replay(sqliteShelf, history)).toEqual(await replay(memoryShelf, history));
    }),
    { seed: 1876, numRuns: 5, endOnFailure: true },
  );
}, 60_000);
