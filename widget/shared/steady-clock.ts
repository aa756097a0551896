/**
 * A clock that measures how old something is: its milliseconds only increase, and pass also while the machine sleeps.
 * `performance.now` may stop during sleep, and `Date.now` can be set back, so the clock uses whichever advanced further.
 * Tests replace both with `ticks` and `wall`.
 */
export const steadyClock = (ticks: () => number = () => performance.now(), wall: () => number = Date.now) => {
  let lastTicks = ticks();
  let lastWall = wall();
  let passed = 0;
  return (): number => {
    const [nowTicks, nowWall] = [ticks(), wall()];
    passed += Math.max(0, nowTicks - lastTicks, nowWall - lastWall);
    lastTicks = nowTicks;
    lastWall = nowWall;
    return passed;
  };
};
