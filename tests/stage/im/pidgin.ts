import { engine } from '../../run/engines.ts';
import { Bus } from './bus.ts';
import { Display } from './display.ts';
import { eventually } from './eventually.ts';
import type { Account, Line, Messenger, Stated } from './messenger.ts';
import { ownFolder, Program } from './program.ts';
import { Purple, writeProfile } from './purple.ts';

/**
 * No sound, and no icon in a tray, which it would wait five seconds for before it shows its list; all else is as somebody
 * finds it who starts Pidgin for the first time.
 */
const PREFS = `
 <pref name='pidgin'>
  <pref name='sound'><pref name='method' type='string' value='none'/></pref>
  <pref name='docklet'><pref name='show' type='string' value='never'/></pref>
 </pref>
`;

/** After this many minutes without a key Pidgin considers the librarian idle, unless the settings say otherwise. */
const IDLE_MINUTES = 5;

const CONTACTS = '^Buddy List$';

interface Parts {
  purple: Purple;
  display: Display;
  program: Program;
  ends: AsyncDisposableStack;
}

/** A real Pidgin, with a fresh profile, on a screen of its own. */
export class Pidgin implements Messenger {
  readonly purple: Purple;
  readonly display: Display;
  readonly #program: Program;
  readonly #ends: AsyncDisposableStack;

  private constructor({ purple, display, program, ends }: Parts) {
    this.purple = purple;
    this.display = display;
    this.#program = program;
    this.#ends = ends;
  }

  /** Signed in. */
  static async start(account: Account): Promise<Pidgin> {
    await using ends = new AsyncDisposableStack();
    const folder = ends.adopt(ownFolder('pidgin'), (own) => own.remove()).path;
    const profile = writeProfile(folder, 'gtk-gaim', account, PREFS);
    const bus = ends.adopt(await Bus.start(folder), (own) => own.end());
    const display = ends.adopt(await Display.open(folder), (own) => own.close());
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: 'C.UTF-8',
      DISPLAY: display.name,
      DBUS_SESSION_BUS_ADDRESS: bus.address,
    };
    const program = new Program(engine('pidgin'), ['--multiple', '--config', profile], { env });
    ends.defer(() => program.kill());
    const purple = new Purple(bus);
    await purple.isOnline();
    return new Pidgin({ purple, display, program, ends: ends.move() });
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

  /** Presses "Authorize" at the foot of the list, and "Add" in the dialog that this opens. */
  async agrees(): Promise<void> {
    const dialog = () => this.display.windows('^Add Buddy$');
    const foot = (await this.purple.words()) === '' ? 60 : 97; // the words of a status have a line of their own
    await this.#clicks(await this.#shows(CONTACTS), 38, foot, async () => (await dialog()).length > 0);
    await this.#clicks(await this.#shows('^Add Buddy$'), 58, 29, async () => (await dialog()).length === 0);
  }

  /** What five minutes without a key do, in a second: less than that it calls no time. */
  async turnsIdle(): Promise<void> {
    await this.display.rests(1_100);
    await this.#looksAtTheClock(0, 'idle');
  }

  /** The librarian is at the keyboard again. */
  async isBack(): Promise<void> {
    await this.display.tool('key', 'shift');
    await this.#looksAtTheClock(IDLE_MINUTES, 'not idle');
  }

  /** A PNG of the window with this address in front; of the list of contacts where none is named. */
  async screenshot(file: string, address?: string): Promise<void> {
    const window = address === undefined ? await this.#shows(CONTACTS) : await this.#turnsTo(address);
    await this.display.tool('windowraise', window);
    this.display.screenshot(file, await this.display.place(window));
  }

  freeze(): Promise<void> {
    return this.#program.freeze();
  }

  thaw(): void {
    this.#program.thaw();
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ends.disposeAsync();
  }

  /** A window of tabs has the title of its tab in front; Pidgin does not bring a tab to the front by D-Bus. */
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

  /** Pidgin checks for idleness at once when the preference for it changes, otherwise when the time that it last read is over. */
  async #looksAtTheClock(idleMinutes: number, becomes: 'idle' | 'not idle'): Promise<void> {
    await this.purple.call('PrefsSetInt', '/purple/away/mins_before_away', idleMinutes);
    await eventually(`Pidgin considers the librarian ${becomes}`, async () => {
      for (const way of ['none', 'system'])
        await this.purple.call('PrefsSetString', '/purple/away/idle_reporting', way);
      return (await this.purple.isIdle()) === (becomes === 'idle');
    });
  }

  /** So far from the right and the foot of the window, until it has worked. */
  async #clicks(window: string, right: number, foot: number, works: () => Promise<boolean>): Promise<void> {
    await eventually(`Pidgin takes a click ${right} from the right and ${foot} from the foot`, async () => {
      if (await works()) return true;
      const { x, y, width, height } = await this.display.place(window);
      await this.display.tool('mousemove', `${x + width - right}`, `${y + height - foot}`, 'click', '1');
      return works();
    });
  }

  #shows(title: string): Promise<string> {
    return eventually(`Pidgin shows a window ${title}`, async () => (await this.display.windows(title))[0]);
  }
}
