// needs: prosody, finch, pidgin, profanity
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { Finch } from '../stage/im/finch.ts';
import type { Account, Messenger } from '../stage/im/messenger.ts';
import { Pidgin } from '../stage/im/pidgin.ts';
import { Profanity } from '../stage/im/profanity.ts';
import { Prosody } from '../stage/im/prosody.ts';

/** The stage of instant messaging, without a relay: only if this is green is what is red elsewhere the relay's. */

const DESK = 'main@ask.localhost';
const HERON = 'heron-k2x9m4tq@ask.localhost';
const OTTER = 'otter-q7f3mn2p@ask.localhost';
const PANERA = 'At the Panera in Newport News, back at 3';
const STATES = 'http://jabber.org/protocol/chatstates';

/** A component (XEP-0114) with as much XML as these tests need: a stanza is the text between two tags of its name. */
class Component {
  readonly stanzas: string[] = [];
  readonly #socket: Socket;
  #unread = '';

  private constructor(port: number, domain: string) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (text: string) => this.#reads(text));
    this.#socket.on('error', () => undefined); // followed by `close`
    const names = `xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'`;
    this.send(`<stream:stream ${names} to='${domain}'>`);
  }

  static async open({ componentPort, options }: Prosody): Promise<Component> {
    const { domain, secret } = options.component;
    const component = new Component(componentPort, domain);
    const id = attribute(await component.sees(/^<stream:stream/), 'id');
    component.send(`<handshake>${createHash('sha1').update(`${id}${secret}`).digest('hex')}</handshake>`);
    await component.sees(/^<handshake/);
    return component;
  }

  send(stanza: string): void {
    this.#socket.write(stanza);
  }

  /** The first stanza since `from` that matches. */
  sees(sign: RegExp, from = 0): Promise<string> {
    const look = () => {
      const found = this.stanzas.slice(from).find((stanza) => sign.test(stanza));
      if (found === undefined && this.lost) throw new Error('The component is not connected.');
      return found;
    };
    return eventually(`a stanza like ${sign}`, look, { seen: () => this.stanzas.join('\n') });
  }

  /** Sees only what comes from now on. */
  fromNow(): (sign: RegExp) => Promise<string> {
    const from = this.stanzas.length;
    return (sign) => this.sees(sign, from);
  }

  get lost(): boolean {
    return this.#socket.destroyed;
  }

  close(): void {
    this.#socket.destroy();
  }

  #reads(text: string): void {
    this.#unread += text.replace(/<\?xml[^>]*>/g, '');
    for (;;) {
      const open = /^\s*<([\w:]+)[^>]*?(\/?)>/.exec(this.#unread);
      if (open === null) return;
      const [tag, name, empty] = open;
      const end =
        empty || name === 'stream:stream' ? tag.length : this.#unread.indexOf(`</${name}>`) + `</${name}>`.length;
      if (end < tag.length) return;
      this.stanzas.push(this.#unread.slice(0, end).trim());
      this.#unread = this.#unread.slice(end);
    }
  }
}

const attribute = (stanza: string, name: string): string =>
  new RegExp(`^<[^>]*\\s${name}=['"]([^'"]*)`).exec(stanza)?.[1] ?? '';

const parts = { accounts: { ann: 'pw', ben: 'pw' }, component: { domain: 'ask.localhost', secret: 's3cret' } };

let prosody: Prosody;
let component: Component;

beforeAll(async () => {
  prosody = await Prosody.start({ ...parts, shared: { [DESK]: 'Reference desk' }, hibernationSeconds: 1 });
  component = await Component.open(prosody);
});

afterAll(async () => {
  component.close();
  await prosody[Symbol.asyncDispose]();
});

/** What a test started, ended after it. */
let ends = new AsyncDisposableStack();
afterEach(async () => {
  await ends.disposeAsync();
  ends = new AsyncDisposableStack();
});

const ann = (of: Prosody = prosody): Account => ({ name: 'ann', password: 'pw', port: of.port });

/** Sets the away status, and returns the full address of the librarian once the component has seen that status. */
const isAway = async (messenger: Messenger): Promise<string> => {
  ends.use(messenger);
  const sees = component.fromNow();
  await messenger.setsStatus('away', PANERA);
  return attribute(await sees(new RegExp(`^<presence.*<show>away</show><status>${PANERA}<`)), 'from');
};

const asks = (from: string, to: string, text: string): void =>
  component.send(
    `<message type='chat' id='q' from='${from}' to='${to}'><body>${text}</body>` +
      `<active xmlns='${STATES}'/><request xmlns='urn:xmpp:receipts'/></message>`,
  );

