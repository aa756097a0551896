/** Habits that no test may have, and paths that no file may name. */

const HABITS: readonly { what: string; sign: RegExp }[] = [
  { what: 'leaves tests out', sign: /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf)\b/ },
  { what: 'leaves tests out', sign: /\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/ },
  { what: 'sleeps', sign: /=>\s*(?:void )?setTimeout\(\s*\w+\s*,/ },
  { what: 'sleeps', sign: /\btimers\/promises\b|\bwaitForTimeout\b|(?<![.\w])sleep\(|\bAtomics\.wait\(/ },
  { what: 'throws an error away', sign: /new Promise\(\s*async\b/ },
];

/** The bad habits found in one test file, each with its line. */
export const habitsIn = (path: string, text: string): string[] =>
  text.split('\n').flatMap((line, index) => {
    if (/^\s*(\/\/|\*|\/\*)/.test(line)) return [];
    return HABITS.filter(({ sign }) => sign.test(line)).map(
      ({ what }) => `${path}:${index + 1} ${what}: ${line.trim()}`,
    );
  });

/** Folders that exist on one machine only. Programs are found by tests/run/engines.ts. */
const MACHINE = /(?<![\w.~-])\/(?:work|root|Users|private|mnt|tmp|home\/\w+|usr\/(?:local\/)?bin|opt)\//;

const FREE = /^#!|https?:\/\/|url\(|\/usr\/bin\/env/;

export const machinePaths = (path: string, text: string): string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      MACHINE.test(line) && !FREE.test(line)
        ? [`${path}:${index + 1} names a place of one machine: ${line.trim()}`]
        : [],
    );
