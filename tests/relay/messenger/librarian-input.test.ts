// covers: relay/messenger/librarian-input.ts, relay/messenger/entry-id.ts, relay/messenger/commands/run-command.ts
import { describe, expect, test } from 'vitest';
import { KeyedQueue } from '../../../relay/desk/keyed-queue.ts';
import { readTyped } from '../../../relay/messenger/commands/commands.ts';
import { SENTENCES } from '../../../relay/messenger/sentences.en.ts';
import { el } from '../../../relay/networks/xmpp/stream/xml.ts';
import { RULES, roster } from '../../stage/desk-stage.ts';
import { asked, QUESTION } from '../networks/xmpp/asked.ts';
import { withAccounts } from '../networks/xmpp/im-stage.ts';

const replaces = (id: string) => [el('replace', { xmlns: 'urn:xmpp:message-correct:0', id })];

const typing = async (options: Parameters<typeof asked>[0] = {}) => {
  const world = await asked(options);
  const { stage, ann, pat, word } = world;
  const types = async (text: string, window = word, who = ann) => {
    who.says(window, text);
    await stage.settled();
    return who.reads(window).at(-1);
  };
  const revised = () => pat.all('entry').at(-1)?.entry;
  return { ...world, types, revised };
};

describe('a line', () => {
  test('A line whose stanza has no id is not shown to its author as one from the console', async () => {
    const { stage, ann, pat, word } = await typing();
    ann.sends(word, el('body', {}, 'In the basement.'));
    await stage.settled();
    expect(pat.said).toEqual(['librarian: In the basement.']);
    expect(ann.reads(word)).toEqual([QUESTION]);
  });

  test('A line with nothing to show is answered so, and the conversation is not said to be over', async () => {
    const { types, pat } = await typing();
    expect(await types('\u202e')).toBe(SENTENCES.nothingInIt);
    expect(pat.said).toEqual([]);
  });

  test('A copy of a line from an archive or another client is not a line', async () => {
    const { stage, ann, pat, word } = await typing();
    const said = el('message', { xmlns: 'jabber:client', type: 'chat' }, el('body', {}, 'In the basement.'));
    const forwarded = el('forwarded', { xmlns: 'urn:xmpp:forward:0' }, said);
    for (const copy of ['sent', 'received']) ann.sends(word, el(copy, { xmlns: 'urn:xmpp:carbons:2' }, forwarded));
    ann.sends(word, el('result', { xmlns: 'urn:xmpp:mam:2' }, forwarded));
    await stage.settled();
    expect(pat.said).toEqual([]);
  });
});

describe('a correction', () => {
  test('A correction may name the line, or the correction before it', async () => {
    const { stage, ann, word, revised } = await typing();
    const first = ann.says(word, 'In the basemnet.');
    await stage.settled();
    const second = ann.says(word, 'In the basement', replaces(first));
    await stage.settled();
    ann.says(word, 'In the basement.', replaces(second));
    await stage.settled();
    expect(revised()).toMatchObject({ seq: 2, text: 'In the basement.', revised: 'edited' });
    ann.says(word, 'In the attic.', replaces(first));
    await stage.settled();
    expect(revised()).toMatchObject({ seq: 2, text: 'In the attic.' });
  });

  test('A correction of a colleague’s line, of a command or of an unknown message is refused with a reason', async () => {
    const { stage, ann, pat, word } = await typing();
    const ben = stage.program('ben');
    const line = ann.says(word, 'In the basement.');
    const order = ann.says(word, '!me');
    await stage.settled();
    for (const [who, id] of [
      [ben, line],
      [ann, order],
      [ann, 'never-said'],
    ] as const) {
      who.says(word, 'In the attic.', replaces(id));
      await stage.settled();
      expect(who.reads(word).at(-1)).toBe(SENTENCES.notEdited);
    }
    expect(pat.said).toEqual(['librarian: In the basement.']);
  });

  test('A correction of a line that the patron never saw is refused with a reason', async () => {
    const { stage, ann, pat, word } = await typing();
    const ben = stage.program('ben');
    ann.says(word, 'In the basement.');
    await stage.settled();
    const late = ben.says(word, 'Upstairs.');
    await stage.settled();
    ben.says(word, 'Upstairs, to the left.', replaces(late));
    await stage.settled();
    expect(ben.reads(word).at(-1)).toBe(SENTENCES.notEdited);
    expect(pat.said).toEqual(['librarian: In the basement.']);
  });

  test('A correction longer than a line may be is refused with a reason', async () => {
    const { stage, ann, pat, word } = await typing();
    const id = ann.says(word, 'In the basement.');
    await stage.settled();
    ann.says(word, 'x'.repeat(5_000), replaces(id));
    await stage.settled();
    expect(ann.reads(word).at(-1)).toContain('was not sent');
    expect(pat.said).toEqual(['librarian: In the basement.']);
  });
});

