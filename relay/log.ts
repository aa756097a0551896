import type { Clock, Log } from './desk/ports.ts';

export type LogFormat = 'text' | 'json';

type Facts = Record<string, string | number | boolean>;

/** Control characters, line separators, direction overrides and lone surrogates: they could forge a line or change a terminal. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it escapes
  /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const escapeUnsafe = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value that needs no quotes. */
const PLAIN = /^[\w.:/@+,-]+$/;

/** The longest text of one fact, in UTF-16 code units. */
const MAX_FACT = 500;

const shorten = (value: Facts[string]): Facts[string] =>
  typeof value === 'string' && value.length > MAX_FACT ? `${value.slice(0, MAX_FACT)}…` : value;

const plainOrQuoted = (value: Facts[string]): string => {
  const text = String(value);
  return PLAIN.test(text) ? text : JSON.stringify(text);
};

const textLine = (time: string, level: string, what: string, facts: Facts): string =>
  [time, level, what, ...Object.entries(facts).map(([key, value]) => `${key}=${plainOrQuoted(value)}`)].join(' ');

const jsonLine = (time: string, level: string, what: string, facts: Facts): string => {
  const first = { time, level, what };
  // Assigned first to come first in the line, and again last so that no fact can replace them.
  return JSON.stringify(Object.assign({}, first, facts, first));
};

/** Writes one line for each event, whatever its facts hold: `2026-03-01T09:00:00.000Z info listening port=8080`. */
export const lineLog = (format: LogFormat, clock: Pick<Clock, 'now'>, write: (line: string) => void): Log => {
  const line = format === 'json' ? jsonLine : textLine;
  const say =
    (level: 'info' | 'warn') =>
    (what: string, facts: Facts = {}): void => {
      const time = new Date(clock.now()).toISOString();
      const short = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, shorten(value)]));
      write(`${escapeUnsafe(line(time, level, what, short))}\n`);
    };
  return { info: say('info'), warn: say('warn') };
};

// A reader of the log that goes away (EPIPE) must not end the relay, and there is nowhere left to report it.
let guarded = false;
const guardStderr = (): void => {
  if (!guarded) process.stderr.on('error', () => {});
  guarded = true;
};

/** Writes to stderr, which `docker logs`, journald and a terminal show. */
export const stderrLog = (format: LogFormat, clock: Pick<Clock, 'now'>): Log => {
  guardStderr();
  return lineLog(format, clock, (line) => process.stderr.write(line));
};
