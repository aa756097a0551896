/**
 * A clock for trust that runs out: milliseconds that only increase and also pass while the machine sleeps.
 * `performance.now` may stand still then, and `Date.now` can be set back; whichever ran further is believed.
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
