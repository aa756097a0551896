import { fileURLToPath } from 'node:url';
import { loadConfig } from '../relay/config/load.ts';
import { reportMistakes } from '../relay/config/mistakes.ts';
import type { Config } from '../relay/config.ts';
import { startRelay } from '../relay/main.ts';
import { catalogue } from './catalogue.ts';
import { buildPages, pagesAreStale } from './start/page-scripts.ts';
import { refusal, welcome } from './start/welcome.ts';

/** `npm start`: one relay with the catalogue behind it, on one port, for trying and for showing. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONFIG = 'demo/ask-librarian.jsonc';
const LIBRARIAN = 'ann';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const start = async (config: Config): Promise<void> => {
  if (pagesAreStale(ROOT)) {
    say('Building the page scripts…');
    await buildPages(ROOT);
  }
  const relay = await startRelay(config, { alsoServe: catalogue() });
  const stop = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130)); // asked twice: at once
    await relay.stop();
    say('Closed.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  const name = config.roster.librarians.get(LIBRARIAN)?.displayName ?? LIBRARIAN;
  say(welcome(relay.address, await relay.invite(LIBRARIAN), name));
};

const refuse = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

process.chdir(ROOT);
const read = loadConfig(CONFIG, process.env);
if ('mistakes' in read) refuse(reportMistakes(read.mistakes, CONFIG));
else await start(read.config).catch((error: unknown) => refuse(refusal(error, read.config.listen.port)));
