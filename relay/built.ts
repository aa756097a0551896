import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** True where the relay runs from the built package, not from its sources; its files are then in other places. */
export const BUILT = import.meta.url.endsWith('.js');

const here = (path: string): URL => new URL(path, import.meta.url);

/** The folder into which `npm run build` writes the page scripts. */
export const PAGES = fileURLToPath(here(BUILT ? '../pages/' : '../dist/pages/'));

export const version = (): string => {
  const text = readFileSync(here(BUILT ? '../../package.json' : '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // this package's own file
};
