import { expect, test } from 'vitest';
import { Stage } from '../stage/stage.ts';

const QUESTION = 'Do you have the 1952 strike papers?';
const TALK = [`You: ${QUESTION} (Seen)`, 'Ann: Four boxes of them.'];

test('A patron takes the private link, leaves, and reads the answer on another device', async () => {
  await using stage = await Stage.open();
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  const key = pat.takesLink();
  pat.clearsTheScreen();
  pat.leaves();
  const ann = await stage.librarian('Ann');
  await ann.hasLists({ waiting: [QUESTION] });
  await ann.answers(QUESTION, 'Four boxes of them.');
  const back = await stage.patron('Pat', { key });
  await back.reads(...TALK);
});

test('A patron who clears the screen without a private link takes the question back', async () => {
  await using stage = await Stage.open();
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  const ann = await stage.librarian('Ann');
  await ann.hasLists({ waiting: [QUESTION] });
  pat.clearsTheScreen();
  await ann.hasLists({});
});

test('Two devices show one conversation, and deleting it on one device deletes it on both', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  const phone = await stage.patron('Pat', { key: pat.takesLink() });
  await ann.answers(QUESTION, 'Four boxes of them.');
  await pat.reads(...TALK);
  await phone.reads(...TALK);
  await phone.says('May I see them?');
  await pat.sees('You: May I see them? (Seen)');
  await phone.hasItForgotten();
  await pat.reads();
  await ann.hasLists({});
});

test.each([{ retentionDays: 0 }, { retentionDays: 30 }])(
  'With %o, an answer given while the patron was away is still there after a restart',
  async (config) => {
    await using stage = await Stage.open({ config });
    const pat = await stage.patron('Pat');
    await pat.says(QUESTION);
    const key = pat.takesLink();
    pat.leaves();
    const ann = await stage.librarian('Ann');
    await ann.answers(QUESTION, 'Four boxes of them.');
    await ann.closes(QUESTION);
    ann.opensNone();
    await ann.hasLists({});
    await stage.relay.kill('SIGTERM');
    await stage.relay.start();
    const back = await stage.patron('Pat', { key });
    await back.sees('Ann: Four boxes of them.');
    await back.sees('— The conversation has ended');
    expect(back.keptLines).toEqual([QUESTION]);
  },
);
