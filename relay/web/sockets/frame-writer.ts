/**
 * Serializes frames. The desk pushes the same object to every page that shows the desk, so the JSON of the last frame is remembered
 * instead of being made again for each page.
 */
export class FrameJson {
  #frame: object | undefined;
  #text = '';

  /** The JSON of a frame. The caller must not change `frame` afterwards. */
  of(frame: object): string {
    if (frame !== this.#frame) {
      this.#text = JSON.stringify(frame);
      this.#frame = frame;
    }
    return this.#text;
  }
}

/** The first byte of every WebSocket frame written here (RFC 6455 section 5.2): a text message in one frame. */
const WHOLE_TEXT = 0x81;

/**
 * In bytes. The length of a payload of more than SHORT bytes takes two additional bytes of the header, that of more than
 * MEDIUM bytes takes eight (RFC 6455 section 5.2).
 */
const SHORT = 125;
const MEDIUM = 0xffff;

/** The length of a frame's header in bytes. Servers send frames unmasked. */
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

/** Collects the texts for one socket, so that they are written together. */
export class FrameWriter {
  #texts: string[] = [];
  #lengths: number[] = [];
  /** The length of everything collected, as frames. */
  bytes = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.#texts.push(text);
    this.#lengths.push(length);
    this.bytes += headLength(length) + length;
  }

  /** Returns everything collected, in order, as WebSocket frames, and starts again from nothing. */
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
