// covers: relay/desk/librarian-status.ts, relay/desk/presence/status-updates.ts, relay/desk/presence/persisted-map.ts, relay/desk/presence/duty.ts
import { describe, expect, test } from 'vitest';
import { isOnDuty } from '../../../../relay/desk/presence/duty.ts';
import type { DeskEntry, Roster } from '../../../../relay/desk/roster.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';
import { roster, startDesk } from '../../../stage/desk-stage.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';

/** Tuesday, 13 January 2026 in New York, where all desks are. */
const at = (time: string, day = 13): number => Date.parse(`2026-01-${day}T${time}:00-05:00`);

const office: Interval[] = [['09:00', '17:00']];
const week: WeekHours = [office, office, office, office, office, [], []];

const withMain = (change: Partial<DeskEntry>): Roster => {
  const { desks, ...rest } = roster();
  const main = desks.get('main');
  return { ...rest, desks: main ? new Map([...desks, ['main', { ...main, ...change }]]) : desks };
};

const opened = async (change: Partial<DeskEntry> = { hours: week, mayClose: ['ann'] }, now = at('10:00')) => {
  const stage = await startDesk({ roster: withMain(change), clock: new FakeClock(now) });
  const seen = () => stage.desk.whereabouts('main');
  return { ...stage, seen };
};

describe('A desk that a librarian closes', () => {
  test('A desk that a librarian closes is closed at once, shows the reason, ends duty, and opens at the time they gave', async () => {
    const { desk, comes, seen, clock } = await opened();
    comes('ann');
    await desk.setDuty('ann', 'main', true);
    expect(seen()).toMatchObject({ availability: 'available', closes: at('17:00') });
    await clock.advance(60_000);
    await desk.librarianClosesDesk('ann', 'main', { until: at('09:00', 14), words: ' snow\u0007 ' });
    expect(seen()).toMatchObject({ availability: 'offline', opens: at('09:00', 14), notice: 'snow' });
    expect(desk.ownStatus('ann')?.duty[0]).toMatchObject({
      on: false,
      mayClose: true,
      closed: { until: at('09:00', 14), words: 'snow' },
    });
    await clock.advance(at('09:00', 14) - clock.now());
    expect(seen()).toMatchObject({ closes: at('17:00', 14) });
    expect(seen()).not.toHaveProperty('notice');
    expect(desk.ownStatus('ann')?.duty[0]).not.toHaveProperty('closed');
  });

  test('A desk closed until further notice shows no opening time, and its hours apply again once it is opened', async () => {
    const { desk, seen, clock } = await opened();
    await desk.librarianClosesDesk('ann', 'main', {});
    expect(seen()).not.toHaveProperty('opens');
    expect(seen()).not.toHaveProperty('closes');
    await clock.advance(60_000);
    await desk.librarianOpensDesk('ann', 'main');
    expect(seen()).toMatchObject({ closes: at('17:00') });
    await desk.librarianOpensDesk('ann', 'main');
    expect(seen()).toMatchObject({ closes: at('17:00') });
  });

  test('A closed desk stays closed after a restart and after the config is reloaded', async () => {
    const { desk, stores, clock } = await opened();
    await desk.librarianClosesDesk('ann', 'main', { words: 'snow' });
    await desk.stop();
    const again = await startDesk({ roster: withMain({ hours: week, mayClose: ['ann'] }), stores, clock });
    expect(again.desk.whereabouts('main')).toMatchObject({ notice: 'snow' });
    again.desk.reconfigure(withMain({ hours: week, title: 'Information' }));
    expect(again.desk.whereabouts('main')).toMatchObject({ name: 'Information', notice: 'snow' });
  });

  test('A desk is closed only by librarians whom the config names, not until a past time, and with short words', async () => {
    const { desk, seen, clock } = await opened();
    const before = seen();
    expect(await desk.librarianClosesDesk('ben', 'main', {})).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianOpensDesk('ben', 'main')).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianClosesDesk('ann', 'archives', {})).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianClosesDesk('ann', 'main', { until: clock.now() })).toMatchObject({ code: 'empty' });
    expect(await desk.librarianClosesDesk('ann', 'main', { words: 'x'.repeat(141) })).toMatchObject({
      code: 'too-long',
    });
    expect(seen()).toBe(before);
  });

  test('At a desk without hours connected librarians go off duty when it is closed, and on duty when it opens', async () => {
    const { desk, comes, seen, clock } = await opened({ mayClose: ['ann'] });
    comes('ann');
    await desk.librarianClosesDesk('ann', 'main', { until: clock.now() + 3_600_000 });
    expect(seen()).toMatchObject({ availability: 'offline', opens: clock.now() + 3_600_000 });
    await clock.advance(3_600_000);
    expect(seen()).toMatchObject({ availability: 'available' });
  });
});

