import { clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { count, reportMistakes } from '../config/mistakes.ts';
import { checkServer } from '../networks/xmpp/server-check/server-check.ts';
import { runningRelay } from './running-relay.ts';
import { refuse, say } from './terminal.ts';

/** `ask-librarian check`: checks the config, and then, unless `offline`, the XMPP server that it names. */
export const check = async (file: string, offline: boolean, env: Environment): Promise<number> => {
  const checked = checkConfig(file, env);
  if (!checked.ok) return refuse(checked.lines);
  say(checked.lines.join('\n'));
  const { xmpp, roster, listen } = checked.config;
  if (!xmpp || offline) return 0;
  const findings = (await runningRelay(listen)) ?? (await checkServer(xmpp, roster, clock));
  for (const { well, text } of findings) well ? say(text) : refuse([text]);
  return findings.every(({ well }) => well) ? 0 : 1;
};

/** What `check` prints about a config; where the config is not ok, every command refuses it with these lines. */
export type CheckedConfig = { ok: false; lines: string[] } | { ok: true; lines: string[]; config: Config };

export const checkConfig = (file: string, env: Environment): CheckedConfig => {
  const read = loadConfig(file, env);
  if ('mistakes' in read) return { ok: false, lines: reportMistakes(read.mistakes, file).split('\n') };
  const { config } = read;
  const { desks, librarians } = config.roster;
  const holds = `${count(desks.size, 'desk')}, ${count(librarians.size, 'librarian')}`;
  const { host, port } = config.listen;
  const noAccount = config.xmpp && ![...librarians.values()].some(({ xmpp }) => xmpp !== undefined);
  return {
    ok: true,
    config,
    lines: [
      `The config ${file} is valid: ${holds}, listening on ${host}, port ${port}.`,
      ...(noAccount ? [NO_ACCOUNT] : []),
    ],
  };
};

const NO_ACCOUNT =
  'The config names an XMPP server, but no librarian has an account there: questions reach consoles only. Add "xmpp": "ann@library.example" to a librarian.';
