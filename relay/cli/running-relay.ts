/** A relay that listens on this machine where a config says, and what its metrics tell. */

const PATIENCE_MS = 1_500;

/** Undefined: no relay answers there. */
const metricsOf = async ({ host, port }: { host: string; port: number }): Promise<string | undefined> => {
  const here = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const address = `http://${here.includes(':') ? `[${here}]` : here}:${port}/metrics`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    const text = await answer.text();
    return /^ask_librarian_/m.test(text) ? text : undefined;
  } catch {
    return undefined; // nothing listens there, or nothing of ours
  }
};

const CONNECTED =
  'The relay is running, and connected to its XMPP server. Librarians’ accounts are not tried beside it, since what they send could miss it; stop it and check again to try them.';

/** What `check` says instead of trying the server, where that could disturb a relay that is connected to it. */
export const runningRelay = async (listen: {
  host: string;
  port: number;
}): Promise<{ well: true; text: string }[] | undefined> =>
  /^ask_librarian_xmpp_up 1$/m.test((await metricsOf(listen)) ?? '') ? [{ well: true, text: CONNECTED }] : undefined;
