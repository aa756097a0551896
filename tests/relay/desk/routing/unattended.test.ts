import { describe, expect, test } from 'vitest';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { opened, staff } from '../../../stage/reference-desk.ts';

/** Cases in which a question waited while somebody could have been asked, or told of it. */

describe('a question whose patron is not there any more', () => {
  test('rings at the desk that it goes on to', async () => {
    const handOn = { to: 'night', afterSeconds: 120 };
    const { desk, asks, rung, clock } = await opened(staff({ handOn }), ['ann', 'dee']);
    desk.patronLeaves(await asks());
    await clock.advance(120_000);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('rings for the others when its holder gives it back', async () => {
    const { desk, asks, rung, first, comes, clock } = await opened(staff(), ['ann']);
    desk.patronLeaves(await asks());
    await desk.librarianTakes('ann', first('ann'));
    comes('ben');
    await clock.advance(120_000);
    await desk.librarianPasses('ann', first('ann'));
    expect(rung()).toEqual(['ann', 'ben']);
  });
});

describe('questions that were left', () => {
  test('are told to who was busy, when she is not any more', async () => {
    const { desk, leaves, told, clock } = await opened(staff(), ['ann']);
    await desk.librarianStates('ann', { availability: 'busy' }, 'console');
    await clock.advance(5_000);
    await leaves('pat');
    expect(told('ann')).toEqual([]);
    await desk.librarianStates('ann', { availability: 'available' }, 'console');
    await clock.advance(3_000);
    expect(told('ann')).toMatchObject([{ count: 1 }]);
  });

  test('are told again where they are others, however many', async () => {
    const { desk, leaves, told, first, comes, goes, clock } = await opened(staff(), []);
    await leaves('pat');
    comes('ann');
    await clock.advance(3_000);
    await desk.librarianSays('ann', first('ann'), 'answer-1', 'Downstairs');
    goes('ann');
    await leaves('quinn');
    comes('ann');
    await clock.advance(3_000);
    expect(told('ann')).toHaveLength(2);
  });

  test('for somebody who has lost the desk are for everybody', async () => {
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

describe('a desk that hands on where it is closed', () => {
  const day: Interval[] = [['09:00', '17:00']];
  const hours: WeekHours = [day, day, day, day, day, day, day];
  const handOn = { to: 'night', whenClosed: true };
  /** Monday in New York. */
  const at = (time: string) => new FakeClock(Date.parse(`2024-01-15T${time}-05:00`));

  test('does so at the moment it closes, also with nobody on duty there', async () => {
    const { asks, rung, clock } = await opened(staff({ hours, handOn }), ['dee'], at('16:50'));
    await asks();
    await clock.advance(599_000);
    expect(rung()).toEqual([]);
    await clock.advance(1_000);
    expect(rung()).toEqual(['dee']);
  });

  test('and where a librarian closes it', async () => {
    const roster = staff({ hours, handOn, mayClose: ['ann'] });
    const { desk, asks, rung } = await opened(roster, ['dee'], at('12:00'));
    await asks();
    expect(rung()).toEqual([]);
    await desk.librarianClosesDesk('ann', 'main', {});
    expect(rung()).toEqual(['dee']);
  });
});

describe('the same line', () => {
  test('that does not arrive at a second holder either is brought to the others', async () => {
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

  test('goes on to another desk also where a claim came before that once', async () => {
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

  test('that has only reached a colleague who was asked is brought to the others', async () => {
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

  test('waits where nobody else can be asked: for its holder while she is there, and for anyone once she is gone', async () => {
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

describe('a conversation at another desk', () => {
  test('that is forgotten is gone for the librarians there as well', async () => {
    const { desk, link, asks, first } = await opened(staff(), ['ann', 'dee']);
    const pat = await asks();
    const conversation = first('ann');
    await desk.librarianTakes('ann', conversation);
    await desk.librarianMoves('ann', conversation, 'night');
    await desk.patronForgets(pat);
    const gone = link.news.filter((news) => news.kind === 'gone').map(({ to }) => to);
    expect(gone).toEqual(['ann', 'dee']);
  });

  test('has not gone on to one that is paused, and does when it is not any more', async () => {
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
