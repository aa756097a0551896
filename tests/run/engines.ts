import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** What tests need beside Node: where it is, and where it comes from. A new engine is a row here. */

export const ENGINES = ['chromium', 'strace', 'prosody', 'finch', 'pidgin', 'profanity'] as const;
export type EngineName = (typeof ENGINES)[number];

interface Row {
  /** Names its path where the usual places are not to be looked at. */
  variable: string;
  /** In the order in which they are tried. */
  places(): (string | undefined)[];
  /** Programs without which the tests cannot drive it; on the path. */
  beside?: readonly string[];
  /** Debian packages. */
  packages: readonly string[];
  /** How it says its version, where that is not `--version`. */
  version?: () => string;
  /** What to do where there is no apt. */
  elsewhere: string;
}

const ROWS: Readonly<Record<EngineName, Row>> = {
  chromium: {
    variable: 'CHROMIUM_BIN',
    // The one Playwright fetched goes before the system's: that is the version it was tried with.
    places: () => [chromium.executablePath(), onPath('chromium'), onPath('chromium-browser'), onPath('google-chrome')],
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-noto-core', 'fonts-vlgothic'],
    elsewhere: 'npx playwright install chromium',
  },
  strace: {
    variable: 'STRACE_BIN',
    places: () => [onPath('strace')],
    packages: ['strace'],
    elsewhere: 'install strace (Linux only)',
  },
  prosody: {
    variable: 'PROSODY_BIN',
    places: () => [onPath('prosody')],
    packages: ['prosody'],
    // It knows no --version: it would start, with the system's configuration, on all addresses.
    version: () => `Prosody ${installed('prosody') ?? 'of unknown version'}`,
    elsewhere: 'install Prosody, and do not start it as a service',
  },
  finch: {
    variable: 'FINCH_BIN',
    places: () => [onPath('finch')],
    beside: ['tmux', 'dbus-daemon'],
    packages: ['finch', 'tmux', 'dbus-daemon'],
    elsewhere: 'install Finch, tmux and dbus-daemon',
  },
  pidgin: {
    variable: 'PIDGIN_BIN',
    places: () => [onPath('pidgin')],
    beside: ['Xvfb', 'xdotool', 'dbus-daemon'],
    packages: ['pidgin', 'xvfb', 'xdotool', 'dbus-daemon', 'fonts-dejavu-core'],
    elsewhere: 'install Pidgin, Xvfb, xdotool and dbus-daemon',
  },
  profanity: {
    variable: 'PROFANITY_BIN',
    places: () => [onPath('profanity')],
    beside: ['tmux'],
    packages: ['profanity', 'tmux'],
    elsewhere: 'install Profanity and tmux',
  },
};

export const variableOf = (engine: EngineName): string => ROWS[engine].variable;
export const packagesOf = (engines: readonly EngineName[]): string[] => [
  ...new Set(engines.flatMap((name) => ROWS[name].packages)),
];
export const elsewhereOf = (engine: EngineName): string => ROWS[engine].elsewhere;

/** Its path; undefined where this machine has none. A variable that names no program finds nothing. */
export const findEngine = (engine: EngineName, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const { variable, places, beside = [] } = ROWS[engine];
  if (beside.some((program) => onPath(program) === undefined)) return undefined;
  return (env[variable] ? [env[variable]] : places()).find(runs);
};

/** For tests: its path, or an error that says where to get it. */
export const engine = (name: EngineName): string => {
  const path = findEngine(name);
  if (path === undefined)
    throw new Error(`There is no ${name} here: ${elsewhereOf(name)}, or set ${variableOf(name)}.`);
  return path;
};

/** What it says of itself in one line. */
export const versionOf = (engine: EngineName, path: string): string => {
  const { version } = ROWS[engine];
  return version?.() ?? firstLine(path, ['--version']) ?? '';
};

const firstLine = (program: string, words: readonly string[]): string | undefined => {
  const said = execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return said.split('\n')[0]?.trim();
};

/** The version of a Debian package. */
const installed = (name: string): string | undefined => {
  try {
    return firstLine('dpkg-query', ['--show', '--showformat', `\${Version}`, name]);
  } catch {
    return undefined; // it came from elsewhere
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
