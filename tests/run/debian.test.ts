import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type AptRun, forbidServices, install, installLine, isDebian } from './debian.ts';

test('Debian and the systems derived from it have apt.', () => {
  expect(isDebian('NAME="Debian GNU/Linux"\nID=debian\n')).toBe(true);
  expect(isDebian('ID=ubuntu\nID_LIKE=debian\n')).toBe(true);
  expect(isDebian('ID=fedora\nHOME_URL="https://not.debian.example"\n')).toBe(false);
  expect(installLine(['strace'])).toBe('apt-get install -y --no-install-recommends strace');
});

describe('An installation', () => {
  const DONE: AptRun = { ok: true, errors: '' };
  const LOCKED: AptRun = { ok: false, errors: 'E: Could not get lock /var/lib/apt/lists/lock.\n' };
  const BROKEN: AptRun = { ok: false, errors: 'E: Unable to locate package strace\n' };

  /** Runs apt-get with these results, one after the other; resolves to what happened, in order. */
  const installWith = async (...results: AptRun[]) => {
    const events: string[] = [];
    const ok = await install(['strace'], {
      apt(words) {
        events.push(words[0] ?? '');
        return results.shift() ?? DONE;
      },
      pause: async (ms) => void events.push(`pause ${ms}`),
      forbidServices() {
        events.push('forbid services');
        return () => events.push('allow services');
      },
    });
    return { ok, events };
  };

  test('An installation forbids services, updates the lists, installs the packages and allows services again.', async () => {
    expect(await installWith()).toEqual({
      ok: true,
      events: ['forbid services', 'update', 'install', 'allow services'],
    });
  });

  test('An installation waits while another apt holds a lock.', async () => {
    expect(await installWith(LOCKED, DONE, LOCKED, LOCKED, DONE)).toEqual({
      ok: true,
      events: [
        'forbid services',
        ...['update', 'pause 5000', 'update'],
        ...['install', 'pause 5000', 'install', 'pause 5000', 'install'],
        'allow services',
      ],
    });
  });

  test('An installation gives up after ten minutes of waiting for a lock.', async () => {
    const { ok, events } = await installWith(DONE, ...Array.from({ length: 200 }, () => LOCKED));
    expect(ok).toBe(false);
    expect(events.filter((event) => event === 'pause 5000')).toHaveLength(120);
    expect(events.at(-1)).toBe('allow services');
  });

  test('An installation goes on where the lists could not be updated, and fails where a package is missing.', async () => {
    expect(await installWith(BROKEN, DONE)).toMatchObject({ ok: true });
    expect(await installWith(DONE, BROKEN)).toEqual({
      ok: false,
      events: ['forbid services', 'update', 'install', 'allow services'],
    });
  });
});

describe('The policy file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  const policy = join(folder, 'policy-rc.d');
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    for (const file of [policy, `${policy}.before-tests`]) rmSync(file, { force: true });
  });

  /** The policy's answer to whether Prosody may start: 101 forbids it. */
  const answer = () => spawnSync(policy, ['prosody', 'start']).status;
  const OWN = '#!/bin/sh\nexit 7\n';
  /** A process that has ended. */
  const endedPid = () => spawnSync('true').pid;

  test('The policy file forbids every service until the installation has ended, and is removed then.', () => {
    const allow = forbidServices(policy);
    expect(answer()).toBe(101);
    allow();
    expect(existsSync(policy)).toBe(false);
  });

  test('A policy file that the system has already is put back as it was.', () => {
    writeFileSync(policy, OWN, { mode: 0o755 });
    const allow = forbidServices(policy);
    expect(answer()).toBe(101);
    allow();
    expect(readFileSync(policy, 'utf8')).toBe(OWN);
  });

  test('A run that was killed forbids nothing afterwards, and the next run puts the old policy file back.', () => {
    writeFileSync(policy, OWN, { mode: 0o755 });
    forbidServices(policy, endedPid()); // its own function is never called
    expect(answer()).toBe(7);
    forbidServices(policy)();
    expect(readFileSync(policy, 'utf8')).toBe(OWN);
  });

  test('A run that was killed where the system has no policy file leaves one that allows everything.', () => {
    forbidServices(policy, endedPid());
    expect(answer()).toBe(0);
    forbidServices(policy)();
    expect(existsSync(policy)).toBe(false);
  });
});
