import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { engine } from '../../run/engines.ts';
import { chatScripts } from './chat-script.ts';
import { FakeRelay } from './fake-relay.ts';

const here = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The strictest policy of a page the chat may be put into. */
export const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

export interface Look {
  lang?: string;
  dir?: 'ltr' | 'rtl';
  accent?: string;
  /** Its style sheets are then refused too. */
  policy?: string;
}

/** A page with the open chat, a relay that says what the test wants, and Chromium. */
export class ChatStage {
  readonly relay: FakeRelay;
  readonly #server: Server;
  readonly #browser: Browser;
  #policy = STRICT;

  private constructor(server: Server, browser: Browser, whereabouts: Whereabouts) {
    this.#server = server;
    this.#browser = browser;
    this.relay = new FakeRelay(server, whereabouts);
  }

  static async open(whereabouts: Whereabouts): Promise<ChatStage> {
    const scripts = await chatScripts();
    const browser = await chromium.launch({ executablePath: engine('chromium') });
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage');
      const send = (type: string, text: string) =>
        response.setHeader('Content-Type', type).setHeader('Content-Security-Policy', stage.#policy).end(text);
      const script = scripts.get(pathname.slice(1));
      if (script !== undefined) send('text/javascript', script);
      else if (pathname === '/host.js') send('text/javascript', here('./host.js'));
      else if (pathname === '/host.css') send('text/css', here('./host.css'));
      else
        send(
          'text/html',
          here('./host.html').replace(/\{(\w+)\}/g, (_, name) => searchParams.get(name) ?? ''),
        );
    });
    await new Promise<void>((then) => server.listen(0, '127.0.0.1', then));
    const stage = new ChatStage(server, browser, whereabouts);
    return stage;
  }

  /** Pat's page, with the chat closed; `console` errors and refusals of the policy are failures. */
  async page(
    options: BrowserContextOptions = {},
    { lang = 'en', dir = 'ltr', accent = '', policy = STRICT }: Look = {},
  ) {
    this.#policy = policy;
    const context = await this.#browser.newContext({
      locale: 'en-US',
      timezoneId: 'America/New_York',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    const faults: string[] = [];
    const { port } = this.#server.address() as AddressInfo; // as: it listens on TCP
    const query = new URLSearchParams({ desk: 'main', lang, dir, accent });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    return { page, faults };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.relay.cuts();
    this.#server.close();
  }
}

/** Opens the chat as a patron does. */
export async function opens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask a librarian' }).click();
  await page.getByRole('dialog').waitFor();
}

export async function says(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}
