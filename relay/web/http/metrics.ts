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

export const gauge = (name: string, help: string, value: number): Measure => ({
  name,
  help,
  type: 'gauge',
  values: [['', value]],
});

export const counter = (name: string, help: string, value: number): Measure => ({
  name,
  help,
  type: 'counter',
  values: [['', value]],
});

/** Under the names every Prometheus client uses. */
export const processMeasures = (): Measure[] => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time of all threads.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', Date.now() / 1_000 - process.uptime()),
    gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', heapUsed),
  ];
};
