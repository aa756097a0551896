import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import type { FromPatron, ToPatron } from '../../relay/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { DOMAIN, ImWorld } from '../stage/im/im-world.ts';
import { keyOf } from '../stage/key-of.ts';
import { percentile } from './alternate.ts';
import { cpuOf, LIMITS } from './processes.ts';
import type { Row } from './table.ts';
import { XmppClient } from './xmpp-client.ts';

/** The CPU and the time that a librarian's messenger takes, through a real Prosody. */

/** Questions of the one patron whose times are measured. */
const TIMED_QUESTIONS = 300;
const CONVERSATIONS = 50;

/** The last word of a text: a patron's line alone, or the first of a window, which comes after an introduction. */
const lastWord = (text: string): string => text.split(/\s/).at(-1) ?? '';

/** The questions of this bench. The relay's own messages to the librarian end in another way and are not answered. */
const QUESTION = /^question-[\w-]+$/;

const percentiles = (times: readonly number[]): string =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;

/** A patron's page. `sees` resolves at the next frame for which `is` is true. */
const openPage = async (host: string, name: string) => {
  const socket = new WebSocket(`ws://${host}/socket`, { origin: `http://${host}`, perMessageDeflate: false });
  const send = (frame: FromPatron) => socket.send(JSON.stringify(frame));
  let wanted: { is(frame: ToPatron): boolean; found(): void } | undefined;
  socket.on('open', () => send({ kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf(name), after: 0 }));
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as ToPatron; // from our own relay
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

/** Milliseconds, measured one after the other, with one librarian and one patron. */
const times = async (world: ImWorld, librarian: XmppClient, rounds: number) => {
  const page = await openPage(world.stage.relay.host, 'bench-times');
  const [statements, questions, answers]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const words = `At shelf ${round}`;
    const said = performance.now();
    const shown = page.sees(
      (frame) => frame.kind === 'whereabouts' && frame.whereabouts.librarians.some((one) => one.words === words),
    );
    librarian.shows('away', words);
    await shown;
    statements.push(performance.now() - said);

    const asked = performance.now();
    const window = new Promise<string>((resolve) => {
      librarian.heard = (from, text) => lastWord(text) === `question-${round}` && resolve(from);
    });
    page.asks(`question-${round}`);
    const from = await window;
    questions.push(performance.now() - asked);

    const answered = performance.now();
    const read = page.sees(answerTo(`Answer ${round}`));
    librarian.says(from, `Answer ${round}`);
    await read;
    answers.push(performance.now() - answered);
  }
  page.close();
  return { statements, questions, answers };
};

/** Microseconds of CPU of each process for a question and its answer, where many patrons talk at the same time. */
const costs = async (world: ImWorld, librarian: XmppClient, conversations: number) => {
  const pages = await Promise.all(
    Array.from({ length: conversations }, (_, n) => openPage(world.stage.relay.host, `bench-${n}`)),
  );
  librarian.heard = (from, text) => {
    const word = lastWord(text);
    if (from.endsWith(`@${DOMAIN}`) && QUESTION.test(word)) librarian.says(from, `Answer to ${word}`);
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
  const [ours, theirs] = [relay, prosody].map((cpu, n) => (cpu() - (before[n] ?? 0)) / (conversations * 20));
  for (const page of pages) page.close();
  return { relay: ours ?? Number.NaN, prosody: theirs ?? Number.NaN };
};

/** Microseconds of Prosody's CPU for a message and its answer between two clients on Prosody's own WebSocket. */
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

/** A librarian's status must be on an open page within two seconds. No other time here has a limit. */
const STATEMENT_MS = 2_000;

export const messengerRows = async ({
  rounds = TIMED_QUESTIONS,
  conversations = CONVERSATIONS,
} = {}): Promise<Row[]> => {
  await using world = await ImWorld.open({
    prosody: { webSocket: true },
    config: { limits: LIMITS },
  });
  const ann = await XmppClient.open(world.prosody.webSocketPort, 'ann', 'pw');
  const ben = await XmppClient.open(world.prosody.webSocketPort, 'ben', 'pw');
  ben.shows('dnd');
  const { statements, questions, answers } = await times(world, ann, rounds);
  ann.shows();
  const { relay, prosody } = await costs(world, ann, conversations);
  const theirs = await webSocketCost(world, ann, ben);
  ann.close();
  ben.close();
  return [
    {
      what: 'time from a status set in a messenger until an open page shows it, p99',
      ours: percentiles(statements),
      theirs: `${STATEMENT_MS.toLocaleString('en')} ms`,
      ratio: percentile(statements, 0.99) / STATEMENT_MS,
      budget: 1,
    },
    {
      what: 'CPU of a question and its answer through Prosody, both processes',
      ours: `relay ${relay.toFixed(0)} us, Prosody ${prosody.toFixed(0)} us`,
      theirs: `two clients on Prosody's own WebSocket, nothing kept: ${theirs.toFixed(0)} us`,
      ratio: (relay + prosody) / theirs,
    },
    { what: "time from a question until it is in the librarian's messenger", ours: percentiles(questions), theirs: '' },
    { what: "time from the librarian's answer until it is on the page", ours: percentiles(answers), theirs: '' },
  ];
};
