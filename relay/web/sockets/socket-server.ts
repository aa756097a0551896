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
  /** Who is signed in with the request's cookie. Rejects if the store does not answer. */
  signedIn(request: Pick<RouteRequest, 'headers' | 'secure'>): Promise<SignedInLibrarian | undefined>;
}

/** How many refused sockets may be closing at the same time. Beyond that, the handshake itself is rejected. */
const MAX_REFUSED = 256;

/**
 * Opens sockets. A script in a browser cannot read why a handshake was rejected. So where the page should know the reason, the
 * handshake is accepted and the socket closed at once with a code.
 */
export class SocketServer {
  readonly patrons = new Set<PatronSession>();
  readonly consoles = new Set<ConsoleSession>();
  readonly #parts: SocketServerOptions;
  readonly #context: ConsoleContext;
  readonly #sockets = frameSockets();
  readonly #counts = new SocketCounts();
  #refused = 0;
  #consolesOpened = 0;

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
    const upgrade = { request, connection, head };
    if (path !== '/socket' && path !== '/console/socket') rejectHandshake(connection, 404);
    else if (this.#context.stopping()) rejectHandshake(connection, 503);
    else if (this.#refused >= MAX_REFUSED) rejectHandshake(connection, 429);
    else if (path === '/socket') this.#openPatron(upgrade);
    else void this.#openConsole(upgrade);
  }

  #openPatron(upgrade: UpgradeRequest): void {
    const { origin, host } = upgrade.request.headers;
    const isAllowed = mayAsk(origin, host, this.#parts.config());
    const address = isAllowed ? this.#countIn(upgrade) : 'originRefused';
    if (isRefusal(address)) this.#refuse(address, upgrade);
    else {
      this.#accept(address.counted, upgrade, (socket) => {
        const { patrons: desk, networks } = this.#parts;
        this.patrons.add(new PatronSession(socket, address.counted, this.#context, { desk, networks }));
      });
    }
  }

  async #openConsole(upgrade: UpgradeRequest): Promise<void> {
    const { headers } = upgrade.request;
    const config = this.#parts.config();
    const isAllowed = isOwnOrigin(headers.origin, headers.host, config);
    const address = isAllowed ? this.#countIn(upgrade) : 'originRefused';
    if (isRefusal(address)) {
      this.#refuse(address, upgrade);
      return;
    }
    // Nothing else listens for errors while the store is asked, and an unhandled `error` event would end the process.
    upgrade.connection.on('error', () => upgrade.connection.destroy());
    const secure = cameByHttps(headers['x-forwarded-proto'], config);
    const signedIn = await this.#signedIn({ headers, secure });
    if (isRefusal(signedIn)) {
      this.#counts.leave(address.counted);
      this.#refuse(signedIn, upgrade);
      return;
    }
    this.#accept(address.counted, upgrade, (socket) => {
      this.#consolesOpened += 1;
      const who = { ...signedIn, address: address.counted, number: this.#consolesOpened };
      this.consoles.add(new ConsoleSession(socket, who, this.#context));
    });
  }

  async #signedIn(request: Pick<RouteRequest, 'headers' | 'secure'>): Promise<SignedInLibrarian | CloseName> {
    try {
      return (await this.#parts.signedIn(request)) ?? 'signedOut';
    } catch (error) {
      this.#context.log.warn('a sign-in could not be looked up', errorFacts(error));
      return 'relayFault';
    }
  }

  /** Counts the socket under its network address, unless there are too many from there, or in all. */
  #countIn({ request: { socket, headers } }: UpgradeRequest): { counted: string } | CloseName {
    const { behindProxy, limits } = this.#parts.config();
    const counted = networkAddress(socket.remoteAddress, headers['x-forwarded-for'], behindProxy);
    return this.#counts.enter(counted, limits) ? { counted } : 'tooManySockets';
  }

  #accept(address: string, { request, connection, head }: UpgradeRequest, open: (socket: FrameSocket) => void): void {
    // With an invalid handshake, or a connection that has ended, `open` is never called.
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

  #refuse(name: CloseName, { request, connection, head }: UpgradeRequest): void {
    const { code } = Close[name];
    this.#context.counters.countClose(code);
    this.#refused += 1;
    connection.once('close', () => {
      this.#refused -= 1;
    });
    this.#sockets.handleUpgrade(request, connection, head, (socket) => socket.refuse(code, name));
  }
}

/** Counts the open sockets, in all and for each network address. In memory only, and only while a socket is open. */
class SocketCounts {
  readonly #byAddress = new Map<string, number>();
  #all = 0;

  /** Counts one more socket. False if that exceeds the limits. */
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

/** A request for a socket: the arguments of an `upgrade` event. */
interface UpgradeRequest {
  request: IncomingMessage;
  connection: Duplex;
  head: Buffer;
}

const isRefusal = (either: object | CloseName): either is CloseName => typeof either === 'string';

const rejectHandshake = (connection: Duplex, status: number): void => {
  connection.on('error', () => connection.destroy());
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
