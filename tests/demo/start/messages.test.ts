import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { messengerWords } from '../../demo/start/messengers.ts';
import { buildPages, pagesAreStale } from '../../demo/start/page-scripts.ts';
import { friendly, refusal, welcome } from '../../demo/start/welcome.ts';

describe('what npm start says', () => {
  test('three addresses, and the page with both sides', () => {
    const text = welcome('http://127.0.0.1:8080', 'http://127.0.0.1:8080/console/sign-in?code=x', 'Ann');
    expect(text.match(/http\S+/g)).toEqual([
      'http://localhost:8080/',
      'http://localhost:8080/console/sign-in?code=x',
      'http://localhost:8080/both',
      'http://localhost:8080/healthz',
    ]);
    expect(text).toContain('signs you in as Ann; the link works once');
  });

  test('with messengers, the accounts, and the port where programs would not find it', () => {
    const usual = messengerWords(['ann', 'ben'], 5_222);
    expect(usual.match(/\S+@\S+, password \S+/g)).toEqual([
      'ann@localhost, password newport',
      'ben@localhost, password newport',
    ]);
    expect(usual).toContain('server localhost, port 5222\n');
    expect(messengerWords(['ann'], 40_000)).toContain('port 40000 (“Connect port” in Pidgin, under Advanced)');
    expect(welcome('http://127.0.0.1:8080', 'http://127.0.0.1:8080/x', 'Ann', usual)).toContain(
      `/healthz\n${usual}\nCtrl-C`,
    );
  });

  test('one name for this machine, so that the sign-in holds on every page', () => {
    expect(friendly('http://0.0.0.0:81/a#b')).toBe('http://localhost:81/a#b');
    expect(friendly('http://[::1]:81')).toBe('http://localhost:81/');
    expect(friendly('https://ask.library.example/a')).toBe('https://ask.library.example/a');
  });

  test('a taken port is one sentence, however deep the error is', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
    const sentence = 'Port 8080 is taken by another program. Choose another one: PORT=8081 npm start';
    expect(refusal(taken, 8080)).toBe(sentence);
    expect(refusal(new Error('cannot listen', { cause: taken }), 8080)).toBe(sentence);
    expect(refusal(taken, 8080, 'npm run start:im')).toContain('PORT=8081 npm run start:im');
    expect(refusal(Object.assign(new Error(), { code: 'EACCES' }), 80)).toContain('may not listen on port 80');
    expect(refusal(new Error('The file of data is locked.'), 8080)).toBe('The file of data is locked.');
    expect(refusal('odd', 8080)).toBe('odd');
  });
});

describe('the page scripts are built when they are missing or old', () => {
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
    ['never built', { 'widget/chat/a.ts': 10 }, true],
    ['built later than everything', { 'widget/chat/a.ts': 10, 'dist/pages/widget.js': 20 }, false],
    ['a deep source is newer', { 'widget/chat/views/a.ts': 30, 'dist/pages/widget.js': 20 }, true],
    ['the protocol is newer', { 'relay/protocol/frames.ts': 30, 'dist/pages/widget.js': 20 }, true],
    ['the build itself is newer', { 'rollup.config.mjs': 30, 'dist/pages/widget.js': 20 }, true],
    ['only the relay is newer', { 'relay/web/a.ts': 30, 'widget/a.ts': 1, 'dist/pages/widget.js': 20 }, false],
  ])('%s', (_, files, stale) => {
    expect(pagesAreStale(project(files))).toBe(stale);
  });

  test('a build that fails says why', async () => {
    await expect(buildPages(project({ 'rollup.config.mjs': 1 }))).rejects.toThrow(
      /^The page scripts cannot be built\.\n./,
    );
  });
});
