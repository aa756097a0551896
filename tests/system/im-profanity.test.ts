// needs: prosody, profanity, finch
import { test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { Profanity } from '../stage/im/profanity.ts';

/** Ann in a real Profanity, which types to strangers and corrects its lines. */

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

test('A librarian in Profanity and a patron each see when the other is writing', async () => {
  const { ann, pat, window, ends } = await opened();
  await using _ = ends;
  await ann.types(window, '/outtype on\n');
  pat.types();
  const title = async () => (await ann.terminal.screen())[0] ?? '';
  await eventually('Profanity shows that the patron is typing', async () => (await title()).includes('(typing...)'), {
    seen: title,
  });
  pat.stopsTyping();
  await eventually('Profanity shows that the patron has stopped', async () => !(await title()).includes('(typing...)'));
  await ann.types(window, 'Let me look.\n');
  await pat.sees('Ann: Let me look.');
  await ann.types(window, 'On microfilm');
  await pat.sees('Ann is writing');
  await ann.types(window, '.\n');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: Let me look.', 'Ann: On microfilm.');
});

test('In Profanity a correction replaces a line, !oops withdraws it, and an encrypted line is refused with a notice', async () => {
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

  await ann.types(window, '/otr gen\n/otr start\n'); // creates a key for Ann and offers to encrypt from now on
  await ann.reads(
    window,
    'That message was encrypted, and the relay cannot read it. It was not sent. Please turn off encryption (OMEMO, OTR, OpenPGP) in this window.',
  );
  process.stdout.write(
    `of a cipher by Profanity's /otr the patron read nothing, and Ann: ${(await ann.lines(window)).at(-1)?.text}\n`,
  );
  await ann.says(window, 'It is open till nine.');
  await pat.reads(
    `You: ${QUESTION} (Seen)`,
    'Ann: On the 3rd floor. (Edited)',
    'Ann: (Message withdrawn)',
    'Ann: It is open till nine.',
  );
});
