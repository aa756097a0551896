// covers: relay/main.ts, relay/start-relay.ts, relay/cli/serve.ts, relay/cli/invite.ts, relay/cli/data-file.ts, relay/cli/terminal.ts
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { ConsoleClient, PageClient } from '../stage/frames.ts';
import { keyOf } from '../stage/key-of.ts';
import { command, type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

let relay: RelayProcess;

beforeEach(async () => {
  relay = await startRelayProcess();
});

afterEach(() => relay.end());

const pat = async (after = 0) => {
  const page = await PageClient.open(relay.address);
  await page.hello({ key: keyOf('Pat'), after });
  return page;
};

/** Waits until the relay has logged this. */
const logged = (text: string): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!relay.log().includes(text)) return;
      relay.child().stderr?.off('data', look);
      resolve();
    };
    relay.child().stderr?.on('data', look);
    look();
  });

describe('SIGTERM', () => {
  test('SIGTERM keeps the last message, closes pages with a code that makes them reconnect, and closes the file', async () => {
    const page = await pat();
    const answer = page.says('One last thing');
    expect((await answer).kind).toBe('kept');
    await relay.kill('SIGTERM');
    expect(await page.closed).toBe(1012);
    expect(relay.child().exitCode).toBe(0);
    expect(existsSync(`${relay.dataFile}-wal`)).toBe(false);
    await relay.start();
    const back = await pat();
    expect((await back.nextOf('entry')).entry).toMatchObject({ kind: 'said', text: 'One last thing' });
    await back.leaves();
  });

  test('SIGTERM does not wait for another process that reads the data file; the next start finishes the deletion', async () => {
    const page = await pat();
    await page.says('My secret');
    const backup = new DatabaseSync(relay.dataFile);
    backup.exec('BEGIN');
    backup.prepare('SELECT count(*) FROM log').get();
    page.send({ kind: 'forget' });
    await relay.kill('SIGTERM');
    expect(relay.child().exitCode).toBe(0);
    backup.close();
    await relay.start();
    const bytes = [relay.dataFile, `${relay.dataFile}-wal`]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file));
    expect(Buffer.concat(bytes).includes('My secret')).toBe(false);
    const back = await PageClient.open(relay.address);
    back.send({ kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf('Pat'), after: 0 });
    expect(await back.nextOf('sorry')).toEqual({ kind: 'sorry', code: 'gone', final: true });
    await back.leaves();
  });

  test('After a restart patrons read first that it is unsure whether the librarian is there, and then that the librarian is', async () => {
    const cookie = await relay.cookie('ann');
    const availability = async () => {
      const answer = await fetch(`${relay.address}/desks/main/whereabouts`);
      return ((await answer.json()) as Whereabouts).availability; // as: our own relay's
    };
    const ann = await ConsoleClient.open(relay.address, { cookie });
    await ann.hello();
    expect(await availability()).toBe('available');
    await relay.kill('SIGTERM');
    await relay.start();
    expect(await availability()).toBe('unsure');
    const back = await ConsoleClient.open(relay.address, { cookie });
    await back.hello();
    expect(await availability()).toBe('available');
  });
});

