import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { PatronWindow } from '../stage/catalogue-page.ts';
import { JourneyStage } from './stage/journey-stage.ts';

/** The library's page is a guest house: nothing is taken, moved or left behind. */

/** The catalogue under the strictest policy: of what Trusted Types let through, only the chat's own templates are named. */
const strictly = async (library: string): Promise<{ address: string } & AsyncDisposable> => {
  const server = createServer(async ({ url = '/' }, response) => {
    const answer = await fetch(new URL(url, library));
    const { 'content-security-policy': policy, 'content-type': type } = Object.fromEntries(answer.headers);
    const stricter =
      policy === undefined ? {} : { 'content-security-policy': `${policy}; trusted-types ask-librarian` };
    response.writeHead(answer.status, { 'content-type': type, ...stricter });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // as: it listens on TCP
  return {
    address: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
};

/**
 * What a script could leave on a page. Taken before any script of the page runs, kept in a closure of its own. Of the
 * listeners those count that a script of another origin has put there: neither the library's nor the test's own.
 */
const watchPage = (): void => {
  const names = new Set(Object.getOwnPropertyNames(window));
  const listening = new Map<string, Set<EventListenerOrEventListenerObject | null>>();
  const targets = new Map<EventTarget, string>([
    [window, 'window'],
    [document, 'document'],
    ...(visualViewport ? [[visualViewport, 'visualViewport'] as const] : []),
  ]);
  const guest = (): boolean =>
    [...(new Error().stack ?? '').matchAll(/https?:\/\/[^/]+/g)].some(([origin]) => origin !== location.origin);
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const placeOf = (target: EventTarget, type: string, options?: boolean | EventListenerOptions): string => {
    const capture = typeof options === 'object' ? options.capture : options;
    return `${targets.get(target) ?? 'elsewhere'} ${type}${capture ? ' first' : ''}`;
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    if (targets.has(target) && guest()) {
      const place = placeOf(target, type, options);
      const here = listening.get(place) ?? new Set();
      listening.set(place, here.add(listener));
      const { signal } = typeof options === 'object' ? options : {};
      if (signal) addEventListener.call(signal, 'abort', () => here.delete(listener));
    }
    addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    listening.get(placeOf(target, type, options))?.delete(listener);
    removeEventListener.call(target, type, listener, options);
  };
  const moved: string[] = [];
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as LayoutShift[]) {
      shift += value;
      // What moves within a shadow root has no node here.
      for (const { node } of sources) if (node && node.nodeName !== 'ASK-LIBRARIAN') moved.push(node.nodeName);
    }
  }).observe({ type: 'layout-shift', buffered: true });
  Object.defineProperty(window, 'left', {
    configurable: true,
    value: () => ({
      globals: Object.getOwnPropertyNames(window).filter((name) => !names.has(name) && name !== 'left'),
      listening: [...listening].flatMap(([place, listeners]) => [...listeners].map(() => place)).sort(),
      moved,
      shift,
    }),
  });
};

interface Left {
  globals: string[];
  /** Targets and types, such as `window focus`. */
  listening: string[];
  /** What of the library's page did. */
  moved: string[];
  /** The browser's measure of all that moved, in sum. */
  shift: number;
}

/** Of the Layout Instability API, which is not among TypeScript's types of the DOM. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  sources: { node: Node | null }[];
}

/** As `watchPage` put it there. */
const left = (page: Page): Promise<Left> => page.evaluate(() => (window as unknown as { left(): Left }).left());

test('The bubble stores nothing and asks no third party before the first line, and never sets a cookie', async () => {
  await using stage = await JourneyStage.open();
  await stage.librarian('Ann');
  const computer = await stage.computer();
  const asked: string[] = [];
  const sockets: string[] = [];
  computer.on('request', (request) => asked.push(request.url()));
  const page = await computer.newPage();
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const pat = new PatronWindow(page);
  await page.goto(`${stage.library}/search?q=whale`);
  await page.locator('ask-librarian').getByText('Available').waitFor();
  expect(sockets).toEqual([]);

  await pat.opensChat();
  await pat.composer.pressSequentially('Is the arch');
  await page.keyboard.press('Escape');
  await pat.opensChat();
  await page.locator('ask-librarian header').getByText('Available').waitFor();
  const kept = () =>
    page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    }));
  const nothing = { local: [], session: [], cookie: '', databases: 0, workers: 0 };
  expect(await kept()).toEqual(nothing);

  await pat.composer.fill('');
  await pat.asks('Is the archive open today?');
  await pat.readsAll('You: Is the archive open today? (Delivered)');
  expect(await kept()).toEqual({ ...nothing, local: [`ask-librarian:${stage.network.address}/desks/main/`] });
  expect(await computer.cookies()).toEqual([]);
  const known = [stage.library, stage.network.address];
  expect(asked.filter((url) => !known.includes(new URL(url).origin))).toEqual([]);
  expect(sockets.every((url) => url === `${stage.network.address.replace('http', 'ws')}/socket`)).toBe(true);
  // No request reveals the page that the patron is on.
  const toRelay = asked.filter((url) => url.startsWith(stage.network.address));
  expect(toRelay.filter((url) => url.includes('whale'))).toEqual([]);
});

