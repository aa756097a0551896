import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { StanzaReader } from '../../../relay/networks/xmpp/stream/stanza-reader.ts';
import { childOf, type Element, el, elementsOf, serialize, textOf } from '../../../relay/networks/xmpp/stream/xml.ts';
import { eventually } from './eventually.ts';
import { withoutHead } from './head.ts';
import type { Account } from './messenger.ts';

const PEOPLE = 'jabber:client';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const PING = 'urn:xmpp:ping';

/** A message that came in. */
export interface Heard {
  from: string;
  text: string;
  at: number;
}

/**
 * A person's XMPP program as far as a test needs one: fast enough for a thousand lines, and able to send what no real
 * one would. It answers pings, as every program does.
 */
export class ScriptedProgram implements AsyncDisposable {
  /** Messages with a body, in the order in which they came. */
  readonly heard: Heard[] = [];
  /** Everything else that came: presences, iqs, errors, receipts. */
  readonly others: Element[] = [];
  /** Ids of its own messages of which a receipt came (XEP-0184). */
  readonly receipts = new Set<string>();
  readonly #socket: Socket;
  readonly #domain: string;
  #reader: StanzaReader;
  #features: (features: Element) => void = () => undefined;
  #answers = new Map<string, (answer: Element) => void>();
  #changed: () => void = () => undefined;
  #over = false;
  /** False: the client shows what arrives, and answers no ping, as if it hung after that. */
  answersPings = true;
  #count = 0;
  /** Part of each id, so that no id equals one of the client that this client follows. */
  readonly #mark = randomBytes(6).toString('hex');
  address = '';

  private constructor(socket: Socket, domain: string) {
    this.#socket = socket;
    this.#domain = domain;
    this.#reader = this.#fresh();
    socket.on('data', (bytes: Buffer) => this.#reader.read(bytes));
    socket.on('close', () => this.#end());
    socket.on('error', () => undefined); // followed by `close`
  }

  /** Signed in, and shown as available; rejects where the server does not let it. */
  static async start(account: Account, domain = 'localhost'): Promise<ScriptedProgram> {
    const { name, password, port, resource = 'scripted' } = account;
    const program = new ScriptedProgram(connect({ host: '127.0.0.1', port, noDelay: true }), domain);
    try {
      await program.#opens();
      const proof = Buffer.from(`\0${name}\0${password}`).toString('base64');
      const taken = program.#next();
      program.#write(serialize(el('auth', { xmlns: SASL, mechanism: 'PLAIN' }, proof), PEOPLE));
      if ((await taken).name !== 'success') throw new Error(`${name} is not let in`);
      program.#reader = program.#fresh();
      await program.#opens();
      const bound = await program.asks('set', undefined, el('bind', { xmlns: BIND }, el('resource', {}, resource)));
      const bind = childOf(bound, 'bind', BIND);
      program.address = textOf(bind && childOf(bind, 'jid'));
      program.shows();
      return program;
    } catch (error) {
      program.dies();
      throw error;
    }
  }

  /** Tries to sign in again and again until the server accepts it, as clients do. */
  static async keepsTrying(account: Account): Promise<ScriptedProgram> {
    return await eventually(`${account.name}'s program is signed in`, () =>
      ScriptedProgram.start(account).catch(() => undefined),
    );
  }

  get over(): boolean {
    return this.#over;
  }

  shows(show?: 'away' | 'dnd', words?: string): void {
    const of = (name: string, text: string | undefined) => (text === undefined ? undefined : el(name, {}, text));
    this.sends(el('presence', {}, of('show', show), of('status', words)));
  }

  /** Sends a message and returns its id. Without a connection nothing is sent, and the caller does not notice. */
  says(to: string, text: string, ...more: Element[]): string {
    const id = `${this.#mark}-${++this.#count}`;
    const request = el('request', { xmlns: 'urn:xmpp:receipts' });
    this.sends(el('message', { type: 'chat', to, id }, el('body', {}, text), request, ...more));
    return id;
  }

  /** Sends an iq; resolves to the answer, which may be an error. Rejects if the connection ends first. */
  asks(type: 'get' | 'set', to: string | undefined, question: Element): Promise<Element> {
    const id = `${this.#mark}-ask-${++this.#count}`;
    return new Promise((resolve, reject) => {
      if (this.#over) reject(new Error('the connection is gone'));
      this.#answers.set(id, (answer) =>
        answer.name === 'end' ? reject(new Error('the connection ended')) : resolve(answer),
      );
      this.sends(el('iq', { type, to, id }, question));
    });
  }

  /** Pings `to`, by default the server. True: the ping was answered, so everything sent to `to` before was read. */
  async isHeard(to?: string): Promise<boolean> {
    const answer = await this.asks('get', to, el('ping', { xmlns: PING })).catch(() => undefined);
    return answer?.attrs.type === 'result';
  }

  sends(stanza: Element): void {
    this.#write(serialize(stanza, PEOPLE));
  }

  /** Sends a text as it is. */
  sendsRaw(text: string): void {
    this.#write(text);
  }

  /** Waits until `is` returns true. `what` describes it for the error. */
  async until(what: string, is: () => boolean): Promise<void> {
    await eventually(`${this.address}: ${what}`, is, {
      seen: () => this.heard.slice(-20).map(({ from, text }) => `${from}: ${text.slice(0, 120)}`),
    });
  }

  /** The address of the window in which this line came. */
  async windowWith(text: string): Promise<string> {
    return await eventually(
      `a window with "${text}"`,
      () => this.heard.find((one) => withoutHead(one.text) === text)?.from,
      {
        seen: () => this.heard,
      },
    );
  }

  linesFrom(address: string): string[] {
    return this.heard.filter(({ from }) => from === address).map(({ text }) => text);
  }

  /** Breaks the connection without closing the stream, as SIGKILL would. */
  dies(): void {
    this.#socket.destroy();
    this.#end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dies();
  }

  // ---------------------------------------------------------------------------------------------------------------

  async #opens(): Promise<void> {
    const features = this.#next();
    this.#write(
      `<?xml version='1.0'?><stream:stream to='${this.#domain}' version='1.0' xmlns='${PEOPLE}' xmlns:stream='http://etherx.jabber.org/streams'>`,
    );
    await features;
  }

