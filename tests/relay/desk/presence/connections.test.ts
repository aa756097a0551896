import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connection } from '../../../../relay/desk/ports.ts';
import {
  CONNECTIONS_EACH,
  connectionAvailability,
  connectionChanges,
  GRACE_MS,
  LiveConnections,
  UNSURE_MS,
  worse,
} from '../../../../relay/desk/presence/connections.ts';

const T = Date.parse('2026-01-13T14:00:00Z');

const up = (resource: string, at = T, availability: Connection['availability'] = 'available'): Connection => ({
  resource,
  state: 'up',
  availability,
  at,
});
const lost = (resource: string, at = T): Connection => ({ ...up(resource, at), state: 'lost' });
const left = (resource: string, at = T): Connection => ({ ...up(resource, at), state: 'left' });

const listening = () => {
  const signals = new LiveConnections();
  const told: string[] = [];
  const undo = signals.onChange((librarian) => told.push(librarian));
  return { signals, told, undo };
};

test('A librarian whose connection is lost counts as before for a moment, then as unsure, then as offline', () => {
  const signals = [lost('console:1')];
  expect(connectionAvailability(signals, T + GRACE_MS - 1)).toEqual({ availability: 'available', since: T });
  expect(connectionAvailability(signals, T + GRACE_MS)).toEqual({ availability: 'unsure', since: T });
  expect(connectionAvailability(signals, T + UNSURE_MS - 1)).toEqual({ availability: 'unsure', since: T });
  expect(connectionAvailability(signals, T + UNSURE_MS)).toEqual({ availability: 'offline' });
  expect(connectionChanges(lost('console:1'))).toEqual([T + GRACE_MS, T + UNSURE_MS]);
});

test('A librarian who signs off counts as before for a moment, in which a page can reload, then as offline', () => {
  const signals = [left('console:1')];
  expect(connectionAvailability(signals, T + GRACE_MS - 1).availability).toBe('available');
  expect(connectionAvailability(signals, T + GRACE_MS).availability).toBe('offline');
  expect(connectionChanges(left('console:1'))).toEqual([T + GRACE_MS]);
  expect(connectionChanges(up('console:1'))).toEqual([]);
});

test('Reloading a console is not visible to patrons', () => {
  const { signals } = listening();
  signals.set('ann', up('console:1', T - 60_000));
  signals.set('ann', left('console:1', T));
  expect(connectionAvailability(signals.of('ann'), T + 400).availability).toBe('available');
  signals.set('ann', up('console:2', T + 400));
  expect(connectionAvailability(signals.of('ann'), T + 10_000).availability).toBe('available');
});

test('Of several clients the best availability counts', () => {
  const away = up('xmpp:Pidgin', T - 5_000, 'away');
  expect(connectionAvailability([away, up('console:1', T - 9_000)], T).availability).toBe('available');
  expect(connectionAvailability([away, lost('console:1', T - 9_000)], T)).toEqual({
    availability: 'away',
    since: T - 5_000,
  });
  expect(connectionAvailability([up('console:1', T - 1), up('console:2', T - 9_000)], T).since).toBe(T - 9_000);
  expect(connectionAvailability([], T)).toEqual({ availability: 'offline' });
});

test('Listeners are called for changes only', () => {
  const { signals, told, undo } = listening();
  signals.set('ann', up('console:1', T));
  signals.set('ann', up('console:1', T + 5_000));
  expect(told).toEqual(['ann']);
  expect(signals.of('ann')).toEqual([up('console:1', T)]);
  signals.set('ann', up('console:1', T + 6_000, 'away'));
  signals.set('ben', lost('console:2', T));
  expect(told).toEqual(['ann', 'ann', 'ben']);
  undo();
  undo();
  signals.set('ann', left('console:1', T + 7_000));
  expect(told).toHaveLength(3);
});

test('Removing a listener keeps another registration of the same function', () => {
  const signals = new LiveConnections();
  const told: string[] = [];
  const listener = (librarian: string) => told.push(librarian);
  const undo = signals.onChange(listener);
  signals.onChange(listener);
  undo();
  signals.set('ann', up('console:1'));
  expect(told).toEqual(['ann']);
});

test('A goodbye after a loss, or a second loss, does not restart the grace period', () => {
  const { signals } = listening();
  signals.set('ann', up('xmpp:Pidgin', T - 60_000, 'away'));
  signals.set('ann', { ...lost('xmpp:Pidgin', T), availability: 'available' });
  expect(connectionAvailability(signals.of('ann'), T).availability).toBe('away');
  signals.set('ann', lost('xmpp:Pidgin', T + 30_000));
  expect(connectionAvailability(signals.of('ann'), T + 30_000).availability).toBe('unsure');
  signals.set('ann', left('xmpp:Pidgin', T + 31_000));
  expect(connectionAvailability(signals.of('ann'), T + 31_000).availability).toBe('offline');
  signals.set('ann', lost('xmpp:Pidgin', T + 32_000));
  expect(connectionAvailability(signals.of('ann'), T + 32_000).availability).toBe('offline');
});

test('A client that was never connected cannot leave', () => {
  const { signals, told } = listening();
  signals.set('ann', left('console:9'));
  expect([signals.of('ann'), told]).toEqual([[], []]);
});

test('Connections that are over are dropped, and their number is limited', () => {
  const { signals } = listening();
  signals.set('ann', up('console:1', T));
  signals.set('ann', left('console:1', T + 1));
  signals.set('ann', lost('console:2', T + 2));
  signals.set('ann', up('console:3', T + 1 + GRACE_MS));
  expect(signals.of('ann').map(({ resource }) => resource)).toEqual(['console:2', 'console:3']);
  for (let n = 4; n < 100; n += 1) signals.set('ann', up(`console:${n}`, T + 2_000 + n));
  expect(signals.of('ann')).toHaveLength(CONNECTIONS_EACH);
  expect(signals.of('ann').some(({ state }) => state === 'lost')).toBe(false);
});

test('Whatever happened before, a client that disconnects never makes a librarian more available', () => {
  const step = fc.record({
    resource: fc.constantFrom('console:1', 'console:2', 'xmpp:Pidgin'),
    state: fc.constantFrom<Connection['state']>('up', 'lost', 'left'),
    availability: fc.constantFrom<Connection['availability']>('available', 'busy', 'away'),
    later: fc.constantFrom(0, 1, 400, GRACE_MS, 30_000, UNSURE_MS),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { signals } = listening();
      let now = T;
      for (const { later, ...signal } of steps) {
        now += later;
        const before = connectionAvailability(signals.of('ann'), now).availability;
        const known = signals.of('ann').some(({ resource }) => resource === signal.resource);
        signals.set('ann', { ...signal, at: now });
        const after = connectionAvailability(signals.of('ann'), now).availability;
        if (signal.state !== 'up' && known) expect(worse(before, after)).toBe(after);
      }
    }),
  );
});
