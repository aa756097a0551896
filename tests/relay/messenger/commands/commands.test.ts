// covers: relay/messenger/commands/commands.ts, relay/messenger/commands/run-command.ts, relay/messenger/commands/close-desk.ts, relay/messenger/commands/duty.ts, relay/messenger/replay.ts, relay/messenger/desk-messages.ts
import { describe, expect, test } from 'vitest';
import { COMMANDS, matching, readTyped, usageOf } from '../../../../relay/messenger/commands/commands.ts';
import { SENTENCES } from '../../../../relay/messenger/sentences.en.ts';
import { ImStage, withAccounts } from '../../networks/xmpp/im-stage.ts';

describe('what is typed', () => {
  test.each([
    ['!back', { kind: 'command', name: 'back', rest: '', inWindow: false }],
    [
      ' !AWAY  at the Panera,\nback at 3 ',
      { kind: 'command', name: 'away', rest: 'at the Panera,\nback at 3', inWindow: false },
    ],
    ['!pass Ben', { kind: 'command', name: 'pass', rest: 'Ben', inWindow: true }],
    ['!dance', { kind: 'unknown', word: 'dance' }],
    ['!away, at lunch', { kind: 'unknown', word: 'away,' }],
    ['!!important', { kind: 'line', text: '!important' }],
    ['!!', { kind: 'line', text: '!' }],
    ['!', { kind: 'line', text: '!' }],
    ['! no', { kind: 'line', text: '! no' }],
    ['! ask Ben are they always so?', { kind: 'unknown', word: ' ask' }],
    ['!\u00a0Pass, they are rude', { kind: 'unknown', word: ' Pass' }],
    ['! passing by', { kind: 'line', text: '! passing by' }],
    ['!?', { kind: 'line', text: '!?' }],
    ['Really!', { kind: 'line', text: 'Really!' }],
    ['/away', { kind: 'line', text: '/away' }],
  ])('%j', (text, typed) => {
    expect(readTyped(text)).toEqual(typed);
  });

  test('The beginning of a name means it, in any case; a complete name takes precedence', () => {
    const names = ['Ann', 'Anna', 'Ben'];
    const means = (typed: string) => matching(typed, names, (name) => [name]);
    expect(means('ann')).toEqual(['Ann']);
    expect(means('an')).toEqual(['Ann', 'Anna']);
    expect(means('b')).toEqual(['Ben']);
    expect(means('z')).toEqual([]);
  });
});

const PANERA = 'at the Panera in Newport News, back at 3';

const started = async () => {
  const stage = await ImStage.open();
  const ann = stage.program('ann');
  const ben = stage.program('ben');
  await stage.settled();
  const types = async (text: string, window = 'main', who = ann) => {
    who.says(window, text);
    await stage.settled();
    return who.reads(window).at(-1);
  };
  return { stage, ann, ben, types };
};

const waiting = async () => {
  const world = await started();
  const pat = await world.stage.patron();
  await pat.says('Where are the maps?');
  await world.stage.settled();
  return { ...world, pat, word: world.stage.wordOf('ann') };
};

