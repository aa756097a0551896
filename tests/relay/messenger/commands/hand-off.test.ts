// covers: relay/messenger/commands/hand-off.ts, relay/messenger/commands/duty.ts, relay/messenger/desk-messages.ts
import { describe, expect, test } from 'vitest';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';
import { SENTENCES } from '../../../../relay/messenger/sentences.en.ts';
import { ImStage, withAccounts } from '../../networks/xmpp/im-stage.ts';

/** Ann answers Pat, Ben is there too; both in their own programs. */
const answering = async (options: Parameters<typeof ImStage.open>[0] = {}) => {
  const stage = await ImStage.open(options);
  const ann = stage.program('ann');
  const ben = stage.program('ben');
  const pat = await stage.patron();
  await pat.says('Where are the maps?');
  await stage.settled();
  const word = stage.wordOf('ann');
  ann.says(word, 'One moment.');
  await stage.settled(100);
  const types = async (text: string, window = word, who = ann) => {
    who.says(window, text);
    await stage.settled();
    return who.reads(window).at(-1);
  };
  return { stage, ann, ben, pat, word, types };
};

const NOTE = 'the patron needs the 1893 atlas';

describe('`!pass`', () => {
  test('`!pass` to a colleague with a note shows the note to the colleague; the patron reads only who has it now', async () => {
    const { ben, pat, word, types } = await answering();
    expect(await types(`!pass ben, ${NOTE}`)).toBe('Transferred to Ben.');
    expect(ben.reads(word).at(-1)).toBe(`Ann transferred this to you. Note for you: “${NOTE}”`);
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ kind: 'passed', name: 'Ann', to: 'Ben' });
    expect(JSON.stringify(pat.frames)).not.toContain('atlas');
  });

  test('`!pass` alone with a note returns the conversation to the desk', async () => {
    const { ben, word, types } = await answering();
    expect(await types(`!pass , ${NOTE}`)).toBe('Returned to the desk.');
    expect(ben.reads(word).at(-1)).toBe(`Ann transferred this. Note for you: “${NOTE}”`);
  });

  test('`!pass` to a colleague who is not there leaves it for them, and the answer says when they are back', async () => {
    const { stage, ben, types } = await answering();
    await types('!away at lunch, back at 3', 'main', ben);
    ben.goes();
    await stage.settled();
    expect(await types('!pass ben')).toBe('Left for Ben, who is back at 3:00 PM.');
  });

  test('A conversation left for a colleague is not taken by `!take` without its word', async () => {
    const { stage, ben, word, types } = await answering();
    ben.goes();
    await stage.settled();
    await types('!pass ben');
    expect(await types('!take', 'main')).toBe(`Which one? ${word} is waiting.`);
    expect(await types(`!take ${word}`, 'main')).toBe(`${word} is yours now. Its window shows the whole conversation.`);
  });

  test('`!pass` to a colleague who is off duty leaves the conversation for them', async () => {
    const { ben, types } = await answering();
    await types('!off', 'main', ben);
    expect(await types('!pass ben')).toBe('Left for Ben, who is off duty.');
  });

  test('`!pass` to a colleague who is busy and connected reaches them at once', async () => {
    const { ben, word, types } = await answering();
    await types('!busy', 'main', ben);
    expect(await types('!pass ben')).toBe('Transferred to Ben (Busy).');
    expect(ben.reads(word).at(-1)).toBe('Ann transferred this to you.');
  });

  test('`!pass` to a colleague who is away and connected reaches them, and the answer shows their status', async () => {
    const { ben, types } = await answering();
    await types('!away upstairs', 'main', ben);
    expect(await types('!pass ben')).toBe('Transferred to Ben (Away · “upstairs”).');
  });

  test('`!pass` to another desk takes its title and a note', async () => {
    const { ben, pat, word, types } = await answering();
    expect(await types(`!pass local, ${NOTE}`)).toBe('Transferred to Local history.');
    expect(ben.reads(word).at(-1)).toBe(`Ann transferred this to Local history. Note for you: “${NOTE}”`);
    expect(pat.said.at(-1)).toBe('moved');
    expect(JSON.stringify(pat.frames)).not.toContain('atlas');
  });

  test('A librarian reads once that a conversation is at a desk where they do not serve, also if it went there by escalation', async () => {
    const shared = withAccounts();
    const main = { ...shared.desks.get('main'), handOn: { to: 'archives', afterSeconds: 60 } } as DeskEntry;
    const desks = new Map([...shared.desks, ['main', main]]);
    const { stage, ann, types, word } = await answering({ roster: { ...shared, desks } });
    const elsewhere = 'This is now at Local history, which is not one of your desks.';
    await types('!pass local');
    expect(ann.reads(word).slice(-2)).toEqual([elsewhere, 'Transferred to Local history.']);
    const pip = await stage.patron('pip');
    await pip.says('Where is the atlas?');
    await stage.settled();
    const other = stage.wordOf('ann');
    await stage.settled(120_000);
    expect(ann.reads(other).filter((text) => text === elsewhere)).toHaveLength(1);
  });

  test('A librarian who no longer serves at a desk reads that the conversation is there', async () => {
    const shared = withAccounts();
    const { stage, ann, word } = await answering();
    const main = { ...shared.desks.get('main'), librarians: ['ben'] } as DeskEntry;
    stage.world.desk.reconfigure({ ...shared, desks: new Map([...shared.desks, ['main', main]]) });
    await stage.settled();
    expect(ann.reads(word).at(-1)).toBe('This is now at Reference desk, which is not one of your desks.');
  });

  test('`!pass` to a closed desk answers when the desk opens', async () => {
    const shared = withAccounts();
    const week = Array.from({ length: 7 }, () => [['14:00', '17:00'] as ['14:00', '17:00']]);
    // It is Monday, 7:00 in New York.
    const desks = new Map(
      [...shared.desks].map(([name, desk]) => [name, name === 'main' ? desk : { ...desk, hours: week as never }]),
    );
    const { types } = await answering({ roster: { ...shared, desks } });
    expect(await types('!pass archives')).toBe(
      'Transferred to Local history, which is closed and opens on Monday, January 8 at 2:00 PM.',
    );
  });

  test('`!pass` with an ambiguous name asks which one, and does nothing', async () => {
    const shared = withAccounts();
    const ben = { name: 'ben', displayName: 'Lou', publish: true, xmpp: 'ben@lib.example' };
    const stage = await answering({ roster: { ...shared, librarians: new Map([...shared.librarians, ['ben', ben]]) } });
    expect(await stage.types('!pass lo')).toBe(
      '“lo” could mean Lou and Local history. Which one? Type more of the name.',
    );
    expect(stage.stage.world.desk.conversationsFor('ann')[0]?.state).toBe('mine');
  });

  test('Of two `!pass` at once, the second is refused because the conversation has been passed on', async () => {
    const { stage, ann, pat, word } = await answering();
    ann.says(word, '!pass ben');
    ann.says(word, '!pass local');
    await stage.settled();
    expect(ann.reads(word).slice(-2)).toEqual(['Transferred to Ben.', SENTENCES.takeFirst]);
    expect(pat.said.filter((kind) => kind === 'passed' || kind === 'moved')).toEqual(['passed']);
  });
});

