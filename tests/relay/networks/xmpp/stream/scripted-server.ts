import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { ConditionWaiter } from '../../../../stage/condition-waiter.ts';

/** One connection, as the server sees it; what it answers is written out in the test. */
export class Peer {
  readonly #facts = new ConditionWaiter();
  readonly socket: Socket;
  heard = '';
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.heard += text;
      this.#facts.changed();
    });
    socket.on('error', () => undefined); // followed by `close`
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#ended());
  }

  says(xml: string): void {
    this.socket.write(xml);
  }

  hears(text: string | RegExp): Promise<string> {
    const found = () => (typeof text === 'string' ? this.heard.includes(text) : text.test(this.heard));
    return this.#facts.until(
      `the server hears ${text}`,
      () => found() && this.heard,
      () => this.heard,
    );
  }

  hearsTheEnd(): Promise<string> {
    return this.#facts.until(
      'the connection ends',
      () => this.ended && this.heard,
      () => this.heard,
    );
  }

  /** Takes the component in. */
  async welcomes(): Promise<void> {
    await this.hears("to='ask.lib.example'>");
    this.says(opening('s1'));
    await this.hears('</handshake>');
    this.says('<handshake/>');
  }

  #ended(): void {
    this.ended = true;
    this.#facts.changed();
  }
}

export const opening = (id: string): string =>
  `<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:component:accept' id='${id}' from='ask.lib.example'>`;

export const streamError = (condition: string): string =>
  `<stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>The librarian’s words</text></stream:error></stream:stream>`;

/** A server on this machine that does only what a test says. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #facts = new ConditionWaiter();
  readonly peers: Peer[] = [];
  #next = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.peers.push(new Peer(socket));
      this.#facts.changed();
    });
  }

  static async begin(): Promise<ScriptedServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ScriptedServer(server);
  }

  get port(): number {
    const bound = this.#server.address();
    return typeof bound === 'object' && bound ? bound.port : 0;
  }

  /** The next that connects, or has. */
  async next(): Promise<Peer> {
    const n = this.#next++;
    return this.#facts.until(
      `connection ${n + 1} comes`,
      () => this.peers[n],
      () => `${this.peers.length} connections`,
    );
  }

  /** Whatever was on its way here has come. True: nobody has connected since next(). */
  async isQuiet(): Promise<boolean> {
    const before = this.peers.length;
    const probe = connect(this.port, '127.0.0.1');
    const mine = () => this.peers.findIndex(({ socket }) => socket.remotePort === probe.localPort);
    await once(probe, 'connect');
    await this.#facts.until(
      'the probe comes',
      () => mine() >= 0,
      () => `${before} connections`,
    );
    this.peers.splice(mine(), 1);
    probe.destroy();
    return this.peers.length === this.#next;
  }

  async end(): Promise<void> {
    for (const { socket } of this.peers) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
