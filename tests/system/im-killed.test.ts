// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import type { Finch } from '../stage/im/finch.ts';
import { isMarked, readLast, readOnce, repeatsIn, wasTold } from '../stage/im/her-lines.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { freeze } from '../stage/im/program.ts';
import { Typist } from '../stage/im/typist.ts';
import type { Patron } from '../stage/patron.ts';

/**
 * Something is killed while a thousand lines are under way each way: to her nothing is lost, to patrons nothing without a
 * word of it. What dies is stopped first while everybody goes on writing, so that sockets and queues hold the lines.
 */

const ZONE = 'America/New_York';
const PATRONS = 25;
/** From each patron, in each of two parts: the lines of one have got further than those of the other. */
const HALF = 20;
/** To each patron, right before something stops: some of them get through. */
const CLOSE = 5;
/** To each patron after that. */
const HERS = 40;
/** From and to each patron, when all works again. */
const AFTER = 5;
const LEAST_UNDER_WAY = PATRONS * 2 * HALF;

const limits = { framesPerSecond: 10_000, frameBytesPerSecond: 10_000_000, linesPerMinute: 10_000 };
const options = { librarians: ['ann'], config: { limits } };

/** A line of hers, and when she sent it. */
interface Sent {
  text: string;
  at: number;
}

/** A patron, the window she is for Ann, and what each has written so far. */
interface Pair {
  name: string;
  patron: Patron;
  window: string;
  asked: string[];
  sent: Sent[];
}

/** Gives the lines in a window of hers, in all her programs. */
type Lines = (window: string) => Promise<string[]>;

const typed =
  (ann: Typist): Lines =>
  async (window) =>
    ann.lines(window);

const everyPatron = async (world: ImWorld): Promise<Patron[]> =>
  await Promise.all(Array.from({ length: PATRONS }, (_, number) => world.stage.patron(`P${number}`)));

const pairOf = (patron: Patron, window: string): Pair => {
  const { name } = patron;
  return { name, patron, window, asked: [`${name} asks`], sent: [] };
};

const pairsWith = async (world: ImWorld, ann: Typist): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (const patron of await everyPatron(world)) {
    await patron.says(`${patron.name} asks`);
    const pair = pairOf(patron, await ann.program.windowWith(`${patron.name} asks`));
    pairs.push(pair);
    annWrites([pair], 1, ann.says);
    await arrived([pair]);
  }
  return pairs;
};

const patronsWrite = (pairs: Pair[], count: number): void => {
  for (const { name, patron, asked } of pairs)
    for (let line = 0; line < count; line += 1) {
      const text = `${name} line ${asked.length}`;
      asked.push(text);
      patron.writes(text);
    }
};

/** Gives what her program did about each, in order. */
const annWrites = <Done>(pairs: Pair[], count: number, says: (window: string, text: string) => Done): Done[] =>
  Array.from({ length: count }, () => pairs).flatMap((row) =>
    row.map(({ name, window, sent }) => {
      const text = `A line ${sent.length} for ${name}`;
      sent.push({ text, at: Date.now() });
      return says(window, text);
    }),
  );

const onPage = ({ patron }: Pair): string[] =>
  patron.page.split('\n').flatMap((row) => (row.startsWith('Ann: A') ? [row.slice('Ann: '.length)] : []));

const lostOf = (pair: Pair): Sent[] => {
  const page = new Set(onPage(pair));
  return pair.sent.filter(({ text }) => !page.has(text));
};

/** The last of hers is on every page. */
const arrived = async (pairs: Pair[]): Promise<void> => {
  for (const { patron, sent } of pairs) await patron.sees(`Ann: ${sent.at(-1)?.text ?? ''}`);
};

const allKept = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs) await patron.hasAllKept();
};

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Said, and neither proved nor on a page. */
const underWay = (pairs: Pair[]) => ({
  ofPatrons: sum(pairs.map(({ patron }) => patron.unprovedLines.length)),
  hers: sum(pairs.map((pair) => lostOf(pair).length)),
});

/** Everybody writes once more, and all that is owed comes. */
const goesOn = async (pairs: Pair[], ann: Typist): Promise<void> => {
  await ann.comesBack();
  // While what is owed still comes.
  patronsWrite(pairs, AFTER);
  annWrites(pairs, AFTER, ann.says);
  await arrived(pairs);
  await allKept(pairs);
  await allProved(pairs);
};

const isOf =
  ({ name }: Pair) =>
  (text: string): boolean =>
    text.startsWith(`${name} `);

/** Her windows show so many lines of each patron beside the question. */
const allShown = async (pairs: Pair[], count: number, lines: Lines): Promise<void> => {
  for (const pair of pairs)
    await eventually(
      `${count} lines of ${pair.name} are in her window`,
      async () => readOnce(await lines(pair.window), isOf(pair)).length === 1 + count,
      { seen: () => lines(pair.window) },
    );
};

const allProved = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs)
    await eventually('her pages know', () => patron.unprovedLines.length === 0, { seen: () => patron.page });
};

/** Compares whole lists on both sides; gives what came again, and what of hers did not come. */
const compared = async (pairs: Pair[], lines: Lines, read = readOnce) => {
  let [repeats, marked, told] = [0, 0, 0];
  const lost: Sent[] = [];
  const untold: string[] = [];
  for (const pair of pairs) {
    const hers = await lines(pair.window);
    expect(read(hers, isOf(pair))).toEqual(pair.asked);
    expect(repeatsIn(hers).unmarked).toEqual([]);
    repeats += repeatsIn(hers).all.length;
    marked += hers.filter(isMarked).length;

    expect(pair.patron.keptLines).toEqual(pair.asked);
    const page = onPage(pair);
    const gone = lostOf(pair);
    expect(page).toEqual(pair.sent.filter((sent) => !gone.includes(sent)).map(({ text }) => text));
    lost.push(...gone);
    for (const { text, at } of gone) {
      if (wasTold(hers, at, ZONE)) told += 1;
      else untold.push(`${text}, at ${new Date(at).toISOString()}`);
    }
  }
  return { repeats, marked, lost: lost.length, told, untold };
};

