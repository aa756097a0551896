import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { rollup } from 'rollup';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FromConsole, ToConsole } from '../../../relay/protocol/frames.ts';
import { consolePage } from '../../../widget/build/console-page.mjs';
import { minified } from '../../../widget/build/minified.mjs';
import { ownLit } from '../../../widget/build/own-lit.mjs';
import { source } from '../../../widget/build/source.mjs';
import { engine } from '../../run/engines.ts';
import { FakeRelay } from '../../widget/console/fake-relay.ts';

const FOLDER = 'tests/.out/console-page';
/** The Content-Security-Policy that the relay sends with the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "require-trusted-types-for 'script'; trusted-types ask-librarian";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A Monday, twenty past two in the afternoon in New York. */
export const NOW = Date.UTC(2026, 2, 9, 18, 20);

/** Builds the page as the release build does, except for the file names. */
const buildPage = async (): Promise<void> => {
  const page = consolePage({ page: 'widget/build/console.html', style: 'widget/build/console.css' });
  const built = await rollup({
    input: { console: 'widget/console/librarian-console-define.ts' },
    plugins: [source(), ownLit(), minified(), page],
  });
  await built.write({ dir: FOLDER, format: 'es', entryFileNames: '[name].js', assetFileNames: '[name][extname]' });
  await built.close();
};

/**
 * The console in a real browser, connected to a fake relay that sends whatever a test needs. Journeys test it with a real
 * relay.
 */
export class ConsolePage {
  readonly relay = new FakeRelay(
    () => Date.now() - this.#begun + NOW,
    (frame) => this.#push(frame),
  );
  readonly complaints: string[] = [];
  #browser: Browser | undefined;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;
  readonly #open = new Set<WebSocket>();
  readonly #begun = Date.now();
  /** While true, new sockets are refused. */
  unreachable = false;

  async start(): Promise<void> {
    await buildPage();
    this.#browser = await chromium.launch({ executablePath: engine('chromium') });
    this.#server = createServer((request, response) => {
      const name = request.url === '/console/' ? 'index.html' : (request.url?.split('/').pop() ?? '');
      if (name === 'favicon.ico') {
        response.writeHead(204).end();
        return;
      }
      if (name === 'sign-out') {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Signed out</title>');
        return;
      }
      const type = TYPES[extname(name)] ?? 'text/plain';
      readFile(`${FOLDER}/${name}`).then(
        (file) => response.setHeader('content-type', type).setHeader('content-security-policy', POLICY).end(file),
        () => response.writeHead(404).end(),
      );
    });
    this.#sockets = new WebSocketServer({ noServer: true });
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.unreachable) socket.destroy();
      else this.#sockets?.handleUpgrade(request, socket, head, (opened) => this.#serve(opened));
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
  }

  /** Opens a page for Ann at twenty past two. Its errors are collected in `complaints`. */
  async visit(options: BrowserContextOptions = {}): Promise<Page> {
    return this.open(await this.context(options));
  }

  /** A browser context for Ann, for one tab or several. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (!this.#browser) throw new Error('not started');
    return this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      timezoneId: 'America/New_York',
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...options,
    });
  }

  async open(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    await page.clock.install({ time: NOW });
    await page.goto(`http://127.0.0.1:${this.#port}/console/`);
    await page.locator('h1').waitFor();
    return page;
  }

  get #port(): number {
    const address = this.#server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    return address.port;
  }

  /** Terminates every socket without a close frame. */
  cut(): void {
    for (const socket of this.#open) socket.terminate();
  }

  close(code: number): void {
    for (const socket of this.#open) socket.close(code);
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.cut();
    this.#sockets?.close();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()));
  }

  #serve(socket: WebSocket): void {
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
    socket.on('message', (data) => {
      const frame: FromConsole = JSON.parse(String(data));
      if (frame.kind === 'still') socket.send('{"kind":"still"}');
      else this.relay.hear(frame);
    });
  }

  #push(frame: ToConsole): void {
    for (const socket of this.#open) socket.send(JSON.stringify(frame));
  }
}
