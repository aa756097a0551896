// covers: relay/messenger/commands/reply.ts, relay/messenger/commands/run-command.ts
import { describe, expect, test } from 'vitest';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';
import { SENTENCES } from '../../../../relay/messenger/sentences.en.ts';
import { el } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { ImStage, type Program, withAccounts } from '../../networks/xmpp/im-stage.ts';

const REPLIES = new Map([
  ['hours', 'We are here from nine to five.'],
  ['hold', 'One moment, I am looking.'],
  ['Phone', 'Call {phone}. This is {name}.'],
  ['late', 'We close at {closes}.'],
]);

/** Pat has asked, and Ann's program has the question. */
const waiting = async (change: Partial<DeskEntry> = { replies: REPLIES, contact: { phone: '757-555-0142' } }) => {
  const shared = withAccounts();
  const desks = new Map(
    [...shared.desks].map(([name, desk]) => [name, name === 'main' ? { ...desk, ...change } : desk]),
  );
  const stage = await ImStage.open({ roster: { ...shared, desks } });
  const [ann, ben] = [stage.program('ann'), stage.program('ben')];
  const pat = await stage.patron();
  await pat.says('When are you open?');
  await stage.settled();
  const word = stage.wordOf('ann');
  const types = async (text: string, window = word, who: Program = ann) => {
    who.says(window, text);
    await stage.settled();
    return who.reads(window).at(-1);
  };
  return { stage, ann, ben, pat, word, types };
};

describe('`!r`', () => {
  test('`!r` sends a canned reply as the librarian’s line: it claims the conversation, and `!oops` withdraws it', async () => {
    const { stage, pat, types } = await waiting();
    expect(await types('!r hours')).toBe('Sent: “We are here from nine to five.”');
    expect(pat.said).toEqual(['librarian: We are here from nine to five.']);
    expect(stage.world.desk.conversationsFor('ann')[0]?.state).toBe('mine');
    expect(await types('!R PH')).toBe('Sent: “Call 757-555-0142. This is Ann.”');
    expect(await types('!oops')).toBe('Withdrawn: “Call 757-555-0142. This is Ann.”');
  });

  test('`!r` in the same stanza twice is one line, and a correction changes it', async () => {
    const { stage, ann, pat, word } = await waiting();
    const id = ann.says(word, '!r hours');
    ann.says(word, '!r hours', [], id);
    await stage.settled();
    expect(pat.said).toEqual(['librarian: We are here from nine to five.']);
    ann.says(word, '!r hold', [el('replace', { id, xmlns: 'urn:xmpp:message-correct:0' })]);
    await stage.settled();
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ text: 'One moment, I am looking.', revised: 'edited' });
  });

  test('`!r` alone lists the replies; an unknown, ambiguous or unavailable one is answered, and nothing is sent', async () => {
    const { pat, types } = await waiting();
    expect(await types('!r')).toBe(
      '!r CODE sends one of these replies to the patron:\n' +
        '  hours: We are here from nine to five.\n  hold: One moment, I am looking.\n' +
        '  Phone: Call 757-555-0142. This is Ann.\n  late: unavailable: {closes} is not known now',
    );
    expect(await types('!r ho')).toBe('“ho” could mean hours and hold. Which one? Type more of the name.');
    expect(await types('!r maps')).toBe(
      'No reply begins with “maps”, so nothing was sent. There are hours, hold, Phone and late.',
    );
    expect(await types('!r late')).toBe('“late” uses {closes}, which is not known now. Nothing was sent.');
    expect(pat.said).toEqual([]);
  });

  test('`!r` to the desk’s contact answers what it is for', async () => {
    const { ben, types } = await waiting();
    expect(await types('!r hours', 'main', ben)).toBe(
      '!r CODE sends one of the desk’s replies to a patron. Type it in the patron’s window.\n' +
        '  Reference desk: hours, hold, Phone, late\n  Local history: no replies',
    );
  });

  test('`!r` after a colleague’s answer is quoted back, and the patron does not see it', async () => {
    const { ben, pat, types } = await waiting();
    await types('!r hours');
    expect(await types('!r hold', undefined, ben)).toBe(
      'Ann is answering. The patron did not see your message: “One moment, I am looking.”',
    );
    expect(pat.said).toEqual(['librarian: We are here from nine to five.']);
  });

  test('`!r` at a desk without replies answers so', async () => {
    const { types } = await waiting({});
    expect(await types('!r hours')).toBe(SENTENCES.noReplies);
  });
});

describe('`!block`', () => {
  test('`!block` ends the conversation and keeps new ones from that network away; a colleague reads who did it', async () => {
    const { stage, ann, ben, pat, word, types } = await waiting();
    ann.says(word, 'Please be polite.');
    await stage.settled();
    await types('!join', word, ben);
    expect(await types('!block')).toBe(SENTENCES.blocked);
    expect(pat.said.slice(-1)).toEqual(['closed']);
    expect(pat.all('sorry')).toMatchObject([{ code: 'blocked', final: true }]);
    expect(ben.reads(word).at(-1)).toBe('Ann blocked and ended this conversation.');
    const again = await stage.patron('another key', 'pat');
    await again.says('Me again.');
    expect(again.all('kept')).toEqual([]);
    expect(await types('And stay away.')).toContain('This conversation is over');
  });

  test('`!block` works after the patron deleted the conversation; other commands do nothing there', async () => {
    const { stage, ann, pat, word, types } = await waiting();
    ann.says(word, 'Please be polite.');
    await stage.settled();
    await stage.world.desk.patronForgets(pat);
    await stage.settled();
    expect(await types('!end')).toBe(SENTENCES.overHere('end'));
    expect(await types('!block')).toBe(SENTENCES.blocked);
    const again = await stage.patron('another key', 'pat');
    await again.says('Me again.');
    expect(again.all('kept')).toEqual([]);
  });

  test('`!block` works only for the librarian who has the conversation, in its window', async () => {
    const { stage, ann, ben, pat, word, types } = await waiting();
    ann.says(word, 'One moment.');
    await stage.settled();
    expect(await types('!block', word, ben)).toBe(SENTENCES.notYours('Ann'));
    expect(await types('!block', 'main')).toBe(SENTENCES.onlyInWindow('block'));
    expect(pat.all('sorry')).toEqual([]);
  });
});
