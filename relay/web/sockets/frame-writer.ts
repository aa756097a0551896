/**
 * Frames as they go out. The desk pushes one and the same frame to every page that looks at it, so the last one is
 * remembered instead of being written out again for each.
 */
export class FrameJson {
  #frame: object | undefined;
  #text = '';

  /** `frame` must not be changed after. */
  of(frame: object): string {
    if (frame !== this.#frame) {
      this.#text = JSON.stringify(frame);
      this.#frame = frame;
    }
    return this.#text;
  }
}

/** The first byte of every frame here (RFC 6455, section 5.2): a text, whole. */
const WHOLE_TEXT = 0x81;

/** A payload of more bytes than these has its length in two bytes more, or in eight. */
const SHORT = 125;
const MEDIUM = 0xffff;

/** Unmasked, as servers send. */
const headLength = (bytes: number): number => (bytes <= SHORT ? 2 : bytes <= MEDIUM ? 4 : 10);

const writeHead = (into: Buffer, at: number, bytes: number): number => {
  into[at] = WHOLE_TEXT;
  if (bytes <= SHORT) {
    into[at + 1] = bytes;
    return at + 2;
  }
  if (bytes <= MEDIUM) {
    into[at + 1] = 126;
    return into.writeUInt16BE(bytes, at + 2);
  }
  into[at + 1] = 127;
  into.writeUInt32BE(0, at + 2);
  return into.writeUInt32BE(bytes, at + 6);
};

/** Texts on their way to one socket, gathered so that they leave as one write. */
export class FrameWriter {
  #texts: string[] = [];
  #lengths: number[] = [];
  /** Of all of them as frames. */
  bytes = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.#texts.push(text);
    this.#lengths.push(length);
    this.bytes += headLength(length) + length;
  }

  /** All that were added, in order, as WebSocket frames. */
  take(): Buffer {
    const frames = Buffer.allocUnsafe(this.bytes);
    let at = 0;
    for (const [index, text] of this.#texts.entries()) {
      at = writeHead(frames, at, this.#lengths[index] ?? 0);
      at += frames.write(text, at);
    }
    this.#texts = [];
    this.#lengths = [];
    this.bytes = 0;
    return frames;
  }
}
