// needs: prosody, finch
import { expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { Typist } from '../stage/im/typist.ts';
import type { Patron } from '../stage/patron.ts';

/** What is said while something dies: to her nothing is lost, to patrons nothing without a word of it. */

const ZONE = 'America/New_York';
const PATRONS = 25;
const BATCHES = 8;
/** In each batch from each patron, and to each. */
const LINES = 5;
/** Something is killed as soon as the first line of this batch has arrived at a patron. */
const HARMED = 3;

const limits = { framesPerSecond: 10_000, frameBytesPerSecond: 10_000_000, linesPerMinute: 10_000 };

/** A patron and the window she is for Ann. */
interface Pair {
  name: string;
  patron: Patron;
  window: string;
}

const ofAnn = ({ patron }: Pair): string[] =>
  patron.page.split('\n').flatMap((row) => (row.startsWith('Ann: A') ? [row.slice('Ann: '.length)] : []));

const pairsWith = async (world: ImWorld, ann: Typist): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (let number = 0; number < PATRONS; number += 1) {
    const name = `P${number}`;
    const patron = await world.stage.patron(name);
    await patron.says(`${name} asks`);
    const window = await ann.program.windowWith(`${name} asks`);
    ann.says(window, `A for ${name}`);
    await patron.sees(`Ann: A for ${name}`);
    pairs.push({ name, patron, window });
  }
  return pairs;
};

const saidBy = (name: string): string[] => [
  `${name} asks`,
  ...Array.from({ length: BATCHES * LINES }, (_, number) => `${name} line ${number}`),
];

/** Everybody talks, and `harm` comes in the middle of it; resolves when all is said. */
const talk = async (pairs: Pair[], ann: Typist, harm: () => Promise<void>): Promise<void> => {
  let harmed: Promise<void> = Promise.resolve();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    await ann.comesBack();
    for (const { name, patron, window } of pairs) {
      for (let line = batch * LINES; line < (batch + 1) * LINES; line += 1) {
        patron.writes(`${name} line ${line}`);
        ann.says(window, `A line ${line} for ${name}`);
      }
    }
    const [first] = pairs;
    if (batch === HARMED && first) {
      await first.patron.sees(`Ann: A line ${batch * LINES} for ${first.name}`);
      harmed = harm();
      harmed.catch(() => undefined); // awaited below
    }
    // The batch of the harm and the one after it are said without waiting for anything.
    if (batch > HARMED) await harmed;
    if (batch !== HARMED) {
      await ann.comesBack();
      for (const { window } of pairs) await ann.program.isHeard(window);
    }
  }
};

/** Whole lists on both sides; gives how many repeats there were, and the lines that did not arrive. */
const compared = async (pairs: Pair[], ann: Typist) => {
  let [repeats, gone] = [0, 0];
  const lost: { window: string; text: string; at: number }[] = [];
  for (const pair of pairs) {
    const { name, patron, window } = pair;
    ann.says(window, `A end for ${name}`);
    await patron.sees(`Ann: A end for ${name}`);
    await patron.hasAllKept();
    const isLine = (text: string) => text.startsWith(`${name} `);
    await eventually(`all of ${name} is in her window`, () => ann.read(window, isLine).length === saidBy(name).length, {
      seen: () => ann.read(window, isLine),
    });
    expect(ann.read(window, isLine)).toEqual(saidBy(name));
    expect(ann.repeats(window).unmarked).toEqual([]);
    repeats += ann.repeats(window).all.length;

    expect(patron.keptLines).toEqual(saidBy(name));
    const page = new Set(ofAnn(pair));
    const arrived = ann.sent(window).filter(({ text }) => page.has(text));
    expect(ofAnn(pair)).toEqual(arrived.map(({ text }) => text));
    for (const sent of ann.sent(window)) if (!page.has(sent.text)) lost.push({ window, ...sent });
    gone = lost.length;
  }
  return { repeats, lost, gone };
};

const linkUps = (world: ImWorld): number => world.stage.relay.log().split('the XMPP link is up').length - 1;

const print = (what: string, pairs: Pair[], { repeats, gone }: { repeats: number; gone: number }, began: number) =>
  process.stdout.write(
    `${what}: ${pairs.length * saidBy('').length} lines of patrons, ${repeats} came again and said so; ` +
      `${pairs.length * (BATCHES * LINES + 2)} of hers, ${gone} not on a page; ${Math.round(performance.now() - began)} ms\n`,
  );

test('Prosody is killed: nothing of patrons is lost, and she is told when her lines may have been', async () => {
  await using world = await ImWorld.open({ librarians: ['ann'], config: { limits } });
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsWith(world, ann);
  const began = performance.now();
  await talk(pairs, ann, async () => {
    const ups = linkUps(world);
    await world.prosody.kill();
    await world.prosody.restart();
    await ann.comesBack();
    await eventually('the link is up again', () => linkUps(world) > ups);
  });
  const found = await compared(pairs, ann);
  print('Prosody killed', pairs, found, began);
  expect(found.lost.filter(({ window, at }) => !ann.wasTold(window, at, ZONE))).toEqual([]);
});

test('the relay is killed: nothing of patrons is lost, and she is told when her lines may have been', async () => {
  await using world = await ImWorld.open({ librarians: ['ann'], config: { limits } });
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsWith(world, ann);
  const began = performance.now();
  await talk(pairs, ann, async () => {
    await world.stage.relay.kill('SIGKILL');
    await world.stage.relay.start();
    await world.isLinked();
  });
  const found = await compared(pairs, ann);
  print('relay killed', pairs, found, began);
  expect(found.lost.filter(({ window, at }) => !ann.wasTold(window, at, ZONE))).toEqual([]);
});

test('her program is killed: all that it had got out is on the pages, and all of patrons in the next one', async () => {
  await using world = await ImWorld.open({ librarians: ['ann'], config: { limits } });
  await using ann = await Typist.start(world.account('ann'));
  const pairs = await pairsWith(world, ann);
  const began = performance.now();
  await talk(pairs, ann, async () => {
    ann.program.dies();
    await ann.comesBack();
  });
  const found = await compared(pairs, ann);
  print('her program killed', pairs, found, began);
  // What the relay had not yet answered for went with the program: the end of what it sent.
  const open = pairs.flatMap(({ name }) =>
    Array.from({ length: LINES }, (_, line) => `A line ${HARMED * LINES + line} for ${name}`),
  );
  const texts = found.lost.map(({ text }) => text);
  expect(texts).toEqual(texts.length === 0 ? [] : open.slice(-texts.length));
});
