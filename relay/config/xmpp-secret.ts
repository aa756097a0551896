import type { Environment } from './environment.ts';
import type { Mistake } from './mistakes.ts';

export const XMPP_SECRET = 'XMPP_SECRET';

/** What the component proves itself with; never in the file, which is copied and shown around, and never in a message. */
export const xmppSecretFrom = (env: Environment): string | Mistake => {
  const secret = env[XMPP_SECRET] ?? '';
  if (secret !== '' && secret === secret.trim()) return secret;
  const message =
    secret === ''
      ? `The config has "xmpp", and the secret of the component is not set. Set ${XMPP_SECRET} to the same secret as in the XMPP server's config.`
      : `The secret begins or ends with a space or a line end. Set ${XMPP_SECRET} without it.`;
  return { line: 0, column: 0, path: XMPP_SECRET, message };
};