describe('`!oops`', () => {
  test('`!oops` withdraws the last line, also when a colleague has the conversation now', async () => {
    const { stage, ann, word, types, revised } = await typing();
    stage.program('ben');
    ann.says(word, 'The password is swordfish.');
    await types('!pass ben');
    stage.world.desk.librarianTakes('ben', stage.world.desk.conversationsFor('ben')[0]?.id ?? '');
    await stage.settled();
    expect(await types('!oops')).toBe('Withdrawn: “The password is swordfish.”');
    expect(revised()).toMatchObject({ text: '', revised: 'withdrawn' });
  });

  test('`!oops` withdraws a corrected line as it reads now, then the line before', async () => {
    const { stage, ann, word, types } = await typing();
    ann.says(word, 'Good morning.');
    const id = ann.says(word, 'In the basemnet.');
    await stage.settled();
    ann.says(word, 'In the basement.', replaces(id));
    expect(await types('!oops')).toBe('Withdrawn: “In the basement.”');
    expect(await types('!oops')).toBe('Withdrawn: “Good morning.”');
    expect(await types('!oops')).toBe(SENTENCES.nothingToWithdraw);
  });
});

test('A conversation that takes no more lines can be ended, and its last line withdrawn', async () => {
  const few = withAccounts(roster({ rules: { ...RULES, linesEach: 3 } }));
  const { pat, types } = await typing({ roster: few });
  await types('In the basement.');
  await types('Box 3.');
  expect(await types('And 4.')).toBe(SENTENCES.tooMany);
  expect(await types('!oops')).toBe('Withdrawn: “Box 3.”');
  expect(await types('!end')).toBe(SENTENCES.ended);
  expect(pat.said.at(-1)).toBe('closed');
});

describe('a command', () => {
  test('A command that takes nothing does nothing with text after it: `!back at 3` is not “available”', async () => {
    const { stage, types } = await typing();
    await types('!away at the Panera');
    expect(await types('!back at 3')).toBe(SENTENCES.takesNothing('back'));
    expect(stage.world.desk.whereabouts('main')?.availability).toBe('away');
    expect(await types('!end thanks')).toBe(SENTENCES.takesNothing('end'));
    expect(stage.world.desk.conversationsFor('ann')).toHaveLength(1);
    expect(await types('!help me')).toContain('!away [WORDS]');
  });

  test.each(['!pass', '!join', '!end', '!oops'])(
    '%s in the window of a conversation that is no more says that it is over',
    async (command) => {
      const { stage, pat, types } = await typing();
      await stage.world.desk.patronForgets(pat);
      await stage.settled();
      expect(await types(command)).toBe(SENTENCES.overHere(command.slice(1)));
      expect(await types(command, 'moss-00000000')).toBe(SENTENCES.overHere(command.slice(1)));
    },
  );

  test('A command finds a name however its accents were typed', async () => {
    const before = withAccounts();
    const librarians = new Map(before.librarians);
    librarians.set('ben', { name: 'ben', displayName: '\u00c9lodie', xmpp: 'ben@lib.example' });
    const { stage, types } = await typing({ roster: { ...before, librarians } });
    stage.program('ben');
    await types('One moment.');
    expect(await types('!pass e\u0301lo')).toBe('Transferred to \u00c9lodie.');
  });

  test('A command may be typed in capitals, and other words are no commands', () => {
    expect(readTyped('!OFF')).toMatchObject({ kind: 'command', name: 'off' });
    expect(readTyped('!constructor')).toEqual({ kind: 'unknown', word: 'constructor' });
  });
});

test('A thousand commands at once each wait only for the one before', async () => {
  const turns = new KeyedQueue();
  const done: number[] = [];
  const line = Promise.withResolvers<void>();
  turns.addConcurrent('heron', () => line.promise);
  const settled = Promise.allSettled;
  let waitedFor = 0;
  Promise.allSettled = ((of: Iterable<unknown>) => {
    const all = [...of];
    waitedFor += all.length;
    return settled.call(Promise, all);
  }) as typeof Promise.allSettled;
  try {
    for (let n = 0; n < 1_000; n += 1) turns.addExclusive('heron', async () => done.push(n));
  } finally {
    Promise.allSettled = settled;
  }
  let last = 0;
  turns.addConcurrent('heron', async () => {
    last = done.length;
  });
  turns.addExclusive('other', async () => Promise.reject(new Error('not kept')));
  expect(done).toEqual([]);
  line.resolve();
  for (let turn = 0; turn < 10_000 && !turns.idle; turn += 1) await Promise.resolve();
  expect(turns.idle).toBe(true);
  expect(last).toBe(1_000);
  expect(done).toEqual([...done.keys()]);
  expect(waitedFor).toBeLessThan(3_000);
});