test('The bubble adds only its element to a page, moves nothing, and leaves nothing behind when it is removed', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const computer = await stage.computer();
  await computer.addInitScript(watchPage);
  const bare = await computer.newPage();
  await bare.route('**/widget.js', (route) => route.abort());
  await bare.goto(stage.library);
  const without = await left(bare);
  const markup = (page: Page) =>
    page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as Element; // of an element
      copy.querySelector('ask-librarian')?.remove();
      return copy.outerHTML;
    });
  const untouched = await markup(bare);
  await bare.close();

  const page = await computer.newPage();
  const open = new Set<string>();
  page.on('websocket', (socket) => {
    open.add(socket.url());
    socket.on('close', () => open.delete(socket.url()));
  });
  const pat = new PatronWindow(page);
  await page.goto(stage.library);
  await page.locator('ask-librarian').getByText('Available').waitFor();
  await pat.opensChat();
  await pat.asks('Is the archive open today?');
  await ann.answers('Is the archive open today?', 'Until five.');
  await pat.readsAll('You: Is the archive open today? (Seen)', 'Ann: Until five.');
  const during = await left(page);
  expect(during.globals).toEqual(without.globals);
  expect(during.listening).toEqual(expect.arrayContaining(['document visibilitychange', 'window focus']));
  expect(during.moved).toEqual([]);
  // Only the bubble itself moves, which grows with the librarian's words; a layout shift of up to 0.1 counts as stable.
  expect(during.shift).toBeLessThan(0.01);
  expect(await markup(page)).toBe(untouched);

  await page.evaluate(() => document.querySelector('ask-librarian')?.remove());
  await expect.poll(() => [...open], { timeout: 15_000 }).toEqual([]);
  const after = await left(page);
  expect(after.globals).toEqual(without.globals);
  expect(after.listening).toEqual([]);
  expect(await markup(page)).toBe(untouched);
});

test('A bubble that was removed from its page sends no more requests', async () => {
  await using stage = await JourneyStage.open();
  const computer = await stage.computer();
  await computer.clock.install();
  const pat = await stage.patron({ at: computer });
  await pat.opensChat();
  await pat.asks('Is anybody there?');
  await pat.readsAll('You: Is anybody there? (Sent)');
  await pat.page.evaluate(() => document.querySelector('ask-librarian')?.remove());
  const asked: string[] = [];
  pat.page.on('request', (request) => asked.push(request.url()));
  pat.page.on('websocket', (socket) => asked.push(socket.url()));
  await computer.clock.runFor(120_000);
  await pat.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  expect(asked).toEqual([]);
});

test('A page with the strictest content security policy shows the bubble, and the browser reports nothing', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  await using library = await strictly(stage.library);
  const pat = await PatronWindow.open(await stage.computer(), library.address);
  await pat.opensChat();
  await pat.asks('Is https://archive.example/open true?');
  await ann.answers('Is https://archive.example/open true?', 'Yes, see https://archive.example/hours');
  await pat.readsAll(
    'You: Is https://archive.example/open true? (Seen)',
    'Ann: Yes, see https://archive.example/hours',
  );
  await pat.page.locator('ask-librarian a', { hasText: 'https://archive.example/hours' }).waitFor();
  await pat.page.getByRole('button', { name: 'Delete conversation' }).click();
  await pat.page.getByRole('button', { name: 'Delete it' }).click();
  await pat.page.locator('ask-librarian .empty').waitFor();
  await pat.page.keyboard.press('Escape');
  expect(stage.complaints).toEqual([]);
});
