import { type Mistake, quoted } from './mistakes.ts';

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `PORT`, which overrides the file's `listen.port`; undefined: not set, or empty. */
export const portFrom = (env: Environment): number | Mistake | undefined => {
  const written = env.PORT?.trim() ?? '';
  if (written === '') return undefined;
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  if (port <= 65_535) return port;
  const message = `${quoted(written)} is not a whole number from 0 to 65535. Set PORT to one such as 8080, or leave it unset.`;
  return { line: 0, column: 0, path: 'PORT', message };
};

export const XMPP_SECRET = 'XMPP_SECRET';

/** The secret of the XMPP component. It is never in the file, which gets copied and shown, and never in a message. */
export const xmppSecretFrom = (env: Environment): string | Mistake => {
  const secret = env[XMPP_SECRET] ?? '';
  if (secret !== '' && secret === secret.trim()) return secret;
  const message =
    secret === ''
      ? `The config has "xmpp", and the secret of the component is not set. Set ${XMPP_SECRET} to the same secret as in the XMPP server's config.`
      : `The secret begins or ends with a space or a line end. Set ${XMPP_SECRET} without it.`;
  return { line: 0, column: 0, path: XMPP_SECRET, message };
};
