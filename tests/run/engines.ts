import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright';

/** What tests need beside Node: where it is, and where it comes from. A new engine is a row here. */

export const ENGINES = ['chromium', 'strace', 'prosody'] as const;
export type EngineName = (typeof ENGINES)[number];

interface Row {
  /** Names its path where the usual places are not to be looked at. */
  variable: string;
  /** In the order in which they are tried. */
  places(): (string | undefined)[];
  /** Debian packages. */
  packages: readonly string[];
  /** What to do where there is no apt. */
  elsewhere: string;
  /** What it says of its version, in full. */
  says(path: string): string;
}

const ROWS: Readonly<Record<EngineName, Row>> = {
  chromium: {
    variable: 'CHROMIUM_BIN',
    // The one Playwright fetched goes before the system's: that is the version it was tried with.
    places: () => [chromium.executablePath(), onPath('chromium'), onPath('chromium-browser'), onPath('google-chrome')],
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-noto-core', 'fonts-vlgothic'],
    elsewhere: 'npx playwright install chromium',
    says: (path) => output(path, '--version'),
  },
  strace: {
    variable: 'STRACE_BIN',
    places: () => [onPath('strace')],
    packages: ['strace'],
    elsewhere: 'install strace (Linux only)',
    says: (path) => output(path, '--version'),
  },
  prosody: {
    variable: 'PROSODY_BIN',
    places: () => [onPath('prosody')],
    packages: ['prosody', 'prosody-modules'],
    elsewhere: 'install Prosody 0.12 or later',
    // Never `prosody --version`: it starts a server.
    says: (path) => /^Prosody \d.*$/m.exec(output(join(dirname(path), 'prosodyctl'), 'about'))?.[0] ?? '',
  },
};

export const variableOf = (engine: EngineName): string => ROWS[engine].variable;
export const packagesOf = (engines: readonly EngineName[]): string[] => engines.flatMap((name) => ROWS[name].packages);
export const elsewhereOf = (engine: EngineName): string => ROWS[engine].elsewhere;

/** Its path; undefined where this machine has none. A variable that names no program finds nothing. */
export const findEngine = (engine: EngineName, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const { variable, places } = ROWS[engine];
  return (env[variable] ? [env[variable]] : places()).find(runs);
};

/** For tests: its path, or an error that says where to get it. */
export const engine = (name: EngineName): string => {
  const path = findEngine(name);
  if (path === undefined)
    throw new Error(`There is no ${name} here: ${elsewhereOf(name)}, or set ${variableOf(name)}.`);
  return path;
};

/** One line; it says so where the program does not tell. */
export const versionOf = (engine: EngineName, path: string): string => {
  try {
    return ROWS[engine].says(path).split('\n')[0]?.trim() || 'of a version it does not tell';
  } catch {
    return 'of a version it does not tell';
  }
};

/** `all`, or names with commas; throws at a name that is no engine. */
export const readRequired = (text: string | undefined): EngineName[] => {
  const names = (text ?? '').split(',').map((name) => name.trim());
  if (names.includes('all')) return [...ENGINES];
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const known = ENGINES.find((engine) => engine === name);
      if (known === undefined) throw new Error(`REQUIRE names "${name}"; there are ${ENGINES.join(', ')}, and all.`);
      return known;
    });
};

const output = (program: string, question: string): string =>
  execFileSync(program, [question], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const onPath = (program: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(runs);

const runs = (path: string | undefined): path is string => {
  if (path === undefined || path === '') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
