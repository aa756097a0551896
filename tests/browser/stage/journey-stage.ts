import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { openBrowser, PatronWindow, serveCatalogue } from '../../stage/catalogue-page.ts';
import { ConsoleWindow } from '../../stage/console-window.ts';
import { type RelayOptions, type RelayProcess, startRelayProcess } from '../../stage/relay-process.ts';
import { TcpProxy } from '../../stage/tcp-proxy.ts';

/** Where everybody is: words and times are then read the same on every machine. */
const PLACE: BrowserContextOptions = { timezoneId: 'America/New_York', locale: 'en-US' };

/** A relay, a library's catalogue on another origin, a network between the two that can fail, and a browser. */
export class JourneyStage implements AsyncDisposable {
  readonly relay: RelayProcess;
  /** Patrons reach the relay through it; librarians, who sit elsewhere, do not. */
  readonly network: TcpProxy;
  /** Address of the catalogue. */
  readonly library: string;
  readonly #browser: Browser;
  readonly #ends: (() => void)[];
  /** What any page complained of in its developer's console. */
  readonly complaints: string[] = [];

  private constructor(parts: {
    relay: RelayProcess;
    network: TcpProxy;
    library: string;
    browser: Browser;
    ends: (() => void)[];
  }) {
    this.relay = parts.relay;
    this.network = parts.network;
    this.library = parts.library;
    this.#browser = parts.browser;
    this.#ends = parts.ends;
  }

  static async open(options: RelayOptions = {}): Promise<JourneyStage> {
    const [relay, browser] = await Promise.all([startRelayProcess(options), openBrowser()]);
    const network = await TcpProxy.before(Number(new URL(relay.address).port));
    const { address, end } = await serveCatalogue(network.address);
    return new JourneyStage({ relay, network, library: address, browser, ends: [end, () => network.end()] });
  }

  /** A browser of its own: nothing stored is shared with another. */
  async computer(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ ...PLACE, ...options });
    context.setDefaultTimeout(15_000);
    context.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    return context;
  }

  /** At the catalogue, in a browser of her own unless she is given one. */
  async patron({ at, path = '/' }: { at?: BrowserContext; path?: string } = {}): Promise<PatronWindow> {
    return await PatronWindow.open(at ?? (await this.computer()), this.library + path);
  }

  /** `prepare`: what is to be done with her page before it loads. */
  async librarian(name: string, prepare?: (page: Page) => Promise<unknown>): Promise<ConsoleWindow> {
    const page = await (await this.computer()).newPage();
    await prepare?.(page);
    return await ConsoleWindow.open(name, page, await this.relay.signInLink(name.toLowerCase()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    for (const end of this.#ends) end();
    await this.relay.end();
  }
}
