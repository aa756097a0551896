import type { Desk } from '../../desk/desk.ts';

/** Counts frames, bytes and closed sockets since the relay started, for `/metrics`. Numbers only. */
export class Counters {
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  /** Closed sockets by close code; 1006 is a connection that ended without a close frame. */
  readonly closes = new Map<number, number>();

  countClose(code: number): void {
    this.closes.set(code, (this.closes.get(code) ?? 0) + 1);
  }
}

/** A metric of Prometheus. `values` has a value for each set of labels, written as in the text format (`side="patron"`); empty: no labels. */
export interface Metric {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  values: Iterable<readonly [labels: string, value: number]>;
}

/** Writes metrics in the text format of Prometheus, version 0.0.4. */
export const metricsText = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(({ name, help, type, values }) => [
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`,
      ...[...values].map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}\n`),
    ])
    .join('');

const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: 'gauge',
  values: [['', value]],
});

const counter = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: 'counter',
  values: [['', value]],
});

/** Metrics of the process, under the names that Prometheus' client libraries use. */
const processMetrics = (): Metric[] => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time of all threads.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', Date.now() / 1_000 - process.uptime()),
    gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', heapUsed),
  ];
};

/** Everything that `/metrics` reports. `xmppUp` is undefined where the relay has no XMPP server. */
export const relayMetrics = (
  { conversations, waiting, patrons, librarians, kept }: ReturnType<Desk['gauges']>,
  sockets: { patrons: { size: number }; consoles: { size: number } },
  { framesIn, framesOut, bytesIn, closes }: Counters,
  xmppUp?: boolean,
): Metric[] => [
  {
    name: 'ask_librarian_sockets',
    help: 'Open sockets.',
    type: 'gauge',
    values: [
      ['side="patron"', sockets.patrons.size],
      ['side="console"', sockets.consoles.size],
    ],
  },
  gauge('ask_librarian_conversations', 'Conversations not closed.', conversations),
  gauge('ask_librarian_conversations_waiting', 'Conversations in which a line waits for an answer.', waiting),
  gauge('ask_librarian_pages', "Patrons' pages that have sent hello.", patrons),
  gauge('ask_librarian_librarians', 'Librarians who can be reached.', librarians),
  ...(xmppUp === undefined
    ? []
    : [gauge('ask_librarian_xmpp_up', '1 if connected to the XMPP server.', Number(xmppUp))]),
  counter('ask_librarian_entries_kept_total', 'Entries stored since the start.', kept),
  {
    name: 'ask_librarian_frames_total',
    help: 'Frames of all sockets.',
    type: 'counter',
    values: [
      ['direction="in"', framesIn],
      ['direction="out"', framesOut],
    ],
  },
  counter('ask_librarian_frame_bytes_in_total', 'Bytes of the frames received.', bytesIn),
  {
    name: 'ask_librarian_closes_total',
    help: 'Closed sockets by code.',
    type: 'counter',
    values: [...closes].map(([code, times]) => [`code="${code}"`, times] as const),
  },
  ...processMetrics(),
];
