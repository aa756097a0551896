import { describe, expect, test } from 'vitest';
import { Outages } from '../../../relay/messenger/outage.ts';
import { ImStage } from '../networks/xmpp/im-stage.ts';

const QUESTION = 'Where are the maps?';
const AWAY =
  'The relay was offline from 6:59:58 AM to 7:00:05 AM. What you typed here in that time may not have reached the patron. Please check, and send it again if needed.';

const asked = async (proved: boolean) => {
  const stage = await ImStage.open();
  const ann = stage.program('ann');
  ann.answersPings = proved;
  const pat = await stage.patron();
  await pat.says(QUESTION);
  await stage.settled();
  return { stage, ann, pat, word: stage.wordOf('ann') };
};

describe('a time the relay was away begins before anything that may be lost', () => {
  const stoodStill = () => {
    const gaps = new Outages(undefined);
    gaps.networkRestored(0, []);
    for (const at of [1_000, 3_000, 5_000]) gaps.watchdogAnswered(at, at + 5);
    return gaps;
  };

  test('where a server stood still and answered all pings at once before it died', () => {
    const gaps = stoodStill();
    // It stands still from 5,100 on. What she writes then waits, while these are answered.
    for (const at of [7_000, 9_000, 11_000]) gaps.watchdogAnswered(at, 12_000);
    gaps.networkRestored(15_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeLessThanOrEqual(5_100);
  });

  test('also where the next ping came while it caught up', () => {
    const gaps = stoodStill();
    for (const at of [7_000, 9_000, 11_000]) gaps.watchdogAnswered(at, 12_990);
    gaps.watchdogAnswered(13_000, 13_020);
    gaps.networkRestored(15_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeLessThanOrEqual(5_100);
  });

  test('and is no longer than a few pings, also where each answer comes after the next question', () => {
    const gaps = new Outages(undefined);
    gaps.networkRestored(0, []);
    for (let at = 2_000; at < 600_000; at += 2_000) gaps.watchdogAnswered(at, at + 3_000);
    gaps.networkRestored(610_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeGreaterThan(580_000);
  });
});

describe('a time in which the relay did not hear is told where she may have given a first answer', () => {
  test.each([true, false])('which was lost with it; the question was proved: %s', async (proved) => {
    const { stage, ann, word } = await asked(proved);
    await stage.losesStream(5_000);
    ann.shows();
    await stage.settled();
    expect(ann.reads(word).filter((text) => text.includes('was offline'))).toEqual([AWAY]);
  });

  test.each([true, false])('also by the next relay; the question was proved: %s', async (proved) => {
    const { stage, word } = await asked(proved);
    const next = await stage.restarts(5_000);
    const ann = next.program('ann');
    await next.settled();
    expect(ann.reads(word)).toEqual(proved ? [AWAY] : [`(again) ${QUESTION}`, AWAY]);
    await next.losesStream(1_000);
    ann.shows();
    await next.settled();
    expect(ann.reads(word).filter((text) => text === AWAY)).toHaveLength(1);
  });

  test('and by the next relay once where she holds it', async () => {
    const { stage, ann, pat, word } = await asked(true);
    ann.says(word, 'One moment.');
    ann.answersPings = false;
    await pat.says('Hello?');
    await stage.settled();
    const next = await stage.restarts(5_000);
    const back = next.program('ann');
    await next.settled();
    expect(back.reads(word).toSorted()).toEqual(['(again) Hello?', AWAY]);
  });

  test('and not of what was asked after it', async () => {
    const { stage, ann } = await asked(true);
    await stage.losesStream(5_000);
    ann.shows();
    await stage.settled(1_000);
    const quinn = await stage.patron('quinn');
    ann.answersPings = false;
    await quinn.says('Is it open?');
    await stage.settled();
    const seen = ann.reads().length;
    ann.goes();
    ann.shows();
    await stage.settled(2_000);
    expect(ann.reads().slice(seen)).toEqual(['(again) Is it open?']);
  });

  test('and not where she has nothing of it', async () => {
    const { stage, pat } = await asked(true);
    const ben = stage.program('ben', 'Pidgin', false);
    await pat.says('Hello?');
    await stage.losesStream(5_000);
    ben.shows();
    expect(ben.reads().filter((text) => text.includes('was offline'))).toEqual([]);
  });
});

describe('a program that vanishes', () => {
  const CUT =
    'Your app lost its connection. What you typed here from 7:00:00 AM to 7:00:10 AM may not have reached the patron. Please check, and send it again if needed.';

  test('had sent what may not have come in: she reads so when she is back, in that window, once', async () => {
    const { stage, ann, word } = await asked(true);
    await stage.settled(10_000);
    ann.goes('Disconnected: closed');
    await stage.settled(20_000);
    const next = stage.program('ann', 'Next');
    next.shows('away');
    await stage.settled();
    expect(next.reads(word)).toEqual(['(again) Where are the maps?', CUT]);
  });

  test('where she only spoke, since the relay was started', async () => {
    const { stage, ann, word } = await asked(true);
    ann.says(word, 'One moment.');
    await stage.settled();
    const next = await stage.restarts(0);
    const back = next.program('ann');
    await next.settled(8_000);
    back.says(word, 'It is in the basement.');
    await next.settled(2_000);
    back.goes('Disconnected: closed');
    back.shows();
    await next.settled();
    expect(back.reads(word).at(-1)).toBe(CUT.replace('7:00:00', '7:00:06'));
  });

  test('what its answers prove has come in is left out', async () => {
    const { stage, ann, pat, word } = await asked(true);
    await stage.settled(9_000);
    await pat.says('Hello?');
    await stage.settled(1_000);
    ann.goes('Disconnected: closed');
    const next = stage.program('ann', 'Next');
    await stage.settled();
    expect(next.reads(word)).toEqual([
      '(again) Where are the maps?',
      '(again) Hello?',
      CUT.replace('7:00:00', '7:00:09'),
    ]);
  });

  test('is told at once where she is there with another', async () => {
    const { stage, ann, pat } = await asked(true);
    const phone = stage.program('ann', 'Phone');
    await stage.settled(10_000);
    await pat.says('Hello?'); // goes to the phone
    await stage.settled();
    ann.goes('Disconnected: closed');
    expect(phone.reads()).toEqual(['Hello?', CUT]);
  });

  test('that said goodbye has sent all', async () => {
    const { stage, ann } = await asked(true);
    ann.goes();
    const next = stage.program('ann', 'Next');
    await stage.settled();
    expect(next.reads()).toEqual(['(again) Where are the maps?']);
  });
});
