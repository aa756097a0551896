import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Finds out whether the built page scripts are missing or older than their sources, and builds them. `root`: the project's
 * folder.
 */

const SOURCES = ['widget', 'relay/protocol', 'rollup.config.mjs', 'package-lock.json'];

/** Rollup writes it last: after an unfinished build it is missing. */
const BUILT = 'dist/pages/widget.js';

export const pagesAreStale = (root: string): boolean => {
  const built = changedAt(join(root, BUILT));
  return built === 0 || SOURCES.some((source) => newestIn(join(root, source)) > built);
};

/** Rejects with an error whose message has the build's own output. */
export const buildPages = async (root: string): Promise<void> => {
  const rollup = join(root, 'node_modules/rollup/dist/bin/rollup');
  try {
    const env = { ...process.env, FORCE_COLOR: '0' };
    await promisify(execFile)(process.execPath, [rollup, '-c', 'rollup.config.mjs', '--silent'], { cwd: root, env });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).replace(STACK, '').trim() : '';
    throw new Error(`The page scripts cannot be built.\n${said || error}`);
  }
};

const STACK = /^\s+at .*\n?/gm;

/** Time of the last change in milliseconds since 1970; 0 for a missing file. */
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newestIn = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
    : changedAt(path);
