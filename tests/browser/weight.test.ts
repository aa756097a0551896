import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, PatronWindow, serveCatalogue } from '../stage/catalogue-page.ts';
import { type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

/** What a browser really fetches from the relay for a page nobody asks from. */

const BUBBLE_BYTES = 2_048;

let browser: Browser;
let relay: RelayProcess;
let library: { address: string; end(): void };

beforeAll(async () => {
  browser = await openBrowser();
  relay = await startRelayProcess();
  library = await serveCatalogue(relay.address);
});

afterAll(async () => {
  await browser.close();
  library.end();
  await relay.end();
});

test('one script of at most 2 KB gz, and one JSON; no socket, nothing from anywhere else', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(library.address);
  await new PatronWindow(page).bubble.waitFor();
  await page.locator('ask-librarian').getByText('Nobody is here now').waitFor();

  const fromRelay = asked.filter((url) => url.startsWith(relay.address)).map((url) => new URL(url).pathname);
  expect(fromRelay.toSorted()).toEqual(['/desks/main/whereabouts', '/widget.js']);
  const elsewhere = asked.filter((url) => !url.startsWith(relay.address) && !url.startsWith(library.address));
  expect(elsewhere.filter((url) => !url.startsWith('data:'))).toEqual([]);
  expect(sockets).toEqual([]);

  const gz = await fetch(`${relay.address}/widget.js`, { headers: { 'accept-encoding': 'gzip' } });
  expect(gz.headers.get('content-encoding')).toBe('gzip');
  expect(Number(gz.headers.get('content-length'))).toBeLessThanOrEqual(BUBBLE_BYTES);
  await context.close();
});
