import type { Desk } from '../../desk/desk.ts';

/** What happened at the edge since the start, in numbers only; for `/metrics`. */
export class Tally {
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  /** By code; 1006 is a connection that went without a word. */
  readonly closes = new Map<number, number>();

  closed(code: number): void {
    this.closes.set(code, (this.closes.get(code) ?? 0) + 1);
  }
}

/** One thing measured: `values` by the labels they carry, written as Prometheus does (`side="patron"`), or none. */
export interface Measure {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  values: Iterable<readonly [labels: string, value: number]>;
}

/** Prometheus' text format, version 0.0.4. */
export const metricsText = (measures: readonly Measure[]): string =>
  measures
    .flatMap(({ name, help, type, values }) => [
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`,
      ...[...values].map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}\n`),
    ])
    .join('');

const gauge = (name: string, help: string, value: number): Measure => ({
  name,
  help,
  type: 'gauge',
  values: [['', value]],
});

const counter = (name: string, help: string, value: number): Measure => ({
  name,
  help,
  type: 'counter',
  values: [['', value]],
});

/** Under the names every Prometheus client uses. */
const processMeasures = (): Measure[] => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time of all threads.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', Date.now() / 1_000 - process.uptime()),
    gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', heapUsed),
  ];
};

/** All that `/metrics` tells. */
export const edgeMeasures = (
  { conversations, waiting, patrons, librarians, kept }: ReturnType<Desk['counts']>,
  sockets: { patrons: { size: number }; consoles: { size: number } },
  { framesIn, framesOut, bytesIn, closes }: Tally,
  xmppUp?: boolean,
): Measure[] => [
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
  gauge('ask_librarian_pages', "Patrons' pages that have said hello.", patrons),
  gauge('ask_librarian_librarians', 'Librarians who can be reached.', librarians),
  ...(xmppUp === undefined
    ? []
    : [gauge('ask_librarian_xmpp_up', 'Is the link to the XMPP server up?', Number(xmppUp))]),
  counter('ask_librarian_entries_kept_total', 'Entries kept since the start.', kept),
  {
    name: 'ask_librarian_frames_total',
    help: 'Frames of all sockets.',
    type: 'counter',
    values: [
      ['direction="in"', framesIn],
      ['direction="out"', framesOut],
    ],
  },
  counter('ask_librarian_frame_bytes_in_total', 'Bytes of the frames that came in.', bytesIn),
  {
    name: 'ask_librarian_closes_total',
    help: 'Closed sockets by code.',
    type: 'counter',
    values: [...closes].map(([code, times]) => [`code="${code}"`, times] as const),
  },
  ...processMeasures(),
];
