import { dirname, resolve } from 'node:path';
import type { Roster } from '../desk/roster.ts';
import type { LogFormat } from '../log.ts';
import { defined } from '../protocol/defined.ts';
import { checkAcross } from './cross-checks.ts';
import { type Environment, portFrom, xmppSecretFrom } from './environment.ts';
import { file } from './keys/file-keys.ts';
import { type Mistake, pathText } from './mistakes.ts';
import { type Findings, readNode } from './read-node.ts';
import { readSource } from './source.ts';

/** The library's config, checked and deeply frozen. */
export interface Config {
  /** The library's name. */
  readonly title: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** The origin at which browsers reach the relay, where the config sets one. */
  readonly address?: string;
  /** True where the last entries of X-Forwarded-For and X-Forwarded-Proto can be trusted. */
  readonly behindProxy: boolean;
  /** Absolute path of the data file. */
  readonly data: string;
  /** Origins that may open a patron's socket, as browsers send them, or `['*']`. The relay's own pages always may. */
  readonly origins: readonly string[];
  readonly roster: Roster;
  readonly limits: Limits;
  readonly log: LogFormat;
  /** Absent: the relay does not use XMPP. */
  readonly xmpp?: { readonly domain: string; readonly host: string; readonly port: number; readonly secret: string };
}

export interface Limits {
  /** Open sockets in total, and from one network address. */
  readonly sockets: number;
  readonly socketsPerAddress: number;
  /** For one socket. */
  readonly framesPerSecond: number;
  readonly frameBytesPerSecond: number;
  /** A socket is closed once more bytes than this wait for the page to read them. */
  readonly unreadBytes: number;
  /** In millions of bytes; 0: no limit other than the disk. */
  readonly dataMegabytes: number;
}

/**
 * Reads a config. Returns all mistakes at once, in the order of the file, those of the environment last. `file` is the path
 * of the text: a relative `data` starts at its folder. Never throws.
 */
export const readConfig = (
  text: string,
  { file: path, env }: { file: string; env: Environment },
): { config: Config } | { mistakes: Mistake[] } => {
  // Windows editors begin UTF-8 files with a byte order mark.
  const source = readSource(text.replace(/^\ufeff/, ''));
  const found = source.errors.map((error) => ({ ...error, path: '' }));
  const findings: Findings = {
    report: ({ offset }, path, message) => void found.push({ offset, path: pathText(path), message }),
    lineOf: (node) => source.placeOf(node.offset).line,
  };
  const written = source.root && readNode(file, source.root, findings);
  if (source.root) checkAcross(source.root, findings);

  const mistakes: Mistake[] = found
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, path, message }) => ({ ...source.placeOf(offset), path, message }));
  const port = portFrom(env);
  if (typeof port === 'object') mistakes.push(port);
  const secret = written?.xmpp ? xmppSecretFrom(env) : '';
  if (typeof secret === 'object') mistakes.push(secret);
  if (!written || typeof port === 'object' || typeof secret === 'object' || mistakes.length > 0) return { mistakes };

  const { title, listen, address, behindProxy, data, origins, log, xmpp, desks, librarians } = written;
  const { linesPerConversation, linesPerMinute, ...limits } = written.limits;
  const config: Config = {
    title,
    listen: { host: listen.host, port: port ?? listen.port },
    ...defined({ address }),
    behindProxy,
    data: resolve(dirname(resolve(path)), data),
    origins,
    roster: {
      desks,
      librarians,
      rules: {
        idleSeconds: Math.round(written.idleHours * 3_600),
        retentionDays: written.retentionDays,
        blockSeconds: Math.round(written.blockHours * 3_600),
        linesEach: linesPerConversation,
        linesPerMinute,
      },
    },
    limits,
    log,
    ...(xmpp && { xmpp: { domain: xmpp.domain, host: xmpp.host, port: xmpp.port, secret } }),
  };
  return { config: frozen(config) };
};

/** The keys that differ between two configs and that a running relay cannot change. */
export const restartNeeded = (old: Config, next: Config): string[] =>
  RESTART.filter(({ of }) => of(old) !== of(next)).map(({ key }) => key);

const RESTART: readonly { key: string; of(config: Config): string | number | undefined }[] = [
  { key: 'listen.host', of: (config) => config.listen.host },
  { key: 'listen.port', of: (config) => config.listen.port },
  { key: 'data', of: (config) => config.data },
  { key: 'xmpp.domain', of: (config) => config.xmpp?.domain },
  { key: 'xmpp.host', of: (config) => config.xmpp?.host },
  { key: 'xmpp.port', of: (config) => config.xmpp?.port },
  { key: 'limits.dataMegabytes', of: (config) => config.limits.dataMegabytes },
  { key: 'log', of: (config) => config.log },
];

/** Freezes a value and everything inside it. */
export const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) frozen(inner);
  if (value instanceof Map) refuseChanges(value);
  return Object.freeze(value);
};

/** Object.freeze does not protect the entries of a Map. */
const refuseChanges = (map: Map<unknown, unknown>): void => {
  const refuse = (): never => {
    throw new TypeError('This map is frozen.');
  };
  for (const method of ['set', 'delete', 'clear']) Object.defineProperty(map, method, { value: refuse });
};
