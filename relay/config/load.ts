import { readFileSync, statSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';
import type { Environment } from './environment.ts';
import type { Mistake } from './mistakes.ts';

const MAX_BYTES = 1_048_576;

/** Reads the config from the file that `--config` names. Never throws: a file that cannot be read is a mistake too. */
export const loadConfig = (file: string, env: Environment): { config: Config } | { mistakes: Mistake[] } => {
  let text: string;
  try {
    text = textOf(file);
  } catch (error) {
    const message = error instanceof Unreadable ? error.message : fromSystem(error);
    return { mistakes: [{ line: 0, column: 0, path: '', message }] };
  }
  return readConfig(text, { file, env });
};

class Unreadable extends Error {}

const textOf = (file: string): string => {
  const stat = statSync(file);
  if (stat.isDirectory()) throw new Unreadable('This is a folder. Name the config file in it.');
  if (!stat.isFile())
    throw new Unreadable(
      'This is not a regular file. Name a regular file, so that the relay can read it again on SIGHUP.',
    );
  if (stat.size > MAX_BYTES) {
    const size = (stat.size / MAX_BYTES).toFixed(1);
    throw new Unreadable(`The file has ${size} MB; a config has at most 1 MB. Is it another file?`);
  }
  const bytes = readFileSync(file);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Unreadable('The file is UTF-16. Save it as UTF-8.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable('The file is not UTF-8. Save it as UTF-8.');
  }
};

const REASONS: Record<string, string> = {
  ENOENT: 'There is no such file. Write one (docs/config.md has an example), or name another with --config.',
  EACCES: 'The relay may not read this file. Give its account permission to read it.',
  ENOTDIR: 'One of the folders in this path is a file. Name another with --config.',
};

const fromSystem = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `The file cannot be read (${code || error}).`;
};
