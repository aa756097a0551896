import type { Environment } from '../config/environment.ts';
import { signInLink } from '../start-relay.ts';
import { withData } from './data-file.ts';
import { refuse, say } from './terminal.ts';

/** `ask-librarian invite`: prints a new sign-in link for a librarian's console. */
export const invite = (file: string, librarian: string, env: Environment): Promise<number> =>
  withData(file, env, async (config, open) => {
    if (!config.roster.librarians.has(librarian)) {
      const names = [...config.roster.librarians.keys()].join(', ');
      return refuse([`${file} has no librarian "${librarian}". The librarians in it are ${names}.`]);
    }
    if (config.address === undefined && config.listen.port === 0)
      return refuse([
        `${file} does not fix the port ("listen": { "port": 0 }), so the link is not known. Set the port on which the relay listens: PORT=8080 ask-librarian invite ${librarian}, or set "address".`,
      ]);
    const { signIns } = await open();
    say(await signInLink(config, signIns, librarian));
    return 0;
  });
