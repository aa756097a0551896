import type { Config } from './config/config.ts';
import type { Log } from './desk/ports.ts';

const PAGE_BYTES = 4_096;

/** How the data file of a config is opened. */
export const storesOptions = ({ data, limits }: Config, log: Log) => ({
  file: data,
  log,
  ...(limits.dataMegabytes === 0 ? {} : { maxPages: Math.ceil((limits.dataMegabytes * 1_000_000) / PAGE_BYTES) }),
});
