import * as v from 'valibot';
import type { CloseName } from '../../protocol/close-codes.ts';
import type { FromConsole, FromPatron } from '../../protocol/frames.ts';
import { ID_PATTERN, KEY_PATTERN } from '../../protocol/limits.ts';
import { OLDEST_VERSION, PROTOCOL_VERSION } from '../../protocol/version.ts';

/**
 * Every frame is validated here, once. What only a broken page can send is refused with the name of a close code. What a correct page
 * can send but the desk may refuse (too long, empty, unknown desk) passes, and the desk answers it. Unknown keys are dropped, so that a
 * newer page can send more than an older relay understands.
 */

/** Adding 0 turns -0 into 0. */
const seq = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.transform((number) => number + 0),
);
const id = v.pipe(v.string(), v.regex(ID_PATTERN));
const key = v.pipe(v.string(), v.regex(KEY_PATTERN));
/** The relay made these ids itself. The limit of a frame's length also limits what is not such an id. */
const conversation = v.string();
const version = v.pipe(v.number(), v.safeInteger());
/** Milliseconds since 1970 within the range of a Date (ECMA-262 section 21.4.1.1). */
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

/** One schema for each kind of frame. Looking it up by its name is several times faster than valibot's `variant`. */
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
} satisfies Schemas<FromPatron>;

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
} satisfies Schemas<FromConsole>;

type Schemas<Frame extends { kind: string }> = {
  [Kind in Frame['kind']]: v.GenericSchema<unknown, Extract<Frame, { kind: Kind }>>;
};

/** Returns the frame, or the name of the code with which the socket is to be closed. */
export const checkPatronFrame = (text: string): FromPatron | CloseName => validated<FromPatron>(text, patronSchemas);
export const checkConsoleFrame = (text: string): FromConsole | CloseName =>
  validated<FromConsole>(text, consoleSchemas);

const validated = <Frame extends { kind: string }>(text: string, schemas: Schemas<Frame>): Frame | CloseName => {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'badFrame';
  const { kind } = value;
  // A page of another version may write the rest of its hello in a way that is unknown here.
  if (kind === 'hello' && 'version' in value && isOtherVersion(value.version)) return 'versionUnknown';
  if (!isKind(kind, schemas)) return 'badFrame';
  const result = v.safeParse<v.GenericSchema<unknown, Frame>>(schemas[kind], value, STOP_AT_FIRST_ERROR);
  return result.success ? result.output : 'badFrame';
};

const STOP_AT_FIRST_ERROR = { abortEarly: true };

const isKind = <Frame extends { kind: string }>(kind: unknown, schemas: Schemas<Frame>): kind is Frame['kind'] =>
  typeof kind === 'string' && Object.hasOwn(schemas, kind);

const isOtherVersion = (version: unknown): boolean =>
  Number.isSafeInteger(version) && (Number(version) < OLDEST_VERSION || Number(version) > PROTOCOL_VERSION);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
