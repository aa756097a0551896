// needs: prosody, finch, pidgin, profanity
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { Finch } from '../stage/im/finch.ts';
import type { Messenger } from '../stage/im/messenger.ts';
import { Pidgin } from '../stage/im/pidgin.ts';
import { Profanity } from '../stage/im/profanity.ts';
import { Prosody } from '../stage/im/prosody.ts';

/** The stage of instant messaging proved by itself, without a relay: only then a red test elsewhere is the relay's. */

const DESK = 'main@ask.localhost';
const HERON = 'heron-k2x9m4tq@ask.localhost';
const OTTER = 'otter-q7f3mn2p@ask.localhost';
const PANERA = 'At the Panera in Newport News, back at 3';

/** A component (XEP-0114) with as much XML as these tests need: a stanza is what stands between two tags of its name. */
class Component {
  readonly stanzas: string[] = [];
  readonly #socket: Socket;
  #unread = '';

  constructor(port: number, domain: string, secret: string) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (text: string) => this.#reads(text));
    this.#socket.on('error', () => undefined); // followed by `close`
    const names = `xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'`;
    this.send(`<stream:stream ${names} to='${domain}'>`);
    void this.sees(/^<stream:stream/).then((header) => {
      const id = attribute(header, 'id');
      this.send(`<handshake>${createHash('sha1').update(`${id}${secret}`).digest('hex')}</handshake>`);
    });
  }

  static async open(prosody: Prosody): Promise<Component> {
    const { domain, secret } = prosody.options.component;
    const component = new Component(prosody.componentPort, domain, secret);
    await component.sees(/^<handshake/);
    return component;
  }

  send(stanza: string): void {
    this.#socket.write(stanza);
  }

  /** The first stanza since `from` that matches. */
  sees(sign: RegExp, from = 0): Promise<string> {
    return eventually(`a stanza like ${sign}`, () => this.stanzas.slice(from).find((stanza) => sign.test(stanza)), {
      seen: () => this.stanzas.join('\n'),
    });
  }

  /** What is seen of this from now on. */
  after(): (sign: RegExp) => Promise<string> {
    const from = this.stanzas.length;
    return (sign) => this.sees(sign, from);
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

let prosody: Prosody;
let component: Component;

beforeAll(async () => {
  prosody = await Prosody.start({
    accounts: { ann: 'pw', ben: 'pw' },
    component: { domain: 'ask.localhost', secret: 's3cret' },
    shared: { [DESK]: 'Reference desk' },
  });
  component = await Component.open(prosody);
  return async () => {
    component.close();
    await prosody[Symbol.asyncDispose]();
  };
});

const MESSENGERS = {
  Finch: () => Finch.start({ name: 'ann', password: 'pw', port: prosody.port }),
  Pidgin: () => Pidgin.start({ name: 'ann', password: 'pw', port: prosody.port }),
  Profanity: () => Profanity.start({ name: 'ann', password: 'pw', port: prosody.port }),
};

let ann: Messenger | undefined;
afterEach(async () => {
  await ann?.[Symbol.asyncDispose]();
  ann = undefined;
});

/** Her full address, once she is away in those words. */
const signsIn = async (messenger: Messenger): Promise<string> => {
  ann = messenger;
  const sees = component.after();
  await messenger.setsStatus('away', PANERA);
  return attribute(await sees(new RegExp(`^<presence.*<show>away</show><status>${PANERA}<`)), 'from');
};

const asks = (address: string, to: string, text: string): void =>
  component.send(
    `<message type='chat' id='q' from='${address}' to='${to}'><body>${text}</body>` +
      `<active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/></message>`,
  );

describe.each(Object.entries(MESSENGERS))('%s', (_, start) => {
  test('her words, two windows, the ping, and her answers, each to the one she answers', async () => {
    const messenger = await start();
    const her = await signsIn(messenger);

    asks(HERON, her, 'Where is &lt;Beloved&gt;? 日本');
    component.send(`<iq type='get' id='p' from='${HERON}' to='${her}'><ping xmlns='urn:xmpp:ping'/></iq>`);
    const pong = await component.sees(/^<iq [^>]*type='result'/);
    expect(attribute(pong, 'from')).toBe(her);
    expect(attribute(pong, 'to')).toBe(HERON);
    await messenger.reads(HERON, 'Where is <Beloved>? 日本');
    asks(OTTER, her, 'Are you open?');
    await messenger.reads(OTTER, 'Are you open?');
    expect((await messenger.windows()).toSorted()).toEqual([HERON, OTTER]);

    const sees = component.after();
    await messenger.types(HERON, 'On the 2nd floor\n');
    await messenger.says(OTTER, 'Until "9" & <later>');
    expect(attribute(await sees(/<body>On the 2nd floor</), 'to')).toBe(HERON);
    expect(attribute(await sees(/<body>Until &quot;9&quot; &amp; &lt;later&gt;</), 'to')).toBe(OTTER);
    expect((await messenger.lines(HERON)).map(({ by, text }) => `${by}: ${text}`)).toEqual([
      'them: Where is <Beloved>? 日本',
      'her: On the 2nd floor',
    ]);
  });

  test('killed, she is gone at once or after the hibernation; frozen, she answers late', async () => {
    const messenger = await start();
    const her = await signsIn(messenger);
    messenger.freeze();
    asks(HERON, her, 'Anybody?');
    messenger.thaw();
    await messenger.reads(HERON, 'Anybody?');
  });
});
