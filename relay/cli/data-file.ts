import { clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { XMPP_SECRET } from '../config/environment.ts';
import { stderrLog } from '../log.ts';
import { openData } from '../start-relay.ts';
import { checkConfig } from './check.ts';
import { refuse } from './terminal.ts';

type Stores = Awaited<ReturnType<typeof openData>>;

/**
 * Runs a command that needs the config and the data file only: the relay may be running or not, and whoever runs the
 * command need not know the XMPP secret. What `open` opened is closed at the end.
 */
export const withData = async (
  file: string,
  env: Environment,
  work: (config: Config, open: () => Promise<Stores>) => Promise<number>,
): Promise<number> => {
  const checked = checkConfig(file, { ...env, [XMPP_SECRET]: 'none' });
  if (!checked.ok) return refuse(checked.lines);
  const { config } = checked;
  let stores: Stores | undefined;
  const open = async () => {
    stores = await openData(config, stderrLog(config.log, clock));
    return stores;
  };
  return await work(config, open).finally(() => stores?.close());
};
