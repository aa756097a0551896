// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import type { Finch } from '../stage/im/finch.ts';
import { withoutHead } from '../stage/im/head.ts';
import { DESK, DOMAIN, ImWorld } from '../stage/im/im-world.ts';

/** Colleagues in real Finches help each other, and the patron reads only what is meant for the patron. */

const QUESTION = 'Where are the parish registers?';
const ASKED = 'is the vault open?';
const ASIDE = 'Until four. They were rude to me yesterday.';
const NOTE = 'they need the 1893 atlas';

/** The lines to the librarian in the window, in order, from the first that matches. */
const hears = (finch: Finch, window: string, text: string): Promise<string> =>
  eventually(
    `${window} says "${text}"`,
    async () => (await finch.lines(window)).find((line) => line.by === 'them' && withoutHead(line.text) === text)?.text,
    { seen: () => finch.lines(window) },
  );

const twoDesks = (librarians: readonly string[]) => ({
  desks: {
    main: { title: 'Reference desk', zone: 'America/New_York', librarians },
    maps: { title: 'Map room', zone: 'America/New_York', librarians: ['ben'] },
  },
});

test('Ann in Finch consults Ben and reads the answer, and then moves the conversation to the map room with a note', async () => {
  await using world = await ImWorld.open({ config: twoDesks(['ann', 'ben']) });
  const [ann, ben] = [await world.finch('ann'), await world.finch('ben')];
  const pat = await world.stage.patron('Pat');
  await pat.finds('both', ({ librarians }) => librarians.length === 2);
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);
  await ann.says(window, 'One moment.');
  await pat.sees('Ann: One moment.');

  await ann.says(window, `!ask ben ${ASKED}`);
  await hears(ann, window, 'Ben has been asked. The answer will appear here; the patron won’t see it.');
  await hears(ben, window, `Ann asks you privately: “${ASKED}” Your next message here goes only to Ann.`);
  await ben.says(window, ASIDE);
  await hears(ann, window, `Ben, privately: ${ASIDE}`);
  await hears(
    ben,
    window,
    'Ann has this conversation. No one sees what you write here now, unless you are asked again or type !join.',
  );

  await ann.says(window, `!pass map, ${NOTE}`);
  await hears(ann, window, 'Transferred to Map room.');
  await hears(ben, window, `Ann transferred this to Map room. Note for you: “${NOTE}”`);
  await ben.says(window, 'In the basement.');
  const page = [
    `You: ${QUESTION} (Seen)`,
    'Ann: One moment.',
    '— Ann has handed your question to Map room',
    'Ben: In the basement.',
  ];
  await pat.reads(...page);
  // A page that is opened again is sent everything that was ever said to the patron.
  const again = pat.reloads();
  await again.reads(...page);
  for (const text of [ASKED, ASIDE, NOTE]) expect(again.page).not.toContain(text);
  expect(window).toMatch(new RegExp(`@${DOMAIN}$`));
});

test('Ann at a console consults Ben in Finch and then hands the conversation to Ben', async () => {
  await using world = await ImWorld.open();
  const ben = await world.finch('ben');
  const ann = await world.stage.librarian('Ann');
  const pat = await world.stage.patron('Pat');
  await pat.finds('both', ({ librarians }) => librarians.length === 2);
  await pat.says(QUESTION);
  const window = await world.windowWith(ben, QUESTION);
  await ann.answers(QUESTION, 'One moment.');
  await ann.asks(QUESTION, 'ben', ASKED);
  await hears(ben, window, `Ann asks you privately: “${ASKED}” Your next message here goes only to Ann.`);
  await ben.says(window, ASIDE);
  await ann.reads(
    QUESTION,
    `Patron: ${QUESTION}`,
    'You: One moment. (Seen)',
    `— You asked Ben, unseen by the patron: “${ASKED}”`,
    `Ben: ${ASIDE} [Ben, unseen by the patron]`,
  );
  await ann.handsTo(QUESTION, 'ben', NOTE);
  await hears(ben, window, `Ann transferred this to you. Note for you: “${NOTE}”`);
  await ben.says(window, 'In the basement.');
  await pat.reads(
    `You: ${QUESTION} (Seen)`,
    'Ann: One moment.',
    '— Ann has handed your question to Ben',
    'Ben: In the basement.',
  );
});

test('Ann leaves a note when going off duty, and the desk shows it to Ben once when Ben signs in', async () => {
  await using world = await ImWorld.open();
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann', ({ librarians }) => librarians.length === 1);
  await ann.says(DESK, '!off the printer is out of paper');
  await eventually('Ann is answered', async () => (await ann.lines(DESK)).some(({ by }) => by === 'them'));
  const ben = await world.finch('ben');
  const notes = async () =>
    (await ben.lines(DESK)).filter(({ text }) =>
      /^Ann’s note, (\w+ )?\d+:\d+ [AP]M: “the printer is out of paper”$/.test(text),
    );
  await eventually('Ben reads it', async () => (await notes()).length > 0, { seen: () => ben.lines(DESK) });
  await ben.says(DESK, '!off');
  await ben.says(DESK, '!on');
  await eventually('Ben is on duty', async () =>
    (await ben.lines(DESK)).some(({ text }) => text.startsWith('You are on')),
  );
  expect(await notes()).toHaveLength(1);
});