describe('to the desk’s contact', () => {
  test('`!away` with words and a time shows where the librarian is; `!back` ends it', async () => {
    const { stage, types } = await started();
    expect(await types(`!away ${PANERA}`)).toBe(`Patrons now see: Away · “${PANERA}” · until 3:00 PM`);
    expect(stage.world.desk.whereabouts('main')?.librarians.find(({ name }) => name === 'Ann')).toMatchObject({
      availability: 'away',
      words: PANERA,
    });
    expect(await types('!back')).toBe('Patrons now see: Available');
  });

  test('`!off` and `!on` work for all desks or for one', async () => {
    const { ben, types } = await started();
    expect(await types('!off')).toBe('You are off duty. You are not shown to patrons and get no questions.');
    expect(await types('!on')).toBe('You are on duty at Reference desk.');
    expect(await types('!off arch', 'main', ben)).toBe('You are on duty at Reference desk.');
    expect(await types('!on z')).toBe('None of your desks begins with “z”. You serve at Reference desk.');
  });

  test('`!hide` hides name and words at once, and `!show` shows them', async () => {
    const { stage, types } = await started();
    await types(`!away ${PANERA}`);
    expect(await types('!hide')).toContain('Patrons now see: Away');
    expect(JSON.stringify(stage.world.desk.whereabouts('main'))).not.toMatch(/Ann|Panera/);
    expect(await types('!show')).toContain(PANERA);
  });

  test('`!me` and `!who` answer what patrons see, who is there and what waits', async () => {
    const { types, word } = await waiting();
    expect(await types('!me')).toBe('Patrons see you as: Available\nYou are on duty at Reference desk.');
    expect(await types('!who')).toBe(
      `Librarians:\nAnn: Available\nBen: Available\nOne question is waiting. Type !take to open it:\n  ${word} (0 min): Where are the maps?`,
    );
  });

  test('`!take` takes a waiting question by its first letters, and asks which one if unclear', async () => {
    const { stage, types, word } = await waiting();
    expect(await types('!take zzz')).toBe(`Which one? ${word} is waiting.`);
    expect(await types(`!take ${word.slice(0, 4)}`)).toBe(
      `${word} is yours now. Its window shows the whole conversation.`,
    );
    expect(stage.world.desk.conversationsFor('ann')[0]?.state).toBe('mine');
    expect(await types('!take')).toBe('No questions are waiting.');
    expect(await types('!take heron')).toBe('No questions are waiting, and none is called “heron”.');
  });

  test('`!desk` closes a desk and opens it again, for librarians whom the config allows to', async () => {
    const shared = withAccounts();
    const desks = new Map(
      [...shared.desks].map(([name, desk]) => [name, name === 'main' ? { ...desk, mayClose: ['ann'] } : desk]),
    );
    const stage = await ImStage.open({ roster: { ...shared, desks } });
    const ann = stage.program('ann');
    const ben = stage.program('ben');
    await stage.settled();
    const types = async (text: string, who = ann) => {
      who.says('main', text);
      await stage.settled();
      return who.reads('main').at(-1);
    };
    const seen = () => stage.world.desk.whereabouts('main');
    // It is Monday, 7:00 in New York.
    expect(await types('!desk closed until tomorrow 9, snow')).toBe(
      'Reference desk is closed until Tuesday, January 9 at 9:00 AM: “snow”. Patrons see this now. Type !desk open to reopen it.',
    );
    expect(seen()).toMatchObject({ availability: 'offline', notice: 'snow', opens: Date.parse('2024-01-09T14:00Z') });
    expect(await types('!me', ben)).toContain('Reference desk is closed until Tuesday, January 9 at 9:00 AM: “snow”.');
    expect(await types('!desk open')).toBe('Reference desk is no longer closed or paused. Its regular hours apply.');
    expect(seen()).toMatchObject({ availability: 'available' });
    expect(await types('!desk closed')).toContain('closed until further notice. Patrons');
    expect(await types('!desk closed until the thaw')).toContain('“the thaw” is not a clear time in the future');
    expect(await types('!desk maps closed')).toBe(
      'No desk that you can close begins with “maps”. You can close Reference desk.',
    );
    expect(await types('!desk')).toContain('That is not clear. Nothing was changed.');
    await types('!desk open');
    expect(await types('!desk pause until 15:30')).toBe(
      'Reference desk is not taking new questions until Monday, January 8 at 3:30 PM. Conversations already open can continue. Patrons see this now. Type !desk open to reopen it.',
    );
    expect(seen()).toMatchObject({ paused: { until: Date.parse('2024-01-08T20:30Z') } });
    expect(await types('!on', ben)).toBe(
      'You are on duty at Reference desk and Local history.\nReference desk is not taking new questions until Monday, January 8 at 3:30 PM.',
    );
    await types('!desk open');
    expect(seen()).not.toHaveProperty('paused');
    await types('!desk closed');
    expect(await types('!desk open', ben)).toBe(SENTENCES.mayNotClose);
    expect(seen()).not.toHaveProperty('opens');
  });

  test('Questions that were left are announced in one line, and `!take` opens the oldest', async () => {
    const stage = await ImStage.open();
    const { clock, desk } = stage.world;
    for (const text of ['First?', 'Second?']) {
      const pat = await stage.patron(text.slice(0, 5));
      await pat.says(text);
      desk.patronLeaves(pat);
      await clock.advance(100_000);
    }
    const ann = stage.program('ann');
    await stage.settled();
    await clock.advance(3_000);
    await stage.settled();
    expect(ann.reads('main')).toEqual(['2 questions were left, the oldest from 7:00 AM. Type !take to open it.']);
    ann.says('main', '!take');
    await stage.settled();
    const [first] = desk.conversationsFor('ann').filter(({ state }) => state === 'mine');
    expect(ann.reads(first?.word ?? '')).toContain('First?');
    ann.says('main', '!take');
    await stage.settled();
    expect(desk.conversationsFor('ann').map(({ state }) => state)).toEqual(['mine', 'mine']);
  });

  test('The desk’s contact refuses commands about a conversation, plain lines and unknown commands', async () => {
    const { types, pat } = await waiting();
    expect(await types('!end')).toBe('!end applies to one conversation. Type it in the patron’s window.');
    expect(await types('Hello?')).toContain('Patrons do not see what you type here.');
    expect(await types('!dance')).toContain('There is no command !dance, so nothing was sent.');
    expect(pat.said).toEqual([]);
  });

  test('A status message that is too long changes nothing', async () => {
    const { types } = await started();
    expect(await types(`!away ${'x'.repeat(141)}`)).toContain('longer than 140 characters');
    expect(await types('!me')).toContain('Available');
  });

  test('`!take` replays a window that was lost with a client, once', async () => {
    const { stage, ann, word } = await waiting();
    const restarted = stage.program('ann', 'Restarted');
    ann.goes();
    await stage.settled(2_000);
    restarted.says('main', `!take ${word}`);
    await stage.settled();
    expect(restarted.reads(word)).toEqual(['(again) Where are the maps?']);
    restarted.says(word, '!pass');
    await stage.settled();
    restarted.says('main', `!take ${word}`);
    await stage.settled();
    expect(restarted.reads(word).filter((text) => text.includes('maps'))).toHaveLength(1);
  });

  test('What waits is replayed, with the head of the question, to a librarian whose last client was closed', async () => {
    const { stage, ann, ben, pat, word } = await waiting();
    const answered = await stage.patron('pia');
    await answered.says('Is it open?');
    await stage.settled();
    const other = stage.world.desk.conversationsFor('ann').find((card) => card.word !== word)?.word ?? '';
    ann.says(other, 'Until five.');
    await stage.settled();
    ann.goes();
    const restarted = stage.program('ann', 'Restarted');
    await stage.settled(2_000);
    expect(restarted.receives(word)).toEqual(['(again) [Reference desk · just now] Where are the maps?']);
    // What was answered is not sent again.
    expect(restarted.reads(other)).toEqual([]);

    // Nor is what a colleague holds, or what the librarian took and answered. What the librarian holds and has not answered is.
    restarted.says('main', `!take ${word}`);
    await stage.settled();
    restarted.goes();
    const third = stage.program('ann', 'Third');
    await stage.settled(2_000);
    expect(third.reads(word)).toEqual(['(again) Where are the maps?']);
    third.says(word, '!pass ben');
    await stage.settled();
    ben.says(word, 'Downstairs.');
    await pat.says('Thanks!');
    third.goes();
    const last = stage.program('ann', 'Last');
    await stage.settled(2_000);
    expect(last.reads(word)).toEqual([]);
  });

  test('`!help` lists every command of the table', async () => {
    const { types } = await started();
    const help = await types('!help');
    expect(help?.split('\n')).toEqual(['You can type:', ...COMMANDS.map((row) => `${usageOf(row)}: ${row.does}`)]);
  });
});

