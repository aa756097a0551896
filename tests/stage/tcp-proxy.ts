import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy as the network between a browser and the relay, which a test can cut or make silent. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #state: 'up' | 'cut' | 'silent' = 'up';

  private constructor(server: Server) {
    this.#server = server;
  }

  /** A proxy for the server on this port of this machine; it listens on a free port. */
  static async before(port: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true });
    const proxy = new TcpProxy(server);
    server.on('connection', (near) => proxy.#connected(near, port));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get address(): string {
    const bound = this.#server.address();
    return `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  }

  /** Breaks every connection, and every new one, until `mend`. */
  cut(): void {
    this.#state = 'cut';
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }

  /** Passes nothing on in either direction, without breaking a connection. New connections open and stay silent. */
  fallSilent(): void {
    this.#state = 'silent';
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** Passes everything on again. What was sent while the network was silent arrives now, as in a real network. */
  mend(): void {
    this.#state = 'up';
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  end(): void {
    this.cut();
    this.#server.close();
  }

  #connected(near: Socket, port: number): void {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1' });
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('end', () => to.end());
      from.on('error', () => undefined); // followed by `close`
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
      if (this.#state === 'silent') from.pause();
      else from.resume();
    }
  }
}
