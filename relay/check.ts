import { loadConfig } from './config/load.ts';
import { count, reportMistakes } from './config/mistakes.ts';
import type { Environment } from './config/port.ts';

/** `ask-librarian check`: where it is not ok, the lines are those with which `serve` refuses. */
export const check = (file: string, env: Environment): { ok: boolean; lines: string[] } => {
  const read = loadConfig(file, env);
  if ('mistakes' in read) return { ok: false, lines: reportMistakes(read.mistakes, file).split('\n') };
  const { roster, listen } = read.config;
  const holds = `${count(roster.desks.size, 'desk')}, ${count(roster.librarians.size, 'librarian')}`;
  return {
    ok: true,
    lines: [`The config ${file} is in order: ${holds}, listening on ${listen.host}, port ${listen.port}.`],
  };
};
