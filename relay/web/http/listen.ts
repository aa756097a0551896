import type { Server } from 'node:net';

/** Starts listening and resolves with the port. Rejects with an Error whose message is a sentence that says what to do. */
export const listen = (server: Server, { host, port }: { host: string; port: number }): Promise<number> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      reject(new Error(sentence(error, host, port), { cause: error }));
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

const sentence = ({ code, message }: NodeJS.ErrnoException, host: string, port: number): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop it, or choose a free port: PORT=${port + 1}`;
    case 'EACCES':
      return `Port ${port} may not be opened without special rights. Choose one above 1023, such as PORT=8080`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Listen on "127.0.0.1", or on "0.0.0.0" for every address it has`;
    default:
      return `The relay cannot listen on ${host}, port ${port}: ${message}`;
  }
};
