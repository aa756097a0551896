import type { Mistake } from './mistakes.ts';
import type { Environment } from './port.ts';

export const XMPP_SECRET = 'XMPP_SECRET';

/** What the component proves itself with; never in the file, which is copied and shown around. */
export const xmppSecretFrom = (env: Environment): string | Mistake => {
  const secret = env[XMPP_SECRET] ?? '';
  if (secret !== '') return secret;
  const message = `The config has "xmpp", and the secret of the component is not set. Set ${XMPP_SECRET} to the same secret as in the XMPP server's config.`;
  return { line: 0, column: 0, path: XMPP_SECRET, message };
};
