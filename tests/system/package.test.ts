// covers: relay/built.ts, relay/ask-librarian.mjs
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../stage/relay-process.ts';

/** The package as a library installs it: packed, into an empty folder, without the project's own tools on the path. */

let folder: string;

/** The path without the project's `.bin`, and `first` before everything. */
const pathWith = (...first: string[]): string => {
  const others = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.includes('node_modules'));
  return [...first, ...others].join(delimiter);
};

const NODE_24 = dirname(process.execPath);

/** An older Node of this machine, where it has one. */
const olderNode = (): string | undefined =>
  pathWith()
    .split(delimiter)
    .find((part) => {
      if (!existsSync(join(part, 'node'))) return false;
      const version = execFileSync(join(part, 'node'), ['--version'], { encoding: 'utf8' });
      return Number(version.slice(1).split('.')[0]) < 24;
    });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-librarian-package-'));
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  const quiet = { stdio: 'pipe', encoding: 'utf8' } as const;
  execFileSync('npm', ['pack', '--pack-destination', tarballs, '--ignore-scripts'], quiet);
  const library = join(folder, 'library');
  mkdirSync(library);
  writeFileSync(join(library, 'package.json'), '{"private": true}');
  const tarball = execFileSync('ls', [tarballs], quiet).trim();
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', join(tarballs, tarball)];
  execFileSync('npm', install, { ...quiet, cwd: library, env: { ...process.env, PATH: pathWith(NODE_24) } });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npx ask-librarian …` in the library's folder. */
const npx = (path: string, ...words: string[]) =>
  spawn('npx', ['--no-install', 'ask-librarian', ...words], {
    cwd: join(folder, 'library'),
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });

test('The installed package serves page scripts, whereabouts and readiness on Node 24', async () => {
  const port = await freePort();
  const config = {
    title: 'A library',
    listen: { port },
    origins: ['*'],
    desks: { main: { title: 'Desk', zone: 'UTC', librarians: ['ann'] } },
    librarians: { ann: { displayName: 'Ann' } },
  };
  writeFileSync(join(folder, 'library/ask-librarian.jsonc'), JSON.stringify(config));
  const child = npx(pathWith(NODE_24), 'serve');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const address = `http://127.0.0.1:${port}`;
  try {
    const ready = () =>
      fetch(`${address}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
    while (!(await ready())) expect(child.exitCode, said).toBeNull();
    expect(await (await fetch(`${address}/widget.js`)).text()).toContain('ask-librarian');
    expect(await (await fetch(`${address}/desks/main/whereabouts`)).json()).toMatchObject({ availability: 'offline' });
  } finally {
    // npx does not hand signals on: its whole group is ours.
    process.kill(-(child.pid ?? 0), 'SIGTERM');
  }
});

test('The installed package prints one sentence on an older Node', async ({ skip }) => {
  const older = olderNode();
  if (older === undefined) return skip('this machine has no Node older than 24 to refuse');
  const child = npx(pathWith(older), 'serve');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(1);
  const sentence = said.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
  expect(sentence).toEqual([
    expect.stringMatching(
      /^ask-librarian needs Node 24 or newer; this is Node \d+\.\d+\.\d+\. See https:\/\/nodejs\.org\/$/,
    ),
  ]);
});
