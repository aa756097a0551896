import { runDemo } from './start/run.ts';

/** `npm start`: the demo with the relay alone. */

await runDemo();
