import { SIGN_IN_PATH } from './sign-in.ts';

/** What the demo prints in the terminal. */

/** The address with `localhost` for every name of this machine: browsers keep sign-ins by host name. */
export const localhostAddress = (address: string): string => {
  const url = new URL(address);
  if (['127.0.0.1', '0.0.0.0', '[::1]', '[::]'].includes(url.hostname)) url.hostname = 'localhost';
  return url.href;
};

/** `address`: of the relay. `more`: further lines. */
export const welcome = (address: string, more = ''): string => {
  const at = (path: string) => new URL(path, localhostAddress(address)).href;
  return `
Newport Public Library is open. Begin here:

  Catalogue    ${at('/')}

The catalogue has links to the other pages:

  Console      ${at(SIGN_IN_PATH)}   (signs you in; only in this demo)
  Both sides   ${at('/both')}
  Health       ${at('/healthz')}
${more}
Ctrl-C closes it.
`;
};

/** One sentence that says why the demo did not start. `command`: what was typed. */
export const failure = (error: unknown, port: number, command = 'npm start'): string => {
  if (isCode(error, 'EADDRINUSE'))
    return `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} ${command}`;
  if (isCode(error, 'EACCES'))
    return `This account may not listen on port ${port}. Choose a higher one: PORT=8080 ${command}`;
  return error instanceof Error ? error.message : String(error);
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (('code' in error && error.code === code) || isCode(error.cause, code));
