import { readdirSync, statSync } from 'node:fs';
import type { Page, Request } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PatronWindow } from '../stage/catalogue-page.ts';
import type { ConsoleWindow } from '../stage/console-window.ts';
import { JourneyStage } from './stage/journey-stage.ts';

/** What a browser really fetches from the relay, in bytes as they come over the wire, as gzip. */

const BUBBLE_BYTES = 2_048;
const FIRST_ANSWER_BYTES = 16_384;
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

/** In a page: the moment at which this line came to stand in the conversation. */
const whenShown = (text: string): Promise<number> =>
  new Promise((then) => {
    const chat = document.querySelector('ask-librarian')?.shadowRoot?.querySelector('ask-librarian-chat');
    const log = chat?.shadowRoot?.querySelector('#log') as Element; // as: the chat is open
    new MutationObserver(() => {
      if (log.textContent?.includes(text)) then(performance.now());
    }).observe(log, { childList: true, subtree: true, characterData: true });
  });

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
    const shown = pat.page.evaluate(whenShown, 'Until five.');
    await ann.answers(line, 'Until five.');
    const moment = await shown;
    // What was begun is told of once it is there.
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

test('parts used later', () => {
  const parts = readdirSync(PAGES).filter((file) => file.endsWith('.js.gz') && !/^(?:widget|chat-.*)\.js/.test(file));
  const bytes = parts.map((file) => statSync(new URL(file, PAGES)).size);
  expect(parts.length).toBeGreaterThan(0);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(PART_BYTES);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(PARTS_BYTES);
});
