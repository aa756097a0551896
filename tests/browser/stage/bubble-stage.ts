import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { engine } from '../../run/engines.ts';

const PAGES = new URL('../../../dist/pages/', import.meta.url);

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> => {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as: on TCP

/** What of a library's page matters to the bubble. `{tag}` in its body is where the tag is. */
export interface Host {
  policy?: string;
  head?: string;
  body?: string;
  dir?: 'ltr' | 'rtl';
}

/** A library's page and, on another origin, the built scripts and a relay that says what a test wants. */
export class BubbleStage {
  whereabouts: Whereabouts = {
    desk: 'main',
    name: 'Reference desk',
    zone: 'America/New_York',
    availability: 'away',
    librarians: [
      {
        name: 'Ann',
        availability: 'away',
        words: 'At the Panera in Newport News, back at 3',
        until: Date.UTC(2030, 0, 7, 20),
        told: true,
      },
    ],
    goodFor: 25,
  };
  /** The relay does not answer questions for whereabouts. */
  silent = false;
  /** The chat's script cannot be had. */
  chatMissing = false;
  /** The relay sends no parts of the chat before this. */
  partsFrom: Promise<void> = Promise.resolve();
  /** Paths asked of the relay, in order. */
  readonly asked: string[] = [];
  /** What pages complained of. */
  readonly complaints: string[] = [];
  readonly #library: Server;
  readonly #relay: Server;
  readonly #browser: Browser;
  readonly #phrases: unknown;
  #host: Host = {};

  private constructor(parts: { library: Server; relay: Server; browser: Browser }) {
    this.#library = parts.library;
    this.#relay = parts.relay;
    this.#browser = parts.browser;
    this.#phrases = JSON.parse(readFileSync(new URL('strings/bubble.en.json', PAGES), 'utf8'));
    this.#library.on('request', (_, response) => this.#page(response));
    this.#relay.on('request', (request, response) => this.#answer(request, response));
  }

  static async open(): Promise<BubbleStage> {
    const nothing = () => {};
    const [library, relay, browser] = await Promise.all([
      listen(nothing),
      listen(nothing),
      chromium.launch({ executablePath: engine('chromium') }),
    ]);
    return new BubbleStage({ library, relay, browser });
  }

  get relay(): string {
    return addressOf(this.#relay);
  }

  get tag(): string {
    return `<script async nonce="abc" src="${this.relay}/widget.js" data-desk="main"></script>`;
  }

  /** A new browser on the library's page. */
  async visit(host: Host = {}, options: BrowserContextOptions = {}): Promise<Page> {
    this.#host = host;
    this.asked.length = 0;
    this.complaints.length = 0;
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
    await page.goto(`${addressOf(this.#library)}/`);
    return page;
  }

  /** Every page is left: an open one goes on asking, whatever test runs by then. */
  async leave(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    for (const server of [this.#library, this.#relay]) {
      server.closeAllConnections();
      server.close();
    }
  }

  #page(response: ServerResponse): void {
    const { policy, head = '', body = '<h1>The catalogue</h1>{tag}', dir = 'ltr' } = this.#host;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (policy)
      response.setHeader(
        'Content-Security-Policy',
        policy.replaceAll('{relay}', this.relay).replaceAll('{socket}', this.relay.replace('http', 'ws')),
      );
    const [above, below] = [head, body].map((text) => text.replaceAll('{tag}', this.tag));
    response.end(
      `<!doctype html><html lang="en-US" dir="${dir}"><head><title>Catalogue</title>${above}</head><body>${below}</body></html>`,
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.relay);
    this.asked.push(pathname);
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Expose-Headers', 'Age');
    if (pathname.endsWith('/whereabouts')) {
      if (this.silent) response.destroy();
      else response.end(JSON.stringify({ ...this.whereabouts, phrases: this.#phrases }));
      return;
    }
    const file = readdirSync(PAGES).find((name) => `/${name}` === pathname);
    const missing = !file || (this.chatMissing && file.startsWith('chat-'));
    if (file && !/^(?:widget|chat-)/.test(file)) await this.partsFrom;
    response.statusCode = missing ? 404 : 200;
    response.setHeader('Content-Type', missing ? 'text/html' : 'text/javascript');
    response.end(missing ? '<h1>Reference desk</h1>' : readFileSync(new URL(file, PAGES)));
  }
}
