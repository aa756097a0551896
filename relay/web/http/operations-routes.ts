import { type Metric, metricsText } from './metrics.ts';
import { plain, type Route } from './routes.ts';

/** A store that has not answered within this time is not ready. */
const READY_MS = 2_000;

export interface OperationsRoutesOptions {
  /** Resolves with whether the store can be used. */
  ready(): Promise<boolean>;
  /** True once the relay has begun to stop. */
  stopping(): boolean;
  metrics(): Metric[];
  /** Calls `then` after `ms` milliseconds; the function it returns cancels that. */
  after(ms: number, then: () => void): () => void;
}

/** `/healthz`: the process runs. `/readyz`: it can store what is said. `/metrics`: for Prometheus, numbers only. */
export const operationsRoutes = (options: OperationsRoutesOptions): Route[] => [
  { method: 'GET', pattern: '/healthz', handle: () => plain(200, 'ok') },
  {
    method: 'GET',
    pattern: '/readyz',
    handle: async () => {
      if (options.stopping()) return plain(503, 'stopping');
      return (await readyInTime(options)) ? plain(200, 'ready') : plain(503, 'the store does not answer');
    },
  },
  {
    method: 'GET',
    pattern: '/metrics',
    handle: () => plain(200, metricsText(options.metrics()).trimEnd(), { 'Content-Type': METRICS_TYPE }),
  },
];

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const readyInTime = ({ ready, after }: OperationsRoutesOptions): Promise<boolean> =>
  new Promise((resolve) => {
    const undo = after(READY_MS, () => resolve(false));
    const answered = (isReady: boolean) => {
      undo();
      resolve(isReady);
    };
    ready().then(answered, () => answered(false));
  });