const linkUps = (world: ImWorld): number => world.stage.relay.log().split('the XMPP link is up').length - 1;

type Found = Awaited<ReturnType<typeof compared>> & { under: ReturnType<typeof underWay>; began: number };

const print = (what: string, pairs: Pair[], { under, began, ...found }: Found): void => {
  process.stdout.write(
    `${what} with ${under.ofPatrons} lines of patrons under way and ${under.hers} of hers. ` +
      `Of ${sum(pairs.map(({ asked }) => asked.length))} patrons’ lines all arrived, ${found.repeats} a second time, ` +
      `${found.marked} marked; of ${sum(pairs.map(({ sent }) => sent.length))} of hers ${found.lost} were lost, ` +
      `${found.told} of them in a time she was told of; ${Math.round(performance.now() - began)} ms\n`,
  );
};

test('Prosody is killed: nothing of patrons is lost, and she is told when her lines may have been', async () => {
  await using world = await ImWorld.open(options);
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsWith(world, ann);
  const began = performance.now();

  // She has these, and nobody knows.
  ann.program.answersPings = false;
  patronsWrite(pairs, HALF);
  await allShown(pairs, HALF, typed(ann));
  annWrites(pairs, CLOSE, ann.says);
  await world.prosody.freeze();
  patronsWrite(pairs, HALF);
  annWrites(pairs, HERS, ann.says);
  await allKept(pairs);

  const under = underWay(pairs);
  const ups = linkUps(world);
  await world.prosody.kill();
  await world.prosody.restart();
  await eventually('the link is up again', () => linkUps(world) > ups);
  await goesOn(pairs, ann);
  const found = await compared(pairs, typed(ann));
  print('Prosody was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.hers).toBeGreaterThanOrEqual(PATRONS * HERS);
  expect(found.repeats).toBeGreaterThanOrEqual(PATRONS * HALF);
  expect(found.marked).toBeGreaterThanOrEqual(LEAST_UNDER_WAY);
  expect(found.untold).toEqual([]);
});

test('the relay is killed: nothing of patrons is lost, and she is told when her lines may have been', async () => {
  await using world = await ImWorld.open(options);
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsWith(world, ann);
  const began = performance.now();

  annWrites(pairs, CLOSE, ann.says);
  await world.prosody.freeze();
  patronsWrite(pairs, HALF);
  annWrites(pairs, HERS, ann.says);
  await allKept(pairs);
  await freeze(world.stage.relay.child().pid ?? 0);
  patronsWrite(pairs, HALF); // these get no further than the relay's door
  world.prosody.thaw();
  await allShown(pairs, HALF, typed(ann));
  expect(await ann.program.isHeard()).toBe(true); // by Prosody, which passed it on

  const under = underWay(pairs);
  await world.stage.relay.kill('SIGKILL');
  await world.stage.relay.start();
  await world.isLinked();
  await goesOn(pairs, ann);
  const found = await compared(pairs, typed(ann));
  print('The relay was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.hers).toBeGreaterThanOrEqual(PATRONS * HERS);
  expect(found.repeats).toBeGreaterThanOrEqual(PATRONS * HALF);
  expect(found.untold).toEqual([]);
});

test('her Finch is killed: nothing of patrons is lost, and she is told when her lines may have been', async () => {
  await using world = await ImWorld.open(options);
  const ann = await world.finch('ann');
  const pairs: Pair[] = [];
  for (const patron of await everyPatron(world)) {
    await patron.says(`${patron.name} asks`);
    pairs.push(pairOf(patron, await world.windowWith(ann, `${patron.name} asks`)));
  }
  await finchWrites(pairs, 1, ann);
  await arrived(pairs);
  const began = performance.now();

  await world.prosody.freeze();
  await finchWrites(pairs, HERS, ann);
  patronsWrite(pairs, 2 * HALF);
  await allKept(pairs);
  const before = new Map<string, string[]>();
  for (const { window } of pairs) before.set(window, await linesIn(ann, window));

  const under = underWay(pairs);
  await ann.kill();
  world.prosody.thaw();
  const next = await world.finch('ann');
  const inBoth: Lines = async (window) => [...(before.get(window) ?? []), ...(await linesIn(next, window))];
  await allShown(pairs, 2 * HALF, inBoth);
  patronsWrite(pairs, AFTER);
  await finchWrites(pairs, AFTER, next);
  await arrived(pairs);
  await allProved(pairs);
  // Prosody hands the next Finch what it still had for the last one, from the middle on; all that is owed comes after that.
  const found = await compared(pairs, inBoth, readLast);
  print('Her Finch was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.hers).toBe(PATRONS * HERS);
  expect(found.marked).toBeGreaterThanOrEqual(LEAST_UNDER_WAY);
  expect(found.untold).toEqual([]);
});

/** Resolves when Finch has sent them. Its bus takes only so many questions at once. */
const finchWrites = async (pairs: Pair[], count: number, finch: Finch): Promise<void> => {
  for (let line = 0; line < count; line += 1) await Promise.all(annWrites(pairs, 1, finch.says));
};

/** What came in, read from Finch itself. */
const linesIn = async (finch: Finch, window: string): Promise<string[]> =>
  (await finch.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
