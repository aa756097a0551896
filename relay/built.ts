import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Does the relay run from the package, and not from its sources? What is beside it is then elsewhere. */
export const BUILT = import.meta.url.endsWith('.js');

const here = (path: string): URL => new URL(path, import.meta.url);

/** Where `npm run build` puts the page scripts. */
export const PAGES = fileURLToPath(here(BUILT ? '../pages/' : '../dist/pages/'));

export const version = (): string => {
  const text = readFileSync(here(BUILT ? '../../package.json' : '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // our own package.json
};
