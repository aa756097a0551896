import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { expect } from 'vitest';
import { catalogue } from '../../demo/catalogue.ts';
import { engine } from '../run/engines.ts';

/** A real browser on a library's catalogue, which is on another origin than the relay. */

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: engine('chromium') });

/** The demo's catalogue as a library serves it: on a server of its own, with the relay's address in the tag. */
export const serveCatalogue = async (relay: string): Promise<{ address: string; end(): void }> => {
  const server = createServer(catalogue(Date.now, relay)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** A patron's browser window: what the patron sees and does. Playwright's locators look into shadow roots. */
export class PatronWindow {
  readonly page: Page;
  /** Every frame that the page's sockets have received. */
  readonly receivedFrames: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.receivedFrames.push(String(payload)));
    });
  }

  static async open(context: BrowserContext, address: string): Promise<PatronWindow> {
    const page = await context.newPage();
    const patron = new PatronWindow(page);
    await page.goto(address);
    await patron.bubble.waitFor();
    return patron;
  }

  get bubble() {
    return this.page.locator('ask-librarian button').first();
  }

  get composer() {
    return this.page.locator('ask-librarian textarea');
  }

  /** The visible text of the bubble, one item for each block. */
  async bubbleLines(): Promise<string[]> {
    return (await this.bubble.innerText()).split('\n').filter(Boolean);
  }

  async opensChat(): Promise<void> {
    await this.bubble.click();
    await this.composer.waitFor();
  }

  async asks(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until a line with this text is in the conversation. */
  async reads(text: string): Promise<void> {
    await this.page.locator('ask-librarian #log').getByText(text, { exact: true }).waitFor();
  }

  /** The rows of the conversation, without times: `You: … (Seen)`, `Ann: …`, `— Ann is answering`. */
  async rows(): Promise<string[]> {
    return await this.page.locator('ask-librarian #log li').evaluateAll((items) =>
      items
        .filter((item) => !item.matches('.time'))
        .map((item) => {
          const text = (selector: string) => item.querySelector(selector)?.textContent?.trim() ?? '';
          if (!item.matches('.patron, .librarian')) return `— ${item.textContent?.trim()}`;
          const tick = text('small');
          return `${text('b')} ${text('p')}${tick ? ` (${tick})` : ''}`;
        }),
    );
  }

  /** Waits until the conversation has exactly these rows. */
  async readsAll(...rows: string[]): Promise<void> {
    await expect.poll(() => this.rows(), { timeout: 15_000 }).toEqual(rows);
  }

  /** The text of the card at the top of the open chat, one item for each block. */
  async card(): Promise<string[]> {
    return (await this.page.locator('ask-librarian header').innerText()).split('\n').filter(Boolean);
  }

  /** All text of the page and the values of its fields, in every shadow root, visible or not. */
  async everything(): Promise<string> {
    return await this.page.evaluate(() => {
      const textOf = (root: ParentNode): string =>
        [...root.querySelectorAll('*')]
          .map((element) => {
            const own = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data);
            const value = 'value' in element ? String(element.value) : '';
            return [...own, value, element.shadowRoot ? textOf(element.shadowRoot) : ''].join(' ');
          })
          .join('\n');
      return textOf(document);
    });
  }

  /** Everything that the browser stores for this origin, cookies included. */
  storage(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  }
}
