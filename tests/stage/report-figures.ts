import { expect } from 'vitest';
import { command, type RelayProcess } from './relay-process.ts';

/** The counts asked, answered, left and missed of a desk, as `ask-librarian report` prints them: `3 2 1 1`. */
export const reportFigures = async (relay: RelayProcess, desk = 'main', ...options: string[]): Promise<string> => {
  const { code, out, error } = await command('report', '--config', relay.configFile, ...options);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const row = out.split('\n').find((line) => line.startsWith(`${desk} `)) ?? '';
  return row.split(/\s+/).slice(1, 5).join(' ');
};
