import type { Server } from 'node:http';
import type { Desk } from '../desk/desk.ts';
import type { Names } from '../desk/display-names.ts';
import type { Clock, Connections, LibrarianLink, Log, SignIns } from '../desk/ports.ts';
import type { CountStore } from '../desk/statistics/count-store.ts';
import { badgeRoute } from './http/badge.ts';
import { type AlsoServe, httpServer } from './http/http-server.ts';
import { listen } from './http/listen.ts';
import { Counters, relayMetrics } from './http/metrics.ts';
import { operationsRoutes } from './http/operations-routes.ts';
import type { PageFiles } from './http/page-files.ts';
import type { Route } from './http/routes.ts';
import { pageRoutes } from './http/static-routes.ts';
import { whereaboutsRoute } from './http/whereabouts-route.ts';
import { consoleRoutes } from './pages/console-route.ts';
import { deskPageRoutes, type PageDesk } from './pages/desk-page-route.ts';
import { questionRoute } from './pages/question-route.ts';
import { reportRoutes } from './pages/report-route.ts';
import { ConsoleSignIns } from './sign-in/console-sign-ins.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { ConsoleLink } from './sockets/console-link.ts';
import type { ConsoleDesk } from './sockets/console-session.ts';
import { FrameJson } from './sockets/frame-writer.ts';
import { Heartbeat } from './sockets/heartbeat.ts';
import { NetworkHash } from './sockets/network-hash.ts';
import type { PatronDesk } from './sockets/patron-session.ts';
import { SocketServer } from './sockets/socket-server.ts';
import type { WebConfig } from './web-config.ts';

export interface WebParts {
  desk: PatronDesk & ConsoleDesk & PageDesk & Pick<Desk, 'gauges'>;
  signIns: SignIns;
  counts: CountStore;
  connections: Connections;
  config: WebConfig;
  pages: PageFiles;
  clock: Clock;
  log: Log;
  /** The names of librarians and desks, as librarians read them. */
  readonly names: Names;
  /** Resolves with whether the store can be used. */
  ready(): Promise<boolean>;
  /** True while the relay is connected to the XMPP server. Absent if it has none. */
  xmppUp?: (() => boolean) | undefined;
  /** Serves what no route matches on the same port: the demo's catalogue. */
  alsoServe?: AlsoServe;
}

/** When the relay stops, frames in progress have STOP_MS to finish; then the close handshakes have CLOSE_MS. */
const STOP_MS = 4_000;
const CLOSE_MS = 1_000;

/** The relay's web server: pages, whereabouts, sign-in, and the sockets of patrons and consoles. */
export class WebServer {
  /** The desk's link to librarians who use the console. */
  readonly consoleLink: LibrarianLink;
  readonly #parts: WebParts;
  readonly #http: Server;
  readonly #sockets: SocketServer;
  readonly #consoleSignIns: ConsoleSignIns;
  readonly #counters = new Counters();
  readonly #networks = new NetworkHash();
  readonly #heartbeat: Heartbeat;
  #config: WebConfig;
  #stopped: Promise<void> | undefined;

  constructor(parts: WebParts) {
    this.#parts = parts;
    this.#config = parts.config;
    this.#heartbeat = new Heartbeat(parts.clock);
    const { desk, clock, log, connections: signals, names } = parts;
    const link = new ConsoleLink();
    this.consoleLink = link;
    this.#consoleSignIns = new ConsoleSignIns({ ...parts, consoles: () => this.#sockets.consoles });
    this.#sockets = new SocketServer({
      context: {
        desk,
        link,
        connections: signals,
        names,
        clock,
        log,
        counters: this.#counters,
        heartbeat: this.#heartbeat,
        frameText: new FrameJson(),
        limits: () => this.#config.limits,
        stopping: () => this.#stopped !== undefined,
      },
      patrons: desk,
      networks: this.#networks,
      config: () => this.#config,
      signedIn: (request) => this.#consoleSignIns.signedIn(request),
    });
    this.#http = httpServer({ routes: this.#routes(), config: () => this.#config, alsoServe: parts.alsoServe, log });
    this.#http.on('upgrade', (request, connection, head) => this.#sockets.upgrade(request, connection, head));
  }

  /** Rejects with an Error whose message is a sentence for the operator if the relay cannot listen there. */
  async listen(): Promise<{ port: number }> {
    const port = await listen(this.#http, this.#config.listen);
    this.#heartbeat.start();
    this.#consoleSignIns.start();
    return { port };
  }

  /** Accepts nothing new, finishes the frames in progress, and closes every socket with `relayRestarting`. Takes at most five seconds. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Applies another config, except where the relay listens. Sockets that are open stay open. */
  reconfigure(config: WebConfig): void {
    const { host, port } = this.#config.listen;
    if (config.listen.host !== host || config.listen.port !== port) {
      this.#parts.log.warn('the new listen address takes effect only after a restart', { host, port });
    }
    this.#config = config;
    this.#consoleSignIns.reconfigured();
  }

  async #stop(): Promise<void> {
    this.#consoleSignIns.stop();
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    // `stopping` returns true from here on.
    await this.#within(STOP_MS, Promise.all(this.#sessions().map((session) => session.whenIdle())));
    for (const session of this.#sessions()) session.close('relayRestarting');
    await this.#within(CLOSE_MS, closed);
    for (const session of this.#sessions()) session.cut();
    this.#http.closeAllConnections();
    this.#heartbeat.stop();
  }

  /** Resolves when the work has ended, or after `ms` milliseconds. */
  #within(ms: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const undo = this.#parts.clock.after(ms, resolve);
      void work.finally(() => {
        undo();
        resolve();
      });
    });
  }

  #sessions() {
    return [...this.#sockets.patrons, ...this.#sockets.consoles];
  }

  /** All routes. The first that matches answers. */
  #routes(): Route[] {
    const { desk, pages, ready, xmppUp, clock, signIns, counts, log } = this.#parts;
    const signedIn: ConsoleSignIns['signedIn'] = (request) => this.#consoleSignIns.signedIn(request);
    return [
      whereaboutsRoute((name) => desk.whereabouts(name), pages),
      badgeRoute(
        (name) => desk.whereabouts(name),
        () => clock.now(),
      ),
      questionRoute((name) => desk.whereabouts(name)),
      ...deskPageRoutes({ desk, clock, networks: this.#networks, config: () => this.#config }),
      ...consoleRoutes({ page: pages.get('/console/index.html'), signedIn }),
      ...reportRoutes({ desk, counts, clock, log, signedIn }),
      ...signInRoutes({
        signIns,
        clock,
        log,
        config: () => this.#config,
        isInConfig: (librarian) => desk.ownStatus(librarian) !== undefined,
        signInEnded: (signIn) => this.#consoleSignIns.signedOut(signIn),
      }),
      ...operationsRoutes({
        ready,
        stopping: () => this.#stopped !== undefined,
        metrics: () => relayMetrics(desk.gauges(), this.#sockets, this.#counters, xmppUp?.()),
        after: (ms, then) => clock.after(ms, then),
      }),
      ...pageRoutes(pages),
    ];
  }
}