describe('SIGHUP', () => {
  test('SIGHUP applies a new config without dropping a socket', async () => {
    const page = await pat();
    relay.configure({
      desks: { main: { title: 'Information', zone: 'America/New_York', librarians: ['ann'] } },
    });
    relay.child().kill('SIGHUP');
    const { whereabouts } = await page.nextOf('whereabouts');
    expect(whereabouts.name).toBe('Information');
    expect((await page.says('Still here')).kind).toBe('kept');
    await page.leaves();
  });

  test('SIGHUP signs a librarian out whom the new config does not name; the patron and the colleague continue', async () => {
    const page = await pat();
    const ann = await ConsoleClient.open(relay.address, { cookie: await relay.cookie('ann') });
    const ben = await ConsoleClient.open(relay.address, { cookie: await relay.cookie('ben') });
    await ann.hello();
    await ben.hello();
    await page.says('Hello?');
    const { conversation } = await ann.nextOf('entry');
    await ann.says(conversation, 'Hello!');
    relay.configure({
      desks: { main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ben'] } },
      librarians: { ben: { displayName: 'Ben' } },
    });
    relay.child().kill('SIGHUP');
    expect(await ann.closed).toBe(4401);
    expect((await page.nextOf('entry')).entry).toMatchObject({ kind: 'said', text: 'Hello!' });
    // The config has no name for the librarian any more.
    expect((await page.nextOf('entry')).entry).toEqual({
      kind: 'lapsed',
      seq: 3,
      id: 'lapsed-2',
      at: expect.any(Number),
    });
    expect((await ben.says(conversation, 'I go on')).kind).toBe('kept');
    expect((await page.nextOf('entry')).entry).toMatchObject({ kind: 'said', text: 'I go on', name: 'Ben' });
    await page.leaves();
  });

  test('SIGHUP keeps the old config where the new one has mistakes, and logs each with its line', async () => {
    const page = await pat();
    const good = readFileSync(relay.configFile, 'utf8');
    writeFileSync(relay.configFile, good.replace('"zone": "America/New_York"', '"zone": "America/Newport"'));
    relay.child().kill('SIGHUP');
    await logged('config not reloaded');
    await logged('America/Newport');
    expect((await page.says('Still here')).kind).toBe('kept');
    await page.leaves();
  });
});

describe('errors', () => {
  test('serve refuses a port that is in use with a sentence and exit code 1', async () => {
    const { code, error } = await command('serve', '--config', relay.configFile);
    expect(code).toBe(1);
    expect(error).toContain(`${new URL(relay.address).port}`);
    expect(error).not.toMatch(/\n\s+at /);
  });

  test('check and serve refuse a config with mistakes in the same words', async () => {
    const file = join(relay.folder, 'broken.jsonc');
    writeFileSync(file, '{\n  "title": "T",\n  "desks": {},\n  "librarians": {}\n  "origins": ["*"]\n}\n');
    const checked = await command('check', '--config', file);
    const served = await command('serve', '--config', file);
    expect(checked).toMatchObject({ code: 1, out: '' });
    expect(checked.error).toContain(`${file}:4:19`);
    expect(served).toEqual(checked);
  });

  test('invite refuses a librarian whom the config does not name', async () => {
    const { code, error } = await command('invite', 'cleo', '--config', relay.configFile);
    expect(code).toBe(1);
    expect(error).toBe(`${relay.configFile} has no librarian "cleo". The librarians in it are ann, ben.\n`);
  });

  test('invite refuses where neither the config nor PORT fixes the port', async () => {
    const file = join(relay.folder, 'any-port.jsonc');
    const config = JSON.parse(readFileSync(relay.configFile, 'utf8')) as object; // written by ourselves
    writeFileSync(file, JSON.stringify({ ...config, listen: { host: '127.0.0.1', port: 0 } }));
    const { code, out, error } = await command('invite', 'ann', '--config', file);
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain(
      'Set the port on which the relay listens: PORT=8080 ask-librarian invite ann, or set "address".',
    );
    writeFileSync(file, JSON.stringify({ ...config, listen: { port: 0 }, address: 'https://ask.library.example' }));
    expect((await command('invite', 'ann', '--config', file)).out).toMatch(
      /^https:\/\/ask\.library\.example\/console\//,
    );
  });

  test.each([
    ['a folder', 'tests', /is a folder/],
    ['no data file', 'package.json', /is not a data file of ask-librarian/],
  ])('serve refuses a data file that is %s', async (_, data, sentence) => {
    const file = join(relay.folder, 'other.jsonc');
    const config = JSON.parse(readFileSync(relay.configFile, 'utf8')) as object; // written by ourselves
    const path = join(process.cwd(), data);
    writeFileSync(file, JSON.stringify({ ...config, listen: { host: '127.0.0.1', port: 0 }, data: path }));
    const before = data.endsWith('.json') ? readFileSync(path) : undefined;
    const { code, error } = await command('serve', '--config', file);
    expect(code).toBe(1);
    expect(error).toMatch(sentence);
    if (before) expect(readFileSync(path)).toEqual(before);
  });
});

test('A reader that stops reading the output, as `head` does, causes no error', async () => {
  const main = join(process.cwd(), 'relay/main.ts');
  const { stderr } = await promisify(execFile)('sh', ['-c', '"$0" "$1" --help | true', process.execPath, main]);
  expect(stderr).toBe('');
});
