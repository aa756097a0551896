/** What was asked on the command line, or the sentence that says what is wrong with it. */
export type Command =
  | { command: 'serve' | 'check'; config: string }
  | { command: 'invite'; config: string; librarian: string }
  | { command: 'help' | 'version' }
  | { command: 'wrong'; sentence: string };

/** The file looked for where `--config` is not given. */
export const USUAL_CONFIG = 'ask-librarian.jsonc';

export const HELP = `ask-librarian serve  [--config FILE]        starts the relay
ask-librarian check  [--config FILE]        says what is wrong in the config, with line and fix
ask-librarian invite LIBRARIAN [--config FILE]   prints a sign-in link for the console, good once, for a day

FILE is ${USUAL_CONFIG} in this folder where it is not given. PORT in the environment goes before the config's port.`;

const wrong = (sentence: string): Command => ({ command: 'wrong', sentence: `${sentence}\n\n${HELP}` });

export const readCommand = (words: readonly string[]): Command => {
  const rest: string[] = [];
  let config: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--help' || word === '-h') return { command: 'help' };
    if (word === '--version') return { command: 'version' };
    if (word === '--config' || word.startsWith('--config=')) {
      if (config !== undefined) return wrong('--config is given twice.');
      config = word === '--config' ? words[++index] : word.slice('--config='.length);
      if (!config) return wrong('--config wants a file.');
    } else if (word.startsWith('-')) {
      return wrong(`There is no option ${word}.`);
    } else {
      rest.push(word);
    }
  }
  const file = config ?? USUAL_CONFIG;
  const [command, librarian, ...more] = rest;
  if (command === undefined || command === 'help') return { command: 'help' };
  if (command === 'invite') {
    if (librarian === undefined) return wrong('invite wants the name of a librarian, as in the config.');
    return more.length > 0 ? wrong(`${more[0]} is one word too many.`) : { command, config: file, librarian };
  }
  if (command === 'serve' || command === 'check') {
    return librarian !== undefined ? wrong(`${librarian} is one word too many.`) : { command, config: file };
  }
  return wrong(`There is no command ${command}.`);
};
