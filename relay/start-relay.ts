import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGES } from './built.ts';
import { clock } from './clock.ts';
import type { Config } from './config/config.ts';
import { Desk } from './desk/desk.ts';
import type { InboxWatermark, Log, SignIns } from './desk/ports.ts';
import { LiveConnections } from './desk/presence/connections.ts';
import { digest, ids } from './ids.ts';
import { stderrLog } from './log.ts';
import { ComponentLink } from './networks/xmpp/stream/component-link.ts';
import { XmppLink } from './networks/xmpp/xmpp-link.ts';
import { defined } from './protocol/defined.ts';
import { openStores, type Stores } from './sqlite/stores.ts';
import { PageFiles } from './web/http/page-files.ts';
import { WebServer } from './web/server.ts';
import { inviteCode, signInAddress } from './web/sign-in/sign-in-routes.ts';
import { browserAddress } from './web/web-config.ts';

/** The parts of the relay. Only this file knows all of them: they are built and started in one order and stopped in the other. */

/** A sign-in link must be used within this many hours. */
const INVITATION_HOURS = 24;

/** Once its sockets are closed, the desk has this long to finish, in milliseconds. */
const FINISH_MS = 2_000;

export interface Relay {
  /** Where browsers reach the relay, with the port that it really listens on. */
  address: string;
  /** Returns a sign-in link for the console; it works once. */
  invite(librarian: string): Promise<string>;
  reconfigure(config: Config): void;
  /** Accepts nothing more, asks pages to reconnect later, finishes the work in progress and closes the data file. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  /** Answers a request that the relay has no route for, such as the demo's catalogue; false: it has no route either. */
  alsoServe?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** @throws Error with a sentence for the operator, where a part cannot start. */
export const startRelay = async (config: Config, options: RelayOptions = {}): Promise<Relay> => {
  const log = stderrLog(config.log, clock);
  const pages = await PageFiles.read(PAGES);
  const stores = await openData(config, log);
  const { conversations, whereabouts, signIns, inboxWatermark, counts } = stores;
  const connections = new LiveConnections();
  const lastAlive = await inboxWatermark.last();
  const stored = { conversations, whereabouts, counts, lastAlive };
  const desk = new Desk({ roster: config.roster, ...stored, connections, clock, ids, log });
  const { names } = desk;
  // The store answers in order, so any query is answered only after everything asked before it.
  const ready = () =>
    conversations.find('').then(
      () => true,
      () => false,
    );
  const xmppUp = config.xmpp && (() => im?.stream.online ?? false);
  const edge = { desk, signIns, counts, connections, names, pages, ready };
  const web = new WebServer({ ...edge, config, clock, log, ...options, xmppUp });
  desk.addLink(web.consoleLink);
  const im = config.xmpp && (await instantMessaging(config.xmpp, { config, desk, connections, inboxWatermark, log }));
  if (im) desk.addLink(im.link.messenger);
  const where = { ...config };
  try {
    await desk.start();
    const { port } = await web.listen();
    where.listen = { ...config.listen, port };
    im?.stream.start();
  } catch (error) {
    await stores.close();
    throw error;
  }
  return {
    address: browserAddress(where),
    invite: (librarian) => signInLink(where, signIns, librarian),
    reconfigure(next) {
      // First the link: the desk must not send to an account that no longer belongs to a librarian.
      im?.link.reconfigure(next.roster);
      desk.reconfigure(next.roster);
      web.reconfigure(next);
    },
    async stop() {
      await web.stop();
      im?.link.leave();
      await im?.stream.stop();
      // Deleting a conversation may wait for another process that reads the data file, such as a backup. Closing the file
      // cuts that short, and the next start finishes it.
      await Promise.race([desk.stop(), new Promise<void>((resolve) => clock.after(FINISH_MS, resolve))]);
      await stores.close();
    },
  };
};

/** The XMPP part: the relay as a component of the library's server. The relay serves on while that server is away. */
const instantMessaging = async (
  { domain, host, port, secret }: NonNullable<Config['xmpp']>,
  world: { config: Config; desk: Desk; connections: LiveConnections; inboxWatermark: InboxWatermark; log: Log },
) => {
  const { config, desk, connections, inboxWatermark, log } = world;
  const link: XmppLink = new XmppLink({
    desk,
    connections,
    clock,
    domain,
    roster: config.roster,
    newId: ids.entry,
    digest,
    send: (stanza) => stream.send(stanza),
    heard: await inboxWatermark.last(),
    alive: (at) => inboxWatermark.advanceTo(at),
  });
  const stream = new ComponentLink({ host, port, domain, secret, clock, log, on: link });
  return { link, stream };
};

const PAGE_BYTES = 4_096;

/** Opens the data file that a config names. Several processes may have it open at once. */
export const openData = ({ data: file, limits }: Config, log: Log): Promise<Stores> => {
  const bytes = limits.dataMegabytes * 1_000_000;
  return openStores(defined({ file, log, maxPages: bytes === 0 ? undefined : Math.ceil(bytes / PAGE_BYTES) }));
};

/** A new sign-in link for a librarian's console; it works once. */
export const signInLink = async (
  config: Pick<Config, 'address' | 'listen'>,
  signIns: SignIns,
  librarian: string,
): Promise<string> => signInAddress(config, await inviteCode(signIns, librarian, clock, INVITATION_HOURS));
