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

/** The worker thread: it opens the data file and handles the requests of the main thread (../store-thread.ts). */

const port = parentPort;
if (!port) throw new Error('worker.ts must be started by store-thread.ts');
const options = workerData as WorkerOptions; // set by store-thread.ts

try {
  const { db, from, to } = openFile(options);
  const signIns = signInTables(db);
  signIns.removeExpired(options.now);
  const { requests, known } = conversationTables(db);
  const others = { ...stateTables(db), ...inboxWatermarkTable(db), ...countTable(db), ...signIns };
  const batch = new Batch(db, { ...requests, ...others }, known);
  const handler = new RequestHandler(db, batch, new Scrub(db), (answers) => port.postMessage(answers));
  // Empty the journal in case the process crashed after a deletion and before the journal was emptied.
  handler.clean();
  port.on('message', (requests: (Request | ControlRequest)[]) => {
    if (handler.handle(requests) === 'closed') port.close();
  });
  port.postMessage({ from, to } satisfies Ready);
} catch (error) {
  port.postMessage(failure(error) satisfies Ready);
}
