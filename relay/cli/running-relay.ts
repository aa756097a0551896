/** Finds out from its metrics whether a relay with this config is running on this machine. */

/** How long the relay may take to answer. */
const TIMEOUT_MS = 1_500;

/** Undefined: no relay answers at this host and port. */
const metricsOf = async ({ host, port }: { host: string; port: number }): Promise<string | undefined> => {
  const here = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const address = `http://${here.includes(':') ? `[${here}]` : here}:${port}/metrics`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    const text = await answer.text();
    return /^ask_librarian_/m.test(text) ? text : undefined;
  } catch {
    return undefined; // nothing listens there, or it is not a relay
  }
};

const CONNECTED =
  'The relay is running and connected to its XMPP server. Librarians’ accounts are not checked now, because the messages they send could miss the running relay. To check them, stop the relay and run this command again.';

/**
 * What `check` prints instead of checking the server, because that would disturb a running relay that is connected to it.
 * Undefined: no relay of this config is running and connected.
 */
export const runningRelay = async (listen: {
  host: string;
  port: number;
}): Promise<{ well: true; text: string }[] | undefined> =>
  /^ask_librarian_xmpp_up 1$/m.test((await metricsOf(listen)) ?? '') ? [{ well: true, text: CONNECTED }] : undefined;
