import { type Mistake, quoted } from './mistakes.ts';

/** The environment a process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `PORT`, which goes before the file's `listen.port`; undefined: not set, or set to nothing. */
export const portFrom = (env: Environment): number | Mistake | undefined => {
  const written = env.PORT?.trim() ?? '';
  if (written === '') return undefined;
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  if (port <= 65_535) return port;
  const message = `${quoted(written)} is not a whole number from 0 to 65535. Set PORT to one such as 8080, or leave it unset.`;
  return { line: 0, column: 0, path: 'PORT', message };
};
