import { BUILT, version } from './built.ts';
import { check } from './cli/check.ts';
import { readCommand } from './cli/command-line.ts';
import { HELP } from './cli/help.ts';
import { invite } from './cli/invite.ts';
import { prosody } from './cli/prosody.ts';
import { report } from './cli/report.ts';
import { serve } from './cli/serve.ts';
import { refuse, say } from './cli/terminal.ts';

/** Runs the command `ask-librarian` and sets the exit code. An error becomes one sentence on stderr and exit code 1. */
export const main = async (words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> => {
  try {
    process.exitCode = await run(words, env);
  } catch (error) {
    process.exitCode = refuse([error instanceof Error ? error.message : String(error)]);
  }
};

const run = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> | number => {
  const asked = readCommand(words);
  switch (asked.command) {
    case 'serve':
      return serve(asked.config, env);
    case 'check':
      return check(asked.config, asked.offline, env);
    case 'prosody':
      return prosody(asked, env);
    case 'invite':
      return invite(asked.config, asked.librarian, env);
    case 'report':
      return report(asked, env);
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

if (import.meta.main && !BUILT) await main(process.argv.slice(2), process.env);
