import { install, installLine, isDebian, isRoot } from './debian.ts';
import { ENGINES, type EngineName, findEngine, packagesOf, versionOf, withoutApt } from './engines.ts';
import { print } from './print.ts';

/**
 * Prints what the tests need and what of it is missing. As root on Debian it installs what is missing, unless
 * TEST_INSTALL=0. Resolves to the path of every engine that is there.
 */
export const prepare = async (env: NodeJS.ProcessEnv): Promise<Map<EngineName, string>> => {
  const missing = ENGINES.filter((engine) => findEngine(engine, env) === undefined);
  if (missing.length > 0) {
    print(`Missing: ${missing.join(', ')}`);
    if (mayInstall(env)) await installAll(packagesOf(missing));
  }
  const found = new Map<EngineName, string>();
  print(`node      ${process.version}`);
  for (const engine of ENGINES) {
    const path = findEngine(engine, env);
    if (path !== undefined) found.set(engine, path);
    print(`${engine.padEnd(10)}${path === undefined ? 'missing' : `${versionOf(engine, path)} (${path})`}`);
  }
  return found;
};

const mayInstall = (env: NodeJS.ProcessEnv): boolean => isDebian() && isRoot() && env.TEST_INSTALL !== '0';

const installAll = async (packages: readonly string[]): Promise<void> => {
  print(`Installing: ${installLine(packages)}`);
  try {
    if (await install(packages)) return;
    print('apt-get could not install them. The tests that need them are left out.');
  } catch (error) {
    // A system whose files cannot be written: the policy file, for example.
    print(`They cannot be installed: ${error instanceof Error ? error.message : error}`);
  }
};

/** The command that gets the engines, or what to do where there is no apt. */
export const howToGet = (
  engines: readonly EngineName[],
  { debian, root } = { debian: isDebian(), root: isRoot() },
): string => {
  if (!debian) return engines.map(withoutApt).join('; ');
  return `${root ? '' : 'sudo '}${installLine(packagesOf(engines))}`;
};
