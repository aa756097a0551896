// covers: relay/cli/command-line.ts, relay/cli/help.ts
import { expect, test } from 'vitest';
import { readCommand } from '../../../relay/cli/command-line.ts';
import { DEFAULT_CONFIG, HELP } from '../../../relay/cli/help.ts';

test.each([
  ['serve', { command: 'serve', config: DEFAULT_CONFIG }],
  ['serve --config a.jsonc', { command: 'serve', config: 'a.jsonc' }],
  ['--config=a.jsonc check', { command: 'check', config: 'a.jsonc', offline: false }],
  ['check --offline', { command: 'check', config: DEFAULT_CONFIG, offline: true }],
  ['prosody', { command: 'prosody', config: DEFAULT_CONFIG, groups: false }],
  ['prosody --groups --config a.jsonc', { command: 'prosody', config: 'a.jsonc', groups: true }],
  ['invite ann --config a.jsonc', { command: 'invite', librarian: 'ann', config: 'a.jsonc' }],
  ['report', { command: 'report', config: DEFAULT_CONFIG, csv: false }],
  [
    'report --from 2026-11-01 --to=2026-11-30 --desk main --rate 35.50 --csv --config=a=b.jsonc',
    {
      command: 'report',
      config: 'a=b.jsonc',
      from: '2026-11-01',
      to: '2026-11-30',
      desk: 'main',
      rate: '35.50',
      csv: true,
    },
  ],
  ['', { command: 'help' }],
  ['help', { command: 'help' }],
  ['serve --help', { command: 'help' }],
  ['--version', { command: 'version' }],
])('The command line "ask-librarian %s" is understood', (words, expected) => {
  expect(readCommand(words.split(' ').filter(Boolean))).toEqual(expected);
});

test.each([
  ['serve twice', 'twice is one argument too many.'],
  ['invite', 'invite needs the name of a librarian, as in the config.'],
  ['invite ann ben', 'ben is one argument too many.'],
  ['serve --config', '--config needs a file.'],
  ['serve --config a --config b', '--config is given twice.'],
  ['serve --port 80', 'There is no option --port.'],
  ['serve --offline', '--offline is an option of check only.'],
  ['check --groups', '--groups is an option of prosody only.'],
  ['prosody ann', 'ann is one argument too many.'],
  ['reports', 'There is no command reports.'],
  ['report november', 'november is one argument too many.'],
  ['report --from', '--from needs a date.'],
  ['report --to=', '--to needs a date.'],
  ['report --rate 1 --rate 2', '--rate is given twice.'],
  ['serve --rate 35', '--rate is an option of report only.'],
  ['check --csv', '--csv is an option of report only.'],
])('The command line "ask-librarian %s" is refused with a sentence and the help', (words, sentence) => {
  expect(readCommand(words.split(' '))).toEqual({ command: 'wrong', sentence: `${sentence}\n\n${HELP}` });
});
