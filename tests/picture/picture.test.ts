import { existsSync, readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { WIDTH } from './scene.ts';

const KIB = 1_024;

test('The moving picture of the README is at most 1.5 MB, loops, and lasts six to ten seconds', async () => {
  expect(statSync('docs/picture.gif').size).toBeLessThanOrEqual(1_500 * KIB);
  const { loop, delay = [], pages = 0, width } = await sharp('docs/picture.gif', { animated: true }).metadata();
  expect({ loop, width }).toEqual({ loop: 0, width: 2 * WIDTH });
  expect(pages).toBeGreaterThan(30);
  const seconds = delay.reduce((sum, ms) => sum + ms, 0) / 1_000;
  expect(seconds).toBeGreaterThanOrEqual(6);
  expect(seconds).toBeLessThanOrEqual(10);
});

test('The picture for readers who prefer reduced motion is at most 200 KB and as wide as the moving one', async () => {
  expect(statSync('docs/picture.png').size).toBeLessThanOrEqual(200 * KIB);
  expect((await sharp('docs/picture.png').metadata()).width).toBe(2 * WIDTH);
});

test('Every picture that the README shows exists', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/(?:src|srcset)="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)/g)];
  const files = shown.flatMap(([, tag, markdown]) => tag ?? markdown ?? []).filter((name) => !/^https?:/.test(name));
  expect(files.filter((name) => name.startsWith('docs/'))).not.toEqual([]);
  expect(files.filter((name) => !/^\w+\.js/.test(name) && !existsSync(name))).toEqual([]);
});
