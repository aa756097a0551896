import { type Measure, metricsText } from './metrics.ts';
import { plain, type Route } from './routes.ts';

/** A store that has not answered by then is not ready. */
const READY_MS = 2_000;

export interface OperationsParts {
  /** Does the store answer? */
  ready(): Promise<boolean>;
  stopping(): boolean;
  measures(): Measure[];
  after(ms: number, then: () => void): () => void;
}

/** `/healthz`: the process runs. `/readyz`: it can keep what is said. `/metrics`: for Prometheus, numbers only. */
export const operationsRoutes = (parts: OperationsParts): Route[] => [
  { method: 'GET', pattern: '/healthz', handle: () => plain(200, 'ok') },
  {
    method: 'GET',
    pattern: '/readyz',
    handle: async () => {
      if (parts.stopping()) return plain(503, 'stopping');
      return (await inTime(parts)) ? plain(200, 'ready') : plain(503, 'the store does not answer');
    },
  },
  {
    method: 'GET',
    pattern: '/metrics',
    handle: () => plain(200, metricsText(parts.measures()).trimEnd(), { 'Content-Type': METRICS_TYPE }),
  },
];

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const inTime = ({ ready, after }: OperationsParts): Promise<boolean> =>
  new Promise((resolve) => {
    const undo = after(READY_MS, () => resolve(false));
    const done = (well: boolean) => {
      undo();
      resolve(well);
    };
    ready().then(done, () => done(false));
  });