describe('`!ask`', () => {
  test('`!ask` opens the whole conversation for a colleague, whose answer comes back; the patron sees nothing', async () => {
    const { stage, ann, ben, pat, word, types } = await answering();
    const before = pat.frames.length;
    expect(await types('!ask ben do we have the atlas?')).toBe(
      'Ben has been asked. The answer will appear here; the patron won’t see it.',
    );
    expect(ben.reads(word).slice(-2)).toEqual([
      'Ann: One moment.',
      'Ann asks you privately: “do we have the atlas?” Your next message here goes only to Ann.',
    ]);
    expect(await types('In the vault, case 4', word, ben)).toBe(SENTENCES.hasIt('Ann'));
    await stage.settled(100);
    expect(ann.reads(word).at(-1)).toBe('Ben, privately: In the vault, case 4');
    expect(ben.reads(word).filter((text) => text === 'Ann is answering.')).toHaveLength(1); // before Ben was asked
    // A mark may have moved; no line, no name and no note has come.
    expect(pat.frames.slice(before).filter(({ kind }) => kind === 'entry' || kind === 'typing')).toEqual([]);
    expect(JSON.stringify(pat.frames)).not.toMatch(/vault|atlas/);
    expect(await types('And case 5', word, ben)).toBe(
      'Ann is answering. The patron did not see your message: “And case 5”',
    );
  });

  test('`!ask` does not ask a colleague who cannot be reached, and quotes the question back', async () => {
    const { stage, ann, ben, pat, types } = await answering();
    ben.goes();
    await stage.settled(2_000);
    expect(await types('!ask ben do we have it?')).toBe(
      'Ben is off duty and cannot be reached. Not asked: “do we have it?”',
    );
    ben.shows();
    await stage.settled(2_000);
    expect(ben.reads().filter((text) => text.includes('do we have it?'))).toEqual([]);
    expect(JSON.stringify([ann.reads(), pat.frames])).not.toContain('Ben: ');
  });

  test('`!ask` without a name or a question, of an unknown name, and of a colleague who has joined is answered with the reason', async () => {
    const { ben, word, types } = await answering();
    expect(await types('!ask')).toBe('Ask which colleague? There is Ben. For example, type !ask Ben do we have it?');
    expect(await types('!ask ben')).toBe('Ask Ben what? For example, type !ask Ben do we have it?');
    expect(await types('!ask zoe do we have it?')).toBe('No one at this desk is called “zoe”. There is Ben.');
    expect(await types('!ask ann do we have it?', word, ben)).toBe(
      'Ann is answering this conversation. Type !join to take part.',
    );
    await types('!join', word, ben);
    expect(await types('!ask ben do we have it?')).toBe('Ben has joined this conversation and can see what you write.');
  });

  test('A colleague who was asked and then joins answers the patron', async () => {
    const { ben, pat, word, types } = await answering();
    await types('!ask ben do we have it?');
    expect(await types('!join', word, ben)).toBe('You joined this conversation.');
    await types('It is here.', word, ben);
    expect(pat.said.at(-1)).toBe('librarian: It is here.');
  });

  test.each([
    ['passes it on', '!pass'],
    ['ends it', '!end'],
  ])('While Ben answers, Ann %s: the patron does not see Ben’s line, and Ben reads so', async (_, command) => {
    const { stage, ann, ben, pat, word, types } = await answering();
    await types('!ask ben are they always so rude?');
    ann.says(word, command);
    ben.says(word, 'Always.');
    await stage.settled();
    expect(ben.reads(word).at(-1)).toBe(SENTENCES.nobodyHasIt('Always.'));
    expect(JSON.stringify(pat.frames)).not.toMatch(/rude|Always/);
    ben.says(word, 'Good morning.');
    await stage.settled();
    expect(pat.said.at(-1)).toBe('librarian: Good morning.');
  });
});

