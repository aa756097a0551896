// covers: relay/messenger/line-text.ts, relay/messenger/entry-text.ts
import { expect, test } from 'vitest';
import { ImStage } from '../networks/xmpp/im-stage.ts';

const opened = async () => {
  const stage = await ImStage.open();
  const ann = stage.program('ann');
  await stage.settled();
  return { stage, ann, clock: stage.world.clock };
};

test('A question is shown with its desk; lines after it are the patron’s text alone', async () => {
  const { stage, ann } = await opened();
  const pat = await stage.patron();
  await pat.says('Where are the maps?');
  await pat.says('The old ones.');
  await stage.settled();
  expect(ann.receives(stage.wordOf('ann'))).toEqual([
    '[Reference desk · just now] Where are the maps?',
    'The old ones.',
  ]);
});

test('A question that has waited is shown with how long', async () => {
  const { stage, ann, clock } = await opened();
  ann.goes();
  const pat = await stage.patron();
  await pat.says('Where are the maps?');
  const word = () => stage.wordOf('ann');
  const comes = async () => {
    ann.shows();
    await stage.settled();
    return ann.receives(word()).findLast((line) => line.includes('Where are the maps?'));
  };
  await clock.advance(42_000);
  expect(await comes()).toBe('[Reference desk · waiting 42 s] Where are the maps?');
});

test('A question of a patron who was answered here before is shown as such', async () => {
  const { stage, ann } = await opened();
  const pat = await stage.patron();
  await pat.says('Where are the maps?');
  await stage.settled();
  const word = stage.wordOf('ann');
  ann.says(word, 'Downstairs.');
  ann.says(word, '!end');
  await stage.settled();
  await pat.says('And the atlases?');
  await stage.settled();
  expect(ann.receives(word).at(-1)).toBe('[Reference desk · just now · answered here before] And the atlases?');
});
