import type { Browser, BrowserContext } from 'playwright';
import { PatronWindow, serveCatalogue } from '../../stage/catalogue-page.ts';
import { ImWorld, type ImWorldOptions } from '../../stage/im/im-world.ts';

/** Librarians in real messengers, and patrons at a library's catalogue in a real browser. */
export class ImStage implements AsyncDisposable {
  readonly world: ImWorld;
  readonly #browser: Browser;
  readonly #library: { address: string; end(): void };

  readonly #computers: BrowserContext[] = [];

  private constructor(world: ImWorld, browser: Browser, library: { address: string; end(): void }) {
    this.world = world;
    this.#browser = browser;
    this.#library = library;
  }

  static async open(browser: Browser, options: ImWorldOptions = {}): Promise<ImStage> {
    const world = await ImWorld.open(options);
    return new ImStage(world, browser, await serveCatalogue(world.stage.relay.address));
  }

  /** A patron at the catalogue, in a browser profile of their own. */
  async patron(): Promise<PatronWindow> {
    const context = await this.#browser.newContext({ timezoneId: 'America/New_York', locale: 'en-US' });
    this.#computers.push(context);
    context.setDefaultTimeout(15_000);
    return await PatronWindow.open(context, this.#library.address);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#computers.map((computer) => computer.close()));
    this.#library.end();
    await this.world[Symbol.asyncDispose]();
  }
}
