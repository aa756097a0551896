import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Getting what is missing, on Debian and its kin. */

export const isDebian = (release = readRelease()): boolean => /^ID(_LIKE)?=.*\bdebian\b/m.test(release);

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The line somebody could type. */
export const installLine = (packages: readonly string[]): string =>
  `apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/** Waits for another apt to finish, asks nothing, starts no service. False: it did not work; apt said why. */
export const install = (packages: readonly string[]): boolean => {
  const put = forbidServices();
  try {
    const apt = (...words: string[]) =>
      spawnSync(
        'apt-get',
        ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0', '-qq', ...words],
        {
          stdio: 'inherit',
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        },
      ).status === 0;
    apt('update'); // where one of several sources is unreachable, the others may have the packages
    return apt(...installLine(packages).split(' ').slice(1));
  } finally {
    put();
  }
};

const POLICY = '/usr/sbin/policy-rc.d';
const KEPT = `${POLICY}.before-tests`;

/** invoke-rc.d asks this file before it starts anything; 101 is "forbidden". Returns how to put it back. */
const forbidServices = (): (() => void) => {
  const had = existsSync(POLICY);
  if (had) renameSync(POLICY, KEPT);
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const putBack = () => {
    process.off('exit', putBack);
    if (had) renameSync(KEPT, POLICY);
    else rmSync(POLICY, { force: true });
  };
  process.on('exit', putBack);
  return putBack;
};

const readRelease = (): string => (existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');
