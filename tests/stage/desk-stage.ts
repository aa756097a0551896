import { Desk } from '../../relay/desk/desk.ts';
import type { Delivery, DeliveryResult, LibrarianLink, Log, Notification, PatronLink } from '../../relay/desk/ports.ts';
import { LiveConnections } from '../../relay/desk/presence/connections.ts';
import type { LibrarianName, Roster, Rules } from '../../relay/desk/roster.ts';
import { ids } from '../../relay/ids.ts';
import type { ToPatron } from '../../relay/protocol/frames.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryStores } from './memory-store.ts';

/** A desk without sockets: pages that record frames, and a link whose acknowledgements a test gives. */

export class StagePage implements PatronLink {
  readonly frames: ToPatron[] = [];

  push(frame: ToPatron): void {
    this.frames.push(frame);
  }

  all<K extends ToPatron['kind']>(kind: K): Extract<ToPatron, { kind: K }>[] {
    return this.frames.filter((frame): frame is Extract<ToPatron, { kind: K }> => frame.kind === kind);
  }

  /** What the patron reads of the conversation, in the order in which it came. */
  get said(): string[] {
    return this.all('entry').flatMap(({ entry }) =>
      entry.kind === 'said' ? [`${entry.by}: ${entry.text}`] : [entry.kind],
    );
  }
}

/** A link to librarians that records every delivery and ends it as `delivered`, at once or when a test does so. */
export class StageLink implements LibrarianLink {
  readonly via: 'console' | 'xmpp';
  readonly handed: (Delivery & { to: LibrarianName; end: (end: DeliveryResult) => void })[] = [];
  readonly news: (Notification & { to: LibrarianName })[] = [];
  readonly here = new Set<LibrarianName>();
  /** Whether every delivery ends as `delivered` at once. */
  proves = true;

  constructor(via: 'console' | 'xmpp' = 'console') {
    this.via = via;
  }

  reaches(librarian: LibrarianName): boolean {
    return this.here.has(librarian);
  }

  deliver(to: LibrarianName, delivery: Delivery): Promise<DeliveryResult> {
    return new Promise((resolve) => {
      this.handed.push({ ...delivery, to, end: resolve });
      if (this.proves) resolve('delivered');
    });
  }

  notify(to: LibrarianName, news: Notification): void {
    this.news.push({ ...news, to });
  }

  drop(): void {}

  /** The lines that were delivered to a librarian, with "(again)" where a line was marked as sent before. */
  linesOf(librarian: LibrarianName): string[] {
    return this.handed
      .filter(({ to, entry }) => to === librarian && entry.what.kind === 'said')
      .map(({ entry, again }) => `${entry.what.kind === 'said' ? entry.what.text : ''}${again ? ' (again)' : ''}`);
  }
}

export const RULES: Rules = {
  idleSeconds: 7_200,
  retentionDays: 30,
  blockSeconds: 43_200,
  linesEach: 2_000,
  linesPerMinute: 30,
};

export const roster = (change: Partial<Roster> = {}): Roster => ({
  desks: new Map([
    ['main', { name: 'main', title: 'Reference desk', zone: 'America/New_York', librarians: ['ann', 'ben'] }],
    ['archives', { name: 'archives', title: 'Local history', zone: 'America/New_York', librarians: ['ben'] }],
  ]),
  librarians: new Map([
    ['ann', { name: 'ann', displayName: 'Ann', publish: true }],
    ['ben', { name: 'ben', displayName: 'Ben' }],
  ]),
  rules: RULES,
  ...change,
});

export const quiet: Log = { info: () => undefined, warn: () => undefined };

export const startDesk = async (
  options: { roster?: Roster; stores?: MemoryStores; clock?: FakeClock; log?: Log; lastAlive?: number } = {},
) => {
  const clock = options.clock ?? new FakeClock();
  const stores = options.stores ?? new MemoryStores();
  const signals = new LiveConnections();
  const desk = new Desk({
    roster: options.roster ?? roster(),
    conversations: stores.conversations,
    whereabouts: stores.whereabouts,
    counts: stores.counts,
    connections: signals,
    clock,
    ids,
    log: options.log ?? quiet,
    lastAlive: options.lastAlive,
  });
  await desk.start();
  const link = new StageLink();
  desk.addLink(link);
  const comes = (librarian: LibrarianName) => {
    link.here.add(librarian);
    signals.set(librarian, { resource: 'console:1', state: 'up', availability: 'available', at: clock.now() });
  };
  const goes = (librarian: LibrarianName, state: 'left' | 'lost' = 'left') => {
    link.here.delete(librarian);
    signals.set(librarian, { resource: 'console:1', state, availability: 'available', at: clock.now() });
  };
  return { desk, link, clock, stores, signals, comes, goes };
};
