import type { Environment } from '../config/environment.ts';
import { XMPP_SECRET } from '../config/environment.ts';
import { checkConfig } from './check.ts';
import { type ProsodyNeeds, prosodyConfig, prosodyGroups } from './prosody-config.ts';
import { print } from './terminal.ts';

interface ProsodyOptions {
  config: string;
  groups: boolean;
}

/** `ask-librarian prosody`: prints a config for Prosody, or with `groups` the file of its roster groups. */
export const prosody = (options: ProsodyOptions, env: Environment): number => print(prosodyPapers(options, env));

/** What the command prints; where it is not ok, the lines with which it refuses. */
export const prosodyPapers = (
  { config: file, groups }: ProsodyOptions,
  env: Environment,
): { ok: boolean; lines: string[] } => {
  // The output has no secret, so none is needed.
  const checked = checkConfig(file, { ...env, [XMPP_SECRET]: 'none' });
  if (!checked.ok) return checked;
  const { title, roster, xmpp } = checked.config;
  if (!xmpp || ![...roster.librarians.values()].some((librarian) => librarian.xmpp !== undefined)) {
    const example =
      '"xmpp": { "domain": "ask.library.example" } at the top of the config and "xmpp": "ann@library.example" at a librarian';
    return {
      ok: false,
      lines: [`${file} names no XMPP server, or no librarian's account. Write for example ${example}.`],
    };
  }
  const needs: ProsodyNeeds = { title, roster, xmpp, command: `ask-librarian prosody --config ${shell(file)}` };
  return { ok: true, lines: (groups ? prosodyGroups(needs) : prosodyConfig(needs)).trimEnd().split('\n') };
};

const shell = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
