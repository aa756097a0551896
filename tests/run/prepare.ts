import { install, installLine, isDebian, isRoot } from './debian.ts';
import { ENGINES, type EngineName, elsewhereOf, findEngine, packagesOf, versionOf } from './engines.ts';
import { say } from './say.ts';

/** Says what is here, and gets what is not where that is ours to do: as root, on Debian, unless TEST_INSTALL=0. */
export const prepare = (env: NodeJS.ProcessEnv): Map<EngineName, string> => {
  const missing = ENGINES.filter((engine) => findEngine(engine, env) === undefined);
  if (missing.length > 0 && isDebian() && isRoot() && env.TEST_INSTALL !== '0') {
    say(`Missing: ${missing.join(', ')}. Getting them: ${installLine(packagesOf(missing))}`);
    if (!install(packagesOf(missing))) say('apt-get failed; going on with what is here.');
  }
  const found = new Map<EngineName, string>();
  say(`node      ${process.version}`);
  for (const engine of ENGINES) {
    const path = findEngine(engine, env);
    if (path !== undefined) found.set(engine, path);
    say(`${engine.padEnd(10)}${path === undefined ? 'missing' : `${versionOf(engine, path)} (${path})`}`);
  }
  return found;
};

/** What somebody types to get them. */
export const howToGet = (engines: readonly EngineName[]): string =>
  isDebian() ? `sudo ${installLine(packagesOf(engines))}` : engines.map(elsewhereOf).join('; ');
