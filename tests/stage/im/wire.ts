/** D-Bus on the wire, as much of it as libpurple's names need: int32 and texts out, those and lists of int32 back. */

export type Value = number | string | number[];

export type Heard =
  | { kind: 'answer'; to: number; value: Value | undefined }
  | { kind: 'refusal'; to: number; why: string };

export interface Call {
  destination: string;
  path: string;
  interface: string;
  member: string;
  values: readonly (number | string)[];
}

/** Header fields ("Message Protocol" of the specification), by code. */
const PATH = 1;
const INTERFACE = 2;
const MEMBER = 3;
const ERROR_NAME = 4;
const REPLY_SERIAL = 5;
const DESTINATION = 6;
const SIGNATURE = 8;

const KINDS = { call: 1, answer: 2, refusal: 3 } as const;
const HEADER_BYTES = 16;

const padding = (length: number, to: number): Buffer => Buffer.alloc((to - (length % to)) % to);

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes, Buffer.alloc(1)]);
};

const signature = (types: string): Buffer => Buffer.from(`${String.fromCharCode(types.length)}${types}\0`);

/** Writes values one after the other, each at a multiple of `to` bytes. */
const aligned = (parts: readonly Buffer[], to: number): Buffer => {
  let all: Buffer = Buffer.alloc(0);
  for (const part of parts) all = Buffer.concat([all, padding(all.length, to), part]);
  return all;
};

const field = (code: number, type: 'o' | 's' | 'g', value: string): Buffer =>
  Buffer.concat([Buffer.from([code]), signature(type), type === 'g' ? signature(value) : text(value)]);

export const bytesOfCall = (serial: number, { destination, path, interface: of, member, values }: Call): Buffer => {
  const body = aligned(
    values.map((value) => (typeof value === 'number' ? number(value) : text(value))),
    4,
  );
  const types = values.map((value) => (typeof value === 'number' ? 'i' : 's')).join('');
  const fields = aligned(
    [
      field(PATH, 'o', path),
      field(INTERFACE, 's', of),
      field(MEMBER, 's', member),
      field(DESTINATION, 's', destination),
      ...(types === '' ? [] : [field(SIGNATURE, 'g', types)]),
    ],
    8,
  );
  const start = Buffer.from(['l'.charCodeAt(0), KINDS.call, 0, 1]);
  const sizes = [number(body.length), number(serial), number(fields.length)];
  return Buffer.concat([start, ...sizes, fields, padding(fields.length, 8), body]);
};

/** Reads values in place; `at` is the offset from the start of the message, from which alignment is counted. */
class Reader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  align(to: number): void {
    this.at = Math.ceil(this.at / to) * to;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.at++);
  }

  number(): number {
    this.align(4);
    this.at += 4;
    return this.#bytes.readInt32LE(this.at - 4);
  }

  chars(length: number): string {
    const from = this.at;
    this.at += length + 1;
    return this.#bytes.toString('utf8', from, from + length);
  }

  value(types: string): Value | undefined {
    if (types === '') return undefined;
    if (types === 'g') return this.chars(this.byte());
    if (types.startsWith('s') || types.startsWith('o')) return this.chars(this.number());
    if (!types.startsWith('ai')) return this.number();
    const end = this.number() + this.at;
    const list: number[] = [];
    while (this.at < end) list.push(this.number());
    return list;
  }
}

/** The message that the bytes begin with, and its length in bytes; undefined: it has not arrived completely. `heard` is undefined for a signal. */
export const readHeard = (bytes: Buffer): { heard: Heard | undefined; length: number } | undefined => {
  if (bytes.length < HEADER_BYTES) return undefined;
  const fieldsEnd = HEADER_BYTES + bytes.readInt32LE(12);
  const bodyAt = Math.ceil(fieldsEnd / 8) * 8;
  const length = bodyAt + bytes.readInt32LE(4);
  if (bytes.length < length) return undefined;

  const reader = new Reader(bytes, HEADER_BYTES);
  const fields = new Map<number, Value | undefined>();
  while (reader.at < fieldsEnd) {
    reader.align(8);
    const code = reader.byte();
    fields.set(code, reader.value(reader.chars(reader.byte())));
  }
  const word = (code: number) => String(fields.get(code) ?? '');
  const to = Number(fields.get(REPLY_SERIAL));
  const kind = bytes.readUInt8(1);
  const value = () => new Reader(bytes, bodyAt).value(word(SIGNATURE));
  if (kind === KINDS.answer) return { heard: { kind: 'answer', to, value: value() }, length };
  if (kind === KINDS.refusal) return { heard: { kind: 'refusal', to, why: `${word(ERROR_NAME)}: ${value()}` }, length };
  return { heard: undefined, length }; // a signal: we asked for none
};
