import { expect, test } from 'vitest';
import { StagePage } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';
import { ImStage } from '../networks/xmpp/im-stage.ts';

const AWAY = 'The patron’s page is not connected. Your messages are saved and shown when it reconnects.';

const answering = async () => {
  const stage = await ImStage.open();
  const ann = stage.program('ann');
  await stage.settled();
  const pat = await stage.patron();
  await pat.says('Where are the maps?');
  await stage.settled();
  const word = stage.wordOf('ann');
  ann.says(word, 'One moment.');
  await stage.settled();
  const { desk, clock } = stage.world;
  const back = async () => {
    const page = new StagePage();
    await desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
    await stage.settled();
    return page;
  };
  return { stage, ann, pat, word, desk, clock, back, told: () => ann.reads(word).slice(1) };
};

test('a patron who leaves is said to have left, and to be back', async () => {
  const { pat, desk, clock, back, told } = await answering();
  desk.patronLeaves(pat);
  await clock.advance(29_999);
  expect(told()).toEqual([]);
  await clock.advance(1);
  expect(told()).toEqual([AWAY]);
  await back();
  expect(told()).toEqual([AWAY, 'The patron is back.']);
});

test('a page that is changed for another says nothing', async () => {
  const { pat, desk, clock, back, told } = await answering();
  desk.patronLeaves(pat);
  await clock.advance(5_000);
  const page = await back();
  await clock.advance(60_000);
  expect(told()).toEqual([]);
  desk.patronLeaves(page);
  await clock.advance(29_000);
  expect(told()).toEqual([]);
});

test('who speaks to a page that is gone is told at once, and once', async () => {
  const { stage, ann, pat, word, desk, clock, told } = await answering();
  desk.patronLeaves(pat);
  await clock.advance(1_000);
  ann.says(word, 'In the basement.');
  await stage.settled();
  expect(told()).toEqual([AWAY]);
  await clock.advance(60_000);
  expect(told()).toEqual([AWAY]);
});

test('who has it no more is told nothing', async () => {
  const { stage, ann, pat, word, desk, clock, told } = await answering();
  desk.patronLeaves(pat);
  ann.says(word, '!pass');
  await stage.settled();
  await clock.advance(60_000);
  expect(told().filter((line) => line === AWAY)).toEqual([]);
});
