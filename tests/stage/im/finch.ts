import { engine } from '../../run/engines.ts';
import { Bus } from './bus.ts';
import { eventually } from './eventually.ts';
import type { Account, Line, Messenger, Stated } from './messenger.ts';
import { type OwnFolder, ownFolder } from './program.ts';
import { Purple, writeProfile } from './purple.ts';
import { Terminal } from './terminal.ts';

/** The bar at the foot of the screen has the window that hears the keys in white on blue. */
const inFront = (bar: string): string => {
  const part = bar.split('\x1b').find((text) => text.startsWith(WHITE_ON_BLUE));
  return part?.slice(WHITE_ON_BLUE.length).split(/[│ ]/)[0] ?? '';
};

const WHITE_ON_BLUE = '[44m';

/** A real Finch, with a fresh profile, in a terminal. */
export class Finch implements Messenger {
  readonly purple: Purple;
  readonly terminal: Terminal;
  readonly #folder: OwnFolder;
  readonly #bus: Bus;

  private constructor(parts: { folder: OwnFolder; bus: Bus; terminal: Terminal }) {
    this.#folder = parts.folder;
    this.#bus = parts.bus;
    this.terminal = parts.terminal;
    this.purple = new Purple(parts.bus);
  }

  /** Signed in. */
  static async start(account: Account): Promise<Finch> {
    const folder = ownFolder('finch');
    const profile = writeProfile(folder.path, 'gnt-purple', account);
    const bus = await Bus.start(folder.path);
    const terminal = await Terminal.open(folder.path, [engine('finch'), '-c', profile], {
      PATH: process.env.PATH,
      HOME: folder.path,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      DBUS_SESSION_BUS_ADDRESS: bus.address,
    });
    const finch = new Finch({ folder, bus, terminal });
    await finch.isOnline();
    return finch;
  }

  isOnline = (): Promise<void> => this.purple.isOnline();
  setsStatus = (stated: Stated, words?: string): Promise<void> => this.purple.setsStatus(stated, words);
  windows = (): Promise<string[]> => this.purple.windows();
  lines = (address: string): Promise<Line[]> => this.purple.lines(address);
  reads = (address: string, text: string): Promise<void> => this.purple.reads(address, text);
  disconnects = (): Promise<void> => this.purple.disconnects();
  reconnects = (): Promise<void> => this.purple.reconnects();
  says = (address: string, text: string): Promise<void> => this.purple.says(address, text);

  async types(address: string, text: string): Promise<void> {
    await this.#turnsTo(address);
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await this.terminal.presses('Enter');
      if (line !== '') await this.terminal.types(line);
    }
  }

  freeze(): void {
    this.terminal.freeze();
  }

  thaw(): void {
    this.terminal.thaw();
  }

  kill(): Promise<void> {
    return this.terminal.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#bus.end();
    this.#folder.remove();
  }

  /** Goes from window to window. */
  async #turnsTo(address: string): Promise<void> {
    const front = async () => inFront((await this.terminal.colours()).findLast((line) => line !== '') ?? '');
    await eventually(`Finch has ${address} in front`, async () => {
      const before = await front();
      if (before.length > 2 && address.startsWith(before)) return true;
      await this.terminal.presses('M-n');
      await eventually('Finch turns to another window', async () => (await front()) !== before);
      return false;
    });
  }
}
