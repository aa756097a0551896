import { COMMANDS, usageOf } from '../../relay/messenger/commands/commands.ts';

/** Makes the table of docs/librarians.md from the commands. */

const commandTable = (): string =>
  [
    '| type | where | what it does |',
    '|---|---|---|',
    ...COMMANDS.map(
      (row) => `| \`${usageOf(row)}\` | ${row.inWindow ? "a patron's window" : 'anywhere'} | ${row.does} |`,
    ),
  ].join('\n');

const BEGIN = '<!-- commands: written by tests/relay/write-command-paper.ts -->';
const END = '<!-- end of commands -->';

/** The page with a new table. */
export const withCommands = (page: string): string => {
  const [before = '', rest = ''] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  return `${before}${BEGIN}\n\n${commandTable()}\n\n${END}${after}`;
};
