import { HELP, USUAL_CONFIG } from './help.ts';

/** What was asked on the command line, or the sentence that says what is wrong with it. */
export type Command =
  | { command: 'serve'; config: string }
  | { command: 'check'; config: string; offline: boolean }
  | { command: 'prosody'; config: string; groups: boolean }
  | { command: 'invite'; config: string; librarian: string }
  | ({ command: 'report'; config: string; csv: boolean } & ReportOptions)
  | { command: 'help' | 'version' }
  | { command: 'wrong'; sentence: string };

/** As typed. */
export interface ReportOptions {
  from?: string;
  to?: string;
  desk?: string;
  rate?: string;
}

/** Options that only one command has. */
const OPTIONS: Readonly<Record<string, string>> = { '--offline': 'check', '--groups': 'prosody', '--csv': 'report' };

/** Options that are followed by something, and what that is. */
const VALUED: Readonly<Record<string, { of?: string; wants: string }>> = {
  '--config': { wants: 'a file' },
  '--from': { of: 'report', wants: 'a date' },
  '--to': { of: 'report', wants: 'a date' },
  '--desk': { of: 'report', wants: 'the name of a desk' },
  '--rate': { of: 'report', wants: 'what an hour costs' },
};

const wrong = (sentence: string): Command => ({ command: 'wrong', sentence: `${sentence}\n\n${HELP}` });

export const readCommand = (words: readonly string[]): Command => {
  const rest: string[] = [];
  const options = new Set<string>();
  const values = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [name = '', ...given] = word.split('=');
    const valued = Object.hasOwn(VALUED, name) ? VALUED[name] : undefined;
    if (word === '--help' || word === '-h') return { command: 'help' };
    if (word === '--version') return { command: 'version' };
    if (valued) {
      if (values.has(name)) return wrong(`${name} is given twice.`);
      const value = word === name ? words[++index] : given.join('=');
      if (!value) return wrong(`${name} wants ${valued.wants}.`);
      values.set(name, value);
    } else if (Object.hasOwn(OPTIONS, word)) {
      options.add(word);
    } else if (word.startsWith('-')) {
      return wrong(`There is no option ${word}.`);
    } else {
      rest.push(word);
    }
  }
  return commandOf(rest, options, values);
};

const commandOf = (
  [command, ...words]: readonly string[],
  options: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
): Command => {
  if (command === undefined || command === 'help') return { command: 'help' };
  const owner = (option: string) => OPTIONS[option] ?? VALUED[option]?.of ?? command;
  const foreign = [...options, ...values.keys()].find((option) => owner(option) !== command);
  if (foreign !== undefined) return wrong(`${foreign} belongs to ${owner(foreign)} alone.`);
  const [librarian, ...more] = command === 'invite' ? words : ['', ...words];
  if (librarian === undefined) return wrong('invite wants the name of a librarian, as in the config.');
  if (more.length > 0) return wrong(`${more[0]} is one word too many.`);
  const config = values.get('--config') ?? USUAL_CONFIG;
  switch (command) {
    case 'serve':
      return { command, config };
    case 'check':
      return { command, config, offline: options.has('--offline') };
    case 'prosody':
      return { command, config, groups: options.has('--groups') };
    case 'invite':
      return { command, config, librarian };
    case 'report':
      return { command, config, csv: options.has('--csv'), ...reportOptions(values) };
    default:
      return wrong(`There is no command ${command}.`);
  }
};

const reportOptions = (values: ReadonlyMap<string, string>): ReportOptions =>
  Object.fromEntries(
    [...values].filter(([name]) => name !== '--config').map(([name, value]) => [name.slice(2), value]),
  );
