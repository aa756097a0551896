// needs: prosody, profanity
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { Profanity } from '../stage/im/profanity.ts';

/** Ann in a real Profanity, which types to strangers, wants receipts and corrects its lines. */

const QUESTION = 'Where are the parish registers?';

const opened = async () => {
  await using ends = new AsyncDisposableStack();
  const world = ends.use(await ImWorld.open());
  const ann = world.with(await Profanity.start(world.account('ann')));
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann available', ({ availability }) => availability === 'available');
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  await pat.reads(`You: ${QUESTION} (Delivered)`);
  return { world, ann, pat, window, ends: ends.move() };
};

test('typing both ways; a receipt comes when the patron’s page has the line, not before', async () => {
  const { ann, pat, window, ends } = await opened();
  await using _ = ends;
  for (const wish of ['/outtype on', '/receipts request on']) await ann.types(window, `${wish}\n`);
  pat.types();
  const title = async () => (await ann.terminal.screen())[0] ?? '';
  await eventually('Profanity shows that the patron is typing', async () => (await title()).includes('(typing...)'), {
    seen: title,
  });
  pat.stopsTyping();
  await eventually('Profanity shows that she has stopped', async () => !(await title()).includes('(typing...)'));
  await ann.types(window, 'Let me look.\n');
  await pat.sees('Ann: Let me look.');
  await ann.types(window, 'On microfilm');
  await pat.sees('Ann is typing…');

  /** Profanity draws a line in red until its receipt has come. */
  const isRed = async (text: string) => {
    const line = (await ann.terminal.colours()).find((one) => one.includes(text) && one.includes('ann'));
    return line?.includes('[31m');
  };
  await ann.types(window, '.\n');
  await pat.sees('Ann: On microfilm.');
  const colours = async () => (await ann.terminal.colours()).join('\n');
  await eventually('the receipt is there', async () => (await isRed('On microfilm.')) === false, { seen: colours });
  pat.losesNetwork();
  await pat.isCutOff();
  await ann.types(window, 'In the basement.\n');
  await eventually('the receipt is not there', async () => (await isRed('In the basement.')) === true, {
    seen: colours,
  });
  await ann.reads(window, 'The patron’s page is not connected now. What you write is kept, and shown when it is back.');
  expect(await isRed('In the basement.')).toBe(true);
  pat.returns();
  await pat.sees('Ann: In the basement.');
  await eventually('the receipt is there', async () => (await isRed('In the basement.')) === false, { seen: colours });
});

test('a correction replaces the line; !oops withdraws it; what is encrypted goes nowhere, and she is told', async () => {
  const { ann, pat, window, ends } = await opened();
  await using _ = ends;
  await ann.types(window, '/correction on\n');
  await ann.says(window, 'On the 2nd floor.');
  await pat.sees('Ann: On the 2nd floor.');
  await ann.corrects(window, 'On the 3rd floor.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: On the 3rd floor. (Edited)');

  await ann.says(window, 'Ask for Ben.');
  await pat.sees('Ann: Ask for Ben.');
  await ann.says(window, '!oops');
  await ann.reads(window, 'Withdrawn: “Ask for Ben.”');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: On the 3rd floor. (Edited)', 'Ann: (Message withdrawn)');

  await ann.says(window, '?OTRv3?');
  await ann.reads(
    window,
    'That was encrypted, and the relay cannot read it. It was not sent. Please switch encryption (OMEMO, OTR, OpenPGP) off in this window.',
  );
  await ann.says(window, 'It is open till nine.');
  await pat.reads(
    `You: ${QUESTION} (Seen)`,
    'Ann: On the 3rd floor. (Edited)',
    'Ann: (Message withdrawn)',
    'Ann: It is open till nine.',
  );
});
