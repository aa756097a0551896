// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import type { Finch } from '../stage/im/finch.ts';
import { DESK, ImWorld } from '../stage/im/im-world.ts';

/** Librarians in real Finches: with each other, together with a console, and with the contact of the desk. */

const QUESTION = 'Where are the parish registers?';

/** Resolves with the last line to the librarian in the window that matches, as soon as there is one. */
const hears = (finch: Finch, window: string, words: RegExp): Promise<string> =>
  eventually(
    `${window} says ${words}`,
    async () => (await finch.lines(window)).findLast(({ by, text }) => by === 'them' && words.test(text))?.text,
    { seen: () => finch.lines(window) },
  );

/** Types the text in the window, and returns the answer to the librarian. */
const orders = async (finch: Finch, window: string, text: string): Promise<string> => {
  const before = (await finch.lines(window)).length;
  await finch.says(window, text);
  return await eventually(
    `${text} is answered`,
    async () => (await finch.lines(window)).slice(before).findLast(({ by }) => by === 'them')?.text,
    { seen: () => finch.lines(window) },
  );
};

test('Of two librarians who are asked, the second reads in the same window who answers, and their late line is quoted back', async () => {
  await using world = await ImWorld.open();
  const [ann, ben] = [await world.finch('ann'), await world.finch('ben')];
  const pat = await world.stage.patron('Pat');
  await pat.finds('both', ({ librarians }) => librarians.length === 2);
  await pat.says(QUESTION);
  const [annsWindow, bensWindow] = [await world.windowWith(ann, QUESTION), await world.windowWith(ben, QUESTION)];
  expect(annsWindow).toBe(bensWindow);
  await pat.reads(`You: ${QUESTION} (Delivered)`);

  await ann.types(annsWindow, 'On microfilm.\n');
  await ben.reads(bensWindow, 'Ann is answering.');
  expect(await orders(ben, bensWindow, 'Upstairs, on the left.')).toBe(
    'Ann is answering. The patron did not see your message: “Upstairs, on the left.”',
  );
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: On microfilm.');

  // Ben takes part all the same.
  expect(await orders(ben, bensWindow, '!join')).toBe('You joined this conversation.');
  await ben.types(bensWindow, 'I can show you.\n');
  await pat.sees('Ben: I can show you.');
  await ann.reads(annsWindow, 'Ben: I can show you.');
  const bens = (await ben.lines(bensWindow)).filter(({ text }) => text !== 'Ann: On microfilm.');
  expect(await ben.lines(bensWindow)).toHaveLength(bens.length + 1); // what Ann had said before Ben joined, once
  expect(bens.map(({ by, text }) => `${by}: ${text}`)).toEqual([
    `them: [Reference desk · just now] ${QUESTION}`,
    'them: Ann is answering.',
    'librarian: Upstairs, on the left.',
    'them: Ann is answering. The patron did not see your message: “Upstairs, on the left.”',
    'librarian: !join',
    'them: You joined this conversation.',
    'librarian: I can show you.',
  ]);
});

test('A librarian at a console and in Finch at once sees in each what they sent from the other', async () => {
  await using world = await ImWorld.open();
  const ann = await world.finch('ann');
  const annsConsole = await world.stage.librarian('Ann');
  const pat = await world.stage.patron('Pat');
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  await ann.types(window, 'On microfilm.\n');
  await pat.sees('Ann: On microfilm.');
  await annsConsole.answers(QUESTION, 'In the basement.');
  await ann.reads(window, 'You, in the console: In the basement.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: On microfilm.', 'Ann: In the basement.');
  await annsConsole.reads(QUESTION, `Patron: ${QUESTION}`, 'You: On microfilm.', 'You: In the basement. (Seen)');
  expect((await ann.lines(window)).map(({ by, text }) => `${by}: ${text}`)).toEqual([
    `them: [Reference desk · just now] ${QUESTION}`,
    'librarian: On microfilm.',
    'them: You, in the console: In the basement.',
  ]);
});

