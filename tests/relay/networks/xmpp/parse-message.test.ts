// covers: relay/networks/xmpp/parse-message.ts, relay/networks/xmpp/xmpp-window.ts
import { describe, expect, test } from 'vitest';
import { askedAtThePhone, QUESTION } from './asked.ts';

describe('what a server gives back after a connection broke (XEP-0198)', () => {
  test('A message returned after a broken connection (XEP-0198) goes to the next client marked “(again)”', async () => {
    const { desk, phone, message } = await askedAtThePhone();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
  });

  test('A message returned after a broken connection is no refusal by the client that has received it since', async () => {
    const { stage, desk, phone, pat, message } = await askedAtThePhone();
    phone.goes();
    phone.refuses(message, 'recipient-unavailable');
    expect(desk.reads()).toEqual([`(again) ${QUESTION}`]);
    for (const ping of desk.pings) desk.answers(ping);
    await stage.settled(100);
    expect(pat.all('mark').at(-1)).toMatchObject({ delivered: 1 });
  });
});

test('A message that a client refuses goes to the next client unmarked', async () => {
  const { desk, phone, message } = await askedAtThePhone();
  phone.refuses(message, 'service-unavailable');
  expect(desk.reads()).toEqual([QUESTION]);
});
