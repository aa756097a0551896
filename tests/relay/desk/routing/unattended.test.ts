// covers: relay/desk/routing/escalation.ts, relay/desk/routing/ring-state.ts
import { describe, expect, test } from 'vitest';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { opened, staff } from '../../../stage/reference-desk.ts';

/** Cases in which a question used to wait although a librarian could have been asked or notified. */

describe('A question whose patron has left', () => {
  test('A question whose patron has left is asked at the desk that it is handed on to', async () => {
    const handOn = { to: 'night', afterSeconds: 120 };
    const { desk, asks, rung, clock } = await opened(staff({ handOn }), ['ann', 'dee']);
    desk.patronLeaves(await asks());
    await clock.advance(120_000);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('A question whose patron has left is offered to colleagues when its holder gives it back', async () => {
    const { desk, asks, rung, first, comes, clock } = await opened(staff(), ['ann']);
    desk.patronLeaves(await asks());
    await desk.librarianTakes('ann', first('ann'));
    comes('ben');
    await clock.advance(120_000);
    await desk.librarianPasses('ann', first('ann'));
    expect(rung()).toEqual(['ann', 'ben']);
  });
});

describe('Unattended questions', () => {
  test('A librarian who was busy is notified of unattended questions when they are no longer busy', async () => {
    const { desk, leaves, leftNotices, clock } = await opened(staff(), ['ann']);
    await desk.librarianStates('ann', { availability: 'busy' }, 'console');
    await clock.advance(5_000);
    await leaves('pat');
    expect(leftNotices('ann')).toEqual([]);
    await desk.librarianStates('ann', { availability: 'available' }, 'console');
    await clock.advance(3_000);
    expect(leftNotices('ann')).toMatchObject([{ count: 1 }]);
  });

  test('A librarian is notified again when other questions are unattended, even if their number is the same', async () => {
    const { desk, leaves, leftNotices, first, comes, goes, clock } = await opened(staff(), []);
    await leaves('pat');
    comes('ann');
    await clock.advance(3_000);
    await desk.librarianSays('ann', first('ann'), 'answer-1', 'Downstairs');
    goes('ann');
    await leaves('quinn');
    comes('ann');
    await clock.advance(3_000);
    expect(leftNotices('ann')).toHaveLength(2);
  });

  test('An unattended question passed to a librarian who lost the desk is reported to everybody', async () => {
    const { desk, asks, rung, first, clock } = await opened(staff(), ['ann', 'cy']);
    const pat = await asks();
    await desk.librarianTakes('ann', first('ann'));
    await desk.librarianPasses('ann', first('ann'), { to: 'ben' });
    await desk.patronSays(pat, 'line-2', 'It is about the atlas');
    await clock.advance(5_000);
    expect(rung('It is about the atlas')).toEqual([]);
    desk.reconfigure(staff({ librarians: ['ann', 'cy'] }));
    expect(rung('It is about the atlas')).toEqual(['ann', 'cy']);
  });
});

describe('A desk that hands on while it is closed', () => {
  const day: Interval[] = [['09:00', '17:00']];
  const hours: WeekHours = [day, day, day, day, day, day, day];
  const handOn = { to: 'night', whenClosed: true };
  /** Monday in New York. */
  const at = (time: string) => new FakeClock(Date.parse(`2024-01-15T${time}-05:00`));

  test('A desk that hands on when closed does so at the moment it closes, even with nobody on duty there', async () => {
    const { asks, rung, clock } = await opened(staff({ hours, handOn }), ['dee'], at('16:50'));
    await asks();
    await clock.advance(599_000);
    expect(rung()).toEqual([]);
    await clock.advance(1_000);
    expect(rung()).toEqual(['dee']);
  });

  test('A desk that hands on when closed does so when a librarian closes it', async () => {
    const roster = staff({ hours, handOn, mayClose: ['ann'] });
    const { desk, asks, rung } = await opened(roster, ['dee'], at('12:00'));
    await asks();
    expect(rung()).toEqual([]);
    await desk.librarianClosesDesk('ann', 'main', {});
    expect(rung()).toEqual(['dee']);
  });
});

describe('The same line', () => {
  test('A line that does not reach its second holder either is delivered to the other librarians', async () => {
    const { desk, link, asks, rung, first, goes, comes, clock } = await opened(staff(), ['ann', 'ben']);
    link.proves = false;
    const pat = await asks();
    const conversation = first('ann');
    await desk.librarianTakes('ann', conversation);
    goes('ann');
    await clock.advance(60_000);
    await desk.librarianTakes('ben', conversation);
    comes('cy');
    goes('ben');
    await clock.advance(60_000);
    expect(pat.said.filter((what) => what === 'lapsed')).toHaveLength(2);
    expect(rung()).toEqual(['ann', 'ben', 'cy']);
  });

  test('A question is handed on to another desk even if a claim prevented that once before', async () => {
    const handOn = { to: 'night', afterSeconds: 60 };
    const { desk, asks, rung, first, comes, clock } = await opened(staff({ handOn }), ['ann']);
    await asks();
    const conversation = first('ann');
    await clock.advance(60_000);
    const taken = desk.librarianTakes('ann', conversation);
    comes('dee');
    expect(await taken).toEqual({ outcome: 'done' });
    expect(rung()).toEqual(['ann']);
    await desk.librarianPasses('ann', conversation);
    await clock.advance(60_000);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('A line that only a colleague asked for help has received is delivered to the other librarians', async () => {
    const { desk, link, asks, rung, first, goes, clock } = await opened(staff(), ['ann', 'ben', 'cy']);
    const pat = await asks();
    const conversation = first('ann');
    await desk.librarianSays('ann', conversation, 'answer-1', 'Which maps?');
    await desk.librarianAsks('ann', conversation, 'cy', 'Do you know?');
    goes('ann');
    await desk.patronSays(pat, 'line-2', 'Those of the county');
    expect(link.linesOf('cy')).toContain('Those of the county');
    await clock.advance(60_000);
    expect(pat.said).toContain('lapsed');
    expect(rung('Those of the county')).toEqual(['cy', 'ben']);
  });

  test('A line waits for its holder while the holder is connected and nobody else can be asked, and for anyone once the holder is gone', async () => {
    const { desk, link, asks, waits, first, goes, clock } = await opened(staff(), ['ann', 'ben']);
    link.proves = false;
    await desk.librarianStates('ben', { availability: 'busy' }, 'console');
    const pat = await asks();
    await desk.librarianTakes('ann', first('ann'));
    await clock.advance(120_000);
    expect(pat.said).not.toContain('lapsed');
    expect(waits(pat).at(-1)).toEqual({ unconfirmed: true, late: true });
    goes('ann');
    await clock.advance(60_000);
    expect(pat.said).toContain('lapsed');
    expect(waits(pat).at(-1)).toEqual({ asked: 0, late: true });
  });
});

describe('A conversation at another desk', () => {
  test('The librarians of the second desk are notified when a moved conversation is forgotten', async () => {
    const { desk, link, asks, first } = await opened(staff(), ['ann', 'dee']);
    const pat = await asks();
    const conversation = first('ann');
    await desk.librarianTakes('ann', conversation);
    await desk.librarianMoves('ann', conversation, 'night');
    await desk.patronForgets(pat);
    const gone = link.news.filter((news) => news.kind === 'gone').map(({ to }) => to);
    expect(gone).toEqual(['ann', 'dee']);
  });

  test('A question is not handed on to a paused desk until its pause ends', async () => {
    const roster = staff({ handOn: { to: 'night', afterSeconds: 60 } });
    const night = roster.desks.get('night');
    const desks = new Map([...roster.desks, ['night', { ...night, mayClose: ['dee'] } as DeskEntry]]);
    const { desk, asks, rung, clock } = await opened({ ...roster, desks }, ['dee']);
    await desk.librarianPausesDesk('dee', 'night', {});
    await asks();
    await clock.advance(60_000);
    expect(rung()).toEqual([]);
    await desk.librarianOpensDesk('dee', 'night');
    expect(rung()).toEqual(['dee']);
  });
});
