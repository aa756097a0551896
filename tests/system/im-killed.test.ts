// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import type { Finch } from '../stage/im/finch.ts';
import { withoutHead } from '../stage/im/head.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import {
  allKept,
  allProved,
  allShown,
  annWrites,
  arrived,
  compared,
  type Lines,
  type Pair,
  patronsWrite,
  sum,
  underWay,
} from '../stage/im/many-lines.ts';
import { freeze } from '../stage/im/program.ts';
import { Typist } from '../stage/im/typist.ts';
import { readLast } from '../stage/im/window-lines.ts';

/**
 * A process is killed while a thousand lines are under way each way: no line to the librarian is lost, and no line to a
 * patron is lost without a notice to the librarian. The process is stopped before it is killed, while everybody continues
 * to write, so that sockets and queues hold the lines.
 */

const ZONE = 'America/New_York';
const PATRONS = 25;
/** From each patron, in each of two parts: the lines of one have got further than those of the other. */
const HALF = 20;
/** To each patron, right before something stops: some of them get through. */
const CLOSE = 5;
/** To each patron after that. */
const FROM_ANN = 40;
/** From and to each patron, when all works again. */
const AFTER = 5;
const LEAST_UNDER_WAY = PATRONS * 2 * HALF;

const limits = { framesPerSecond: 10_000, frameBytesPerSecond: 10_000_000, linesPerMinute: 10_000 };
const options = { librarians: ['ann'], config: { limits } };

const typed =
  (ann: Typist): Lines =>
  async (window) =>
    ann.lines(window);

/** Every patron asks. */
const pairsWith = async (world: ImWorld, windowWith: (text: string) => Promise<string>): Promise<Pair[]> => {
  const name = (_: unknown, number: number) => `P${number}`;
  const patrons = await Promise.all(Array.from({ length: PATRONS }, name).map((one) => world.stage.patron(one)));
  await Promise.all(patrons.map((patron) => patron.says(`${patron.name} asks`)));
  const pairs: Pair[] = [];
  for (const patron of patrons) {
    const asked = [`${patron.name} asks`];
    pairs.push({ name: patron.name, patron, window: await windowWith(`${patron.name} asks`), asked, sent: [] });
  }
  return pairs;
};

/** And has a first answer. */
const pairsOf = async (world: ImWorld, ann: Typist): Promise<Pair[]> => {
  const pairs = await pairsWith(world, (text) => ann.program.windowWith(text));
  annWrites(pairs, 1, ann.says);
  await arrived(pairs);
  await allProved(pairs);
  return pairs;
};

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

const linkUps = (world: ImWorld): number => world.stage.relay.log().split('the XMPP link is up').length - 1;

type Found = Awaited<ReturnType<typeof compared>> & { under: ReturnType<typeof underWay>; began: number };

const print = (what: string, pairs: Pair[], { under, began, ...found }: Found): void => {
  process.stdout.write(
    `${what} with ${under.ofPatrons} lines of patrons under way and ${under.ofAnn} of Ann. ` +
      `Of ${sum(pairs.map(({ asked }) => asked.length))} patrons’ lines all arrived, ${found.repeats} a second time, ` +
      `${found.marked} marked; of ${sum(pairs.map(({ sent }) => sent.length))} of Ann ${found.lost} were lost, ` +
      `${found.notified} of them in a time that a notice named; ${Math.round(performance.now() - began)} ms\n`,
  );
};

test('When Prosody is killed, no line of a patron is lost, and the librarian reads when their own lines may be lost', async () => {
  await using world = await ImWorld.open(options);
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsOf(world, ann);
  const began = performance.now();

  // The librarian has these lines, and nobody knows.
  ann.program.answersPings = false;
  patronsWrite(pairs, HALF);
  await allShown(pairs, HALF, typed(ann));
  annWrites(pairs, CLOSE, ann.says);
  await world.prosody.freeze();
  patronsWrite(pairs, HALF);
  annWrites(pairs, FROM_ANN, ann.says);
  await allKept(pairs);

  const under = underWay(pairs);
  const ups = linkUps(world);
  await world.prosody.kill();
  await world.prosody.restart();
  await eventually('the link is up again', () => linkUps(world) > ups);
  await goesOn(pairs, ann);
  const found = await compared(pairs, typed(ann), ZONE);
  print('Prosody was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.ofAnn).toBeGreaterThanOrEqual(PATRONS * FROM_ANN);
  expect(found.repeats).toBeGreaterThanOrEqual(PATRONS * HALF);
  expect(found.marked).toBeGreaterThanOrEqual(LEAST_UNDER_WAY);
  expect(found.unnotified).toEqual([]);
});

test('When the relay is killed, no line of a patron is lost, and the librarian reads when their own lines may be lost', async () => {
  await using world = await ImWorld.open(options);
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsOf(world, ann);
  const began = performance.now();

  annWrites(pairs, CLOSE, ann.says);
  await world.prosody.freeze();
  patronsWrite(pairs, HALF);
  annWrites(pairs, FROM_ANN, ann.says);
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
  const found = await compared(pairs, typed(ann), ZONE);
  print('The relay was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.ofAnn).toBeGreaterThanOrEqual(PATRONS * FROM_ANN);
  expect(found.repeats).toBeGreaterThanOrEqual(PATRONS * HALF);
  expect(found.unnotified).toEqual([]);
});

test('When Finch is killed, no line of a patron is lost, and the librarian reads when their own lines may be lost', async () => {
  await using world = await ImWorld.open(options);
  const ann = await world.finch('ann');
  const windows = new Map<string, string>();
  const pairs = await pairsWith(world, (text) => finchWindow(ann, text, windows));
  await finchWrites(pairs, 1, ann);
  await arrived(pairs);
  await allProved(pairs);
  // All that it ever shows: nothing gets to it any more.
  const before = new Map<string, string[]>();
  for (const { window } of pairs) before.set(window, await linesIn(ann, window));
  const began = performance.now();

  await world.prosody.freeze();
  await finchWrites(pairs, FROM_ANN, ann);
  patronsWrite(pairs, 2 * HALF);
  await allKept(pairs);

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
  const found = await compared(pairs, inBoth, ZONE, readLast);
  print('The librarian’s Finch was killed', pairs, { ...found, under, began });
  expect(under.ofPatrons).toBe(LEAST_UNDER_WAY);
  expect(under.ofAnn).toBe(PATRONS * FROM_ANN);
  expect(found.marked).toBeGreaterThanOrEqual(LEAST_UNDER_WAY);
  expect(found.unnotified).toEqual([]);
});

/** `known`: windows by their first line, which Finch need not be asked for again. */
const finchWindow = async (finch: Finch, text: string, known: Map<string, string>): Promise<string> =>
  await eventually(`a window of Finch with "${text}"`, async () => {
    for (const window of known.has(text) ? [] : await finch.windows()) {
      if ([...known.values()].includes(window)) continue;
      const [first] = await linesIn(finch, window);
      if (first !== undefined) known.set(withoutHead(first), window);
    }
    return known.get(text);
  });

/** Resolves when Finch has sent them. Its bus takes only so many questions at once. */
const finchWrites = async (pairs: Pair[], count: number, finch: Finch): Promise<void> => {
  for (let line = 0; line < count; line += 1) await Promise.all(annWrites(pairs, 1, finch.says));
};

/** What came in, read from Finch itself. */
const linesIn = async (finch: Finch, window: string): Promise<string[]> =>
  (await finch.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
