import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../../relay/config/config.ts';
import { Prosody } from './prosody.ts';
import type { Companion } from './run.ts';

const HOST = 'localhost';
const DOMAIN = 'ask.localhost';
const PASSWORD = 'newport';

/** The port that XMPP clients try without being configured (RFC 6120, 14.7). */
const USUAL_PORT = 5_222;

/** Starts a Prosody with an account for each librarian, and adds those accounts to the demo's config. */
export const withProsody = async (written: Config): Promise<Companion> => {
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
  // In Prosody's temporary folder: conversations go when the accounts go.
  const data = join(prosody.folder, 'ask-librarian.db');
  return { config: { ...config, data }, lines: accountLines(names, port), stop: () => prosody.stop() };
};

export const accountLines = (names: readonly string[], port: number): string => `
  Messenger    for Pidgin, Gajim, Profanity or another XMPP client on this machine
${names.map((name) => `               ${name}@${HOST}, password ${PASSWORD}`).join('\n')}
               server ${HOST}, port ${port}${port === USUAL_PORT ? '' : ' (“Connect port” in Pidgin, under Advanced)'}
               accept its certificate when asked: it is made for this demo
               docs/librarians.md shows it step by step
`;

/** A TCP port on 127.0.0.1 that nothing listens on at the moment: `preferred` if it is free, or else any. */
const freePort = async (preferred = 0): Promise<number> => {
  const server = createServer().listen(preferred, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (preferred === 0) throw error;
    return freePort();
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : preferred;
};
