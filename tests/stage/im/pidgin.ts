import { engine } from '../../run/engines.ts';
import { Bus } from './bus.ts';
import { Display } from './display.ts';
import { eventually } from './eventually.ts';
import type { Account, Line, Messenger, Stated } from './messenger.ts';
import { type OwnFolder, ownFolder, Program } from './program.ts';
import { Purple, writeProfile } from './purple.ts';

/** No sound; all else is as somebody finds it who starts Pidgin for the first time. */
const PREFS = `<pref name='pidgin'><pref name='sound'><pref name='method' type='string' value='none'/></pref></pref>`;

/** Before it was looked at, a number of unread lines stands before it. */
const CONTACTS = 'Buddy List$';

interface Parts {
  folder: OwnFolder;
  bus: Bus;
  display: Display;
  program: Program;
}

/** A real Pidgin, with a fresh profile, on a screen of its own. */
export class Pidgin implements Messenger {
  readonly purple: Purple;
  readonly display: Display;
  readonly #folder: OwnFolder;
  readonly #bus: Bus;
  readonly #program: Program;

  private constructor({ folder, bus, display, program }: Parts) {
    this.#folder = folder;
    this.#bus = bus;
    this.display = display;
    this.#program = program;
    this.purple = new Purple(bus);
  }

  /** Signed in, with its list of contacts on the screen. */
  static async start(account: Account): Promise<Pidgin> {
    const folder = ownFolder('pidgin');
    const profile = writeProfile(folder.path, 'gtk-gaim', account, PREFS);
    const [bus, display] = await Promise.all([Bus.start(folder.path), Display.open(folder.path)]);
    const env = {
      PATH: process.env.PATH,
      HOME: folder.path,
      LANG: 'C.UTF-8',
      DISPLAY: display.name,
      DBUS_SESSION_BUS_ADDRESS: bus.address,
    };
    const program = new Program(engine('pidgin'), ['-m', '-c', profile], { env });
    const pidgin = new Pidgin({ folder, bus, display, program });
    await pidgin.isOnline();
    return pidgin;
  }

  isOnline = (): Promise<void> => this.purple.isOnline();
  setsStatus = (stated: Stated, words?: string): Promise<void> => this.purple.setsStatus(stated, words);
  windows = (): Promise<string[]> => this.purple.windows();
  lines = (address: string): Promise<Line[]> => this.purple.lines(address);
  reads = (address: string, text: string): Promise<void> => this.purple.reads(address, text);
  says = (address: string, text: string): Promise<void> => this.purple.says(address, text);
  disconnects = (): Promise<void> => this.purple.disconnects();
  reconnects = (): Promise<void> => this.purple.reconnects();

  async types(address: string, text: string): Promise<void> {
    await this.#turnsTo(address);
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await this.display.tool('key', 'Return');
      if (line !== '') await this.display.tool('type', '--delay', '1', line);
    }
  }

  /** A PNG of the window with this address in front; of the list of contacts where none is named. */
  async screenshot(file: string, address?: string): Promise<void> {
    const window = address === undefined ? await this.#shows(CONTACTS) : await this.#turnsTo(address);
    await this.display.tool('windowraise', window);
    this.display.screenshot(file, await this.display.place(window));
  }

  freeze(): void {
    this.#program.freeze();
  }

  thaw(): void {
    this.#program.thaw();
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Promise.all([this.#bus.end(), this.display.close()]);
    this.#folder.remove();
  }

  /** A window of tabs is titled as its tab in front is; Pidgin does not turn to one when told by D-Bus. */
  async #turnsTo(address: string): Promise<string> {
    const conversation = await this.purple.window(address);
    if (conversation === undefined) throw new Error(`Pidgin has no window with ${address}.`);
    const wanted = await this.purple.text('ConversationGetTitle', conversation);
    const window = await this.#shows(await this.#titles());
    await this.display.tool('windowfocus', '--sync', window);
    const title = () => this.display.tool('getwindowname', window);
    await eventually(`Pidgin has ${address} in front`, async () => {
      const before = await title();
      if (before === wanted) return true;
      await this.display.tool('key', 'ctrl+Page_Down');
      await eventually('Pidgin turns to another tab', async () => (await title()) !== before);
      return false;
    });
    return window;
  }

  /** What the title of a window with tabs can be. */
  async #titles(): Promise<string> {
    const conversations = await this.purple.conversations();
    const titles = await Promise.all(conversations.map((one) => this.purple.text('ConversationGetTitle', one)));
    return `^(${titles.map((title) => title.replace(/[^\w@-]/g, '.')).join('|')})$`;
  }

  #shows(title: string): Promise<string> {
    return eventually(`Pidgin shows a window ${title}`, async () => (await this.display.windows(title))[0]);
  }
}
