import { Worker } from 'node:worker_threads';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FromConsole, FromPatron } from '../../relay/protocol/frames.ts';
import type { KeptLine } from './keeper-disk.ts';

/**
 * What the relay is compared to: the smallest server that keeps what the relay keeps and exchanges the frames that pages
 * and consoles exchange. A line is synced to disk before it is acknowledged with `kept` and forwarded as `entry`; a
 * `mark` is forwarded. It has one librarian, and no routing, no checks, no limits and no whereabouts.
 *
 * A patron connects to `/?patron=NAME`, the librarian to `/`. The address is printed as JSON on stdout. The argument is
 * the data file.
 */

/** Lines on their way to the disk. Lines that come while a transaction runs are kept together by the next one. */
class Disk {
  readonly #worker = new Worker(new URL('./keeper-disk.ts', import.meta.url), { workerData: process.argv[2] });
  #lines: KeptLine[] = [];
  #callbacks: (() => void)[] = [];
  #running: (() => void)[] | undefined;

  constructor() {
    this.#worker.on('message', () => {
      const kept = this.#running ?? [];
      this.#running = undefined;
      for (const callback of kept) callback();
      this.#flush();
    });
  }

  /** Calls back when the line is synced. */
  keep(line: KeptLine, callback: () => void): void {
    this.#lines.push(line);
    this.#callbacks.push(callback);
    if (this.#lines.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#running !== undefined || this.#lines.length === 0) return;
    this.#running = this.#callbacks;
    this.#worker.postMessage(this.#lines);
    this.#lines = [];
    this.#callbacks = [];
  }
}

type Frame = Extract<FromPatron | FromConsole, { kind: 'say' | 'mark' }> & { conversation?: string };

const disk = new Disk();
const patrons = new Map<string, WebSocket>();
const lastSeqs = new Map<string, number>();
let librarian: WebSocket | undefined;

const send = (socket: WebSocket | undefined, frame: unknown): void => socket?.send(JSON.stringify(frame));

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const patron = new URL(request.url ?? '/', 'http://keeper').searchParams.get('patron');
  const by = patron === null ? 'librarian' : 'patron';
  if (patron === null) librarian = socket;
  else patrons.set(patron, socket);
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame; // the bench's own frames
    const conversation = patron ?? frame.conversation ?? '';
    const other = () => (patron === null ? patrons.get(conversation) : librarian);
    if (frame.kind === 'mark') {
      const { delivered, seen } = frame;
      send(other(), { kind: 'mark', conversation, delivered, seen });
      return;
    }
    const { id, text } = frame;
    const seq = (lastSeqs.get(conversation) ?? 0) + 1;
    lastSeqs.set(conversation, seq);
    const at = Date.now();
    disk.keep({ conversation, seq, author: by, id, at, text }, () => {
      send(socket, { kind: 'kept', id, seq, at });
      send(other(), { kind: 'entry', conversation, entry: { kind: 'said', by, seq, id, at, text } });
    });
  });
});
server.on('listening', () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
