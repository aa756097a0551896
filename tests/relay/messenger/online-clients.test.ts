// covers: relay/messenger/online-clients.ts, relay/messenger/client-presence.ts
import { describe, expect, test } from 'vitest';
import { type ClientPresence, leadingPresence } from '../../../relay/messenger/client-presence.ts';
import { OnlineClients } from '../../../relay/messenger/online-clients.ts';

const one = (client: string, changes: Partial<ClientPresence> = {}): ClientPresence => ({
  client,
  state: 'up',
  availability: 'available',
  extended: false,
  automatic: false,
  priority: 0,
  ...changes,
});

describe('of several clients', () => {
  test("The most available client's presence counts as the librarian's; of equals the newest, and never one of a priority below 0", () => {
    const [desk, phone] = [one('Desk', { availability: 'away' }), one('Phone', { availability: 'busy' })];
    expect(leadingPresence([desk, phone])?.client).toBe('Desk');
    expect(leadingPresence([one('Desk'), one('Phone')])?.client).toBe('Phone');
    expect(leadingPresence([one('Desk', { priority: -1 }), phone])?.client).toBe('Phone');
    expect(leadingPresence([one('Desk', { extended: true, availability: 'away' }), desk])?.client).toBe('Desk');
    expect(leadingPresence([])).toBeUndefined();
  });

  test('A line goes to the client that the librarian typed in last, else to the highest priority, of equals to the newest', () => {
    const clients = new OnlineClients();
    clients.set('ann', one('Desk'));
    clients.set('ann', one('Phone', { priority: 5 }));
    clients.set('ann', one('Tablet', { priority: 5 }));
    expect(clients.choose('ann', 'Desk')).toBe('Desk');
    expect(clients.choose('ann', undefined)).toBe('Tablet');
    expect(clients.choose('ann', undefined, new Set(['Tablet']))).toBe('Phone');
    clients.set('ann', one('Phone', { priority: -1 }));
    expect(clients.choose('ann', 'Phone', new Set(['Tablet']))).toBe('Desk');
    expect(clients.choose('ben', undefined)).toBeUndefined();
  });

  test('At most 16 clients of one librarian are remembered', () => {
    const clients = new OnlineClients();
    for (let n = 0; n < 1_000; n += 1) clients.set('ann', one(`r${n}`));
    expect(clients.clear()).toHaveLength(16);
    expect(clients.reaches('ann')).toBe(false);
  });
});
