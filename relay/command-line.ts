/** What was asked on the command line, or the sentence that says what is wrong with it. */
export type Command =
  | { command: 'serve'; config: string }
  | { command: 'check'; config: string; offline: boolean }
  | { command: 'prosody'; config: string; groups: boolean }
  | { command: 'invite'; config: string; librarian: string }
  | { command: 'help' | 'version' }
  | { command: 'wrong'; sentence: string };

/** The file looked for where `--config` is not given. */
export const USUAL_CONFIG = 'ask-librarian.jsonc';

export const HELP = `ask-librarian serve   [--config FILE]             starts the relay
ask-librarian check   [--config FILE] [--offline] says what is wrong in the config, with line and fix, and tries
                                                  the XMPP server it names; --offline leaves the server alone
ask-librarian invite  LIBRARIAN [--config FILE]   prints a sign-in link for the console, good once, for a day
ask-librarian prosody [--config FILE] [--groups]  prints a config for a Prosody of your own, or its roster groups

FILE is ${USUAL_CONFIG} in this folder where it is not given. In the environment, PORT goes before the config's port, and
XMPP_SECRET is the relay's secret on the XMPP server.`;

/** Options that only one command has. */
const OPTIONS: Readonly<Record<string, string>> = { '--offline': 'check', '--groups': 'prosody' };

const wrong = (sentence: string): Command => ({ command: 'wrong', sentence: `${sentence}\n\n${HELP}` });

export const readCommand = (words: readonly string[]): Command => {
  const rest: string[] = [];
  const options = new Set<string>();
  let config: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--help' || word === '-h') return { command: 'help' };
    if (word === '--version') return { command: 'version' };
    if (word === '--config' || word.startsWith('--config=')) {
      if (config !== undefined) return wrong('--config is given twice.');
      config = word === '--config' ? words[++index] : word.slice('--config='.length);
      if (!config) return wrong('--config wants a file.');
    } else if (Object.hasOwn(OPTIONS, word)) {
      options.add(word);
    } else if (word.startsWith('-')) {
      return wrong(`There is no option ${word}.`);
    } else {
      rest.push(word);
    }
  }
  return commandOf(rest, options, config ?? USUAL_CONFIG);
};

const commandOf = ([command, ...words]: readonly string[], options: ReadonlySet<string>, config: string): Command => {
  if (command === undefined || command === 'help') return { command: 'help' };
  const foreign = [...options].find((option) => OPTIONS[option] !== command);
  if (foreign !== undefined) return wrong(`${foreign} belongs to ${OPTIONS[foreign]} alone.`);
  const [librarian, ...more] = command === 'invite' ? words : ['', ...words];
  if (librarian === undefined) return wrong('invite wants the name of a librarian, as in the config.');
  if (more.length > 0) return wrong(`${more[0]} is one word too many.`);
  switch (command) {
    case 'serve':
      return { command, config };
    case 'check':
      return { command, config, offline: options.has('--offline') };
    case 'prosody':
      return { command, config, groups: options.has('--groups') };
    case 'invite':
      return { command, config, librarian };
    default:
      return wrong(`There is no command ${command}.`);
  }
};
