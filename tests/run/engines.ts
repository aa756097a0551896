import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** The programs that tests need as well as Node: where each is found, and how to get it. A new engine is a row here. */

export const ENGINES = ['chromium', 'strace', 'prosody', 'finch', 'pidgin', 'profanity'] as const;
export type EngineName = (typeof ENGINES)[number];

interface Row {
  /** The environment variable that names its path; where it is set, `places` are not looked at. */
  variable: string;
  /** Paths in the order in which they are tried. */
  places(): (string | undefined)[];
  /** Programs on the path without which the tests cannot drive it. */
  drivers?: readonly string[];
  /** Debian packages. */
  packages: readonly string[];
  /** Returns its version, where `--version` does not print it. */
  version?: () => string;
  /** What to do on a system that has no apt. */
  withoutApt: string;
}

const ROWS: Readonly<Record<EngineName, Row>> = {
  chromium: {
    variable: 'CHROMIUM_BIN',
    // The browser that Playwright downloaded takes precedence: Playwright is tested with that version.
    places: () => [chromium.executablePath(), onPath('chromium'), onPath('chromium-browser'), onPath('google-chrome')],
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-noto-core', 'fonts-vlgothic'],
    withoutApt: 'npx playwright install chromium',
  },
  strace: {
    variable: 'STRACE_BIN',
    places: () => [onPath('strace')],
    packages: ['strace'],
    withoutApt: 'install strace (Linux only)',
  },
  prosody: {
    variable: 'PROSODY_BIN',
    places: () => [onPath('prosody')],
    packages: ['prosody'],
    // Prosody has no --version: it would start, with the system's configuration, on all addresses.
    version: () => `Prosody ${installed('prosody') ?? 'of unknown version'}`,
    withoutApt: 'install Prosody, and do not start it as a service',
  },
  finch: {
    variable: 'FINCH_BIN',
    places: () => [onPath('finch')],
    drivers: ['tmux', 'dbus-daemon'],
    packages: ['finch', 'tmux', 'dbus-daemon'],
    withoutApt: 'install Finch, tmux and dbus-daemon',
  },
  pidgin: {
    variable: 'PIDGIN_BIN',
    places: () => [onPath('pidgin')],
    drivers: ['Xvfb', 'xdotool', 'dbus-daemon'],
    packages: ['pidgin', 'xvfb', 'xdotool', 'dbus-daemon', 'fonts-dejavu-core'],
    withoutApt: 'install Pidgin, Xvfb, xdotool and dbus-daemon',
  },
  profanity: {
    variable: 'PROFANITY_BIN',
    places: () => [onPath('profanity')],
    drivers: ['tmux'],
    packages: ['profanity', 'tmux'],
    withoutApt: 'install Profanity and tmux',
  },
};

export const variableOf = (engine: EngineName): string => ROWS[engine].variable;
export const packagesOf = (engines: readonly EngineName[]): string[] => [
  ...new Set(engines.flatMap((name) => ROWS[name].packages)),
];
/** What to do to get an engine on a system that has no apt. */
export const withoutApt = (engine: EngineName): string => ROWS[engine].withoutApt;

/**
 * The path of an engine; undefined where this machine does not have it or a program to drive it, and where its variable
 * names a file that cannot be run.
 */
export const findEngine = (engine: EngineName, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const { variable, places, drivers = [] } = ROWS[engine];
  if (drivers.some((program) => onPath(program) === undefined)) return undefined;
  return (env[variable] ? [env[variable]] : places()).find(runs);
};

/** The path of an engine, for tests. Throws an error that says how to get it. */
export const engine = (name: EngineName): string => {
  const path = findEngine(name);
  if (path === undefined) throw new Error(`There is no ${name} here: ${withoutApt(name)}, or set ${variableOf(name)}.`);
  return path;
};

/** The version of an engine, in one line. */
export const versionOf = (engine: EngineName, path: string): string => {
  const { version } = ROWS[engine];
  return version?.() ?? firstLine(path, ['--version']) ?? '';
};

const firstLine = (program: string, words: readonly string[]): string | undefined => {
  const output = execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return output.split('\n')[0]?.trim();
};

/** The version of an installed Debian package; undefined where the program did not come from one. */
const installed = (name: string): string | undefined => {
  try {
    return firstLine('dpkg-query', ['--show', '--showformat', `\${Version}`, name]);
  } catch {
    return undefined;
  }
};

/** Reads REQUIRE: `all`, or names separated by commas. Throws at a name that is no engine. */
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
