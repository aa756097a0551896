// needs: prosody, finch
import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, instantOf, wallTimeAt } from '../../../relay/desk/presence/time-zone.ts';
import { MIXES, MixedDesk } from '../../stage/mixed/mixed-desk.ts';
import type { MixedLibrarian } from '../../stage/mixed/mixed-librarian.ts';

/** Ben sees what Ann does with the desk and the status that Ann sets, whether they use consoles or real Finches. */

const zone = 'America/New_York';
const config = {
  desks: {
    main: {
      title: 'Reference desk',
      zone,
      librarians: ['ann', 'ben'],
      mayClose: ['ann', 'ben'],
      phone: '757-555-0142',
    },
  },
};
const AT_NINE = String.raw`\w+, \w+ \d+ at 9:00 AM`;

const tomorrowAtNine = (): number => {
  const today = Math.floor(wallTimeAt(zone, Date.now()) / DAY_MS);
  return instantOf(zone, (today + 1) * DAY_MS + 9 * HOUR_MS);
};

describe.each(MIXES)('$name', (mix) => {
  let desk: MixedDesk;
  let ann: MixedLibrarian;
  let ben: MixedLibrarian;
  beforeAll(async () => {
    desk = await MixedDesk.open(mix, { config });
    ({ ann, ben } = desk);
    return () => desk[Symbol.asyncDispose]();
  });

  test('Ann and Ben each say where they are: the patron reads both, and each finds the other in the list of librarians', async () => {
    const pat = await desk.patron('Pat');
    await ann.states('away', 'At the bindery');
    await ben.states('busy', 'With a class');
    const { availability, librarians } = await pat.finds('both in their words', (found) =>
      found.librarians.every(({ words }) => words !== undefined),
    );
    expect([availability, ...librarians.map(({ name, words }) => `${name}: ${words}`)]).toEqual([
      'busy',
      'Ben: With a class',
      'Ann: At the bindery',
    ]);
    for (const one of [ann, ben]) await one.looksAround();
    await ann.isNotified('Ben: Busy · “With a class”');
    await ben.isNotified('Ann: Away · “At the bindery”');
    for (const one of [ann, ben]) await one.states('available');
    await pat.finds('both back', (found) => found.librarians.every((one) => one.availability === 'available'));
  });

  test('Ann leaves a note when going off duty: Ben reads it on coming on duty, and the patron never does', async () => {
    const note = 'the printer is out of paper';
    const pat = await desk.patron('Pat');
    await ben.goesOff();
    await pat.finds('Ann alone', ({ librarians }) => librarians.map(({ name }) => name).join() === 'Ann');
    await ann.goesOff(note);
    await ann.isNotified({
      console: 'Off duty',
      im: `Your note will be shown for 7 days to everyone who comes on duty at Reference desk: “${note}”`,
    });
    await pat.finds('nobody', ({ librarians }) => librarians.length === 0);
    expect((await ben.notifications()).join('\n')).not.toContain(note);
    await ben.goesOn();
    await ben.isNotified({
      console: new RegExp(`^Ann’s note, \\d+:\\d+ [AP]M: ${note}$`),
      im: new RegExp(`^Ann’s note, \\d+:\\d+ [AP]M: “${note}”$`),
    });
    await ann.goesOn();
    await pat.finds('both', ({ librarians }) => librarians.length === 2);
    expect(JSON.stringify(pat.whereabouts)).not.toContain(note);
  });

  test('Ann closes the desk until tomorrow at nine: Ben sees it, patrons read why, and Ben opens the desk again', async () => {
    const pat = await desk.patron('Pat');
    const until = tomorrowAtNine();
    await ann.closesDesk({ until, words: 'snow' });
    await ann.isNotified({
      console: /^Closed until .+: “snow”$/,
      im: new RegExp(
        `^Reference desk is closed until ${AT_NINE}: “snow”\\. Patrons see this now\\. Type !desk open to reopen it\\.$`,
      ),
    });
    const closed = await pat.finds('it closed', ({ opens }) => opens === until);
    expect(closed).toMatchObject({ availability: 'offline', librarians: [], notice: 'snow' });
    await ben.looksAround();
    await ben.isNotified({
      console: /^Closed until .+: “snow”$/,
      im: new RegExp(`^Reference desk is closed until ${AT_NINE}: “snow”\\.$`),
    });
    await ben.isNotified({
      console: 'Off duty',
      im: 'You are off duty. You are not shown to patrons and get no questions.',
    });

    await ben.opensDesk();
    await pat.finds('both', ({ librarians }) => librarians.length === 2);
    await ben.isNotified({
      console: 'On duty',
      im: 'Reference desk is no longer closed or paused. Its regular hours apply.',
    });
    await ann.looksAround();
    await ann.isNotified({ console: 'On duty', im: 'You are on duty at Reference desk.' });
    if (ann.place === 'console') expect((await ann.notifications()).join('\n')).not.toContain('snow');
  });

  test('While Ann pauses the desk, patrons who have begun can continue and a new one reads why not, until Ben opens it', async () => {
    const question = 'Where are the deeds?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ben.says(question, 'One moment.');
    await pat.sees('Ben: One moment.');
    const pia = await desk.patron('Pia');
    await ann.pausesDesk();
    await ann.isNotified({
      console: 'Paused until further notice',
      im: 'Reference desk is not taking new questions. Conversations already open can continue. Patrons see this now. Type !desk open to reopen it.',
    });
    await ben.looksAround();
    await ben.isNotified({ console: 'Paused until further notice', im: 'Reference desk is not taking new questions.' });
    await pia.seesNotice('This desk takes no new questions for now. You can call 757-555-0142.');
    pia.writes('And the wills?');
    await pia.sees('You: And the wills? (Not sent)');
    await ben.says(question, 'In the basement.');
    await pat.reads(`You: ${question} (Seen)`, 'Ben: One moment.', 'Ben: In the basement.');

    await ben.opensDesk();
    await pia.seesNotice('');
    await pia.says('And the wills?');
    await ann.says('And the wills?', 'Upstairs.');
    await pia.sees('Ann: Upstairs.');
    await ann.ends('And the wills?');
    await ben.ends(question);
    await pat.sees('— The conversation has ended');
  });
});
