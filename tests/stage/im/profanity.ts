import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { engine } from '../../run/engines.ts';
import { eventually } from './eventually.ts';
import { withoutHead } from './head.ts';
import type { Account, Line, Messenger, Stated } from './messenger.ts';
import { ownFolder } from './program.ts';
import { Terminal } from './terminal.ts';

/** Under the home folder. */
const DATA = '.local/share/profanity';

const STATUSES: Readonly<Record<Exclude<Stated, 'offline'>, string>> = {
  available: 'online',
  away: 'away',
  'extended away': 'xa',
  'do not disturb': 'dnd',
};

/** A real Profanity, with a fresh profile, in a terminal; it sends receipts unless its settings say otherwise. */
export class Profanity implements Messenger {
  readonly terminal: Terminal;
  readonly #name: string;
  readonly #database: string;
  readonly #ends: AsyncDisposableStack;

  private constructor(name: string, folder: string, terminal: Terminal, ends: AsyncDisposableStack) {
    this.#name = name;
    this.#database = join(folder, DATA, `database/${name}_at_localhost/chatlog.db`);
    this.terminal = terminal;
    this.#ends = ends;
  }

  /** Signed in. */
  static async start(account: Account): Promise<Profanity> {
    await using ends = new AsyncDisposableStack();
    const folder = ends.adopt(ownFolder('profanity'), (own) => own.remove()).path;
    writeProfile(folder, account);
    const words = [engine('profanity'), '--account', account.name];
    const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
    const terminal = ends.adopt(await Terminal.open(folder, words, env), (own) => own.kill());
    await isOnline(terminal, account.name);
    return new Profanity(account.name, folder, terminal, ends.move());
  }

  isOnline(): Promise<void> {
    return isOnline(this.terminal, this.#name);
  }

  async setsStatus(stated: Stated, words = ''): Promise<void> {
    if (stated === 'offline') return this.disconnects();
    await this.#commands(`/status set ${STATUSES[stated]}${words === '' ? '' : ` "${words}"`}`);
  }

  async windows(): Promise<string[]> {
    return [...new Set(this.#history().map(({ with: address }) => address))];
  }

  async lines(address: string): Promise<Line[]> {
    return this.#history()
      .filter((line) => line.with === address)
      .map(({ by, text }) => ({ by, text }));
  }

  async reads(address: string, text: string): Promise<void> {
    await eventually(
      `${address} shows "${text.slice(0, 80)}"`,
      async () => (await this.lines(address)).some((line) => line.by === 'them' && withoutHead(line.text) === text),
      { seen: () => this.lines(address) },
    );
  }

  async types(address: string, text: string): Promise<void> {
    await this.#turnsTo(address);
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await this.terminal.presses('Enter');
      if (line !== '') await this.terminal.types(line);
    }
  }

  async says(address: string, text: string): Promise<void> {
    await this.types(address, `${text}\n`);
  }

  /** Replaces the last line that the librarian sent in that window (XEP-0308). */
  async corrects(address: string, text: string): Promise<void> {
    await this.types(address, `/correct ${text}\n`);
  }

  async agrees(address: string): Promise<void> {
    await this.#commands(`/sub allow ${address}`);
    await this.#commands(`/sub request ${address}`);
  }

  async disconnects(): Promise<void> {
    await this.#commands('/disconnect');
    await eventually('Profanity is not connected', async () => !(await barOf(this.terminal)).includes('@'));
  }

  async reconnects(): Promise<void> {
    await this.#commands(`/connect ${this.#name}`);
    await this.isOnline();
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
    const title = async () => (await this.terminal.screen())[0]?.trim() ?? '';
    if ((await title()).startsWith(`${address} `)) return;
    await this.#commands(`/msg ${address}`);
    await eventually(`Profanity has ${address} in front`, async () => (await title()).startsWith(`${address} `), {
      seen: async () => (await this.terminal.screen()).join('\n'),
    });
  }

  async #commands(line: string): Promise<void> {
    await this.terminal.types(line);
    await this.terminal.presses('Enter');
  }

  /** The lines that Profanity stores of its windows: more exact than the part that fits the screen. */
  #history(): (Line & { with: string })[] {
    return rowsOf(this.#database).map(({ from_jid: from, to_jid: to, message }) => {
      const own = from === `${this.#name}@localhost`;
      return { by: own ? 'librarian' : 'them', text: String(message), with: String(own ? to : from) };
    });
  }
}

const writeProfile = (folder: string, { name, password, port, resource = 'profanity' }: Account): void => {
  const write = (path: string, file: string, text: string) => {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, file), text);
  };
  write('.config/profanity', 'profrc', '[ui]\nsplash=false\n');
  const where = `server=127.0.0.1\nport=${port}\ntls.policy=disable`;
  const who = `jid=${name}@localhost\npassword=${password}\nresource=${resource}`;
  write(DATA, 'accounts', `[${name}]\nenabled=true\n${who}\n${where}\n`);
};

const barOf = async (terminal: Terminal): Promise<string> =>
  (await terminal.screen()).findLast((line) => line.startsWith(' [')) ?? '';

/** The bar above the input line names the account that is connected. */
const isOnline = async (terminal: Terminal, name: string): Promise<void> => {
  await eventually('Profanity is connected', async () => (await barOf(terminal)).includes(`${name}@`), {
    seen: async () => (await terminal.screen()).join('\n'),
  });
};

/** Reads without a lock: Profanity does not wait for a lock, and would not store the line that it receives meanwhile. */
const rowsOf = (file: string): Record<string, SQLOutputValue>[] => {
  if (!existsSync(file)) return [];
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  using database = new DatabaseSync(url, { readOnly: true });
  return database.prepare('SELECT * FROM ChatLogs ORDER BY id').all();
};
