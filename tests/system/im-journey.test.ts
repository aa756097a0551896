// needs: prosody, finch
import { expect, test } from 'vitest';
import { DOMAIN, ImWorld } from '../stage/im/im-world.ts';

const PANERA = 'At the Panera in Newport News, back at 3';
const QUESTION = 'Where are the parish registers?';

test('Ann in Finch sets an away message, reads a question in a window of its own, and answers it with true ticks', async () => {
  await using world = await ImWorld.open();
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann available', ({ availability }) => availability === 'available');

  const began = performance.now();
  await ann.setsStatus('away', PANERA);
  const seen = await pat.finds('the words of Ann', ({ librarians }) => librarians[0]?.words === PANERA);
  const milliseconds = Math.round(performance.now() - began);
  process.stdout.write(`the words of Ann were on an open page ${milliseconds} ms after Ann set them\n`);
  expect(seen.librarians).toMatchObject([{ name: 'Ann', availability: 'away', words: PANERA }]);

  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  expect(window).toMatch(new RegExp(`^[a-z]+-[0-9a-z]{8}@${DOMAIN}$`));
  await pat.reads(`You: ${QUESTION} (Delivered)`);
  await ann.says(window, 'On microfilm, in the basement.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: On microfilm, in the basement.');

  await ann.setsStatus('available');
  const back = await pat.finds('no words', ({ availability }) => availability === 'available');
  expect(JSON.stringify(back)).not.toContain('Panera');
});
