// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { withoutHead } from '../stage/im/head.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { ScriptedProgram } from '../stage/im/scripted-program.ts';

const QUESTION = 'Is the reading room open?';
const UNCONFIRMED = 'Not yet confirmed: no librarian’s program has answered so far. We go on trying.';

test('While Finch hangs, its lines do not count as delivered and a colleague is asked; later no line is shown twice', async () => {
  await using world = await ImWorld.open();
  const ann = await world.finch('ann');
  await using ben = await ScriptedProgram.start(world.account('ben'));
  ben.shows('away', 'In the stacks');
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann available and Ben away', ({ librarians }) =>
    ['Ann available', 'Ben away'].every((one) =>
      librarians.some(({ name, availability }) => `${name} ${availability}` === one),
    ),
  );

  await ann.freeze();
  await pat.says(QUESTION);
  await pat.seesNotice('Asking a librarian…');
  expect(ben.heard.map(({ text }) => withoutHead(text))).not.toContain(QUESTION);
  const began = performance.now();
  await ben.until('Ben is asked in place of Ann', () => ben.heard.some(({ text }) => withoutHead(text) === QUESTION));
  process.stdout.write(
    `a colleague was asked ${Math.round(performance.now() - began)} ms after the client of Ann hung\n`,
  );
  await pat.reads(`You: ${QUESTION} (Delivered)`); // Ben's program took it

  const window = await ben.windowWith(QUESTION);
  ben.says(window, 'Until five.');
  const page = [`You: ${QUESTION} (Seen)`, 'Ben: Until five.'];
  await pat.reads(...page);

  ann.thaw();
  await ann.reads(window, QUESTION);
  await ann.reads(window, 'Ben is answering.');
  await ann.says(window, 'It is.');
  await ann.reads(window, 'Ben is answering. The patron did not see your message: “It is.”');
  const lines = (await ann.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
  expect(lines.filter((text) => text.includes(QUESTION))).toEqual([`[Reference desk · just now] ${QUESTION}`]);
  await pat.reads(...page);
});

test('While the only librarian’s Finch hangs, the patron reads so; when Finch continues, every line comes once, in order', async () => {
  await using world = await ImWorld.open({ librarians: ['ann'] });
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  await pat.reads(`You: ${QUESTION} (Delivered)`);
  await ann.says(window, 'Let me look.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: Let me look.');

  await ann.freeze();
  await pat.says('Are you there?');
  await pat.says('Hello?');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: Let me look.', 'You: Are you there?', 'You: Hello? (Sent)');
  const began = performance.now();
  await eventually('the patron reads it', () => pat.notice === UNCONFIRMED, { seen: () => pat.notice });
  process.stdout.write(`the patron read that it is not confirmed after ${Math.round(performance.now() - began)} ms\n`);

  ann.thaw();
  await ann.reads(window, 'Hello?');
  await ann.says(window, 'I am.');
  await pat.reads(`You: ${QUESTION}`, 'Ann: Let me look.', 'You: Are you there?', 'You: Hello? (Seen)', 'Ann: I am.');
  expect(pat.notice).toBe('');
  const them = (await ann.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
  expect(them).toEqual([`[Reference desk · just now] ${QUESTION}`, 'Are you there?', 'Hello?']);
});
