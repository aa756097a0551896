import { createServer } from 'node:net';
import { isMainThread } from 'node:worker_threads';

/**
 * Preloaded into every process that the bench measures (`NODE_OPTIONS=--expose-gc --import=…`). Answers on the Unix
 * socket named by BENCH_PROBE: `cpu` with the microseconds of CPU used so far, user and system, by all threads; `memory`
 * with the bytes of resident memory after a forced collection of the main thread's heap.
 */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const memory = () => {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage.rss();
};

if (isMainThread) {
  const server = createServer((socket) => {
    socket.on('data', (question) => socket.end(String(String(question) === 'memory' ? memory() : cpu())));
    socket.on('error', () => undefined); // who asked has gone
  });
  server.listen(process.env.BENCH_PROBE).unref();
}
