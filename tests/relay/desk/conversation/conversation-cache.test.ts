// covers: relay/desk/conversation/conversation.ts, relay/desk/ports.ts
import { expect, test } from 'vitest';
import { RULES, roster, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

const hello = (name: string, after = 0) => ({ desk: 'main', key: keyOf(name), after });

test('A page that is refused leaves nothing in memory', async () => {
  const { desk, stores } = await startDesk();
  let asked = 0;
  const { find } = stores.conversations;
  stores.conversations.find = (id) => {
    asked += 1;
    return find.call(stores.conversations, id);
  };
  for (const _ of [1, 2, 3]) expect(await desk.patronArrives(new StagePage(), hello('nobody', 7))).toBe(false);
  // Read from the store each time: it is not loaded.
  expect(asked).toBe(3);
});

test('Nothing stays of a conversation that is deleted from another page while its first line is being stored', async () => {
  const { desk, stores, comes, link } = await startDesk();
  comes('ann');
  const [first, second] = [new StagePage(), new StagePage()];
  await desk.patronArrives(first, hello('pat'));
  await desk.patronArrives(second, hello('pat'));
  await Promise.all([desk.patronSays(first, 'line-one', 'My secret'), desk.patronForgets(second)]);
  expect(stores.disk.conversations.size).toBe(0);
  expect(first.all('gone').length).toBe(1);
  expect(first.all('kept')).toEqual([]);
  expect(JSON.stringify(link.handed)).not.toContain('My secret');
  const back = new StagePage();
  await desk.patronArrives(back, hello('pat'));
  expect(back.frames).toEqual([{ kind: 'sorry', code: 'gone', final: true }]);
});

test('Deleting a conversation without a line leaves nothing, and its key may start a conversation later', async () => {
  const { desk, stores } = await startDesk();
  const page = new StagePage();
  await desk.patronArrives(page, hello('pat'));
  await desk.patronForgets(page);
  expect(page.all('gone').length).toBe(1);
  expect(stores.disk.forgotten.size).toBe(0);
});

const opening = { desk: 'main', word: 'heron-k2x9m4tq' };

test('A question stored by another node reaches the librarians of this node', async () => {
  const { desk, stores, comes, link, clock } = await startDesk();
  comes('ann');
  // Reported by the store, not by anybody at this desk.
  const what = { kind: 'said', text: 'Anybody?' } as const;
  await stores.conversations.append('theirs', { id: 'line-one', author: 'patron', at: clock.now(), what }, opening);
  await clock.advance(1);
  expect(link.linesOf('ann')).toEqual(['Anybody?']);
  expect(desk.conversationsFor('ann')).toMatchObject([{ id: 'theirs', word: 'heron-k2x9m4tq', state: 'waiting' }]);
});

test('An answer that is being stored while the last page leaves a closed conversation is not lost from view', async () => {
  const { desk, stores, comes, clock } = await startDesk();
  comes('ann');
  const page = new StagePage();
  await desk.patronArrives(page, hello('pat'));
  await desk.patronSays(page, 'line-one', 'Hello?');
  const id = desk.conversationsFor('ann')[0]?.id ?? '';
  await desk.librarianSays('ann', id, 'answer-1', 'Yes');
  await desk.patronCloses(page);
  const diskAnswers = stores.disk.hold();
  const said = desk.librarianSays('ann', id, 'answer-2', 'One more thing');
  desk.patronLeaves(page);
  await clock.advance(60_000);
  diskAnswers();
  expect(await said).toMatchObject({ outcome: 'kept', shown: true });
  await clock.advance(1);
  expect(desk.conversationsFor('ann')).toMatchObject([{ id, state: 'mine' }]);
});

test('A late answer is quoted back even while the conversation is being loaded again', async () => {
  const { desk, stores, comes, link } = await startDesk();
  comes('ann');
  comes('ben');
  const page = new StagePage();
  await desk.patronArrives(page, hello('pat'));
  await desk.patronSays(page, 'line-one', 'Hello?');
  const id = desk.conversationsFor('ann')[0]?.id ?? '';
  // Sent again: the desk reads from the store what it may lack.
  const { since } = stores.conversations;
  let read = () => {};
  const slow = new Promise<void>((resolve) => {
    read = resolve;
  });
  stores.conversations.since = async (...asked) => {
    const found = await since.apply(stores.conversations, asked);
    await slow;
    return found;
  };
  const again = desk.patronSays(page, 'line-one', 'Hello?');
  await new Promise((resolve) => setImmediate(resolve));
  const both = Promise.all([
    desk.librarianSays('ann', id, 'answer-ann', 'Until five.'),
    desk.librarianSays('ben', id, 'answer-ben', 'Until six.'),
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  read();
  expect(await both).toMatchObject([{ shown: true }, { shown: false }]);
  await again;
  expect(link.news.filter(({ kind }) => kind === 'quoted')).toMatchObject([{ to: 'ben', text: 'Until six.' }]);
  expect(page.said).toEqual(['librarian: Until five.']);
});

test('The consoles are notified when an unloaded conversation is forgotten for its age', async () => {
  const rules = { ...RULES, retentionDays: 0 };
  const { desk, comes, link, clock } = await startDesk({ roster: roster({ rules }) });
  comes('ann');
  const page = new StagePage();
  await desk.patronArrives(page, hello('pat'));
  await desk.patronSays(page, 'line-one', 'Hello?');
  const id = desk.conversationsFor('ann')[0]?.id ?? '';
  await desk.librarianSays('ann', id, 'answer-1', 'Yes');
  await desk.librarianCloses('ann', id);
  desk.patronMarks(page, { delivered: 3, seen: 3 });
  desk.patronLeaves(page);
  await clock.advance(3 * 60_000);
  expect(link.news.filter(({ kind, to }) => kind === 'gone' && to === 'ann')).toMatchObject([{ conversation: id }]);
});
