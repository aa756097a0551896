import { parseArgs } from 'node:util';
import { DEFAULT_CONFIG, HELP } from './help.ts';

/** What the command line asks for, or the sentence that says what is wrong with it. */
export type Command =
  | { command: 'serve'; config: string }
  | { command: 'check'; config: string; offline: boolean }
  | { command: 'prosody'; config: string; groups: boolean }
  | { command: 'invite'; config: string; librarian: string }
  | ({ command: 'report'; config: string; csv: boolean } & ReportOptions)
  | { command: 'help' | 'version' }
  | { command: 'wrong'; sentence: string };

/** The values as typed. */
export interface ReportOptions {
  from?: string;
  to?: string;
  desk?: string;
  rate?: string;
}

interface Option {
  type: 'boolean' | 'string';
  short?: string;
  /** The only command that takes this option. */
  of?: string;
  /** What its value is, where it has one. */
  value?: string;
}

const OPTIONS: Readonly<Record<string, Option>> = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  config: { type: 'string', value: 'a file' },
  offline: { type: 'boolean', of: 'check' },
  groups: { type: 'boolean', of: 'prosody' },
  csv: { type: 'boolean', of: 'report' },
  from: { type: 'string', of: 'report', value: 'a date' },
  to: { type: 'string', of: 'report', value: 'a date' },
  desk: { type: 'string', of: 'report', value: 'the name of a desk' },
  rate: { type: 'string', of: 'report', value: 'what an hour costs' },
};

const wrong = (sentence: string): Command => ({ command: 'wrong', sentence: `${sentence}\n\n${HELP}` });

export const readCommand = (words: readonly string[]): Command => {
  // Not strict: parseArgs would throw sentences of its own. Its tokens show what was typed, also twice.
  const { tokens } = parseArgs({ args: [...words], options: OPTIONS, strict: false, tokens: true });
  const rest: string[] = [];
  const given = new Map<string, string>();
  for (const token of tokens) {
    const word = words[token.index] ?? '';
    if (token.kind === 'positional' && !word.startsWith('-')) {
      rest.push(word);
      continue;
    }
    const option = token.kind === 'option' && Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name] : undefined;
    // A flag is one whole word: neither "--csv=yes" nor "-hv".
    if (token.kind !== 'option' || !option || (option.type === 'boolean' && word !== token.rawName))
      return wrong(`There is no option ${word}.`);
    const { name, rawName, value } = token;
    if (name === 'help' || name === 'version') return { command: name };
    if (option.value !== undefined && given.has(name)) return wrong(`${rawName} is given twice.`);
    if (option.value !== undefined && !value) return wrong(`${rawName} needs ${option.value}.`);
    given.set(name, value ?? '');
  }
  return commandOf(rest, given);
};

const commandOf = ([command, ...words]: readonly string[], given: ReadonlyMap<string, string>): Command => {
  if (command === undefined || command === 'help') return { command: 'help' };
  for (const name of given.keys()) {
    const owner: string = OPTIONS[name]?.of ?? command;
    if (owner !== command) return wrong(`--${name} is an option of ${owner} only.`);
  }
  const [librarian, ...more] = command === 'invite' ? words : ['', ...words];
  if (librarian === undefined) return wrong('invite needs the name of a librarian, as in the config.');
  if (more.length > 0) return wrong(`${more[0]} is one argument too many.`);
  const { config = DEFAULT_CONFIG, offline, groups, csv, ...report } = Object.fromEntries(given);
  switch (command) {
    case 'serve':
      return { command, config };
    case 'check':
      return { command, config, offline: offline !== undefined };
    case 'prosody':
      return { command, config, groups: groups !== undefined };
    case 'invite':
      return { command, config, librarian };
    case 'report':
      return { command, config, csv: csv !== undefined, ...report };
    default:
      return wrong(`There is no command ${command}.`);
  }
};
