import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BUILT, PAGES, version } from './built.ts';
import { check } from './cli/check.ts';
import { type Command, HELP, readCommand } from './cli/command-line.ts';
import { prosody } from './cli/prosody.ts';
import { report } from './cli/report.ts';
import { runningRelay } from './cli/running-relay.ts';
import { refuse, say, tell } from './cli/terminal.ts';
import { clock } from './clock.ts';
import { type Config, restartNeeded } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { XMPP_SECRET } from './config/xmpp-secret.ts';
import { Desk } from './desk/desk.ts';
import type { InboxWatermark, Log } from './desk/ports.ts';
import { LiveConnections } from './desk/presence/connections.ts';
import { ids } from './ids.ts';
import { stderrLog } from './log.ts';
import { checkServer } from './networks/xmpp/server-check/server-check.ts';
import { ComponentLink } from './networks/xmpp/stream/component-link.ts';
import { XmppLink } from './networks/xmpp/xmpp-link.ts';
import { openStores, type Stores } from './sqlite/stores.ts';
import { storesOptions } from './store-options.ts';
import { PageFiles } from './web/http/page-files.ts';
import { WebServer } from './web/server.ts';
import { inviteCode, signInAddress } from './web/sign-in/sign-in-routes.ts';
import { browserAddress } from './web/web-config.ts';

/** Hours in which a sign-in link must be used. */
const INVITATION_HOURS = 24;

/** The desk may take this long to finish once its sockets are closed. */
const FINISH_MS = 2_000;

export interface Relay {
  /** Where browsers reach it, with the port it really has. */
  address: string;
  /** A sign-in link for the console, good once. */
  invite(librarian: string): Promise<string>;
  reconfigure(config: Config): void;
  /** Stops accepting, tells the pages to come back, finishes what is in hand, closes the file. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  /** Answers what the relay has no route for; false: neither has it. The demo's catalogue. */
  alsoServe?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** The parts, built and started in one order, stopped in the other. Rejects with a sentence where one cannot start. */
export const startRelay = async (config: Config, options: RelayOptions = {}): Promise<Relay> => {
  const log = stderrLog(config.log, clock);
  const pages = await PageFiles.read(PAGES);
  const stores = await openStores(storesOptions(config, log));
  const { conversations, whereabouts, signIns, heard, counts } = stores;
  const signals = new LiveConnections();
  const kept = { conversations, whereabouts, counts, lastAlive: await heard.last() };
  const desk = new Desk({ roster: config.roster, ...kept, signals, clock, ids, log });
  // Any question will do: it is answered after everything that was asked before.
  const ready = () =>
    conversations.find('').then(
      () => true,
      () => false,
    );
  const also = { ...options, xmppUp: config.xmpp && (() => im?.stream.online ?? false) };
  const web = new WebServer({
    desk,
    signIns,
    counts,
    signals,
    config,
    pages,
    clock,
    log,
    names: desk.names,
    ready,
    ...also,
  });
  desk.addLink(web.consoleLink);
  const im = config.xmpp && (await instantMessaging(config.xmpp, { config, desk, signals, heard, log }));
  if (im) desk.addLink(im.link);
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
    invite: async (librarian) => signInAddress(where, await inviteCode(signIns, librarian, clock, INVITATION_HOURS)),
    reconfigure(next) {
      // First: the desk hands nothing to an account that is a librarian's no more.
      im?.link.reconfigure(next.roster);
      desk.reconfigure(next.roster);
      web.reconfigure(next);
    },
    async stop() {
      await web.stop();
      im?.link.leave();
      await im?.stream.stop();
      // A forgetting may wait for another program that reads in the data file, a backup say. It ends with the file, and is
      // finished at the next start.
      await Promise.race([desk.stop(), new Promise<void>((resolve) => clock.after(FINISH_MS, resolve))]);
      await stores.close();
    },
  };
};

/** The librarians' own programs: the relay as a component of their XMPP server. Serves on without it where it is away. */
const instantMessaging = async (
  { domain, host, port, secret }: NonNullable<Config['xmpp']>,
  world: { config: Config; desk: Desk; signals: LiveConnections; heard: InboxWatermark; log: Log },
) => {
  const { config, desk, signals, heard, log } = world;
  const link: XmppLink = new XmppLink({
    desk,
    signals,
    clock,
    log,
    domain,
    roster: config.roster,
    newId: ids.entry,
    send: (stanza) => stream.send(stanza),
    heard: await heard.last(),
    alive: (at) => heard.upTo(at),
  });
  const stream = new ComponentLink({ host, port, domain, secret, clock, log, on: link });
  return { link, stream };
};