  #next(): Promise<Element> {
    return new Promise((resolve, reject) => {
      this.#changed = () => reject(new Error('the connection ended'));
      this.#features = resolve;
    });
  }

  #fresh(): StanzaReader {
    return new StanzaReader({
      opened: () => undefined,
      stanza: (stanza) => this.#stanza(stanza),
      oversized: (outer) => this.others.push(outer),
      unreadable: () => this.others.push(el('unreadable')),
      closed: () => this.dies(),
      broken: () => this.dies(),
    });
  }

  #stanza(stanza: Element): void {
    const { name, attrs } = stanza;
    if (name === 'features' || attrs.xmlns === SASL) this.#features(stanza);
    else if (name === 'iq') this.#iq(stanza);
    else this.#message(stanza);
  }

  #message(stanza: Element): void {
    const { name, attrs } = stanza;
    const receipt = childOf(stanza, 'received', 'urn:xmpp:receipts')?.attrs.id;
    if (receipt !== undefined) this.receipts.add(receipt);
    const body = childOf(stanza, 'body');
    if (name === 'message' && body && attrs.type !== 'error')
      this.heard.push({ from: attrs.from ?? '', text: textOf(body), at: Date.now() });
    else this.others.push(stanza);
  }

  #iq(iq: Element): void {
    const { type = '', id = '', from } = iq.attrs;
    if (type === 'result' || type === 'error') {
      this.#answers.get(id)?.(iq);
      this.#answers.delete(id);
      return;
    }
    if (!this.answersPings) return;
    const known = elementsOf(iq).some(({ attrs }) => attrs.xmlns === PING || attrs.xmlns === 'jabber:iq:roster');
    const error = el(
      'error',
      { type: 'cancel' },
      el('service-unavailable', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }),
    );
    this.sends(el('iq', { type: known ? 'result' : 'error', id, to: from }, known ? undefined : error));
  }

  #write(text: string): void {
    if (!this.#over) this.#socket.write(text);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#reader.stop();
    this.#changed();
    for (const answer of this.#answers.values()) answer(el('end'));
  }
}
