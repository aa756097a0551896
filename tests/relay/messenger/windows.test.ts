// covers: relay/messenger/windows.ts, relay/messenger/desk-messages.ts
import { expect, test } from 'vitest';
import { RULES, roster } from '../../stage/desk-stage.ts';
import { asked } from '../networks/xmpp/asked.ts';
import { ImStage, withAccounts } from '../networks/xmpp/im-stage.ts';

const DAY_MS = 86_400_000;

const answered = async (options: Parameters<typeof asked>[0] = {}) => {
  const world = await asked(options);
  world.ann.says(world.word, 'In the basement.');
  await world.stage.settled();
  return world;
};

test('A conversation whose retention time is over is deleted without a message, and opens no window', async () => {
  const rules = { ...RULES, retentionDays: 1 };
  const { stage, ann, pat, word } = await answered({ roster: withAccounts(roster({ rules })) });
  ann.says(word, '!end');
  await stage.settled();
  stage.world.desk.patronLeaves(pat);
  const before = ann.reads(word);
  await stage.settled(DAY_MS + 120_000);
  expect(await stage.world.stores.conversations.list({ open: true })).toEqual([]);
  expect(ann.reads(word)).toEqual(before);
  ann.says(word, 'And one more thing.');
  await stage.settled();
  expect(ann.reads(word).at(-1)).toContain('Not sent: “And one more thing.”');
});

test('A librarian reads in the window that the patron deleted the conversation', async () => {
  const { stage, ann, pat, word } = await answered();
  await stage.world.desk.patronForgets(pat);
  await stage.settled();
  expect(ann.reads(word).at(-1)).toContain('deleted this conversation');
});

test('Nothing of a conversation that is no longer in memory is in flight', async () => {
  const { stage, ann, pat } = await answered();
  ann.answersPings = false;
  await pat.says('Thank you.');
  await stage.settled();
  const live = stage.world.desk.conversationsFor('ann')[0]?.id ?? '';
  await stage.world.desk.patronCloses(pat);
  stage.world.desk.patronLeaves(pat);
  await stage.settled(61_000);
  const sent = stage.sent.length;
  stage.link.messenger.notify('ann', { kind: 'gone', conversation: live, word: '', by: 'patron' });
  expect(stage.sent).toHaveLength(sent);
});

test('Two clients that come online at once are sent the greeting once', async () => {
  const shared = withAccounts();
  const undecided = new Map([...shared.librarians].map(([name, { publish: _, ...entry }]) => [name, entry]));
  const stage = await ImStage.open({ roster: { ...shared, librarians: undecided } });
  const programs = ['Desk', 'Phone'].map((resource) => stage.program('ann', resource));
  await stage.settled();
  expect(programs.map((program) => program.reads('main').length)).toEqual([1, 1]);
});
