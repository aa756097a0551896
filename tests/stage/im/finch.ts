import { engine } from '../../run/engines.ts';
import { Bus } from './bus.ts';
import { eventually } from './eventually.ts';
import type { Account, Line, Messenger, Stated } from './messenger.ts';
import { ownFolder } from './program.ts';
import { Purple, writeProfile } from './purple.ts';
import { Terminal } from './terminal.ts';

const WHITE_ON_BLUE = '[44m';

/** The bar at the foot of the screen names the windows, cut to fit, the one that hears the keys in white on blue. */
const inFront = (bar: string): string => {
  const part = bar.split('\x1b').find((text) => text.startsWith(WHITE_ON_BLUE));
  return part?.slice(WHITE_ON_BLUE.length).split('│')[0]?.trim() ?? '';
};

/** A real Finch, with a fresh profile, in a terminal. */
export class Finch implements Messenger {
  readonly purple: Purple;
  readonly terminal: Terminal;
  readonly #ends: AsyncDisposableStack;

  private constructor(purple: Purple, terminal: Terminal, ends: AsyncDisposableStack) {
    this.purple = purple;
    this.terminal = terminal;
    this.#ends = ends;
  }

  /** Signed in. */
  static async start(account: Account): Promise<Finch> {
    await using ends = new AsyncDisposableStack();
    const folder = ends.adopt(ownFolder('finch'), (own) => own.remove()).path;
    const profile = writeProfile(folder, 'gnt-purple', account);
    const bus = ends.adopt(await Bus.start(folder), (own) => own.end());
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      DBUS_SESSION_BUS_ADDRESS: bus.address,
    };
    const words = [engine('finch'), '-c', profile];
    const terminal = ends.adopt(await Terminal.open(folder, words, env), (own) => own.kill());
    const purple = new Purple(bus);
    await purple.isOnline();
    return new Finch(purple, terminal, ends.move());
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

  async agrees(): Promise<void> {
    const asked = async () => (await this.terminal.screen()).some((line) => line.includes('Authorize'));
    await eventually('Finch asks the librarian', asked, { seen: () => this.terminal.screen() });
    await this.#turns((front) => front === 'Authorize buddy?');
    await this.terminal.presses('Enter');
    await this.#turns((front) => front === 'Add Buddy');
    await this.terminal.presses('Tab', 'Tab', 'Tab'); // to the group, which it insists on
    await this.terminal.types('Library');
    await this.terminal.presses('Tab', 'Tab', 'Enter');
  }

  freeze(): Promise<void> {
    return this.terminal.freeze();
  }

  thaw(): void {
    this.terminal.thaw();
  }

  kill(): Promise<void> {
    return this.terminal.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ends.disposeAsync();
  }

  async #turnsTo(address: string): Promise<void> {
    const conversation = await this.purple.window(address);
    if (conversation === undefined) throw new Error(`Finch has no window with ${address}.`);
    const title = `${await this.purple.text('ConversationGetTitle', conversation)} (`;
    await this.#turns((front) => front.startsWith(title) || title.startsWith(front));
  }

  /** Goes from window to window. */
  async #turns(to: (front: string) => boolean): Promise<void> {
    const bar = async () => (await this.terminal.colours()).findLast((line) => line !== '') ?? '';
    const front = async () => inFront(await bar());
    await eventually(
      'Finch has the window in front',
      async () => {
        const before = await front();
        if (before !== '' && to(before)) return true;
        await this.terminal.presses('M-n');
        // With no other window there yet nothing turns, and the key has to be pressed again.
        const turned = async () => (await front()) !== before;
        await eventually('Finch turns', turned, { patienceMs: 500 }).catch(() => undefined);
        return false;
      },
      { seen: async () => [await bar(), ...(await this.terminal.screen())] },
    );
  }
}
