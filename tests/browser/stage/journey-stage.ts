import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { openBrowser, PatronWindow, serveCatalogue } from '../../stage/catalogue-page.ts';
import { ConsoleWindow } from '../../stage/console-window.ts';
import { type RelayOptions, type RelayProcess, startRelayProcess } from '../../stage/relay-process.ts';
import { TcpProxy } from '../../stage/tcp-proxy.ts';

/** Everybody's time zone and language, so that texts and times are the same on every machine. */
const PLACE: BrowserContextOptions = { timezoneId: 'America/New_York', locale: 'en-US' };

/** A relay, a library's catalogue on another origin, a network between pages and relay that can fail, and a browser. */
export class JourneyStage implements AsyncDisposable {
  readonly relay: RelayProcess;
  /** The network through which patrons reach the relay. Librarians reach the relay directly. */
  readonly network: TcpProxy;
  /** Address of the catalogue. */
  readonly library: string;
  readonly #browser: Browser;
  readonly #ends: (() => void)[];
  /** Every error in the developer console of any page. */
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

  /** A browser profile of its own, which shares no storage with another. */
  async computer(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ ...PLACE, ...options });
    context.setDefaultTimeout(15_000);
    context.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    return context;
  }

  /** A patron at the catalogue, in a browser profile of their own where `at` gives none. */
  async patron({ at, path = '/' }: { at?: BrowserContext; path?: string } = {}): Promise<PatronWindow> {
    return await PatronWindow.open(at ?? (await this.computer()), this.library + path);
  }

  /** `prepare` is called with the console's page before it loads. */
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
