/**
 * Frames as they go out. The desk pushes one and the same frame to every page that looks at it, so the last one is
 * remembered instead of being written out again for each.
 */
export class FrameText {
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
