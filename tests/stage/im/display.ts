import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import { type Picture, png } from './png.ts';
import { Program } from './program.ts';

const run = promisify(execFile);

const [WIDTH, HEIGHT] = [1000, 720];

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A screen nobody looks at, with a keyboard. */
export class Display {
  /** For `DISPLAY`. */
  readonly name: string;
  readonly #server: Program;
  readonly #folder: string;
  #touchedAt = performance.now();

  private constructor(name: string, server: Program, folder: string) {
    this.name = name;
    this.#server = server;
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Display> {
    const size = ['-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-fbdir', folder];
    const server = new Program('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', '-noreset', ...size]);
    const number = await eventually('Xvfb has a display', () => {
      if (!server.running) throw new Error(`Xvfb ended: ${server.said}`);
      return /^\d+$/m.exec(server.said)?.[0];
    });
    return new Display(`:${number}`, server, folder);
  }

  /** Waits until no key or pointer event was sent to the display for this long, in milliseconds. */
  async rests(ms: number): Promise<void> {
    await eventually('the keyboard rests', () => performance.now() - this.#touchedAt > ms);
  }

  /** Runs xdotool with these arguments; returns its output without white space around it. */
  async tool(...words: string[]): Promise<string> {
    const { stdout } = await run('xdotool', words, { env: { PATH: process.env.PATH, DISPLAY: this.name } });
    if (!/^(search|get)/.test(words[0] ?? '')) this.#touchedAt = performance.now();
    return stdout.trim();
  }

  /** The visible windows whose title matches. */
  async windows(title: string): Promise<string[]> {
    const found = await this.tool('search', '--onlyvisible', '--name', title).catch(() => '');
    return found.split('\n').filter((id) => id !== '');
  }

  async place(window: string): Promise<Place> {
    const said = await this.tool('getwindowgeometry', '--shell', window);
    const part = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(said)?.[1]);
    return { x: part('X'), y: part('Y'), width: part('WIDTH'), height: part('HEIGHT') };
  }

  /** Writes a PNG of what is on the screen there. */
  screenshot(file: string, place: Place = { x: 0, y: 0, width: WIDTH, height: HEIGHT }): void {
    writeFileSync(file, png(cut(readFileSync(join(this.#folder, 'Xvfb_screen0')), place)));
  }

  async close(): Promise<void> {
    await this.#server.kill('SIGTERM');
  }
}

/** A part of a screen in the format of xwd (X11/XWDFile.h): a header of numbers, colours of 12 bytes, rows. */
const cut = (dump: Buffer, { x, y, width, height }: Place): Picture => {
  const number = (index: number) => dump.readUInt32BE(index * 4);
  const [headerBytes, bytesPerRow, colours] = [number(0), number(12), number(19)];
  const start = headerBytes + colours * 12;
  const rows = Array.from({ length: height }, (_, row) => {
    const from = start + (y + row) * bytesPerRow + x * 4;
    return dump.subarray(from, from + width * 4);
  });
  return { width, height, pixels: Buffer.concat(rows) };
};
