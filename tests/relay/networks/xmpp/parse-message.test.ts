import { describe, expect, test } from 'vitest';
import { askedAtThePhone, QUESTION } from './asked.ts';

describe('what a server gives back after a connection broke (XEP-0198)', () => {
  test('may have arrived: the next program reads that it may come a second time', async () => {
    const { desk, phone, message } = await askedAtThePhone();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
  });

  test('is no refusal by the program that has been given it since', async () => {
    const { stage, desk, phone, pat, message } = await askedAtThePhone();
    phone.goes();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
    for (const ping of desk.pings) desk.answers(ping);
    await stage.settled(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1 });
  });
});

test('what a program does not take at all has not been read, and comes to the next as it is', async () => {
  const { desk, phone, message } = await askedAtThePhone();
  phone.refuses(message, 'service-unavailable');
  expect(desk.reads()).toEqual([QUESTION]);
});
