import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { signs } from '../../../widget/build/bubble-phrases.mjs';
import { engine } from '../../run/engines.ts';
import { chatScripts } from './chat-script.ts';
import { AVAILABLE } from './desks.ts';
import { FakeRelay } from './fake-relay.ts';

const here = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** As strict as a page that wants the chat can be; the page's own style sheet is a file. */
export const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types ask-librarian',
].join('; ');

/** What of the library's page matters to the chat. */
export interface Host {
  lang?: string;
  dir?: 'ltr' | 'rtl';
  accent?: string;
  policy?: string;
}

/** The chat on a page of its own, Chromium, and a relay that says what a test wants. */
export class ChatStage {
  readonly relay: FakeRelay;
  /** What pages complained of: errors, and refusals of their policy. */
  readonly complaints: string[] = [];
  readonly #server: Server;
  readonly #browser: Browser;
  #policy = STRICT;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    this.relay = new FakeRelay(server, AVAILABLE);
  }

  static async open(): Promise<ChatStage> {
    const files = new Map([
      ...(await chatScripts()),
      ['host.js', here('./host.js')],
      ['host.css', here('./host.css')],
      ['signs.js', `export const signs = ${JSON.stringify(signs)}`],
    ]);
    const browser = await chromium.launch({ executablePath: engine('chromium') });
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage');
      const file = files.get(pathname.slice(1));
      const type = pathname.endsWith('.js') ? 'text/javascript' : pathname.endsWith('.css') ? 'text/css' : 'text/html';
      const page = () => here('./host.html').replace(/\{(\w+)\}/g, (_, name) => searchParams.get(name) ?? '');
      response.setHeader('Content-Type', type).setHeader('Content-Security-Policy', stage.#policy);
      response.end(file ?? page());
    });
    const stage = new ChatStage(server, browser);
    await new Promise<void>((then) => server.listen(0, '127.0.0.1', then));
    return stage;
  }

  /** A page with the chat closed, in a browser that has never been here. */
  async page(options: BrowserContextOptions = {}, host: Host = {}): Promise<Page> {
    const { lang = 'en', dir = 'ltr', accent = '', policy = STRICT } = host;
    this.#policy = policy;
    const context = await this.#browser.newContext({
      locale: 'en-US',
      timezoneId: 'America/New_York',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    const { port } = this.#server.address() as AddressInfo; // as: it listens on TCP
    await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ desk: 'main', lang, dir, accent })}`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.relay.disconnects();
    this.#server.close();
  }
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const composer = (page: Page) => page.getByLabel('Your message');
/** The log, not the live region for screen readers. */
export const log = (page: Page) => page.getByRole('log');

/** Opens the chat as a patron does, and waits for the relay's first word. */
export async function opens(page: Page): Promise<void> {
  await button(page, 'Ask a librarian').click();
  await page.getByRole('heading', { name: 'Newport Reference Desk' }).waitFor();
}

export async function says(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.keyboard.press('Enter');
  await log(page).getByText(text).waitFor();
}
