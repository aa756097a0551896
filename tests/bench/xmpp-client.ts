import { once } from 'node:events';
import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import { NO_SCOPE, readElement } from '../../relay/networks/xmpp/stream/read-element.ts';
import { childOf, type Element, el, serialize, textOf } from '../../relay/networks/xmpp/stream/xml.ts';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const CLIENT = 'jabber:client';

/** An XMPP program over WebSocket (RFC 7395), where every frame is one stanza: as little of one as a bench needs. */
export class XmppClient {
  readonly address: string;
  readonly #socket: WebSocket;
  /** Called with every message that has a body. */
  heard: (from: string, text: string) => void = () => undefined;

  private constructor(socket: WebSocket, address: string) {
    this.#socket = socket;
    this.address = address;
  }

  /** Signed in and available. */
  static async open(port: number, name: string, password: string): Promise<XmppClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/xmpp-websocket`, 'xmpp', { perMessageDeflate: false });
    await once(socket, 'open');
    const said: Element[] = [];
    let wake = () => {};
    socket.on('message', (data) => {
      said.push(elementOf(String(data)));
      wake();
    });
    const next = async (name: string): Promise<Element> => {
      for (;;) {
        const one = said.shift();
        if (one?.name === name) return one;
        if (one?.name === 'failure') throw new Error(`${name} was refused`);
        if (!one) await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    const send = (element: Element) => socket.send(serialize(element, ''));
    const opens = () => send(el('open', { xmlns: FRAMING, to: 'localhost', version: '1.0' }));
    opens();
    await next('features');
    const plain = Buffer.from(`\0${name}\0${password}`).toString('base64');
    send(el('auth', { xmlns: SASL, mechanism: 'PLAIN' }, plain));
    await next('success');
    opens();
    await next('features');
    const bind = el('bind', { xmlns: BIND }, el('resource', {}, 'bench'));
    send(el('iq', { xmlns: CLIENT, type: 'set', id: 'bind' }, bind));
    await next('iq');
    const program = new XmppClient(socket, `${name}@localhost/bench`);
    socket.removeAllListeners('message');
    socket.on('message', (data) => program.#take(elementOf(String(data))));
    program.shows();
    return program;
  }

  shows(show?: string, status?: string): void {
    this.#send(
      el(
        'presence',
        { xmlns: CLIENT },
        show === undefined ? undefined : el('show', {}, show),
        status === undefined ? undefined : el('status', {}, status),
      ),
    );
  }

  says(to: string, text: string): void {
    this.#send(el('message', { xmlns: CLIENT, type: 'chat', id: nanoid(), to }, el('body', {}, text)));
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(stanza: Element): void {
    const { from = '', id, type } = stanza.attrs;
    if (stanza.name === 'iq' && type === 'get') this.#send(el('iq', { xmlns: CLIENT, type: 'result', id, to: from }));
    const text = textOf(childOf(stanza, 'body'));
    if (stanza.name === 'message' && text !== '') this.heard(from, text);
  }

  #send(element: Element): void {
    this.#socket.send(serialize(element, ''));
  }
}

/** RFC 7395, 3.3.3: a frame is a whole element with its own namespace. */
const elementOf = (text: string): Element => {
  const read = readElement(text, NO_SCOPE);
  if (!read) throw new Error('Prosody sent something that is no stanza');
  return read.element;
};
