import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clock } from '../../relay/clock.ts';

const DAY = 86_400_000;

describe('clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 2, 1) }));
  afterEach(() => void vi.useRealTimers());

  test('The clock returns milliseconds since 1970', () => {
    expect(clock.now()).toBe(Date.UTC(2026, 2, 1));
    vi.advanceTimersByTime(1_500);
    expect(clock.now()).toBe(Date.UTC(2026, 2, 1) + 1_500);
  });

  test.each([1, 250, 24 * DAY, 2 ** 31 - 1, 2 ** 31, 25 * DAY, 400 * DAY])(
    'The clock calls back once, after %i ms',
    (ms) => {
      const then = vi.fn();
      clock.after(ms, then);
      vi.advanceTimersByTime(ms - 1);
      expect(then).toHaveBeenCalledTimes(0);
      vi.advanceTimersByTime(1);
      expect(then).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(500 * DAY);
      expect(then).toHaveBeenCalledTimes(1);
    },
  );

  test('A wait of no or negative time ends at once, and an endless wait never ends', () => {
    const [passed, never] = [vi.fn(), vi.fn()];
    clock.after(0, passed);
    clock.after(-5, passed);
    clock.after(Infinity, never);
    vi.advanceTimersByTime(1_000 * DAY);
    expect(passed).toHaveBeenCalledTimes(2);
    expect(never).not.toHaveBeenCalled();
  });

  test.each([10, 30])('A wait of 60 days can be cancelled after %i days, also twice', (days) => {
    const then = vi.fn();
    const undo = clock.after(60 * DAY, then);
    vi.advanceTimersByTime(days * DAY);
    undo();
    undo();
    vi.advanceTimersByTime(100 * DAY);
    expect(then).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('A wait does not keep the process running', () => {
  const module = new URL('../../relay/clock.ts', import.meta.url).href;
  const script = `import { clock } from ${JSON.stringify(module)}; clock.after(3_600_000, () => {});`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
  expect(run.signal).toBeNull();
  expect(run.status).toBe(0);
});