const pings = (from: string, to: string): void =>
  component.send(`<iq type='get' id='p' from='${from}' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`);

describe.each([
  ['Finch', Finch],
  ['Pidgin', Pidgin],
  ['Profanity', Profanity],
] as const)('%s', (name, Program) => {
  test('The client publishes a status, opens a window for each address, and sends each answer where it was typed', async () => {
    const messenger = await Program.start(ann());
    const librarian = await isAway(messenger);

    asks(HERON, librarian, 'Where is &lt;Beloved&gt;? 日本');
    let sees = component.fromNow();
    pings(HERON, librarian);
    const answer = await sees(/^<iq [^>]*type='result'/);
    expect([attribute(answer, 'from'), attribute(answer, 'to')]).toEqual([librarian, HERON]);
    await messenger.reads(HERON, 'Where is <Beloved>? 日本');
    asks(OTTER, librarian, 'Are you open?');
    await messenger.reads(OTTER, 'Are you open?');
    expect((await messenger.windows()).toSorted()).toEqual([HERON, OTTER]);

    sees = component.fromNow();
    await messenger.types(HERON, 'On the 2nd floor\n');
    await messenger.types(OTTER, 'Until\n');
    await messenger.says(OTTER, '"9" & <later> 日本');
    expect(attribute(await sees(/<body>On the 2nd floor</), 'to')).toBe(HERON);
    expect(attribute(await sees(/<body>Until</), 'to')).toBe(OTTER);
    expect(attribute(await sees(/<body>&quot;9&quot; &amp; &lt;later&gt; 日本</), 'to')).toBe(OTTER);
    expect(await messenger.lines(HERON)).toEqual([
      { by: 'them', text: 'Where is <Beloved>? 日本' },
      { by: 'librarian', text: 'On the 2nd floor' },
    ]);
  });

  test('A frozen client answers nothing until it is thawed, and a killed client is unavailable', async () => {
    const messenger = await Program.start(ann());
    const librarian = await isAway(messenger);
    const sees = component.fromNow();
    const before = component.stanzas.length;

    await messenger.freeze();
    asks(HERON, librarian, 'Anybody?');
    pings(HERON, librarian);
    pings(DESK, 'localhost'); // whose answer comes after all that is there before it
    await sees(/^<iq [^>]*from='localhost'/);
    expect(component.stanzas.slice(before).filter((stanza) => attribute(stanza, 'from') === librarian)).toEqual([]);
    messenger.thaw();
    await sees(new RegExp(`^<iq [^>]*from='${librarian}'`));
    await messenger.reads(HERON, 'Anybody?');

    await messenger.kill();
    const gone = await sees(/^<presence [^>]*type='unavailable'/);
    expect(attribute(gone, 'from')).toBe(librarian);
    // Only Profanity's connection could have been taken up again.
    expect(gone.includes('Hibernating too long')).toBe(name === 'Profanity');
  });

  test('The client disconnects and reconnects', async () => {
    const messenger = await Program.start(ann());
    await isAway(messenger);
    let sees = component.fromNow();
    await messenger.disconnects();
    await sees(/^<presence [^>]*type='unavailable'/);
    sees = component.fromNow();
    await messenger.reconnects();
    const back = await sees(/^<presence (?![^>]*type=)/);
    expect(back.includes(PANERA)).toBe(name !== 'Profanity');
  });

  test('The client accepts the request of the desk to see its presence', async () => {
    const strangers = ends.use(await Prosody.start(parts));
    const desk = await Component.open(strangers);
    ends.defer(() => desk.close());
    const messenger = ends.use(await Program.start(ann(strangers)));
    desk.send(`<presence type='subscribe' from='${DESK}' to='ann@localhost'/>`);
    await messenger.agrees(DESK);
    await desk.sees(/^<presence [^>]*type='subscribed'/);
    await desk.sees(/^<presence [^>]*from='ann@localhost\/.*<delay /);
    await desk.sees(/^<presence [^>]*type='subscribe'/);
  });
});

test('Pidgin sends typing notifications to a contact who is online', async () => {
  const pidgin = await Pidgin.start(ann());
  const librarian = await isAway(pidgin);
  component.send(`<presence from='${DESK}' to='ann@localhost'/>`);
  asks(DESK, librarian, 'Hello');
  await pidgin.reads(DESK, 'Hello');
  const sees = component.fromNow();
  await pidgin.types(DESK, 'I am');
  expect(attribute(await sees(/<composing /), 'to')).toBe(DESK);
});

test('An idle Pidgin keeps the message of an away status and replaces the message of an available status', async () => {
  const pidgin = await Pidgin.start(ann());
  await isAway(pidgin);
  let sees = component.fromNow();
  await pidgin.turnsIdle();
  expect(await sees(/<query [^>]*seconds=/)).toContain(`<status>${PANERA}<`);
  sees = component.fromNow();
  await pidgin.isBack();
  expect(await sees(/^<presence/)).not.toContain('seconds=');

  await pidgin.setsStatus('available', 'Reference desk');
  await sees(/<status>Reference desk</);
  sees = component.fromNow();
  await pidgin.turnsIdle();
  expect(await sees(/<query [^>]*seconds=/)).toContain('<show>away</show><status>I&apos;m not here right now<');
  sees = component.fromNow();
  await pidgin.isBack();
  await sees(/<status>Reference desk</);
});

test('Pidgin can be pictured one window at a time', async () => {
  const pidgin = await Pidgin.start(ann());
  const librarian = await isAway(pidgin);
  for (const address of [HERON, OTTER]) {
    asks(address, librarian, 'Hello');
    await pidgin.reads(address, 'Hello');
  }
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  ends.defer(() => rmSync(folder, { recursive: true }));
  const size = (name: string) => {
    const picture = readFileSync(join(folder, name));
    expect(picture.toString('latin1', 1, 4)).toBe('PNG');
    return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  };
  await pidgin.screenshot(join(folder, 'list.png'));
  await pidgin.screenshot(join(folder, 'heron.png'), HERON);
  await pidgin.screenshot(join(folder, 'otter.png'), OTTER);
  expect(size('heron.png')).toEqual(size('otter.png'));
  expect(size('heron.png')).not.toEqual(size('list.png'));
  expect(readFileSync(join(folder, 'heron.png'))).not.toEqual(readFileSync(join(folder, 'otter.png')));
});

test('Profanity sends typing notifications, receipts and corrections', async () => {
  const profanity = await Profanity.start(ann());
  const librarian = await isAway(profanity);
  const sees = component.fromNow();
  asks(`${HERON}/web`, librarian, 'Hello');
  expect(await sees(/<received /)).toContain(`id='q'`);
  await profanity.types(HERON, 'At ');
  await sees(/<composing /);
  await profanity.types(HERON, '9\n');
  const said = await sees(/<body>At 9</);
  await profanity.corrects(HERON, 'At 10');
  expect(await sees(/<body>At 10</)).toMatch(new RegExp(`<replace [^>]*id='${attribute(said, 'id')}'`));
});

describe('Prosody', () => {
  test.each([
    ['answers at once that nobody is there', {}, true],
    ['stores the message for later and answers nothing', { offline: true }, false],
    ['archives the message and answers nothing', { archive: true }, false],
  ])('For a message to an account that is not online, Prosody %s', async (_, options, refused) => {
    const own = ends.use(await Prosody.start({ ...parts, ...options }));
    const desk = await Component.open(own);
    ends.defer(() => desk.close());
    desk.send(`<message type='chat' id='q' from='${DESK}' to='ben@localhost'><body>Hello</body></message>`);
    desk.send(`<iq type='get' id='p' from='${DESK}' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>`);
    await desk.sees(/^<iq [^>]*type='result'/);
    expect(desk.stanzas.some((stanza) => /^<message [^>]*type='error'/.test(stanza))).toBe(refused);
  });

  test('A frozen Prosody answers nothing, a restarted one keeps its ports, and an ended one leaves nothing behind', async () => {
    const own = await Prosody.start(parts);
    ends.use(own);
    const ping = `<iq type='get' id='p' from='${DESK}' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>`;
    const before = await Component.open(own);
    await own.freeze();
    before.send(ping);
    const other = connect({ port: own.componentPort, host: '127.0.0.1' });
    await eventually('the system still takes connections', () => other.readyState === 'open');
    other.destroy();
    expect(before.stanzas.filter((stanza) => stanza.startsWith('<iq'))).toEqual([]);
    own.thaw();
    await before.sees(/^<iq [^>]*type='result'/);

    await own.kill();
    await eventually('the component lost it', () => before.lost);
    await own.restart();
    const after = await Component.open(own);
    after.send(ping);
    await after.sees(/^<iq [^>]*type='result'/);
    after.close();
    expect(existsSync(own.folder)).toBe(true);
    await own[Symbol.asyncDispose]();
    expect(existsSync(own.folder)).toBe(false);
    await expect(Component.open(own)).rejects.toThrow();
  });
});
