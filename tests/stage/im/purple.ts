import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bus } from './bus.ts';
import { eventually } from './eventually.ts';
import { withoutHead } from './head.ts';
import type { Account, Line, Stated } from './messenger.ts';

/** libpurple, whose interfaces are Finch and Pidgin: its profile, and what it reports and does by D-Bus. */

const SERVICE = {
  destination: 'im.pidgin.purple.PurpleService',
  path: '/im/pidgin/purple/PurpleObject',
  interface: 'im.pidgin.purple.PurpleInterface',
};

/** PurpleStatusPrimitive. */
const PRIMITIVES: Readonly<Record<Stated, number>> = {
  offline: 1,
  available: 2,
  'do not disturb': 3,
  away: 5,
  'extended away': 6,
};

/** Of PurpleConversationType. */
const IM = 1;

/** PurpleMessageFlags. */
const SENT = 1;
const RECEIVED = 2;

/** The folder of a profile that signs this account in at the start, the first time it is used. */
export const writeProfile = (folder: string, face: 'gtk-gaim' | 'gnt-purple', account: Account, prefs = ''): string => {
  const profile = join(folder, 'purple');
  mkdirSync(profile);
  const { name, password, port, resource = '' } = account;
  writeFileSync(
    join(profile, 'accounts.xml'),
    `<?xml version='1.0' encoding='UTF-8' ?>
<account version='1.0'>
 <account>
  <protocol>prpl-jabber</protocol>
  <name>${name}@localhost/${resource}</name>
  <password>${password}</password>
  <settings>
   <setting name='connect_server' type='string'>127.0.0.1</setting>
   <setting name='port' type='int'>${port}</setting>
   <setting name='connection_security' type='string'>opportunistic_tls</setting>
   <setting name='auth_plain_in_clear' type='bool'>1</setting>
  </settings>
  <settings ui='${face}'><setting name='auto-login' type='bool'>1</setting></settings>
 </account>
</account>
`,
  );
  writeFileSync(
    join(profile, 'prefs.xml'),
    `<?xml version='1.0' encoding='UTF-8' ?>\n<pref version='1' name='/'>${prefs}</pref>\n`,
  );
  return profile;
};

export class Purple {
  readonly #bus: Bus;
  /** The windows that were found, by address. Each is checked again before use, but before all other windows. */
  readonly #known = new Map<string, number>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  async isOnline(): Promise<void> {
    let why = 'An account that is not connected';
    const connected = () =>
      this.#connected().catch((error: Error) => {
        why = error.message; // it is not on the bus yet
      });
    await eventually('libpurple is connected', async () => (await connected()) === 1, { seen: () => why });
  }

  /** As the status box does: a status that is not kept under a name. */
  async setsStatus(stated: Stated, words = ''): Promise<void> {
    const status = await this.number('SavedstatusNew', '', PRIMITIVES[stated]);
    if (words !== '') await this.call('SavedstatusSetMessage', status, words);
    await this.call('SavedstatusActivate', status);
  }

  /** The words of the current status; empty where the status has none. */
  async words(): Promise<string> {
    return this.text('SavedstatusGetMessage', await this.number('SavedstatusGetCurrent'));
  }

  conversations(): Promise<number[]> {
    return this.#numbers('GetIms');
  }

  async windows(): Promise<string[]> {
    return Promise.all((await this.conversations()).map((window) => this.text('ConversationGetName', window)));
  }

  /** The id of the window with this address; undefined: there is no such window. */
  async window(address: string): Promise<number | undefined> {
    const known = this.#known.get(address);
    for (const one of await this.conversations()) {
      if (known !== undefined && one !== known) continue;
      if ((await this.text('ConversationGetName', one)) !== address) continue;
      this.#known.set(address, one);
      return one;
    }
    this.#known.delete(address);
    return known === undefined ? undefined : this.window(address);
  }

  async lines(address: string): Promise<Line[]> {
    const window = await this.window(address);
    if (window === undefined) return [];
    const newestFirst = await this.#numbers('ConversationGetMessageHistory', window);
    return Promise.all(
      newestFirst.reverse().map(async (line): Promise<Line> => {
        const flags = await this.number('ConversationMessageGetFlags', line);
        const text = plain(await this.text('ConversationMessageGetMessage', line));
        return { by: flags & SENT ? 'librarian' : flags & RECEIVED ? 'them' : 'the messenger', text };
      }),
    );
  }

  async reads(address: string, text: string): Promise<void> {
    await eventually(
      `${address} shows "${text.slice(0, 80)}"`,
      async () => (await this.lines(address)).some((line) => line.by === 'them' && withoutHead(line.text) === text),
      { seen: () => this.lines(address) },
    );
  }

  /** What the window does at Enter, without the keys. */
  async says(address: string, text: string): Promise<void> {
    const window = (await this.window(address)) ?? (await this.#opens(address));
    await this.call('ConvImSend', await this.number('ConvIm', window), html(text));
  }

  async disconnects(): Promise<void> {
    await this.call('AccountDisconnect', await this.#account());
  }

  async reconnects(): Promise<void> {
    await this.call('AccountConnect', await this.#account());
    await this.isOnline();
  }

  async isIdle(): Promise<boolean> {
    const presence = await this.number('AccountGetPresence', await this.#account());
    return (await this.number('PresenceIsIdle', presence)) === 1;
  }

  call(name: string, ...values: (number | string)[]) {
    return this.#bus.call({ ...SERVICE, member: `Purple${name}`, values });
  }

  async number(name: string, ...values: (number | string)[]): Promise<number> {
    return Number(await this.call(name, ...values));
  }

  async text(name: string, ...values: (number | string)[]): Promise<string> {
    return String(await this.call(name, ...values));
  }

  async #numbers(name: string, ...values: (number | string)[]): Promise<number[]> {
    const list = await this.call(name, ...values);
    return Array.isArray(list) ? list : [];
  }

  async #opens(address: string): Promise<number> {
    return this.number('ConversationNew', IM, await this.#account(), address);
  }

  async #connected(): Promise<number> {
    return this.number('AccountIsConnected', await this.#account());
  }

  async #account(): Promise<number> {
    const [account] = await this.#numbers('AccountsGetAll');
    if (account === undefined) throw new Error('libpurple has no account.');
    return account;
  }
}

const html = (text: string): string =>
  text.replace(/[&<>\n]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '<br>');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

/** The words of a line, which libpurple keeps as HTML. */
const plain = (html: string): string =>
  html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
