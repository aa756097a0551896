import type { Environment } from '../config/environment.ts';
import { signInLink } from '../start-relay.ts';
import { withData } from './data-file.ts';
import { refuse, say } from './terminal.ts';

/** `ask-librarian invite`: prints a new sign-in link for a librarian's console. */
export const invite = (file: string, librarian: string, env: Environment): Promise<number> =>
  withData(file, env, async (config, open) => {
    if (!config.roster.librarians.has(librarian)) {
      const names = [...config.roster.librarians.keys()].join(', ');
      return refuse([`${file} names no librarian "${librarian}". It names ${names}.`]);
    }
    if (config.address === undefined && config.listen.port === 0)
      return refuse([
        `${file} leaves the port to chance ("listen": { "port": 0 }), so there is no link to print. Say where the relay listens: PORT=8080 ask-librarian invite ${librarian}, or set "address".`,
      ]);
    const { signIns } = await open();
    say(await signInLink(config, signIns, librarian));
    return 0;
  });
