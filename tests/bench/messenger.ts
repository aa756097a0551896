import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import type { FromPatron, ToPatron } from '../../relay/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { DOMAIN, ImWorld } from '../stage/im/im-world.ts';
import { keyOf } from '../stage/key-of.ts';
import { cpuOf, LIMITS } from './processes.ts';
import type { Row } from './table.ts';
import { XmppClient } from './xmpp-client.ts';

/** What a librarian's own program costs and takes, through a real Prosody. */

const ROUNDS = 300;
const TALKS = 50;

/** The word that ends what she reads: a patron's own line, the first of a window with what stands before it. */
const lastWord = (text: string): string => text.split(/\s/).at(-1) ?? '';

/** As those that a patron asks with here; what the desk says itself ends otherwise, and is not answered. */
const ASKED = /^question-[\w-]+$/;

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

const inWords = (times: readonly number[]): string =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;

/** A patron's page that hands its frames to whoever waits for one. */
const openPage = async (host: string, name: string) => {
  const socket = new WebSocket(`ws://${host}/socket`, { origin: `http://${host}`, perMessageDeflate: false });
  const send = (frame: FromPatron) => socket.send(JSON.stringify(frame));
  let wanted: { is(frame: ToPatron): boolean; found(): void } | undefined;
  socket.on('open', () => send({ kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf(name), after: 0 }));
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as ToPatron; // our own relay's
    if (wanted?.is(frame)) wanted.found();
  });
  const sees = (is: (frame: ToPatron) => boolean) =>
    new Promise<void>((resolve) => {
      wanted = { is, found: resolve };
    });
  await sees(({ kind }) => kind === 'welcome');
  return { sees, asks: (text: string) => send({ kind: 'say', id: nanoid(), text }), close: () => socket.terminate() };
};

const answerTo = (text: string) => (frame: ToPatron) =>
  frame.kind === 'entry' && frame.entry.kind === 'said' && frame.entry.by === 'librarian' && frame.entry.text === text;

/** Times of one librarian and one patron, one after the other. */
const times = async (world: ImWorld, program: XmppClient, rounds: number) => {
  const page = await openPage(world.stage.relay.host, 'bench-times');
  const [statements, questions, answers]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const words = `At shelf ${round}`;
    const said = performance.now();
    const shown = page.sees(
      (frame) => frame.kind === 'whereabouts' && frame.whereabouts.librarians.some((one) => one.words === words),
    );
    program.shows('away', words);
    await shown;
    statements.push(performance.now() - said);

    const asked = performance.now();
    const window = new Promise<string>((resolve) => {
      program.heard = (from, text) => lastWord(text) === `question-${round}` && resolve(from);
    });
    page.asks(`question-${round}`);
    const from = await window;
    questions.push(performance.now() - asked);

    const answered = performance.now();
    const read = page.sees(answerTo(`Answer ${round}`));
    program.says(from, `Answer ${round}`);
    await read;
    answers.push(performance.now() - answered);
  }
  page.close();
  return { statements, questions, answers };
};

/** Microseconds of CPU, by process, of a question and its answer where many talk at once. */
const costs = async (world: ImWorld, program: XmppClient, talks: number) => {
  const pages = await Promise.all(
    Array.from({ length: talks }, (_, n) => openPage(world.stage.relay.host, `bench-${n}`)),
  );
  program.heard = (from, text) => {
    const word = lastWord(text);
    if (from.endsWith(`@${DOMAIN}`) && ASKED.test(word)) program.says(from, `Answer to ${word}`);
  };
  const talk = (rounds: number) =>
    Promise.all(
      pages.map(async (page) => {
        for (let round = 0; round < rounds; round += 1) {
          const text = `question-${nanoid()}`;
          const read = page.sees(answerTo(`Answer to ${text}`));
          page.asks(text);
          await read;
        }
      }),
    );
  await talk(5);
  const [relay, prosody] = [cpuOf(world.stage.relay.child().pid), cpuOf(world.prosody.pid)];
  const before = [relay(), prosody()];
  await talk(20);
  const [ours, theirs] = [relay, prosody].map((cpu, n) => (cpu() - (before[n] ?? 0)) / (talks * 20));
  for (const page of pages) page.close();
  return { relay: ours ?? Number.NaN, prosody: theirs ?? Number.NaN };
};

/** The same between two programs over Prosody's own WebSocket: a message there and one back. */
const webSocketCost = async (world: ImWorld, ann: XmppClient, ben: XmppClient): Promise<number> => {
  let back = () => {};
  ann.heard = (from, text) => from === ben.address && ann.says(from, `Answer to ${text}`);
  ben.heard = () => back();
  const talk = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const answered = new Promise<void>((resolve) => (back = resolve));
      ben.says(ann.address, `Question ${round}`);
      await answered;
    }
  };
  await talk(100);
  const cpu = cpuOf(world.prosody.pid);
  const before = cpu();
  await talk(1_000);
  return (cpu() - before) / 1_000;
};

/** Two seconds for what she says of herself to be on an open page: the one time of these that is promised. */
const STATEMENT_MS = 2_000;

export const messengerRows = async ({ rounds = ROUNDS, talks = TALKS } = {}): Promise<Row[]> => {
  await using world = await ImWorld.open({
    prosody: { webSocket: true },
    config: { limits: LIMITS },
  });
  const ann = await XmppClient.open(world.prosody.webSocketPort, 'ann', 'pw');
  const ben = await XmppClient.open(world.prosody.webSocketPort, 'ben', 'pw');
  ben.shows('dnd');
  const { statements, questions, answers } = await times(world, ann, rounds);
  ann.shows();
  const { relay, prosody } = await costs(world, ann, talks);
  const theirs = await webSocketCost(world, ann, ben);
  ann.close();
  ben.close();
  return [
    {
      what: 'her status in a messenger until it is on an open page, p99',
      ours: inWords(statements),
      theirs: `${STATEMENT_MS.toLocaleString('en')} ms`,
      ratio: percentile(statements, 0.99) / STATEMENT_MS,
      budget: 1,
    },
    {
      what: 'CPU of a question and its answer through Prosody, both processes',
      ours: `relay ${relay.toFixed(0)} us, Prosody ${prosody.toFixed(0)} us`,
      theirs: `between two programs on Prosody’s own WebSocket, kept nowhere: ${theirs.toFixed(0)} us`,
      ratio: (relay + prosody) / theirs,
    },
    { what: 'a question until it is in her messenger', ours: inWords(questions), theirs: '' },
    { what: 'her answer until it is on the page', ours: inWords(answers), theirs: '' },
  ];
};
