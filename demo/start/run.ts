import { fileURLToPath } from 'node:url';
import type { Config } from '../../relay/config/config.ts';
import { loadConfig } from '../../relay/config/load.ts';
import { reportMistakes } from '../../relay/config/mistakes.ts';
import { startRelay } from '../../relay/start-relay.ts';
import { catalogue } from '../catalogue.ts';
import { buildPages, pagesAreStale } from './page-scripts.ts';
import { refusal, welcome } from './welcome.ts';

/** The library of the demo: one relay with the catalogue behind it, on one port, until Ctrl-C. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = 'demo/ask-librarian.jsonc';
const LIBRARIAN = 'ann';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const refuse = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

/** What is started before the relay, and ended after it. */
export interface Beside {
  config: Config;
  /** What it adds to what is said when all is open. */
  words: string;
  end(): Promise<void>;
}

/**
 * Ends the process with a sentence where it cannot open. `command`: what was typed; `beside`: what else the demo needs,
 * made of its config.
 */
export const openLibrary = async (command = 'npm start', beside = alone): Promise<void> => {
  process.chdir(ROOT);
  const read = loadConfig(CONFIG, process.env);
  if ('mistakes' in read) refuse(reportMistakes(read.mistakes, CONFIG));
  else
    await open(read.config, beside).catch((error: unknown) => refuse(refusal(error, read.config.listen.port, command)));
};

/** Nothing else. */
const alone = async (config: Config): Promise<Beside> => ({ config, words: '', end: async () => {} });

const open = async (written: Config, beside: (config: Config) => Promise<Beside>): Promise<void> => {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130)); // asked twice: at once
    for (const end of ends.reverse()) await end();
    say('Closed.');
    process.exit(0);
  };
  // Before anything is started, so that nothing is left behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop());
  if (pagesAreStale(ROOT)) {
    say('Building the page scripts…');
    await buildPages(ROOT);
  }
  const { config, words, end } = await beside(written);
  ends.push(end);
  const relay = await startRelay(config, { alsoServe: catalogue() });
  ends.push(() => relay.stop());
  const name = config.roster.librarians.get(LIBRARIAN)?.displayName ?? LIBRARIAN;
  say(welcome(relay.address, await relay.invite(LIBRARIAN), name, words));
};
