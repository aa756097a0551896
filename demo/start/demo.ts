import type { Config } from '../../relay/config/config.ts';
import { type Relay, startRelay } from '../../relay/start-relay.ts';
import { catalogue } from '../catalogue.ts';
import { signInHandler } from './sign-in.ts';

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
