import { parentPort, workerData } from 'node:worker_threads';
import { failure } from '../errors.ts';
import type { ControlRequest, Ready, Request, WorkerOptions } from '../requests.ts';
import { Batch } from './batch.ts';
import { conversationTables } from './conversation-tables.ts';
import { countTable } from './count-table.ts';
import { inboxWatermarkTable } from './inbox-watermark-table.ts';
import { openFile } from './open-file.ts';
import { RequestHandler } from './request-handler.ts';
import { Scrub } from './scrub.ts';
import { signInTables } from './sign-in-tables.ts';
import { stateTables } from './state-tables.ts';

/** The thread that has the file. */

const port = parentPort;
if (!port) throw new Error('worker.ts is started by thread.ts');
const task = workerData as WorkerOptions; // said by thread.ts

try {
  const { db, from, to } = openFile(task);
  const signIns = signInTables(db);
  signIns.removeExpired(task.now);
  const { requests, known } = conversationTables(db);
  const others = { ...stateTables(db), ...inboxWatermarkTable(db), ...countTable(db), ...signIns };
  const batch = new Batch(db, { ...requests, ...others }, known);
  const keeper = new RequestHandler(db, batch, new Scrub(db), (answers) => port.postMessage(answers));
  // What a crash left between a forgetting and the emptying of the journal.
  keeper.clean();
  port.on('message', (asked: (Request | ControlRequest)[]) => {
    if (keeper.handle(asked) === 'closed') port.close();
  });
  port.postMessage({ from, to } satisfies Ready);
} catch (error) {
  port.postMessage(failure(error) satisfies Ready);
}
