import { readdirSync, statSync } from 'node:fs';
import type { Page, Request } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ToPatron } from '../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { PatronWindow } from '../stage/catalogue-page.ts';
import type { ConsoleWindow } from '../stage/console-window.ts';
import { ChatStage, log, opens, says } from './stage/chat-stage.ts';
import { AVAILABLE, AWAY, BUSY, CLOSED, NOBODY, OVERDUE, SEVERAL, SNOW, UNSURE } from './stage/desks.ts';
import { JourneyStage } from './stage/journey-stage.ts';

/** What a browser really fetches from the relay, in bytes as they come over the wire, as gzip. */

const BUBBLE_BYTES = 3_072;
const FIRST_ANSWER_BYTES = 22_500;
const PART_BYTES = 4_096;
const PARTS_BYTES = 28_672;

const PAGES = new URL('../../dist/pages/', import.meta.url);

let stage: JourneyStage;
let ann: ConsoleWindow;
beforeAll(async () => {
  stage = await JourneyStage.open();
  ann = await stage.librarian('Ann');
});
afterAll(() => stage[Symbol.asyncDispose]());

interface Visit {
  pat: PatronWindow;
  /** All that was asked for, from anywhere. */
  asked: Request[];
  sockets: string[];
}

/** A browser that has never been here, on the catalogue. */
const visit = async (): Promise<Visit> => {
  const computer = await stage.computer({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
  const page = await computer.newPage();
  const asked: Request[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => asked.push(request));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const pat = new PatronWindow(page);
  await page.goto(stage.library);
  await pat.bubble.waitFor();
  return { pat, asked, sockets };
};

const reads = (page: Page, text: string) => page.locator('ask-librarian').getByText(text).waitFor();

/** What came from the relay for these: path and bytes. */
const weights = (asked: readonly Request[]): Promise<[path: string, bytes: number][]> =>
  Promise.all(
    asked
      .filter((request) => request.url().startsWith(stage.network.address))
      .map(async (request) => {
        const response = await request.response();
        await response?.finished();
        const { responseBodySize: bytes } = await request.sizes();
        if (bytes > 0) expect(await response?.headerValue('content-encoding')).toBe('gzip');
        return [new URL(request.url()).pathname, bytes];
      }),
  );

const sum = (weighed: readonly [path: string, bytes: number][]): number =>
  weighed.reduce((all, [, bytes]) => all + bytes, 0);

test('for a page nobody asks from: one script and one JSON; no socket, nothing from anywhere else', async () => {
  const { pat, asked, sockets } = await visit();
  await reads(pat.page, 'Available');
  const weighed = await weights(asked);
  expect(weighed.map(([path]) => path).toSorted()).toEqual(['/desks/main/whereabouts', '/widget.js']);
  expect(Object.fromEntries(weighed)['/widget.js']).toBeLessThanOrEqual(BUBBLE_BYTES);
  const known = [stage.network.address, stage.library, 'data:'];
  expect(asked.filter((request) => !known.some((start) => request.url().startsWith(start)))).toEqual([]);
  expect(sockets).toEqual([]);
  await pat.page.context().close();
});

/** In a page: begins to watch the conversation for this line; `shownAt` then answers with the moment it was shown. */
const watchFor = (text: string): void => {
  const host = document.querySelector('ask-librarian') ?? document.querySelector('body > div');
  const chat = host?.shadowRoot?.querySelector('ask-librarian-chat');
  const log = chat?.shadowRoot?.querySelector('#log') as Element; // as: the chat is open
  const shown = new Promise((then) => {
    new MutationObserver(() => {
      if (log.textContent?.includes(text)) then(performance.now());
    }).observe(log, { childList: true, subtree: true, characterData: true });
  });
  Object.assign(window, { shown });
};

/** In a page: when the line `watchFor` was given was shown. */
const shownAt = (): Promise<number> => (window as unknown as { shown: Promise<number> }).shown; // as: put there above

/** In a page: addresses of all that it had begun to fetch by then. */
const begunBy = (moment: number): string[] =>
  performance
    .getEntriesByType('resource')
    .filter(({ startTime }) => startTime <= moment)
    .map(({ name }) => name);

describe('up to the first answer, with everything that is said and shown on the way', () => {
  /** From the page's load until the answer is read: what was fetched until then. */
  const answered = async (line: string, way: string, accent?: string): Promise<[path: string, bytes: number][]> => {
    const { pat, asked } = await visit();
    await reads(pat.page, way);
    await pat.page.evaluate((colour = '') => document.body.style.setProperty('--ask-accent', colour), accent);
    await pat.opensChat();
    await pat.asks(line);
    await pat.readsAll(`You: ${line} (Delivered)`);
    await pat.page.evaluate(watchFor, 'Until five.');
    await ann.answers(line, 'Until five.');
    const moment = await pat.page.evaluate(shownAt);
    // A resource has a timing entry only once it has arrived.
    for (const request of asked) await (await request.response())?.finished();
    const begun = await pat.page.evaluate(begunBy, moment);
    const weighed = await weights(asked.filter((request) => begun.includes(request.url())));
    for (const known of ['/widget.js', '/desks/main/whereabouts', '/chat-']) {
      expect(
        weighed.some(([path]) => path.startsWith(known)),
        known,
      ).toBe(true);
    }
    await pat.page.context().close();
    return weighed;
  };

  test('a librarian who is there', async () => {
    const weighed = await answered('Is the archive open today?', 'Available');
    expect(sum(weighed), JSON.stringify(weighed)).toBeLessThanOrEqual(FIRST_ANSWER_BYTES);
  });

  const words = 'At the Panera in Newport News, back at 3';
  const sign = `Away · “${words}”`;

  test('a librarian who is away and has said where', async () => {
    await ann.statesAway(words);
    const weighed = await answered('Is the archive open on Saturday?', sign);
    expect(sum(weighed), JSON.stringify(weighed)).toBeLessThanOrEqual(FIRST_ANSWER_BYTES);
  });

  test('the same, in the colours of a library that has chosen them', async () => {
    const weighed = await answered('Is the archive open on Sunday?', sign, 'teal');
    expect(weighed.map(([path]) => path).filter((path) => path.startsWith('/accent-'))).toHaveLength(1);
    expect(sum(weighed), JSON.stringify(weighed)).toBeLessThanOrEqual(FIRST_ANSWER_BYTES);
  });
});

describe('in every state of the desk, as far as scripts are concerned', () => {
  const contact = CLOSED.contact ?? {};
  const paused = { until: Date.now() + 3_600_000 };
  const states: [
    state: string,
    desk: Whereabouts,
    wait?: Omit<Extract<ToPatron, { kind: 'wait' }>, 'kind'>,
    accent?: string,
  ][] = [
    ['available', AVAILABLE],
    ['busy', BUSY],
    ['away, with words', AWAY],
    ['away, the return time is over', OVERDUE],
    ['several librarians', SEVERAL],
    ['closed, with hours', CLOSED],
    ['closed, with hours, dates and a notice', SNOW],
    ['nobody on duty', NOBODY],
    ['unsure', UNSURE],
    ['paused', { ...AVAILABLE, paused, contact }],
    ['paused and closed', { ...SNOW, paused }],
    ['a librarian is asked', AWAY, { asked: 1 }],
    ['the usual wait is known', AVAILABLE, { asked: 2, usual: 170 }],
    ['not confirmed', AVAILABLE, { unconfirmed: true }],
    ['waiting for long', SEVERAL, { asked: 2, late: true, usual: 170 }],
    ['left while away', { ...AWAY, contact }, { asked: 0 }],
    ['left while closed', SNOW, { asked: 0 }],
    ['available, in the colors of a library', AVAILABLE, { asked: 1 }, 'teal'],
  ];
  const gz = (file: string): number => statSync(new URL(`${file}.gz`, PAGES)).size;
  const br = (file: string): number => statSync(new URL(`${file}.br`, PAGES)).size;
  /** What a page has fetched before the chat is opened, and the words that come with the whereabouts. */
  const before = ['widget.js', 'strings/bubble.en.json'];
  /** A script of the stage as the build has named it. */
  const built = (script: string): string =>
    readdirSync(PAGES).find((file) => new RegExp(`^${script}-[\\w-]+\\.js$`).test(file)) ?? script;

  let chat: ChatStage;
  beforeAll(async () => {
    chat = await ChatStage.open();
  });
  afterAll(() => chat.close());

  test.each(states)('Everything up to the first answer is within the budget: %s', async (state, desk, wait, accent) => {
    chat.relay.startsOver(desk);
    const page = await chat.page({}, accent === undefined ? {} : { accent });
    await opens(page);
    await says(page, 'Is the archive open on Saturday?');
    await chat.relay.receives('say');
    if (wait) chat.relay.send({ kind: 'wait', ...wait });
    await log(page).getByText('Sent', { exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').at(-1)?.duration)).not.toBe(0);
    await page.evaluate(watchFor, 'Until five.');
    chat.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'Until five.' });
    const begun = await page.evaluate(begunBy, await page.evaluate(shownAt));
    const scripts = begun
      .map((address) => /\/(chat|details|more|accent|transcript)(?:-[\w-]+)?\.js$/.exec(address)?.[1])
      .filter((name) => name !== undefined)
      .map(built);
    await page.context().close();
    expect(scripts).toContain(built('chat'));
    const files = [...before, ...scripts];
    const sum = (size: (file: string) => number) => files.reduce((all, file) => all + size(file), 0);
    const sizes = files.map((file) => `${file} ${gz(file)}/${br(file)}`).join(', ');
    process.stdout.write(`${state}: ${sum(gz)} bytes gz, ${sum(br)} br (${sizes})\n`);
    expect(sum(gz), sizes).toBeLessThanOrEqual(FIRST_ANSWER_BYTES);
  });
});

test('parts used later', () => {
  const parts = readdirSync(PAGES).filter((file) => file.endsWith('.js.gz') && !/^(?:widget|chat-.*)\.js/.test(file));
  const bytes = parts.map((file) => statSync(new URL(file, PAGES)).size);
  expect(parts.length).toBeGreaterThan(0);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(PART_BYTES);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(PARTS_BYTES);
});
