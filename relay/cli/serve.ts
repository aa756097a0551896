import { clock } from '../clock.ts';
import { restartNeeded } from '../config/config.ts';
import { stderrLog } from '../log.ts';
import { startRelay } from '../start-relay.ts';
import { checkConfig } from './check.ts';
import { refuse } from './terminal.ts';

/** Runs the relay until SIGTERM or SIGINT. SIGHUP reads the config again; a config with mistakes changes nothing. */
export const serve = async (file: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const checked = checkConfig(file, env);
  if (!checked.ok) return refuse(checked.lines);
  const { config } = checked;
  const log = stderrLog(config.log, clock);
  const relay = await startRelay(config);
  log.info('serving', { address: relay.address });
  const reload = () => {
    const again = checkConfig(file, env);
    if (!again.ok) {
      for (const line of again.lines) log.warn('config not reloaded', { why: line });
      return;
    }
    for (const key of restartNeeded(config, again.config)) log.warn('restart needed to apply', { key });
    relay.reconfigure(again.config);
    log.info('config reloaded');
  };
  process.on('SIGHUP', reload);
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  log.info('stopping', { signal });
  process.off('SIGHUP', reload);
  await relay.stop();
  return 0;
};
