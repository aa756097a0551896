// needs: strace
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PageClient } from '../stage/frames.ts';
import { keyOf } from '../stage/key-of.ts';
import { startRelayProcess } from '../stage/relay-process.ts';

/**
 * A killed process does not lose what the system has in its memory, so only the system calls show whether a line was on
 * the disk before the patron read that it was kept.
 */

const STRACE = process.env.STRACE_BIN ?? 'strace';
const CALLS = 'pwrite64,pwritev,write,writev,sendto,sendmsg,fdatasync,fsync';

interface Call {
  name: string;
  /** What the file descriptor is: a path, or a socket. */
  on: string;
  text: string;
}

/** The calls in the order in which they ended: one that was interrupted by another thread counts where it resumed. */
const callsOf = (trace: string): Call[] => {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.replace(' <unfinished ...>', ''));
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest);
    const whole = resumed ? `${begun.get(thread) ?? ''}${rest.slice(resumed[0].length)}` : rest;
    const [, name, on = '', text = ''] = /^(\w+)\(\d+<([^>]*)>(.*)$/.exec(whole) ?? [];
    return name === undefined ? [] : [{ name, on, text }];
  });
};

/** Was the journal synced after the line was written to it, and before its `kept` left? */
const syncedBeforeKept = (trace: string, id: string): boolean => {
  const calls = callsOf(trace);
  const kept = calls.findIndex(({ on, text }) => on.startsWith('TCP') && text.includes('kept') && text.includes(id));
  const before = calls.slice(0, kept);
  const wrote = before.findLastIndex(({ name, on }) => name.startsWith('pwrite') && on.endsWith('data.db-wal'));
  const synced = before.findLastIndex(({ name, on }) => name.endsWith('sync') && on.endsWith('data.db-wal'));
  expect(kept, 'a kept frame was sent').toBeGreaterThan(0);
  expect(wrote, 'the journal was written').toBeGreaterThan(0);
  return synced > wrote;
};

/** Says one line to a relay under strace; gives the trace and the id of the line. */
const traced = async (main?: string): Promise<{ trace: string; id: string }> => {
  const file = `${process.cwd()}/tests/.out/trace-${process.pid}.txt`;
  // -D: the relay is our own child, so that signals reach it and not strace.
  const under = [STRACE, '-D', '-f', '-yy', '-s', '400', '-e', `trace=${CALLS}`, '-o', file];
  const relay = await startRelayProcess({ under, ...(main === undefined ? {} : { main }) });
  const page = await PageClient.open(relay.address);
  await page.hello({ key: keyOf('Pat') });
  const id = 'line-under-strace';
  expect((await page.says('Is this line on the disk?', id)).kind).toBe('kept');
  await page.leaves();
  await relay.end();
  let trace = '';
  // strace ends a moment after what it looks at.
  while (!trace.includes('+++ exited with 0 +++')) trace = readFileSync(file, 'utf8');
  return { trace, id };
};

test('A line is synced to the disk after it was written and before it is shown as kept', async () => {
  const { trace, id } = await traced();
  expect(syncedBeforeKept(trace, id)).toBe(true);
});

test('Without the sync, the test of the sync fails', async () => {
  const copy = join(process.cwd(), 'tests/.out/unsynced');
  cpSync('relay', join(copy, 'relay'), { recursive: true });
  cpSync('dist/pages', join(copy, 'dist/pages'), { recursive: true });
  cpSync('package.json', join(copy, 'package.json'));
  for (const name of ['open-file.ts', 'batch.ts']) {
    const file = join(copy, 'relay/sqlite/worker', name);
    const source = readFileSync(file, 'utf8');
    expect(source).toContain('PRAGMA synchronous = FULL');
    writeFileSync(file, source.replaceAll('PRAGMA synchronous = FULL', 'PRAGMA synchronous = OFF'));
  }
  const { trace, id } = await traced(join(copy, 'relay/main.ts'));
  expect(syncedBeforeKept(trace, id)).toBe(false);
});