test('A new librarian accepts the desk’s request, reads what patrons see, and chooses to be shown', async () => {
  await using world = await ImWorld.open({ strangers: true, publish: false });
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await ann.agrees();
  const hello = await hears(ann, DESK, /^Hello Ann\. /);
  expect(hello).toContain('Type !show');
  await pat.finds('somebody', ({ availability }) => availability === 'available');
  await ann.setsStatus('away', 'At the Panera in Newport News');
  const before = await pat.finds('Ann away', ({ availability }) => availability === 'away');
  expect(JSON.stringify(before)).not.toMatch(/Ann|Panera/);
  expect(await orders(ann, DESK, '!show')).toBe(
    'Patrons can see your name and status message.\nPatrons now see: Away · “At the Panera in Newport News”',
  );
  await pat.finds('the words of Ann', ({ librarians }) => librarians[0]?.words === 'At the Panera in Newport News');
  expect(await orders(ann, DESK, '!hide')).toContain('You are hidden');
  const hidden = await pat.finds('no name', ({ librarians }) => librarians.length === 0);
  expect(JSON.stringify(hidden)).not.toMatch(/Ann|Panera/);
});

test('The commands !off, !on, !me and !oops work in the window of a patron', async () => {
  await using world = await ImWorld.open({ librarians: ['ann'] });
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann available', ({ availability }) => availability === 'available');
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  await pat.reads(`You: ${QUESTION} (Delivered)`);

  await ann.types(window, 'Ask for Ben.\n');
  await pat.sees('Ann: Ask for Ben.');
  expect(await orders(ann, window, '!oops')).toBe('Withdrawn: “Ask for Ben.”');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: (Message withdrawn)');
  expect(await orders(ann, window, '!oops')).toBe('You have no message here to withdraw.');

  expect(await orders(ann, window, '!off')).toBe(
    'You are off duty. You are not shown to patrons and get no questions.',
  );
  await pat.finds('nobody', ({ availability, librarians }) => availability === 'offline' && librarians.length === 0);
  expect(await orders(ann, window, '!me')).toContain('You are off duty');
  expect(await orders(ann, window, '!on ref')).toBe('You are on duty at Reference desk.');
  await pat.finds('Ann again', ({ availability }) => availability === 'available');
  expect(await orders(ann, window, '!me')).toBe('Patrons see you as: Available\nYou are on duty at Reference desk.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: (Message withdrawn)');
});

test('The commands !help, !away, !back, !busy, !who, !take, !pass and !end work in Finch', async () => {
  await using world = await ImWorld.open();
  const ann = await world.finch('ann');
  const ben = await world.stage.librarian('Ben');
  await ben.states({ availability: 'busy' });
  const pat = await world.stage.patron('Pat');
  await ann.says(DESK, '!help');
  await hears(ann, DESK, /^You can type:\n!away \[WORDS\]: /);
  expect(await orders(ann, DESK, '!away At the bindery')).toBe('Patrons now see: Away · “At the bindery”');
  await pat.finds('the words of Ann', ({ librarians }) => librarians.some(({ words }) => words === 'At the bindery'));
  expect(await orders(ann, DESK, '!back')).toBe('Patrons now see: Available');
  await pat.finds('Ann back', ({ availability }) => availability === 'available');

  expect(await orders(ann, DESK, '!busy In a meeting')).toBe('Patrons now see: Busy · “In a meeting”');
  await pat.says(QUESTION);
  const who = await orders(ann, DESK, '!who');
  expect(who).toMatch(
    /^Librarians:\nAnn: Busy · “In a meeting”\nBen: Busy\nOne question is waiting. Type !take to open it:\n {2}[a-z]+-[0-9a-z]{8} \(0 min\): Where are the parish registers\?$/,
  );
  const word = /^ {2}([a-z]+-\w+)/m.exec(who)?.[1] ?? '';
  expect(await orders(ann, DESK, `!take ${word.slice(0, 3)}`)).toBe(
    `${word} is yours now. Its window shows the whole conversation.`,
  );
  const window = await world.windowWith(ann, QUESTION);

  expect(await orders(ann, window, '!pass')).toBe('Returned to the desk.');
  await pat.sees('— Ann has handed your question on');
  await ben.takes(QUESTION);
  await ann.reads(window, 'Ben is answering.');
  await ben.passes(QUESTION);
  expect(await orders(ann, DESK, `!take ${word}`)).toContain('is yours now');
  expect(await orders(ann, window, '!pass ben')).toBe('Transferred to Ben (Busy).');
  await ben.answers(QUESTION, 'On microfilm.');
  await pat.sees('Ben: On microfilm.');
  expect(await orders(ann, window, '!end')).toBe('Ben is answering this conversation. Type !join to take part.');
  expect(await orders(ann, window, '!join')).toBe('You joined this conversation.');
  expect(await orders(ann, window, '!end')).toBe('Ended.');
  await pat.sees('— The conversation has ended');
});
