import { expect, test } from 'vitest';
import { Stage } from '../stage/stage.ts';

const NOBODY_ASKED =
  'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.';
const QUESTION = 'Where are the parish registers?';

test('Ann hands a conversation back, and Ben takes it and reads everything that was said', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await pat.seesNotice('Asking 2 librarians…');
  await ann.answers(QUESTION, 'Ben knows more about those.');
  await ben.hasLists({});
  await pat.says('Can Ben help me?');
  await ann.passes(QUESTION);
  await ben.hasLists({ waiting: ['Can Ben help me?'] });
  await ben.takes(QUESTION);
  await ben.answers(QUESTION, 'They are on microfilm.');
  await pat.reads(
    `You: ${QUESTION}`,
    'Ann: Ben knows more about those.',
    'You: Can Ben help me? (Seen)',
    '— Ann has handed your question on',
    '— Ben is answering',
    'Ben: They are on microfilm.',
  );
  await ben.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    'Ann: Ben knows more about those.',
    'Patron: Can Ben help me?',
    '— Ann returned it to the queue.',
    '— You claimed this conversation.',
    'You: They are on microfilm. (Seen)',
  );
  ann.opensNone();
  await ann.hasLists({});
  await ben.hasLists({ mine: ['They are on microfilm.'] });
});

test('Ann answers from two consoles at once, and every page shows each line once in the same order', async () => {
  await using stage = await Stage.open();
  const [desk, tablet] = [await stage.librarian('Ann'), await stage.librarian('Ann')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await desk.opens(QUESTION);
  await tablet.opens(QUESTION);
  for (const number of [1, 2, 3, 4, 5]) {
    desk.writes(QUESTION, `From the desk, ${number}`);
    tablet.writes(QUESTION, `From the tablet, ${number}`);
  }
  await pat.hasRows(11);
  const said = pat.page.split('\n').slice(1);
  const from = (place: string) => said.filter((row) => row.startsWith(`Ann: From the ${place}`));
  expect(from('desk')).toEqual([1, 2, 3, 4, 5].map((number) => `Ann: From the desk, ${number}`));
  expect(from('tablet')).toEqual([1, 2, 3, 4, 5].map((number) => `Ann: From the tablet, ${number}`));
  const rows = said.map((row) => row.replace('Ann:', 'You:'));
  for (const one of [desk, tablet]) {
    await one.reads(QUESTION, `Patron: ${QUESTION}`, ...rows.slice(0, -1), `${rows.at(-1)} (Seen)`);
  }
});

test('When Ann and Ben answer at the same moment, one of them holds it and the other reads that their line was not shown', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await ann.opens(QUESTION);
  await ben.opens(QUESTION);
  await pat.sees(`You: ${QUESTION} (Seen)`);
  ann.writes(QUESTION, 'On microfilm, in the basement.');
  ben.writes(QUESTION, 'Upstairs, on the left.');
  await pat.hasRows(2);
  const annHasIt = pat.page.includes('Ann:');
  const [first, late] = annHasIt ? [ann, ben] : [ben, ann];
  const lines = { [ann.name]: 'On microfilm, in the basement.', [ben.name]: 'Upstairs, on the left.' };
  await late.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    `You: ${lines[late.name]} [${first.name} is answering; the patron did not see your line.]`,
  );
  await first.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    `You: ${lines[first.name]} (Seen)`,
    `${late.name}: ${lines[late.name]} [${late.name}; the patron did not see this line.]`,
  );
  await pat.says('Thank you!');
  await first.hasLists({ mine: ['Thank you!'] });
  await pat.reads(`You: ${QUESTION}`, `${first.name}: ${lines[first.name]}`, 'You: Thank you! (Seen)');
});

test('A librarian who is off duty is not asked', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  await ann.goesOffDuty();
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await pat.seesNotice('Asking a librarian…');
  await pat.finds('Ben alone', ({ librarians }) => librarians.map(({ name }) => name).join() === 'Ben');
  await ben.goesOffDuty();
  await pat.seesNotice(NOBODY_ASKED);
  await pat.finds('nobody', ({ availability }) => availability === 'offline');

  const quinn = await stage.patron('Quinn');
  await quinn.says('Is anybody there?');
  await quinn.seesNotice(NOBODY_ASKED);
  await ann.hasLists({ waiting: [QUESTION, 'Is anybody there?'] });
  expect(ann.news).not.toContain('question');
  await ann.goesOnDuty();
  await quinn.seesNotice('Asking a librarian…');
  await quinn.reads('You: Is anybody there? (Delivered)');
});

test('When the patron writes again after one librarian ended the conversation, another librarian reads all of it', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const ben = await stage.librarian('Ben');
  const pat = await stage.patron('Pat');
  await pat.says('Is the archive open?');
  await ben.hasLists({ waiting: ['Is the archive open?'] });
  await ann.answers('Is the archive open?', 'Until five.');
  await ben.hasLists({});
  await ann.closes('Is the archive open?');
  await pat.says('And on Sunday?');
  await ben.reads(
    'And on Sunday?',
    'Patron: Is the archive open?',
    'Ann: Until five.',
    '— Ann ended the conversation.',
    'Patron: And on Sunday?',
  );
});