describe('Special dates', () => {
  test('Patrons are shown the special dates of the next two weeks, and the name of today’s', async () => {
    const dates = new Map([
      ['2026-01-12', { hours: [], why: 'Yesterday' }],
      ['2026-01-27', { hours: office, why: 'Inventory' }],
      ['2026-01-14', { hours: [['09:00', '12:00'] as Interval], why: 'Half a day' }],
      ['2026-01-28', { hours: [] }],
    ]);
    const { seen, clock } = await opened({ hours: week, dates });
    expect(seen()?.dates?.map(({ date }) => date)).toEqual(['2026-01-14', '2026-01-27']);
    expect(seen()).not.toHaveProperty('notice');
    await clock.advance(at('00:00', 14) - clock.now());
    expect(seen()).toMatchObject({ notice: 'Half a day', opens: at('09:00', 14) });
    expect(seen()?.dates?.map(({ date }) => date)).toEqual(['2026-01-14', '2026-01-27', '2026-01-28']);
    await clock.advance(at('13:00', 14) - clock.now());
    expect(seen()).toMatchObject({ opens: at('09:00', 15), notice: 'Half a day' });
  });
});

describe('A rota', () => {
  const shifts: WeekHours = [[], [['09:00', '12:00']], [], [], [], [], []];
  const desk: DeskEntry = {
    name: 'main',
    title: 'Reference desk',
    zone: 'America/New_York',
    librarians: ['ann', 'ben'],
    hours: week,
    rota: new Map([['ann', shifts]]),
  };

  test('A rota puts a librarian on duty and takes them off without any action', async () => {
    const { desk: one, comes, seen, clock } = await opened({ hours: week, rota: desk.rota ?? new Map() }, at('08:59'));
    comes('ann');
    comes('ben');
    expect(seen()?.availability).toBe('offline');
    await clock.advance(60_000);
    expect(seen()?.librarians.map(({ name }) => name)).toEqual(['Ann']);
    expect(one.ownStatus('ben')?.duty[0]?.on).toBe(false);
    await clock.advance(3 * 3_600_000);
    expect(seen()?.availability).toBe('offline');
  });

  test('A manual duty override takes precedence over the rota until the desk closes', () => {
    const off = { on: false, at: at('09:30') };
    const on = { on: true, at: at('12:30') };
    expect(isOnDuty(desk, 'ann', off, true, at('10:00'))).toBe(false);
    expect(isOnDuty(desk, 'ann', on, true, at('13:00'))).toBe(true);
    expect(isOnDuty(desk, 'ann', on, true, at('18:00'))).toBe(false);
    expect(isOnDuty(desk, 'ann', off, true, at('10:00', 20))).toBe(true);
  });

  test('Nobody is on duty by the rota while the desk is closed', () => {
    const closed = { ...desk, closure: { from: at('09:30') } };
    expect(isOnDuty(closed, 'ann', undefined, true, at('09:00'))).toBe(true);
    expect(isOnDuty(closed, 'ann', undefined, true, at('10:00'))).toBe(false);
    const holiday = { ...desk, dates: new Map([['2026-01-13', { hours: [] }]]) };
    expect(isOnDuty(holiday, 'ann', undefined, true, at('10:00'))).toBe(false);
  });

  test('At a desk with a rota and no hours a connected librarian is not on duty because of that', () => {
    const { hours: _, ...always } = desk;
    expect(isOnDuty(always, 'ben', undefined, true, at('10:00'))).toBe(false);
    expect(isOnDuty(always, 'ann', undefined, false, at('10:00'))).toBe(true);
    expect(isOnDuty(always, 'ann', undefined, true, at('12:00'))).toBe(false);
  });
});

test('The log shows librarians’ status changes and closures, and nothing about patrons', async () => {
  const lines: string[] = [];
  const info = (what: string, facts = {}) => void lines.push(`${what} ${JSON.stringify(facts)}`);
  const clock = new FakeClock(at('10:00'));
  const stage = await startDesk({
    roster: withMain({ hours: week, mayClose: ['ann'] }),
    clock,
    log: { info, warn: () => undefined },
  });
  const { desk } = stage;
  await desk.librarianStates('ann', { availability: 'away', words: 'Lunch', until: at('13:00') }, 'command');
  await desk.librarianShowsStatus('ann', { availability: 'busy', words: 'Class' }, clock.now());
  await desk.librarianShowsStatus('ann', { availability: 'busy', words: 'Class' }, clock.now());
  await desk.librarianPublishes('ann', false);
  await desk.setDuty('ann', 'main', true);
  await desk.librarianClosesDesk('ann', 'main', { words: 'snow' });
  await desk.librarianOpensDesk('ann', 'main');
  await desk.librarianOpensDesk('ann', 'main'); // nothing is left to end
  expect(lines).toEqual([
    'status changed {"librarian":"ann","availability":"away","words":"Lunch","source":"command","until":"2026-01-13T18:00:00.000Z"}',
    'status changed {"librarian":"ann","availability":"busy","words":"Class","source":"im"}',
    'status changed {"librarian":"ann","publish":false}',
    'status changed {"librarian":"ann","desk":"main","duty":true}',
    'desk closed {"desk":"main","librarian":"ann","words":"snow"}',
    'desk opened {"desk":"main","librarian":"ann"}',
  ]);
});