describe('a note at the end of duty', () => {
  const PRINTER = 'The printer is out of paper';

  test('A note at the end of duty is sent once to each librarian who comes on duty later, not to those on duty or to its author', async () => {
    const { stage, ann, ben, types } = await answering();
    expect(await types(`!off ${PRINTER}`, 'main')).toBe(
      `You are off duty. You are not shown to patrons and get no questions.\nYour note will be shown for 7 days to everyone who comes on duty at Reference desk: “${PRINTER}”`,
    );
    const notes = (who = ben) => who.reads('main').filter((text) => text.includes('note,'));
    expect(notes()).toEqual([]);
    ben.goes();
    await stage.settled(2_000);
    ben.shows();
    await stage.settled();
    // It is Monday, 7:00 in New York.
    expect(notes()).toEqual([`Ann’s note, 7:00 AM: “${PRINTER}”`]);
    ben.goes();
    await stage.settled(2_000);
    ben.shows();
    await types('!on', 'main');
    expect(notes()).toHaveLength(1);
    expect(notes(ann)).toEqual([]);
  });

  test('A note is not sent to a librarian whose console shows it, and is sent once only the IM client is open', async () => {
    const { stage, ben, types } = await answering();
    const console = { resource: 'console:1', availability: 'available', at: stage.world.clock.now() } as const;
    const notes = () => ben.reads('main').filter((text) => text.includes('note,'));
    await types('!off', 'main', ben);
    stage.world.signals.set('ben', { ...console, state: 'up' });
    await types(`!off ${PRINTER}`, 'main');
    await types('!on', 'main', ben);
    expect(notes()).toEqual([]);
    stage.world.signals.set('ben', { ...console, state: 'left', at: stage.world.clock.now() });
    await stage.settled(2_000);
    ben.goes();
    ben.shows();
    await stage.settled();
    expect(notes()).toHaveLength(1);
  });

  test('A note of one word is taken for a desk, and a note from off duty is not saved; the answer says both', async () => {
    const { types } = await answering();
    expect(await types('!off thanks', 'main')).toContain('None of your desks begins with “thanks”.');
    expect(await types('!off , thanks', 'main')).toContain('“thanks”');
    expect(await types(`!off ${PRINTER}`, 'main')).toContain('You were not on duty, so your note was not saved');
  });
});

