/** What `npm start` says. */

/** As a browser on this machine is best told: one name, so that the sign-in holds for every page. */
export const friendly = (address: string): string => {
  const url = new URL(address);
  if (['127.0.0.1', '0.0.0.0', '[::1]', '[::]'].includes(url.hostname)) url.hostname = 'localhost';
  return url.href;
};

/** `address`: where the relay listens. `signIn`: a link that signs `librarian` in, once. `more`: lines of its own. */
export const welcome = (address: string, signIn: string, librarian: string, more = ''): string => {
  const at = (path: string) => new URL(path, friendly(address)).href;
  return `
Newport Public Library is open.

  Catalogue    ${at('/')}
  Console      ${friendly(signIn)}
               signs you in as ${librarian}; the link works once, each start prints another
  Both sides   ${at('/both')}
               patron and librarian in one window: sign in first, then begin here
  Health       ${at('/healthz')}
${more}
Ctrl-C closes it.
`;
};

/** One sentence, wherever a start fails. `command`: what was typed. */
export const refusal = (error: unknown, port: number, command = 'npm start'): string => {
  if (isCode(error, 'EADDRINUSE'))
    return `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} ${command}`;
  if (isCode(error, 'EACCES'))
    return `This account may not listen on port ${port}. Choose a higher one: PORT=8080 ${command}`;
  return error instanceof Error ? error.message : String(error);
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (('code' in error && error.code === code) || isCode(error.cause, code));
