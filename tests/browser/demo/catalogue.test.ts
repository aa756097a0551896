// covers: demo/catalogue.ts, demo/catalogue/look/page.css, demo/catalogue/look/records.css, demo/catalogue/look/both.css
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../../demo/catalogue.ts';
import { engine } from '../../run/engines.ts';

/** The catalogue in a browser, without the widget: its own accessibility, widths and policy. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = catalogue(() => Date.UTC(2026, 5, 3));
const server = createServer((request, response) => {
  if (request.url === '/widget.js') response.setHeader('content-type', 'text/javascript').end();
  else if (request.url === '/librarian') response.setHeader('content-type', 'text/html').end('<!doctype html><title>x');
  else if (!pages(request, response)) response.writeHead(405).end();
});
let origin: string;
let browser: Browser;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
  browser = await chromium.launch({ executablePath: engine('chromium') });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** `said`: what the browser reports in its console, a violation of the page's policy for example. */
type Scheme = 'light' | 'dark';

const open = async (
  path: string,
  width = 1280,
  colorScheme: Scheme = 'light',
): Promise<{ page: Page; said: string[] }> => {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(origin + path);
  return { page, said };
};

interface Violation {
  id: string;
  nodes: { html: string }[];
}

const violations = async (page: Page): Promise<string[]> => {
  const found = await page.evaluate(`(() => { ${AXE}; return axe.run(document, { iframes: false }); })()`);
  return (found as { violations: Violation[] }).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`); // axe's own report
};

describe.each<[number, Scheme]>([
  [360, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
])('%i px wide, %s', (width, scheme) => {
  test.each([
    '/',
    '/search?q=virginia',
    '/search?q=shakespere',
    '/record/hampton-and-its-students',
    '/record/les-miserables',
    '/record/alf-laylah-wa-laylah',
    '/help',
    '/both',
  ])('The page at %s is accessible, fits the window, and does not violate its own policy', async (path) => {
    const { page, said } = await open(path, width, scheme);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(said).toEqual([]);
    await page.close();
  });
});

test('A patron reaches a record from the first page by keyboard alone', async () => {
  const { page } = await open('/help');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('bronte');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?*');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('2 records for bronte');
  await page.getByRole('link', { name: 'Jane Eyre: An Autobiography' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/record/jane-eyre');
  expect(await page.title()).toBe('Jane Eyre: An Autobiography · Newport Public Library');
  await page.close();
});
