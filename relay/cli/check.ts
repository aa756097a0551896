import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { count, reportMistakes } from '../config/mistakes.ts';

/** `ask-librarian check`: where it is not ok, the lines are those with which `serve` refuses. */
export type Checked = { ok: false; lines: string[] } | { ok: true; lines: string[]; config: Config };

export const check = (file: string, env: Environment): Checked => {
  const read = loadConfig(file, env);
  if ('mistakes' in read) return { ok: false, lines: reportMistakes(read.mistakes, file).split('\n') };
  const { config } = read;
  const { desks, librarians } = config.roster;
  const holds = `${count(desks.size, 'desk')}, ${count(librarians.size, 'librarian')}`;
  const { host, port } = config.listen;
  const nobody = config.xmpp && ![...librarians.values()].some(({ xmpp }) => xmpp !== undefined);
  return {
    ok: true,
    config,
    lines: [
      `The config ${file} is in order: ${holds}, listening on ${host}, port ${port}.`,
      ...(nobody ? [NOBODY] : []),
    ],
  };
};

const NOBODY =
  'It names an XMPP server, but no librarian has an account there: questions reach consoles only. Add "xmpp": "ann@library.example" to a librarian.';
