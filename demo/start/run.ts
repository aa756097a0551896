import { fileURLToPath } from 'node:url';
import type { Config } from '../../relay/config/config.ts';
import { loadConfig } from '../../relay/config/load.ts';
import { reportMistakes } from '../../relay/config/mistakes.ts';
import { type Relay, startRelay } from '../../relay/start-relay.ts';
import { catalogue } from '../catalogue.ts';
import { failure, welcome } from './messages.ts';
import { buildPages, pagesAreStale } from './page-scripts.ts';
import { signInHandler } from './sign-in.ts';

/** Runs the demo in this process until Ctrl-C. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = 'demo/ask-librarian.jsonc';

/** The librarian that the demo signs in. */
export const LIBRARIAN = 'ann';

/** The relay, the catalogue and the demo's sign-in, all on the port of the config. */
export const startDemo = (config: Config): Promise<Relay> => {
  const signIn = signInHandler(LIBRARIAN, () => started);
  const pages = catalogue();
  const started: Promise<Relay> = startRelay(config, {
    alsoServe: (request, response) => signIn(request, response) || pages(request, response),
  });
  return started;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const fail = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

/** Something that is started before the relay and stopped after it: an XMPP server. */
export interface Companion {
  /** The config that the relay starts with. */
  config: Config;
  /** Lines for the welcome message. */
  lines: string;
  stop(): Promise<void>;
}

/**
 * Ends the process with one sentence where the demo cannot start. `command`: what was typed, for that sentence.
 * `companion`: starts what the demo needs as well as the relay, from the demo's config.
 */
export const runDemo = async (command = 'npm start', companion = none): Promise<void> => {
  process.chdir(ROOT);
  const read = loadConfig(CONFIG, process.env);
  if ('mistakes' in read) fail(reportMistakes(read.mistakes, CONFIG));
  else
    await start(read.config, companion).catch((error: unknown) =>
      fail(failure(error, read.config.listen.port, command)),
    );
};

const none = async (config: Config): Promise<Companion> => ({ config, lines: '', stop: async () => {} });

const start = async (written: Config, companion: (config: Config) => Promise<Companion>): Promise<void> => {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130)); // a second Ctrl-C does not wait
    for (const stop of stops.reverse()) await stop();
    print('Closed.');
    process.exit(0);
  };
  // Before anything is started, so that nothing is left running.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stopAll());
  if (pagesAreStale(ROOT)) {
    print('Building the page scripts…');
    await buildPages(ROOT);
  }
  const { config, lines, stop } = await companion(written);
  stops.push(stop);
  const relay = await startDemo(config);
  stops.push(() => relay.stop());
  print(welcome(relay.address, lines));
};
