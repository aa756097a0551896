import { expect, test } from 'vitest';
import { Stage } from '../stage/stage.ts';

const QUESTION = 'Where are the parish registers?';
const NOTE = 'They have been to the archives already.';
const ASKED = 'Is the vault open?';
const ASIDE = 'Until four. They were rude to Cleo.';

/** Expects that no line between colleagues is on these pages of a patron. */
const expectUnseen = (pages: readonly string[]) => {
  for (const page of pages) for (const text of [NOTE, ASKED, ASIDE]) expect(page).not.toContain(text);
};

const twoDesks = {
  desks: {
    main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann', 'ben'] },
    maps: { title: 'Map room', zone: 'America/New_York', librarians: ['ben'] },
  },
};

test('Ann consults Ben: Ben reads the whole conversation, Ann reads the answer, and Pat sees nothing of either', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await ann.answers(QUESTION, 'One moment.');
  await ben.hasLists({});
  await ann.asks(QUESTION, 'ben', ASKED);
  await ben.isAsked(QUESTION, 'Ann', ASKED);
  await ben.opens(QUESTION);
  await ben.types(QUESTION);
  await ben.answers(QUESTION, ASIDE);
  await ben.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    'Ann: One moment.',
    `— Ann asked you, unseen by the patron: “${ASKED}”`,
    `You: ${ASIDE} [Your colleague sees this; the patron doesn’t.]`,
  );
  await ann.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    'You: One moment. (Seen)',
    `— You asked Ben, unseen by the patron: “${ASKED}”`,
    `Ben: ${ASIDE} [Ben, unseen by the patron]`,
  );
  await ann.answers(QUESTION, 'In the vault, until four.');
  const page = [`You: ${QUESTION} (Seen)`, 'Ann: One moment.', 'Ann: In the vault, until four.'];
  await pat.reads(...page);
  const again = pat.reloads();
  await again.reads(...page);
  expectUnseen([pat.page, again.page]);
});

test('When Ann hands the conversation to Ben with a note, Pat reads one clear line and only Ben reads the note', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await ann.answers(QUESTION, 'One moment.');
  await ann.handsTo(QUESTION, 'ben', NOTE);
  await ben.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    'Ann: One moment.',
    `— Ann transferred it to you. Note for you: “${NOTE}”`,
  );
  await ben.answers(QUESTION, 'On microfilm.');
  await pat.reads(
    `You: ${QUESTION} (Seen)`,
    'Ann: One moment.',
    '— Ann has handed your question to Ben',
    'Ben: On microfilm.',
  );
  expectUnseen([pat.page]);
});

test('When a conversation moves to another desk, Pat reads which desk and sees its librarians, and Ann no longer has it', async () => {
  await using stage = await Stage.open({ config: twoDesks });
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await ann.answers(QUESTION, 'One moment.');
  await ben.hasLists({});
  await ann.moves(QUESTION, 'maps', NOTE);
  await ben.hasLists({ waiting: [QUESTION] });
  await ben.takes(QUESTION);
  await pat.finds('the map room', ({ name }) => name === 'Map room');
  await ben.answers(QUESTION, 'On microfilm.');
  await pat.sees('Ben: On microfilm.');
  expectUnseen([pat.page]);
  expect(pat.page).toContain('Map room');
  ann.opensNone();
  await ann.hasLists({});
});

test('When two consoles of Ann hand it to two colleagues at once, one colleague has it and Pat reads one line', async () => {
  await using stage = await Stage.open({ config: twoDesks });
  const [desk, tablet] = [await stage.librarian('Ann'), await stage.librarian('Ann')];
  const ben = await stage.librarian('Ben');
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await desk.answers(QUESTION, 'One moment.');
  await tablet.opens(QUESTION);
  await ben.hasLists({});
  await Promise.all([desk.handsTo(QUESTION, 'ben'), tablet.moves(QUESTION, 'maps')]);
  await ben.hasLists({ waiting: [QUESTION] });
  await ben.takes(QUESTION);
  await ben.answers(QUESTION, 'On microfilm.');
  await pat.sees('Ben: On microfilm.');
  expect(pat.page.split('\n').filter((row) => row.startsWith('— Ann has handed'))).toHaveLength(1);
  expect(ben.conversation(QUESTION).filter((row) => row.startsWith('— Ann'))).toHaveLength(1);
});

test.each(['ends it', 'hands it back'])(
  'When Ann %s while Ben writes to Ann alone, Pat does not read that line and reads the next line of Ben',
  async (what) => {
    await using stage = await Stage.open();
    const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
    const pat = await stage.patron('Pat');
    await pat.says(QUESTION);
    await ann.answers(QUESTION, 'One moment.');
    await ann.asks(QUESTION, 'ben', ASKED);
    await ben.isAsked(QUESTION, 'Ann', ASKED);
    await ben.opens(QUESTION);
    if (what === 'ends it') await ann.closes(QUESTION);
    else await ann.passes(QUESTION);
    ben.writes(QUESTION, ASIDE);
    ben.writes(QUESTION, 'Good morning.');
    await pat.sees('Ben: Good morning.');
    expectUnseen([pat.page]);
  },
);

test('A colleague finds a conversation of Ann in the list of librarians and takes part in it', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(QUESTION);
  await ann.answers(QUESTION, 'One moment.');
  await ben.joins('Ann');
  await ben.answers(QUESTION, 'On microfilm.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: One moment.', '— Ben has joined', 'Ben: On microfilm.');
});

test('The list of librarians follows every change, and a librarian who is not there is not asked', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  await ann.finds('Ben', 'Available');
  await ben.states({ availability: 'busy', words: 'With a class' });
  await ann.finds('Ben', 'Busy · “With a class”');
  await ben.goesOffDuty();
  await ann.finds('Ben', 'Off duty');
});

test('Ann leaves a note when going off duty, and Ben reads it once on coming on duty, also after a restart', async () => {
  await using stage = await Stage.open();
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  await ben.goesOffDuty();
  await ann.leavesNote('The printer is out of paper.');
  expect(ben.notes).toEqual([]);
  await stage.relay.kill('SIGTERM');
  await stage.relay.start();
  await ben.isConnected();
  await ben.goesOnDuty();
  await ben.hasNotes('Ann: The printer is out of paper.');
  await ben.putsAwayNote();
  await ben.goesOffDuty();
  await ben.goesOnDuty();
  expect(ben.notes).toEqual([]);
});
