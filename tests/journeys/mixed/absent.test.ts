// needs: prosody, finch
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ownFolder } from '../../stage/im/program.ts';
import { MIXES, MixedDesk } from '../../stage/mixed/mixed-desk.ts';

/** Nobody is there, or somebody is not any more: nothing is lost, and each side reads what became of it. */

const QUESTION = 'Do you have the 1952 strike papers?';
const SHIFTED = pathToFileURL(join(import.meta.dirname, '../../stage/shifted-clock.mjs')).href;

/** A clock that can be put forward while the relay does not run. */
const shiftedClock = () => {
  const folder = ownFolder('clock');
  const file = join(folder.path, 'ahead');
  const putForward = (ms: number) => writeFileSync(file, String(ms));
  putForward(0);
  const env = { NODE_OPTIONS: `--import=${SHIFTED}`, CLOCK_AHEAD: file };
  return { env, putForward, [Symbol.dispose]: () => folder.remove() };
};

describe.each(MIXES)('$name', (mix) => {
  test('Both librarians are notified of a question left while both were away; Ann answers, and its link shows the answer', async () => {
    using clock = shiftedClock();
    await using desk = await MixedDesk.open(mix, { there: [], relay: { env: clock.env } });
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await pat.seesNotice(
      'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.',
    );
    const key = pat.takesLink();
    pat.leaves();
    await desk.restarts(() => clock.putForward(180_000));

    const [ann, ben] = [await desk.comes('ann'), await desk.comes('ben')];
    for (const one of [ann, ben])
      await one.isNotified({
        console: /^One question was left at Reference desk, from \d+:\d+ [AP]M\.$/,
        im: /^One question was left, from \d+:\d+ [AP]M\. Type !take to open it\.$/,
      });
    await ann.takesWhatWasLeft(QUESTION);
    await ann.says(QUESTION, 'Four boxes of them.');
    const back = await desk.patron('Pat', { key });
    await back.reads(`You: ${QUESTION} (Seen)`, '— Ann is answering', 'Ann: Four boxes of them.');
    await ben.looksAround();
    if (ben.place === 'im') await ben.isNotified('No questions are waiting.');
    else await expect.poll(() => ben.conversation(QUESTION)).toEqual([]);
  });

  test('When Ann hands a conversation to Ben, who is away, the patron reads when Ben returns, and only Ben is asked', async () => {
    await using desk = await MixedDesk.open(mix);
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ann.says(QUESTION, 'Ben knows.');
    await pat.sees('Ann: Ben knows.');
    await pat.says('Can Ben help me?');
    await ann.reads(QUESTION, { console: 'Patron: Can Ben help me?', im: 'Can Ben help me?' });
    await ben.states('away', 'At the bindery, back in 20 min');
    await pat.finds('Ben away', ({ librarians }) => librarians.some(({ until }) => until !== undefined));
    await ben.leaves();
    await desk.hasSeenLeave(ben);
    await ann.handsTo(QUESTION, 'ben', 'look in box 3');
    await ann.reads(QUESTION, {
      console: '— You transferred it to Ben. Your note: “look in box 3”',
      im: /^Left for Ben, who is back at \d+:\d+ [AP]M\.$/,
    });
    await pat.sees('— Ann has handed your question to Ben');
    await expect
      .poll(() => pat.notice)
      .toMatch(
        /^Your question is kept for Ben\. Ben is due back at \d+:\d+ [AP]M(?:, .+ your time)?\. The answer will be here\. With a link you can read it later, on any device\.$/,
      );

    const back = await desk.comes('ben');
    await back.reads('Can Ben help me?', {
      console: '— Ann transferred it to you. Note for you: “look in box 3”',
      // The relay may have sent the question to the client that was just leaving.
      im: /^(?:\(again\) )?Ann transferred this to you\. Note for you: “look in box 3”$/,
    });
    await back.says('Can Ben help me?', 'Four boxes of them.');
    await pat.reads(
      `You: ${QUESTION}`,
      'Ann: Ben knows.',
      'You: Can Ben help me? (Seen)',
      '— Ann has handed your question to Ben',
      'Ben: Four boxes of them.',
    );
  });

  test('After Ann’s client crashes and the relay restarts, Ann still holds it and reads on another device what was missed', async () => {
    await using desk = await MixedDesk.open(mix);
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ann.isRung(QUESTION, /./);
    await ann.says(QUESTION, 'Let me look.');
    await pat.sees('Ann: Let me look.');
    await ann.crashes();
    await pat.finds('Ann gone', ({ librarians }) =>
      librarians.every(({ name, availability }) => name !== 'Ann' || availability !== 'available'),
    );
    await pat.says('On which floor?');
    await pat.sees('You: On which floor? (Sent)');
    await desk.restarts();

    const elsewhere = await desk.comes('ann', desk.otherPlace('ann'));
    await elsewhere.reads('On which floor?', {
      console: 'Patron: On which floor?',
      im: /^(\(again\) )?On which floor\?$/,
    });
    await elsewhere.says('On which floor?', 'The third.');
    await pat.reads(`You: ${QUESTION}`, 'Ann: Let me look.', 'You: On which floor? (Seen)', 'Ann: The third.');
    if (ben.place === 'im') expect((await ben.conversation(QUESTION)).join('\n')).not.toContain('On which floor?');
    else expect(await ben.conversation(QUESTION)).toEqual([]);
  });
});
