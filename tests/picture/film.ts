import type { Locator, Page } from 'playwright';
import sharp from 'sharp';

/** A moving picture of a page, taken frame by frame: how long a frame is shown has nothing to do with the clock. */

/** Milliseconds for which a frame of a movement is shown. GIF counts in hundredths of a second. */
const STEP_MS = 60;
const STEPS = 6;

interface Point {
  x: number;
  y: number;
}

export class Film {
  readonly #page: Page;
  readonly #frames: { image: Buffer; ms: number }[] = [];
  #pointer: Point = { x: 0, y: 0 };

  constructor(page: Page) {
    this.#page = page;
  }

  /** Length in milliseconds. */
  get length(): number {
    return this.#frames.reduce((sum, { ms }) => sum + ms, 0);
  }

  get frames(): number {
    return this.#frames.length;
  }

  /** Takes the page as it is, to be shown for this long. */
  async take(ms: number): Promise<void> {
    this.#frames.push({ image: await this.#page.screenshot({ animations: 'disabled' }), ms });
  }

  async caption(text: string): Promise<void> {
    await this.#page.locator('p').evaluate((line, words) => {
      line.textContent = words;
    }, text);
  }

  /** Puts the pointer there without a frame. */
  async place(point: Point): Promise<void> {
    this.#pointer = point;
    await this.#page.locator('body > svg').evaluate((pointer, { x, y }) => {
      pointer.style.transform = `translate(${x}px, ${y}px)`;
    }, point);
  }

  /** Moves the pointer to the middle of an element, and clicks it. */
  async click(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error(`${target} is not shown`);
    const [from, to] = [this.#pointer, { x: box.x + box.width * 0.6, y: box.y + box.height * 0.6 }];
    for (let step = 1; step <= STEPS; step += 1) {
      const done = (1 - Math.cos((Math.PI * step) / STEPS)) / 2;
      await this.place({ x: from.x + (to.x - from.x) * done, y: from.y + (to.y - from.y) * done });
      await this.take(STEP_MS);
    }
    await target.click();
  }

  /** Types into a field, a few letters to a frame. */
  async type(field: Locator, text: string): Promise<void> {
    for (let at = 0; at < text.length; at += 3) {
      await field.pressSequentially(text.slice(at, at + 3));
      await this.take(STEP_MS);
    }
  }

  /** Frames an element twice, so that the eye goes there. */
  async point(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error(`${target} is not shown`);
    const ring = this.#page.locator('body > i');
    for (const out of [10, 4]) {
      await ring.evaluate(
        (element, { x, y, width, height, out }) => {
          element.toggleAttribute('hidden', false);
          element.style.inset = `${y - out}px auto auto ${x - out}px`;
          element.style.width = `${width + 2 * out}px`;
          element.style.height = `${height + 2 * out}px`;
        },
        { ...box, out },
      );
      await this.take(2 * STEP_MS);
    }
  }

  async pointNowhere(): Promise<void> {
    await this.#page.locator('body > i').evaluate((element) => element.toggleAttribute('hidden', true));
  }

  /** Writes the last frame taken so far as a PNG. */
  async still(path: string): Promise<void> {
    await sharp(this.#frames.at(-1)?.image).png({ palette: true }).toFile(path);
  }

  async write(path: string): Promise<void> {
    const images = this.#frames.map(({ image }) => image);
    await sharp(images, { join: { animated: true } })
      .gif({ delay: this.#frames.map(({ ms }) => ms), loop: 0, dither: 0, effort: 10 })
      .toFile(path);
  }
}
