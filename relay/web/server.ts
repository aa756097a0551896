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
  signals: Connections;
  config: WebConfig;
  pages: PageFiles;
  clock: Clock;
  log: Log;
  /** A librarian's name as her colleagues read it. */
  readonly names: Names;
  /** Does the store answer? */
  ready(): Promise<boolean>;
  /** Is the link to librarians' own programs up? Absent where there is none. */
  xmppUp?: (() => boolean) | undefined;
  /** What else the same port serves: the demo's catalogue. */
  alsoServe?: AlsoServe;
}

/** What is in hand when the relay stops may take this long; then each socket has a second for its goodbye. */
const STOP_MS = 4_000;
const GOODBYE_MS = 1_000;

/** The relay's edge: pages, whereabouts, sign-in, and the sockets of patrons and consoles. */
export class WebServer {
  /** Librarians at the console, for the desk. */
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
    const { desk, clock, log, signals, names } = parts;
    const link = new ConsoleLink();
    this.consoleLink = link;
    this.#consoleSignIns = new ConsoleSignIns({ ...parts, consoles: () => this.#sockets.consoles });
    this.#sockets = new SocketServer({
      context: {
        desk,
        link,
        signals,
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

  /** Rejects with a sentence for the operator where the relay cannot listen there. */
  async listen(): Promise<{ port: number }> {
    const port = await listen(this.#http, this.#config.listen);
    this.#heartbeat.start();
    this.#consoleSignIns.start();
    return { port };
  }

  /** Takes in nothing new, finishes what is in hand, tells every page to come back. Takes at most five seconds. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Everything but where it listens holds from now on; sockets that are open stay open. */
  reconfigure(config: WebConfig): void {
    const { host, port } = this.#config.listen;
    if (config.listen.host !== host || config.listen.port !== port) {
      this.#parts.log.warn('where the relay listens changes only when it is started again', { host, port });
    }
    this.#config = config;
    this.#consoleSignIns.reconfigured();
  }

  async #stop(): Promise<void> {
    this.#consoleSignIns.stop();
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    // From here on `stopping` is true.
    await this.#within(STOP_MS, Promise.all(this.#sessions().map((session) => session.whenIdle())));
    for (const session of this.#sessions()) session.close('relayRestarting');
    await this.#within(GOODBYE_MS, closed);
    for (const session of this.#sessions()) session.cut();
    this.#http.closeAllConnections();
    this.#heartbeat.stop();
  }

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

  /** All paths there are. The first that fits answers. */
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
