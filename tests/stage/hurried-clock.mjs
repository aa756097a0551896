/**
 * Preloaded into a relay's process (`NODE_OPTIONS=--import`): its clock goes CLOCK_SPEED times as fast, and its timers with it.
 * What follows after a minute then follows after some seconds; what is a matter of the network has as much less time.
 */
const speed = Number(process.env.CLOCK_SPEED);
const { now } = Date;
const began = now();
Date.now = () => Math.round(began + (now() - began) * speed);
const { setTimeout: waits } = globalThis;
globalThis.setTimeout = Object.assign((then, ms, ...more) => waits(then, ms / speed, ...more), waits);
