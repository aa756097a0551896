// covers: relay/messenger/outage.ts, relay/messenger/outage-notices.ts
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
  const outage = () => {
    const gaps = new Outages(undefined);
    gaps.networkRestored(0, []);
    for (const at of [1_000, 3_000, 5_000]) gaps.watchdogAnswered(at, at + 5);
    return gaps;
  };

  test('An outage begins early enough if a suspended server answered all pings at once before it died', () => {
    const gaps = outage();
    // The relay stops reading from 5,100 on. What the librarian writes then waits, while these are answered.
    for (const at of [7_000, 9_000, 11_000]) gaps.watchdogAnswered(at, 12_000);
    gaps.networkRestored(15_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeLessThanOrEqual(5_100);
  });

  test('An outage begins early enough if the next ping was sent while the server caught up', () => {
    const gaps = outage();
    for (const at of [7_000, 9_000, 11_000]) gaps.watchdogAnswered(at, 12_990);
    gaps.watchdogAnswered(13_000, 13_020);
    gaps.networkRestored(15_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeLessThanOrEqual(5_100);
  });

  test('An outage begins at most a few pings early, also if each answer arrives after the next ping', () => {
    const gaps = new Outages(undefined);
    gaps.networkRestored(0, []);
    for (let at = 2_000; at < 600_000; at += 2_000) gaps.watchdogAnswered(at, at + 3_000);
    gaps.networkRestored(610_000, ['ann']);
    expect(gaps.take('ann')?.from).toBeGreaterThan(580_000);
  });
});

describe('An outage is reported in the windows in which the librarian may have given a first answer', () => {
  test.each([true, false])(
    'A librarian who may have answered first reads of an outage; delivery of the question was proved: %s',
    async (proved) => {
      const { stage, ann, word } = await asked(proved);
      await stage.losesStream(5_000);
      ann.shows();
      await stage.settled();
      expect(ann.reads(word).filter((text) => text.includes('was offline'))).toEqual([AWAY]);
    },
  );

  test.each([true, false])(
    'The next run of the relay reports the outage; delivery of the question was proved: %s',
    async (proved) => {
      const { stage, word } = await asked(proved);
      const next = await stage.restarts(5_000);
      const ann = next.program('ann');
      await next.settled();
      expect(ann.reads(word)).toEqual(proved ? [AWAY] : [`(again) ${QUESTION}`, AWAY]);
      await next.losesStream(1_000);
      ann.shows();
      await next.settled();
      expect(ann.reads(word).filter((text) => text === AWAY)).toHaveLength(1);
    },
  );

  test('The next run of the relay reports the outage once to the librarian who has the conversation', async () => {
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

  test('An outage is not reported in a conversation that began after it', async () => {
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

  test('An outage is not reported to a librarian who has nothing of the conversation', async () => {
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

  test('After a client vanished, its window says once, when the librarian is back, what may not have arrived', async () => {
    const { stage, ann, word } = await asked(true);
    await stage.settled(10_000);
    ann.goes('Disconnected: closed');
    await stage.settled(20_000);
    const next = stage.program('ann', 'Next');
    next.shows('away');
    await stage.settled();
    expect(next.reads(word)).toEqual(['(again) Where are the maps?', CUT]);
  });

  test('A vanished client is reported in a window in which the librarian only typed since the relay was started', async () => {
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

  test('The report of a vanished client leaves out the time for which its answers prove that all arrived', async () => {
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

  test('A vanished client is reported at once if the librarian has another client online', async () => {
    const { stage, ann, pat } = await asked(true);
    const phone = stage.program('ann', 'Phone');
    await stage.settled(10_000);
    await pat.says('Hello?'); // goes to the phone
    await stage.settled();
    ann.goes('Disconnected: closed');
    expect(phone.reads()).toEqual(['Hello?', CUT]);
  });

  test('A client that signed off is not reported, because everything it sent has arrived', async () => {
    const { stage, ann } = await asked(true);
    ann.goes();
    const next = stage.program('ann', 'Next');
    await stage.settled();
    expect(next.reads()).toEqual(['(again) Where are the maps?']);
  });
});