describe('in a patron’s window', () => {
  test('`!join`, `!pass` to a colleague by name, and `!end` work in a patron’s window', async () => {
    const { stage, ann, ben, types, pat, word } = await waiting();
    ann.says(word, 'One moment.');
    await stage.settled();
    expect(await types('!join', word, ben)).toBe('You joined this conversation.');
    expect(await types('!pass be', word)).toBe('Transferred to Ben.');
    expect(pat.said.slice(-2)).toEqual(['joined', 'passed']);
    await stage.settled();
    expect(ben.reads(word)).toContain('Ann transferred this to you.');
    ben.says(word, 'In the basement.');
    expect(await types('!end', word, ben)).toBe('Ended.');
    expect(pat.said.slice(-2)).toEqual(['librarian: In the basement.', 'closed']);
  });

  test('In a conversation that has ended, with the patron still there, commands do nothing and answer why', async () => {
    const { stage, ann, types, word } = await waiting();
    ann.says(word, 'One moment.');
    await stage.settled();
    expect(await types('!end', word)).toBe('Ended.');
    for (const order of ['!pass', '!pass ben', '!ask ben why?', '!join']) {
      expect(await types(order, word), order).toBe('This conversation has ended. Nothing more can be done in it.');
    }
  });

  test('`!pass` asks which one for an unknown name, and works only for the librarian who has the conversation', async () => {
    const { stage, ann, ben, types, word } = await waiting();
    expect(await types('!pass', word, ben)).toBe(SENTENCES.takeFirst);
    ann.says(word, 'One moment.');
    await stage.settled();
    expect(await types('!pass', word, ben)).toBe('Ann is answering this conversation. Type !join to take part.');
    expect(await types('!pass zoe', word)).toBe(
      'No colleague or desk is called “zoe”. There are Ben and Local history. Put a note after a comma: !pass Ben, NOTE.',
    );
    expect(await types('!pass', word)).toBe('Returned to the desk.');
  });

  test('A command waits for the lines typed before it', async () => {
    const { stage, ann, pat, word } = await waiting();
    ann.says(word, 'In the basement.');
    ann.says(word, '!end');
    ann.says(word, 'And one more thing.');
    await stage.settled();
    expect(pat.said).toEqual(['librarian: In the basement.', 'closed', 'librarian: And one more thing.']);
  });

  test('`!!` sends a line that begins with a `!`', async () => {
    const { stage, ann, pat, word } = await waiting();
    ann.says(word, '!!important: closed on Monday');
    await stage.settled();
    expect(pat.said).toEqual(['librarian: !important: closed on Monday']);
  });

  test('`!oops` with nothing to withdraw says so', async () => {
    const { types, word } = await waiting();
    expect(await types('!oops', word)).toBe(SENTENCES.nothingToWithdraw);
  });
});

test('A librarian’s client is sent the greeting once, the first time it is online', async () => {
  const shared = withAccounts();
  const undecided = new Map([...shared.librarians].map(([name, { publish: _, ...entry }]) => [name, entry]));
  const stage = await ImStage.open({ roster: { ...shared, librarians: undecided } });
  const ann = stage.program('ann');
  await stage.settled();
  ann.goes();
  ann.shows();
  await stage.settled();
  expect(ann.reads('main').filter((text) => text.includes('!show'))).toHaveLength(1);
  ann.says('main', '!show');
  await stage.settled();
  expect(ann.reads('main').at(-1)).toBe('Patrons can see your name and status message.\nPatrons now see: Available');
});
