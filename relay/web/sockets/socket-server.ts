import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorFacts } from '../../desk/error-facts.ts';
import { Close, type CloseName } from '../../protocol/close-codes.ts';
import { cameByHttps, networkAddress } from '../http/forwarded.ts';
import { isOwnOrigin, mayAsk } from '../http/origins.ts';
import { readTarget } from '../http/request-path.ts';
import type { RouteRequest } from '../http/routes.ts';
import type { SignedInLibrarian } from '../sign-in/console-sign-ins.ts';
import type { WebConfig, WebLimits } from '../web-config.ts';
import { type ConsoleContext, ConsoleSession } from './console-session.ts';
import { type FrameSocket, frameSockets } from './frame-socket.ts';
import type { NetworkHash } from './network-hash.ts';
import { type PatronDesk, PatronSession } from './patron-session.ts';

export interface SocketServerOptions {
  context: Omit<ConsoleContext, 'sessionEnded'>;
  patrons: PatronDesk;
  networks: NetworkHash;
  config(): WebConfig;
  /** Rejects where the store does not answer. */
  signedIn(asked: Pick<RouteRequest, 'headers' | 'secure'>): Promise<SignedInLibrarian | undefined>;
}

/** So many refused sockets may be on their way out; beyond, the connection itself is refused. */
const REFUSED_MOST = 256;

/**
 * Lets sockets in. A browser cannot read why a handshake was refused, so whoever is refused for a reason a page should know is let
 * in and closed at once with a code.
 */
export class SocketServer {
  readonly patrons = new Set<PatronSession>();
  readonly consoles = new Set<ConsoleSession>();
  readonly #parts: SocketServerOptions;
  readonly #context: ConsoleContext;
  readonly #sockets = frameSockets();
  readonly #counts = new SocketCounts();
  #refused = 0;
  #consolesEver = 0;

  constructor(parts: SocketServerOptions) {
    this.#parts = parts;
    this.#context = {
      ...parts.context,
      sessionEnded: (session) => {
        this.#counts.leave(session.address);
        if (session instanceof PatronSession) this.patrons.delete(session);
        else if (session instanceof ConsoleSession) this.consoles.delete(session);
      },
    };
  }

  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const target = readTarget(request.url ?? '');
    const path = typeof target === 'number' ? undefined : target.path;
    const knock = { request, connection, head };
    if (path !== '/socket' && path !== '/console/socket') turnAway(connection, 404);
    else if (this.#context.stopping()) turnAway(connection, 503);
    else if (this.#refused >= REFUSED_MOST) turnAway(connection, 429);
    else if (path === '/socket') this.#patron(knock);
    else void this.#console(knock);
  }

  #patron(knock: Knock): void {
    const { origin, host } = knock.request.headers;
    const mayEnter = mayAsk(origin, host, this.#parts.config());
    const address = mayEnter ? this.#enter(knock) : 'originRefused';
    if (isRefusal(address)) this.#refuse(address, knock);
    else {
      this.#accept(address.counted, knock, (socket) => {
        const { patrons: desk, networks } = this.#parts;
        this.patrons.add(new PatronSession(socket, address.counted, this.#context, { desk, networks }));
      });
    }
  }

  async #console(knock: Knock): Promise<void> {
    const { headers } = knock.request;
    const config = this.#parts.config();
    const mayEnter = isOwnOrigin(headers.origin, headers.host, config);
    const address = mayEnter ? this.#enter(knock) : 'originRefused';
    if (isRefusal(address)) {
      this.#refuse(address, knock);
      return;
    }
    // Nobody listens while the store is asked, and an error nobody hears would end the relay.
    knock.connection.on('error', () => knock.connection.destroy());
    const secure = cameByHttps(headers['x-forwarded-proto'], config);
    const signedIn = await this.#signedIn({ headers, secure });
    if (isRefusal(signedIn)) {
      this.#counts.leave(address.counted);
      this.#refuse(signedIn, knock);
      return;
    }
    this.#accept(address.counted, knock, (socket) => {
      this.#consolesEver += 1;
      const who = { ...signedIn, address: address.counted, number: this.#consolesEver };
      this.consoles.add(new ConsoleSession(socket, who, this.#context));
    });
  }

  async #signedIn(asked: Pick<RouteRequest, 'headers' | 'secure'>): Promise<SignedInLibrarian | CloseName> {
    try {
      return (await this.#parts.signedIn(asked)) ?? 'signedOut';
    } catch (error) {
      this.#context.log.warn('a sign-in could not be looked up', errorFacts(error));
      return 'relayFault';
    }
  }

  /** Counts it under its network address, unless there are too many from there, or in all. */
  #enter({ request: { socket, headers } }: Knock): { counted: string } | CloseName {
    const { behindProxy, limits } = this.#parts.config();
    const counted = networkAddress(socket.remoteAddress, headers['x-forwarded-for'], behindProxy);
    return this.#counts.enter(counted, limits) ? { counted } : 'tooManySockets';
  }

  #accept(address: string, { request, connection, head }: Knock, open: (socket: FrameSocket) => void): void {
    // A handshake that is none, or a connection already gone, never comes to `open`.
    let opened = false;
    const notOpened = () => {
      if (!opened) this.#counts.leave(address);
    };
    connection.once('close', notOpened);
    this.#sockets.handleUpgrade(request, connection, head, (socket) => {
      opened = true;
      connection.off('close', notOpened);
      open(socket.over(connection));
    });
  }

  #refuse(name: CloseName, { request, connection, head }: Knock): void {
    const { code } = Close[name];
    this.#context.counters.countClose(code);
    this.#refused += 1;
    connection.once('close', () => {
      this.#refused -= 1;
    });
    this.#sockets.handleUpgrade(request, connection, head, (socket) => socket.refuse(code, name));
  }
}

/** How many sockets are open, in all and from each network address; in memory only, while they are open. */
class SocketCounts {
  readonly #byAddress = new Map<string, number>();
  #all = 0;

  /** Counts one more, unless that is too many. */
  enter(address: string, limits: Pick<WebLimits, 'sockets' | 'socketsPerAddress'>): boolean {
    const here = this.#byAddress.get(address) ?? 0;
    if (here >= limits.socketsPerAddress || this.#all >= limits.sockets) return false;
    this.#byAddress.set(address, here + 1);
    this.#all += 1;
    return true;
  }

  leave(address: string): void {
    const here = this.#byAddress.get(address) ?? 0;
    if (here > 1) this.#byAddress.set(address, here - 1);
    else this.#byAddress.delete(address);
    this.#all -= 1;
  }
}

/** A request for a socket. */
interface Knock {
  request: IncomingMessage;
  connection: Duplex;
  head: Buffer;
}

const isRefusal = (either: object | CloseName): either is CloseName => typeof either === 'string';

const turnAway = (connection: Duplex, status: number): void => {
  connection.on('error', () => connection.destroy());
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
