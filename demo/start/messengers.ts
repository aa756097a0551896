import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../relay/config/config.ts';
import type { Beside } from './library.ts';
import { freePort } from './ports.ts';
import { Prosody } from './prosody.ts';

const HOST = 'localhost';
const DOMAIN = 'ask.localhost';
const PASSWORD = 'newport';

/** The port that programs try by themselves. */
const USUAL_PORT = 5_222;

/** The demo's config with an account for each librarian, and a Prosody that has them. */
export const besideProsody = async (written: Config): Promise<Beside> => {
  const secret = randomBytes(24).toString('hex');
  const [port, componentPort] = [await freePort(USUAL_PORT), await freePort()];
  const librarians = [...written.roster.librarians].map(
    ([name, librarian]) => [name, { ...librarian, xmpp: `${name}@${HOST}` }] as const,
  );
  const config: Config = {
    ...written,
    roster: { ...written.roster, librarians: new Map(librarians) },
    xmpp: { domain: DOMAIN, host: '127.0.0.1', port: componentPort, secret },
  };
  const names = librarians.map(([name]) => name);
  const prosody = await Prosody.start({ config, host: HOST, port, accounts: names, password: PASSWORD });
  // As the accounts, what was said is gone with the demo.
  const data = join(prosody.folder, 'ask-librarian.db');
  return { config: { ...config, data }, words: messengerWords(names, port), end: () => prosody.stop() };
};

export const messengerWords = (names: readonly string[], port: number): string => `
  Messenger    for Pidgin, Gajim, Profanity or another XMPP program on this machine
${names.map((name) => `               ${name}@${HOST}, password ${PASSWORD}`).join('\n')}
               server ${HOST}, port ${port}${port === USUAL_PORT ? '' : ' (“Connect port” in Pidgin, under Advanced)'}
               accept its certificate when asked: it is made for this demo
               docs/librarians.md shows it step by step
`;
