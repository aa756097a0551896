import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Installs packages on Debian and on systems derived from it. */

export const isDebian = (release = readRelease()): boolean => /^ID(_LIKE)?=.*\bdebian\b/m.test(release);

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The command that a person would type as root. */
export const installLine = (packages: readonly string[]): string =>
  `apt-get install -y --no-install-recommends ${packages.join(' ')}`;

export interface AptRun {
  ok: boolean;
  /** What apt-get wrote to stderr. */
  errors: string;
}

/** What an installation needs from the machine; a test gives its own. */
export interface Machine {
  apt(words: readonly string[]): AptRun;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** Forbids services; returns what allows them again. */
  forbidServices(): () => void;
}

/**
 * Updates the package lists and installs the packages, without asking anything and without starting a service. Another
 * apt may be at work: this waits for it for up to ten minutes. Resolves to false where the packages could not be
 * installed; apt-get has printed why.
 */
export const install = async (packages: readonly string[], machine: Machine = DEBIAN): Promise<boolean> => {
  const allowServices = machine.forbidServices();
  try {
    // One of several package sources may be unreachable while the others have the packages: go on after an error.
    await patiently(machine, ['update']);
    return await patiently(machine, installLine(packages).split(' ').slice(1));
  } finally {
    allowServices();
  }
};

const LOCK_SECONDS = 600;
const PAUSE_MS = 5_000;

/** apt waits only for the locks of dpkg (DPkg::Lock::Timeout). At a lock on its lists or its cache it fails at once. */
const patiently = async ({ apt, pause }: Machine, words: readonly string[]): Promise<boolean> => {
  for (let left = (LOCK_SECONDS * 1_000) / PAUSE_MS; ; left -= 1) {
    const { ok, errors } = apt(words);
    if (ok || left === 0 || !errors.includes('Could not get lock')) return ok;
    await pause(PAUSE_MS);
  }
};

/**
 * Makes the system refuse to start services: `invoke-rc.d` and `deb-systemd-invoke` ask the policy file first, and its
 * exit code 101 means "forbidden". The file forbids only while this process runs, so that a run which is killed leaves
 * nothing forbidden. A policy file that was there before is kept, asked after this process has ended, and put back by
 * the function that is returned, or by the next run.
 */
export const forbidServices = (policy = '/usr/sbin/policy-rc.d', pid = process.pid): (() => void) => {
  const kept = `${policy}.before-tests`;
  const isOurs = existsSync(policy) && readFileSync(policy, 'utf8').includes(MARK);
  if (existsSync(policy) && !isOurs) renameSync(policy, kept);
  writeFileSync(
    policy,
    `#!/bin/sh\n${MARK}\nkill -0 ${pid} 2>/dev/null && exit 101\n[ -x '${kept}' ] && exec '${kept}' "$@"\nexit 0\n`,
    { mode: 0o755 },
  );
  const putBack = () => {
    process.off('exit', putBack);
    if (existsSync(kept)) renameSync(kept, policy);
    else rmSync(policy, { force: true });
  };
  process.on('exit', putBack);
  return putBack;
};

const MARK = '# Written by the tests of ask-librarian while they install packages.';

const DEBIAN: Machine = {
  apt(words) {
    const options = [`DPkg::Lock::Timeout=${LOCK_SECONDS}`, 'Acquire::Retries=3', 'Dpkg::Use-Pty=0'];
    const { status, stderr } = spawnSync('apt-get', [...options.flatMap((option) => ['-o', option]), '-qq', ...words], {
      stdio: ['inherit', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    process.stderr.write(stderr ?? '');
    return { ok: status === 0, errors: stderr ?? '' };
  },
  async pause(ms) {
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, ms);
    await promise;
  },
  forbidServices,
};

const readRelease = (): string => (existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');