/** Runs until SIGTERM or SIGINT. SIGHUP reads the config again; a bad one leaves the old one in force. */
const serve = async (file: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const read = loadConfig(file, env);
  if ('mistakes' in read) return refuse(check(file, env).lines);
  const { config } = read;
  const log = stderrLog(config.log, clock);
  const relay = await startRelay(config);
  log.info('serving', { address: relay.address });
  const reload = () => {
    const again = loadConfig(file, env);
    if ('mistakes' in again) {
      for (const line of check(file, env).lines) log.warn('the config is not taken over', { why: line });
      return;
    }
    for (const key of restartNeeded(config, again.config)) log.warn('a restart is needed to take over', { key });
    relay.reconfigure(again.config);
    log.info('the config is taken over');
  };
  process.on('SIGHUP', reload);
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  log.info('stopping', { signal });
  process.off('SIGHUP', reload);
  await relay.stop();
  return 0;
};

/** The config, and then the XMPP server it names, as it is now. */
const examine = async (file: string, offline: boolean, env: NodeJS.ProcessEnv): Promise<number> => {
  const checked = check(file, env);
  if (!checked.ok) return refuse(checked.lines);
  say(checked.lines.join('\n'));
  const { xmpp, roster, listen } = checked.config;
  if (!xmpp || offline) return 0;
  const findings = (await runningRelay(listen)) ?? (await checkServer(xmpp, roster, clock));
  for (const { well, text } of findings) well ? say(text) : refuse([text]);
  return findings.every(({ well }) => well) ? 0 : 1;
};

/** What needs the file of data alone: the relay may be running or not, and its secret may be another's to know. */
const onData = async (
  file: string,
  surroundings: NodeJS.ProcessEnv,
  work: (config: Config, open: () => Promise<Stores>) => Promise<number>,
): Promise<number> => {
  const env = { ...surroundings, [XMPP_SECRET]: 'none' };
  const read = loadConfig(file, env);
  if ('mistakes' in read) return refuse(check(file, env).lines);
  const { config } = read;
  let stores: Stores | undefined;
  const open = async () => {
    stores = await openStores(storesOptions(config, stderrLog(config.log, clock)));
    return stores;
  };
  return await work(config, open).finally(() => stores?.close());
};

const invite = (file: string, librarian: string, env: NodeJS.ProcessEnv): Promise<number> =>
  onData(file, env, async (config, open) => {
    if (!config.roster.librarians.has(librarian)) {
      const names = [...config.roster.librarians.keys()].join(', ');
      return refuse([`${file} names no librarian "${librarian}". It names ${names}.`]);
    }
    if (config.address === undefined && config.listen.port === 0)
      return refuse([
        `${file} leaves the port to chance ("listen": { "port": 0 }), so there is no link to print. Say where the relay listens: PORT=8080 ask-librarian invite ${librarian}, or set "address".`,
      ]);
    const { signIns } = await open();
    say(signInAddress(config, await inviteCode(signIns, librarian, clock, INVITATION_HOURS)));
    return 0;
  });

const printReport = (asked: Extract<Command, { command: 'report' }>, env: NodeJS.ProcessEnv): Promise<number> =>
  onData(asked.config, env, async ({ data, roster }, open) => {
    if (!existsSync(data)) return refuse([`There is no ${data} yet. The relay makes it when it is started first.`]);
    return tell(await report(asked, roster, (await open()).counts, clock.now()));
  });

const run = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> | number => {
  const asked = readCommand(words);
  switch (asked.command) {
    case 'serve':
      return serve(asked.config, env);
    case 'check':
      return examine(asked.config, asked.offline, env);
    case 'prosody':
      return tell(prosody(asked, env));
    case 'invite':
      return invite(asked.config, asked.librarian, env);
    case 'report':
      return printReport(asked, env);
    case 'help':
      say(HELP);
      return 0;
    case 'version':
      say(version());
      return 0;
    case 'wrong':
      return refuse([asked.sentence]);
  }
};

/** The command. Whatever cannot be done is one sentence on stderr and exit code 1. */
export const main = async (words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> => {
  try {
    process.exitCode = await run(words, env);
  } catch (error) {
    process.exitCode = refuse([error instanceof Error ? error.message : String(error)]);
  }
};

if (import.meta.main && !BUILT) await main(process.argv.slice(2), process.env);
