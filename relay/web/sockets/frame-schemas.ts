import * as v from 'valibot';
import type { CloseName } from '../../protocol/close-codes.ts';
import type { FromConsole, FromPatron } from '../../protocol/frames.ts';
import { ID_PATTERN, KEY_PATTERN } from '../../protocol/limits.ts';
import { OLDEST_VERSION, PROTOCOL_VERSION } from '../../protocol/version.ts';

/**
 * Every frame is checked here, once. What only a broken page can send is refused with the name of a close code. What
 * a correct page can send but the desk may not take (too long, empty, unknown desk) passes, and is answered there.
 * Keys nobody knows are dropped, so that a newer page can say more than an older relay hears.
 */

/** Adding 0 makes one zero of -0. */
const seq = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.transform((number) => number + 0),
);
const id = v.pipe(v.string(), v.regex(ID_PATTERN));
const key = v.pipe(v.string(), v.regex(KEY_PATTERN));
/** Ids the relay made itself; the frame's length limits what is no such id. */
const conversation = v.string();
const version = v.pipe(v.number(), v.safeInteger());
/** Milliseconds since 1970 that are a date (ECMA-262, 21.4.1.1). */
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

/** One shape for each kind: looking it up by name is several times faster than valibot's `variant`. */
export const patronSchemas = {
  hello: v.object({ kind: v.literal('hello'), version, desk: v.string(), key, after: seq }),
  say: v.object({ kind: v.literal('say'), id, text: v.string() }),
  typing: v.object({ kind: v.literal('typing'), on: v.boolean() }),
  mark: v.object({ kind: v.literal('mark'), delivered: seq, seen: seq }),
  name: v.object({ kind: v.literal('name'), id, text: v.string() }),
  about: v.object({
    kind: v.literal('about'),
    id,
    record: v.object({ title: v.string(), url: v.exactOptional(v.string()) }),
  }),
  still: v.object({ kind: v.literal('still') }),
  close: v.object({ kind: v.literal('close') }),
  forget: v.object({ kind: v.literal('forget') }),
} satisfies Shapes<FromPatron>;

export const consoleSchemas = {
  hello: v.object({ kind: v.literal('hello'), version, have: v.record(v.string(), seq) }),
  say: v.object({ kind: v.literal('say'), conversation, id, text: v.string() }),
  take: v.object({ kind: v.literal('take'), conversation }),
  pass: v.object({
    kind: v.literal('pass'),
    conversation,
    to: v.exactOptional(v.string()),
    note: v.exactOptional(v.string()),
  }),
  move: v.object({ kind: v.literal('move'), conversation, desk: v.string(), note: v.exactOptional(v.string()) }),
  ask: v.object({ kind: v.literal('ask'), conversation, whom: v.string(), text: v.string() }),
  join: v.object({ kind: v.literal('join'), conversation }),
  close: v.object({ kind: v.literal('close'), conversation }),
  block: v.object({ kind: v.literal('block'), conversation }),
  replies: v.object({ kind: v.literal('replies'), desk: v.string() }),
  typing: v.object({ kind: v.literal('typing'), conversation, on: v.boolean() }),
  mark: v.object({ kind: v.literal('mark'), conversation, delivered: seq, seen: seq }),
  state: v.object({
    kind: v.literal('state'),
    statement: v.object({
      availability: v.picklist(['available', 'busy', 'away']),
      words: v.exactOptional(v.string()),
      until: v.exactOptional(time),
    }),
  }),
  duty: v.object({
    kind: v.literal('duty'),
    desk: v.string(),
    on: v.boolean(),
    note: v.exactOptional(v.string()),
  }),
  'put-away': v.object({ kind: v.literal('put-away'), by: v.string(), at: time }),
  'close-desk': v.object({
    kind: v.literal('close-desk'),
    desk: v.string(),
    until: v.exactOptional(time),
    words: v.exactOptional(v.string()),
  }),
  'pause-desk': v.object({ kind: v.literal('pause-desk'), desk: v.string(), until: v.exactOptional(time) }),
  'open-desk': v.object({ kind: v.literal('open-desk'), desk: v.string() }),
  publish: v.object({ kind: v.literal('publish'), shown: v.boolean() }),
  asked: v.object({ kind: v.literal('asked'), at: time }),
  still: v.object({ kind: v.literal('still') }),
} satisfies Shapes<FromConsole>;

type Shapes<Frame extends { kind: string }> = {
  [Kind in Frame['kind']]: v.GenericSchema<unknown, Extract<Frame, { kind: Kind }>>;
};

/** The frame, or the name of the code that closes the socket. */
export const checkPatronFrame = (text: string): FromPatron | CloseName => checked<FromPatron>(text, patronSchemas);
export const checkConsoleFrame = (text: string): FromConsole | CloseName => checked<FromConsole>(text, consoleSchemas);

const checked = <Frame extends { kind: string }>(text: string, shapes: Shapes<Frame>): Frame | CloseName => {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'badFrame';
  const { kind } = value;
  // A page of another version may say the rest of its hello in ways unknown here.
  if (kind === 'hello' && 'version' in value && isOtherVersion(value.version)) return 'versionUnknown';
  if (!isKind(kind, shapes)) return 'badFrame';
  const result = v.safeParse<v.GenericSchema<unknown, Frame>>(shapes[kind], value, FIRST_FAULT);
  return result.success ? result.output : 'badFrame';
};

const FIRST_FAULT = { abortEarly: true };

const isKind = <Frame extends { kind: string }>(kind: unknown, shapes: Shapes<Frame>): kind is Frame['kind'] =>
  typeof kind === 'string' && Object.hasOwn(shapes, kind);

const isOtherVersion = (version: unknown): boolean =>
  Number.isSafeInteger(version) && (Number(version) < OLDEST_VERSION || Number(version) > PROTOCOL_VERSION);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
