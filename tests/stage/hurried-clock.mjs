/**
 * Preloaded into a relay's process (`NODE_OPTIONS=--import`): its clock and its timers run CLOCK_SPEED times as fast. What
 * happens after a minute then happens after some seconds. The network is not faster: it has that much less time.
 */
const speed = Number(process.env.CLOCK_SPEED);
const { now } = Date;
const began = now();
Date.now = () => Math.round(began + (now() - began) * speed);
const { setTimeout: waits } = globalThis;
globalThis.setTimeout = Object.assign((then, ms, ...more) => waits(then, ms / speed, ...more), waits);
