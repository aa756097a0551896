import { once } from 'node:events';
import { nanoid } from 'nanoid';
import WebSocket from 'ws';
import { NO_SCOPE, readElement } from '../../relay/networks/xmpp/stream/read-element.ts';
import { childOf, type Element, el, serialize, textOf } from '../../relay/networks/xmpp/stream/xml.ts';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const CLIENT = 'jabber:client';

/** A minimal XMPP client over WebSocket (RFC 7395), where every frame is one stanza. */
export class XmppClient {
  readonly address: string;
  readonly #socket: WebSocket;
  /** Called with the sender and the text of every message that has a body. */
  heard: (from: string, text: string) => void = () => undefined;

  private constructor(socket: WebSocket, address: string) {
    this.#socket = socket;
    this.address = address;
  }

  /** Resolves when the client is signed in; its presence is available. */
  static async open(port: number, name: string, password: string): Promise<XmppClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/xmpp-websocket`, 'xmpp', { perMessageDeflate: false });
    await once(socket, 'open');
    const received: Element[] = [];
    let wake = () => {};
    socket.on('message', (data) => {
      received.push(elementOf(String(data)));
      wake();
    });
    const next = async (name: string): Promise<Element> => {
      for (;;) {
        const one = received.shift();
        if (one?.name === name) return one;
        if (one?.name === 'failure') throw new Error(`${name} was refused`);
        if (!one) await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    const send = (element: Element) => socket.send(serialize(element, ''));
    const openStream = () => send(el('open', { xmlns: FRAMING, to: 'localhost', version: '1.0' }));
    openStream();
    await next('features');
    const plain = Buffer.from(`\0${name}\0${password}`).toString('base64');
    send(el('auth', { xmlns: SASL, mechanism: 'PLAIN' }, plain));
    await next('success');
    openStream();
    await next('features');
    const bind = el('bind', { xmlns: BIND }, el('resource', {}, 'bench'));
    send(el('iq', { xmlns: CLIENT, type: 'set', id: 'bind' }, bind));
    await next('iq');
    const client = new XmppClient(socket, `${name}@localhost/bench`);
    socket.removeAllListeners('message');
    socket.on('message', (data) => client.#take(elementOf(String(data))));
    client.shows();
    return client;
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

/** Every frame is a whole element that declares its own namespace (RFC 7395, 3.3.3). */
const elementOf = (text: string): Element => {
  const read = readElement(text, NO_SCOPE);
  if (!read) throw new Error('Prosody sent a frame that is not a stanza');
  return read.element;
};
