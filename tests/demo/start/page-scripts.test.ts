import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buildPages, pagesAreStale } from '../../../demo/start/page-scripts.ts';

describe('page scripts', () => {
  const folders: string[] = [];
  const project = (files: Record<string, number>): string => {
    const root = mkdtempSync(join(tmpdir(), 'pages-'));
    folders.push(root);
    for (const [path, seconds] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), '');
      utimesSync(join(root, path), seconds, seconds);
    }
    return root;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  test.each([
    ['they were never built', { 'widget/chat/a.ts': 10 }, true],
    ['they are newer than everything', { 'widget/chat/a.ts': 10, 'dist/pages/widget.js': 20 }, false],
    ['a deep source is newer', { 'widget/chat/views/a.ts': 30, 'dist/pages/widget.js': 20 }, true],
    ['the protocol is newer', { 'relay/protocol/frames.ts': 30, 'dist/pages/widget.js': 20 }, true],
    ['the build itself is newer', { 'rollup.config.mjs': 30, 'dist/pages/widget.js': 20 }, true],
    ['only the relay is newer', { 'relay/web/a.ts': 30, 'widget/a.ts': 1, 'dist/pages/widget.js': 20 }, false],
  ])('The state of the page scripts is seen: %s', (_, files, stale) => {
    expect(pagesAreStale(project(files))).toBe(stale);
  });

  test('A build that fails says why', async () => {
    await expect(buildPages(project({ 'rollup.config.mjs': 1 }))).rejects.toThrow(
      /^The page scripts cannot be built\.\n./,
    );
  });
});
