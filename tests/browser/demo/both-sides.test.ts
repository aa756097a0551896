// covers: demo/catalogue/look/both.mjs, demo/catalogue/pages/both.ts, demo/start/run.ts, demo/start/sign-in.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { localhostAddress } from '../../../demo/start/messages.ts';
import { startDemo } from '../../../demo/start/run.ts';
import { loadConfig } from '../../../relay/config/load.ts';
import type { Relay } from '../../../relay/start-relay.ts';
import { openBrowser } from '../../stage/catalogue-page.ts';

/** The demo as `npm start` opens it: its own config, relay, catalogue and widget. */

const PATIENCE = { timeout: 15_000 };

let browser: Browser;
let folder: string;
let relay: Relay;
let page: Page;
let origin: string;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const read = loadConfig('demo/ask-librarian.jsonc', { PORT: '0' });
  if ('mistakes' in read) throw new Error('the config of the demo has mistakes');
  relay = await startDemo({ ...read.config, data: join(folder, 'data.db') });
  origin = localhostAddress(relay.address);
  page = await browser.newPage({ viewport: { width: 1366, height: 650 }, timezoneId: 'America/New_York' });
  page.setDefaultTimeout(PATIENCE.timeout);
});
afterEach(async () => {
  await page.close();
  await relay.stop();
  rmSync(folder, { recursive: true });
});

const status = () => page.locator('#status');
const patron = () => page.frameLocator('#patron');
const librarian = () => page.frameLocator('#librarian');
const press = (name: string) => page.getByRole('button', { name }).press('Enter');

test('One link of the catalogue opens the console, signed in', async () => {
  await page.goto(origin);
  await page.getByRole('link', { name: 'Open the librarian’s console' }).press('Enter');
  await page.locator('#choice-available').waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/');
});

test('The page with both sides signs in by itself, and each of its buttons does what it says', async () => {
  await page.goto(`${origin}both`);
  const bubble = patron().locator('ask-librarian button').first();

  await press('Set Away');
  await expect.poll(() => status().textContent(), PATIENCE).toMatch(/^Patrons now read: Away .*At the Panera/);
  expect(await bubble.innerText()).toContain('“At the Panera in Newport News, back at 3”');
  expect(await librarian().locator('.board .words').innerText()).toContain('At the Panera in Newport News, back at 3');

  await press('Answer it');
  await expect.poll(() => status().textContent(), PATIENCE).toBe('No question is waiting. Ask one first.');

  await press('Ask a question');
  await expect.poll(() => status().textContent(), PATIENCE).toBe('The question has reached the console.');
  expect(await librarian().locator('.list.waiting .item').innerText()).toContain('Anything on the Monitor');

  await press('Answer it');
  await expect.poll(() => status().textContent(), PATIENCE).toBe('The patron has the answer.');
  expect(await patron().locator('#log').innerText()).toContain('Yes: VA 973.7 WOR');
  expect(await librarian().locator('#composer').inputValue()).toBe('');

  await press('Set Available');
  await expect.poll(() => status().textContent(), PATIENCE).toMatch(/^Patrons now read: Available/);
});

test('On a phone the side where a step shows comes into view', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${origin}both`);
  await press('Ask a question');
  await expect.poll(() => status().textContent(), PATIENCE).toBe('The question has reached the console.');
  const inView = (id: string) =>
    page.locator(id).evaluate((frame) => {
      const { top, bottom } = frame.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    });
  await expect.poll(() => inView('#librarian'), PATIENCE).toBe(true);
  await press('Set Away');
  await expect.poll(() => inView('#patron'), PATIENCE).toBe(true);
});
