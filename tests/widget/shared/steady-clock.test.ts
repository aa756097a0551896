import { expect, test } from 'vitest';
import { steadyClock } from '../../../widget/shared/steady-clock.ts';

test('The clock advances with whichever of its two sources ran further, and never goes back', () => {
  let ticks = 500;
  let wall = 1_000_000;
  const now = steadyClock(
    () => ticks,
    () => wall,
  );
  expect(now()).toBe(0);
  ticks += 100;
  wall += 90;
  expect(now()).toBe(100);
  // The machine sleeps: only the time of day passes.
  wall += 60_000;
  expect(now()).toBe(60_100);
  // Somebody sets the time of day back.
  ticks += 50;
  wall -= 3_600_000;
  expect(now()).toBe(60_150);
});
