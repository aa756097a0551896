// covers: relay/desk/access.ts
import { describe, expect, test } from 'vitest';
import { fillReplies } from '../../../relay/desk/canned-replies.ts';
import type { DeskEntry } from '../../../relay/desk/roster.ts';
import type { Interval, WeekHours } from '../../../relay/protocol/whereabouts.ts';
import { roster, startDesk } from '../../stage/desk-stage.ts';

const office: Interval[] = [['09:00', '17:00']];
const week: WeekHours = [office, office, office, office, office, [['10:00', '14:00']], []];

/** Tuesday, 13 January 2026 in New York. */
const at = (time: string): number => Date.parse(`2026-01-13T${time}:00-05:00`);

const DESK: DeskEntry = {
  name: 'main',
  title: 'Reference desk',
  zone: 'America/New_York',
  librarians: ['ann'],
  hours: week,
  contact: { phone: '757-555-0142', email: 'ask@library.example' },
};

const said = (text: string, { desk = DESK, name = 'Ann' }: { desk?: DeskEntry; name?: string | null } = {}) =>
  fillReplies({
    desk: { ...desk, replies: new Map([['code', text]]) },
    name: name ?? undefined,
    now: at('10:00'),
  })[0];

describe('A canned reply', () => {
  test.each([
    ['Call {phone}, or write to {email}.', 'Call 757-555-0142, or write to ask@library.example.'],
    ['Twice: {phone} {phone}', 'Twice: 757-555-0142 757-555-0142'],
    ['We close at {closes}.', 'We close at 5:00 PM.'],
    ['We open {opens}.', 'We open Wednesday at 9:00 AM.'],
    [
      'We are open {hours}.',
      'We are open Monday to Friday 9:00 AM to 5:00 PM, Saturday 10:00 AM to 2:00 PM, Sunday closed.',
    ],
    ['This is {name}.', 'This is Ann.'],
    ['A { and a } stand as they are, and {} too.', 'A { and a } stand as they are, and {} too.'],
  ])('The canned reply %j is filled in', (text, read) => {
    expect(said(text)).toEqual({ code: 'code', text: read });
  });

  test('A hidden name is not put into a canned reply', () => {
    expect(said('This is {name}.', { name: null })).toMatchObject({ text: 'This is a librarian.' });
  });

  test('Days in a canned reply are those of the desk’s time zone, and beyond a week they have a date', () => {
    const shut: WeekHours = [[], office, [], [], [], [], []];
    expect(said('{opens}', { desk: { ...DESK, hours: shut } })).toMatchObject({
      text: 'Tuesday, January 20 at 9:00 AM',
    });
    expect(said('{hours}', { desk: { ...DESK, hours: [office, office, [], [], [], [], []] } })).toMatchObject({
      text: 'Monday and Tuesday 9:00 AM to 5:00 PM, Wednesday to Sunday closed',
    });
  });

  test('A canned reply with a placeholder that has no value now names the placeholder instead of a text', () => {
    const closed = { ...DESK, closure: { from: at('09:00') } };
    expect(said('We open {opens}.', { desk: closed })).toEqual({ code: 'code', lacks: 'opens' });
    expect(said('Come to {address}.')).toEqual({ code: 'code', lacks: 'address' });
  });
});

test('Canned replies are for the librarians of the desk, in the order of the config, and keep a hidden name hidden', async () => {
  const { desks, ...rest } = roster();
  const replies = new Map([
    ['phone', 'Call us.'],
    ['hello', 'This is {name}.'],
  ]);
  const archives = { ...DESK, name: 'archives', librarians: ['ben'], replies };
  const { desk } = await startDesk({ roster: { ...rest, desks: new Map([...desks, ['archives', archives]]) } });
  expect(desk.repliesFor('ben', 'archives')).toEqual([
    { code: 'phone', text: 'Call us.' },
    { code: 'hello', text: 'This is Ben.' },
  ]);
  expect(desk.ownStatus('ben')?.duty).toMatchObject([{ desk: 'main' }, { desk: 'archives', replies: true }]);
  expect(desk.ownStatus('ben')?.duty[0]).not.toHaveProperty('replies');
  expect(desk.repliesFor('ann', 'archives')).toEqual([]);
  expect(desk.repliesFor('ben', 'attic')).toEqual([]);
  await desk.librarianPublishes('ben', false);
  expect(desk.repliesFor('ben', 'archives')[1]).toEqual({ code: 'hello', text: 'This is a librarian.' });
});
