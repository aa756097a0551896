import { describe, expect, test } from 'vitest';
import { ImStage } from './im-stage.ts';

const QUESTION = 'Where are the maps?';

/** Ann at her desk and on her phone, which got the question, and nobody has heard whether it took it. */
const atThePhone = async () => {
  const stage = await ImStage.open();
  const desk = stage.program('ann', 'Desk');
  const phone = stage.program('ann', 'Phone');
  phone.answersPings = false;
  const pat = await stage.patron();
  await pat.says(QUESTION);
  await stage.settled();
  const [message] = phone.messages;
  if (!message) throw new Error('the phone got nothing');
  return { stage, desk, phone, pat, message };
};

describe('what a server gives back after a connection broke (XEP-0198)', () => {
  test('may have arrived: the next program reads that it may come a second time', async () => {
    const { desk, phone, message } = await atThePhone();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
  });

  test('is no refusal by the program that has been given it since', async () => {
    const { stage, desk, phone, pat, message } = await atThePhone();
    desk.answersPings = false;
    phone.goes();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
    for (const ping of desk.pings) desk.answers(ping);
    await stage.settled(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1 });
  });
});

test('what a program does not take at all has not been read, and comes to the next as it is', async () => {
  const { desk, phone, message } = await atThePhone();
  phone.refuses(message, 'service-unavailable');
  expect(desk.reads()).toEqual([QUESTION]);
});