describe('a desk with a list of places', () => {
  const shared = withAccounts();
  const places = ['2nd floor desk', 'Map room', 'Manuscripts'];
  const desks = new Map([...shared.desks].map(([name, desk]) => [name, name === 'main' ? { ...desk, places } : desk]));
  const roster = { ...shared, desks };

  test('A place may be typed by its beginning with a time after it; anything else is answered with the list of places', async () => {
    const { stage, types } = await answering({ roster });
    expect(await types('!away map, back at 3', 'main')).toBe('Patrons now see: Away · “Map room” · until 3:00 PM');
    expect(await types('!busy at the 2nd floor desk', 'main')).toBe('Patrons now see: Busy · “2nd floor desk”');
    expect(await types('!away until 3', 'main')).toBe('Patrons now see: Away · until 3:00 PM');
    for (const words of ['ma', 'at the Panera, back at 3'])
      expect(await types(`!away ${words}`, 'main')).toBe(
        `Nothing was changed. “${words}” does not match exactly one of this desk’s places, which are 2nd floor desk, Map room and Manuscripts. Type the beginning of one, and a time after it: !away 2nd, back at 3.`,
      );
    expect(await types('!away', 'main')).toBe('Patrons now see: Away');
    const { desk } = stage.world;
    const said = (words: string) => desk.librarianStates('ann', { availability: 'away', words }, 'console');
    expect(await said('At the Panera')).toMatchObject({ code: 'no-place' });
    expect(await said('Map room')).toEqual({ outcome: 'done' });
  });

  test('At a desk with places, a status counts if it names a place; otherwise patrons see only that the librarian is away', async () => {
    const { stage, ann, types } = await answering({ roster });
    ann.shows('away', 'In the map room, back at 3');
    await stage.settled();
    expect(await types('!me', 'main')).toContain('Away · “Map room” · until 3:00 PM');
    ann.shows('away', 'At the Panera, back at 4');
    await stage.settled();
    expect(await types('!me', 'main')).toContain('Patrons see you as: Away\n');
  });
});
