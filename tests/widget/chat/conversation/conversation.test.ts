// covers: widget/chat/conversation/conversation.ts, widget/chat/conversation/outbox.ts, widget/chat/conversation/reduce-frame.ts, widget/chat/conversation/lines.ts, widget/chat/conversation/key-keeper.ts, widget/chat/conversation/stored-key.ts
import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../stage/fake-clock.ts';
import { FakeBrowser } from '../../stage/fake-browser.ts';
import { FakePatronRelay } from '../../stage/fake-patron-relay.ts';
import { PatronTab } from '../../stage/patron-tab.ts';

const SECOND = 1_000;

let clock: FakeClock;
let browser: FakeBrowser;
let relay: FakePatronRelay;
let pat: PatronTab;

const newTab = (): PatronTab => new PatronTab({ clock, browser, relay });

beforeEach(async () => {
  clock = new FakeClock();
  browser = new FakeBrowser(clock);
  relay = new FakePatronRelay(clock);
  pat = newTab();
  pat.conversation.open();
  await clock.advance(SECOND);
});

/** Pat has asked, Ann has answered. */
const talk = async (): Promise<void> => {
  pat.says('Is the archive open?');
  await clock.advance(SECOND);
  relay.answers('Until five today.');
  await clock.advance(SECOND);
};

describe('before the first word', () => {
  test('An open chat has a socket, but before the first line it starts no conversation, stores nothing and reports no typing', async () => {
    pat.conversation.typing();
    await clock.advance(60 * SECOND);
    expect(pat.view).toMatchObject({ link: 'live', lines: [], unread: 0, whereabouts: { availability: 'available' } });
    expect(relay.conversations.size).toBe(0);
    expect(browser.items.size).toBe(0);
    expect(relay.heardOf('typing')).toEqual([]);
    expect(relay.heardOf('mark')).toEqual([]);
  });

  test('A chat that is closed before the first line closes its socket', async () => {
    pat.conversation.close();
    await clock.advance(SECOND);
    expect(relay.pages.size).toBe(0);
    expect(pat.view.link).toBe('ended');
    pat.conversation.open();
    await clock.advance(SECOND);
    expect(pat.view.link).toBe('live');
  });

  test('A page whose chat was never opened does not connect', async () => {
    const quinn = newTab();
    expect(quinn.conversation.resume()).toBe(false);
    await clock.advance(60 * SECOND);
    expect(quinn.page.sockets).toEqual([]);
  });
});

describe('a line', () => {
  test('A line is shown at once, then as kept, delivered and seen when the relay says so', async () => {
    pat.says('  Is the archive open?\r\n');
    expect(pat.lines).toEqual(['sending Is the archive open?']);
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['kept Is the archive open?']);
    const seq = pat.view.lines[0]?.seq ?? 0;
    relay.marks({ delivered: seq, seen: 0 });
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['delivered Is the archive open?']);
    relay.marks({ delivered: seq, seen: seq });
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['seen Is the archive open?']);
  });

  test.each([
    ['', 'empty'],
    [' \n\u202e\u0007 ', 'empty'],
    ['x'.repeat(4_001), 'too-long'],
  ])('A line that cannot be sent is refused with its reason: case %#', (text, reason) => {
    expect(pat.conversation.say(text)).toBe(reason);
    expect(pat.lines).toEqual([]);
  });

  test('A line of the greatest allowed length is sent', async () => {
    pat.says('x'.repeat(4_000));
    await clock.advance(SECOND);
    expect(relay.said[0]).toHaveLength(4_000);
  });

  test('A line written before the relay answers is sent when it answers', async () => {
    const quinn = newTab();
    relay.down = true;
    quinn.conversation.open();
    quinn.says('Anybody there?');
    await clock.advance(20 * SECOND);
    expect(quinn.view.link).toBe('unsure');
    expect(quinn.lines).toEqual(['sending Anybody there?']);
    relay.down = false;
    await clock.advance(30 * SECOND);
    expect(quinn.lines).toEqual(['kept Anybody there?']);
  });

  test('Lines are sent one at a time, in the order in which they were written', async () => {
    await talk();
    for (const text of ['one', 'two', 'three', 'four']) pat.says(text);
    await clock.advance(5 * SECOND);
    expect(relay.said.slice(2)).toEqual(['one', 'two', 'three', 'four']);
    expect(relay.heardOf('say')).toHaveLength(5);
    expect(pat.lines.slice(2)).toEqual(['kept one', 'kept two', 'kept three', 'kept four']);
  });

  test('A line of a librarian is shown in the place where the relay kept it', async () => {
    await talk();
    pat.says('Thank you!');
    relay.answers('You are welcome.');
    await clock.advance(SECOND);
    expect(pat.lines).toEqual([
      'kept Is the archive open?',
      'Ann: Until five today.',
      'Ann: You are welcome.',
      'kept Thank you!',
    ]);
  });
});

describe('a cut', () => {
  test('A line that was lost when the socket was cut is sent again', async () => {
    await talk();
    pat.says('And tomorrow?');
    relay.cuts();
    await clock.advance(5 * SECOND);
    expect(relay.said).toEqual(['Is the archive open?', 'Until five today.', 'And tomorrow?']);
    expect(pat.lines.at(-1)).toBe('kept And tomorrow?');
  });

  test('A line that was kept before the cut is sent again with the same id, and is shown once', async () => {
    await talk();
    pat.says('And tomorrow?');
    await clock.advance(relay.latency + 1);
    expect(relay.said).toHaveLength(3);
    relay.cuts();
    await clock.advance(5 * SECOND);
    const says = relay.heardOf('say').filter(({ text }) => text === 'And tomorrow?');
    expect(new Set(says.map(({ id }) => id)).size).toBe(1);
    expect(relay.said).toHaveLength(3);
    expect(pat.lines).toEqual(['kept Is the archive open?', 'Ann: Until five today.', 'kept And tomorrow?']);
  });

  test('Lines written during a cut arrive once after the next welcome', async () => {
    await talk();
    relay.down = true;
    relay.cuts();
    relay.answers('We open at nine.');
    pat.says('When do you open?');
    await clock.advance(15 * SECOND);
    expect(pat.view.link).toBe('unsure');
    relay.down = false;
    await clock.advance(30 * SECOND);
    const hello = relay.heardOf('hello').at(-1);
    expect(hello?.after).toBe(pat.view.lines[1]?.seq);
    expect(pat.lines.slice(2)).toEqual(['Ann: We open at nine.', 'kept When do you open?']);
  });

  test('Entries that the relay sends twice are shown once', async () => {
    await talk();
    const before = pat.lines;
    relay.repeats();
    relay.repeats();
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(before);
  });

  test('A line that a restored relay does not have is not shown as kept', async () => {
    await talk();
    pat.says('Thank you!');
    await clock.advance(SECOND);
    const { key } = relay;
    relay.conversations.set(key, (relay.conversations.get(key) ?? []).slice(0, 1));
    relay.cuts();
    await clock.advance(5 * SECOND);
    expect(pat.lines).toEqual(['kept Is the archive open?']);
  });
});

describe('sorry', () => {
  test('A line that is refused for the moment is tried again, ever more slowly, and no later line overtakes it', async () => {
    await talk();
    relay.refuses = { code: 'not-kept', final: false };
    pat.says('one');
    pat.says('two');
    await clock.advance(61 * SECOND);
    expect(pat.lines.slice(2)).toEqual(['sending one', 'sending two']);
    const tries = relay.heardOf('say').filter(({ text }) => text === 'one' || text === 'two');
    expect(tries.map(({ text }) => text)).toEqual(Array(tries.length).fill('one'));
    expect(tries.length).toBeGreaterThan(4);
    expect(tries.length).toBeLessThan(9);
    relay.refuses = undefined;
    await clock.advance(31 * SECOND);
    expect(relay.said.slice(2)).toEqual(['one', 'two']);
    expect(pat.lines.slice(2)).toEqual(['kept one', 'kept two']);
  });

  test('A line that is refused for good fails with its reason, and the next line is sent', async () => {
    await talk();
    relay.refuses = { code: 'too-many', final: true };
    pat.says('one');
    await clock.advance(SECOND);
    relay.refuses = undefined;
    pat.says('two');
    await clock.advance(SECOND);
    expect(pat.view.lines.at(-1)).toMatchObject({ text: 'one', tick: 'failed', failure: 'too-many' });
    expect(pat.lines.slice(2)).toEqual(['kept two', 'failed one']);
  });

  test('A failed line can be tried again with its id, or removed', async () => {
    await talk();
    relay.refuses = { code: 'too-many', final: true };
    pat.says('one');
    pat.says('two');
    await clock.advance(SECOND);
    relay.refuses = undefined;
    const [one, two] = pat.view.lines.slice(2).map(({ id }) => id) as [string, string];
    pat.conversation.discard(two);
    pat.conversation.tryAgain(one);
    await clock.advance(SECOND);
    expect(pat.lines.slice(2)).toEqual(['kept one']);
    expect(pat.view.lines.at(-1)?.id).toBe(one);
    expect(relay.said.slice(2)).toEqual(['one']);
  });

  test('A line that is being sent can neither be removed nor sent twice', async () => {
    pat.says('one');
    const id = pat.view.lines[0]?.id ?? '';
    pat.conversation.discard(id);
    pat.conversation.tryAgain(id);
    await clock.advance(SECOND);
    expect(relay.said).toEqual(['one']);
    expect(pat.lines).toEqual(['kept one']);
  });

  test('A line whose id has another content at the relay is tried again with a new id', async () => {
    await talk();
    relay.refuses = { code: 'other-content', final: true };
    pat.says('one');
    await clock.advance(SECOND);
    relay.refuses = undefined;
    const id = pat.view.lines.at(-1)?.id ?? '';
    pat.conversation.tryAgain(id);
    await clock.advance(SECOND);
    expect(pat.lines.at(-1)).toBe('kept one');
    expect(pat.view.lines.at(-1)?.id).not.toBe(id);
  });

  test('A hello that is refused for the moment is sent again', async () => {
    const { socket } = pat.page;
    pat.page.sockets.length = 0;
    relay.cuts();
    await clock.advance(300);
    pat.page.socket.receives({ kind: 'sorry', code: 'not-kept', final: false });
    await clock.advance(5 * SECOND);
    expect(pat.page.socket).not.toBe(socket);
    pat.says('one');
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['kept one']);
  });

  test('A page with an unknown desk shows this code and stops', async () => {
    pat.page.socket.receives({ kind: 'sorry', code: 'unknown-desk', final: true });
    expect(pat.view).toMatchObject({ closeCode: 'unknown-desk', link: 'ended' });
    await clock.advance(60 * SECOND);
    expect(relay.pages.size).toBe(0);
  });
});

describe('unread', () => {
  test('Unread lines of librarians are counted, and the mark "new" is at the first of them', async () => {
    await talk();
    pat.conversation.seen();
    pat.conversation.close();
    expect(pat.view).toMatchObject({ unread: 0, link: 'live' });
    relay.answers('By the way:');
    relay.answers('tomorrow from nine.');
    await clock.advance(SECOND);
    expect(pat.view).toMatchObject({ unread: 2, firstNew: pat.view.lines[2]?.seq });
    pat.conversation.open();
    pat.conversation.seen();
    expect(pat.view).toMatchObject({ unread: 0, firstNew: pat.view.lines[2]?.seq });
    pat.says('Thank you!');
    expect(pat.view.firstNew).toBeUndefined();
  });

  test('A line that comes while the patron is looking has no mark "new"', async () => {
    await talk();
    expect(pat.view).toMatchObject({ unread: 1, firstNew: undefined });
  });

  test('A line that comes while the page is hidden has the mark "new"', async () => {
    pat.says('Hello?');
    await clock.advance(SECOND);
    pat.page.hint('hidden');
    relay.answers('Hello!');
    await clock.advance(SECOND);
    expect(pat.view.firstNew).toBe(pat.view.lines[1]?.seq);
  });

  test('A line that was seen once is not unread on the next page', async () => {
    await talk();
    pat.conversation.seen();
    pat.closes();
    pat = newTab();
    expect(pat.conversation.resume()).toBe(true);
    relay.answers('Anything else?');
    await clock.advance(SECOND);
    expect(pat.lines).toHaveLength(3);
    expect(pat.view.unread).toBe(1);
  });

  test('The page reports once for many lines which lines were delivered and seen', async () => {
    pat.says('Hello?');
    await clock.advance(SECOND);
    for (const text of ['one', 'two', 'three']) relay.answers(text);
    await clock.advance(SECOND);
    const delivered = pat.view.lines.at(-1)?.seq;
    expect(relay.heardOf('mark')).toEqual([{ kind: 'mark', delivered, seen: 0 }]);
    pat.conversation.seen();
    await clock.advance(SECOND);
    expect(relay.heardOf('mark').at(-1)).toEqual({ kind: 'mark', delivered, seen: delivered });
    relay.cuts();
    await clock.advance(SECOND);
    expect(relay.heardOf('mark')).toHaveLength(3);
  });
});

describe('what else the chat shows', () => {
  test('A librarian is shown as typing until their line comes or the reports of typing end', async () => {
    await talk();
    relay.sends(relay.key, { kind: 'typing', on: true, name: 'Ann' });
    await clock.advance(SECOND);
    expect(pat.view.typing).toEqual({ name: 'Ann' });
    relay.answers('Yes.');
    await clock.advance(SECOND);
    expect(pat.view.typing).toBeUndefined();
    relay.sends(relay.key, { kind: 'typing', on: true });
    await clock.advance(5 * SECOND);
    relay.sends(relay.key, { kind: 'typing', on: true });
    await clock.advance(5 * SECOND);
    expect(pat.view.typing).toBeDefined();
    await clock.advance(2 * SECOND);
    expect(pat.view.typing).toBeUndefined();
  });

  test('The number of librarians who are asked is shown until somebody answers', async () => {
    pat.says('Hello?');
    await clock.advance(SECOND);
    relay.sends(relay.key, { kind: 'wait', asked: 2 });
    await clock.advance(SECOND);
    expect(pat.view.wait).toMatchObject({ asked: 2 });
    relay.answers('Hello!');
    await clock.advance(SECOND);
    expect(pat.view.wait).toBeUndefined();
  });

  test('The whereabouts are shown as they change, and are unsure and name nobody after ten seconds of silence', async () => {
    const away = {
      ...relay.whereabouts,
      availability: 'away' as const,
      until: clock.now(),
      librarians: [{ name: 'Ann', availability: 'away' as const, words: 'At the Panera, back at 3' }],
    };
    await talk();
    relay.whereabouts = away;
    relay.sends(relay.key, { kind: 'whereabouts', whereabouts: away });
    await clock.advance(SECOND);
    expect(pat.view.whereabouts).toEqual(away);
    relay.down = true;
    relay.cuts();
    await clock.advance(5 * SECOND);
    expect(pat.view.whereabouts).toEqual(away);
    await clock.advance(6 * SECOND);
    expect(pat.view.whereabouts).toEqual({
      ...relay.whereabouts,
      availability: 'unsure',
      librarians: [],
      until: undefined,
    });
    relay.down = false;
    await clock.advance(30 * SECOND);
    expect(pat.view.whereabouts).toEqual(away);
  });

  test('Typing is reported, but not at every key, and so is its end', async () => {
    await talk();
    for (let key = 0; key < 20; key += 1) {
      pat.conversation.typing();
      await clock.advance(250);
    }
    expect(relay.heardOf('typing')).toEqual([
      { kind: 'typing', on: true },
      { kind: 'typing', on: true },
    ]);
    pat.conversation.typing(false);
    pat.conversation.typing(false);
    await clock.advance(SECOND);
    expect(relay.heardOf('typing').slice(2)).toEqual([{ kind: 'typing', on: false }]);
  });

  test('A frame about a line that this page does not know is ignored', async () => {
    pat.page.socket.receives({ kind: 'fireworks' });
    pat.page.socket.receives({ kind: 'kept', id: 'never-said-by-me', seq: 4, at: 0 });
    pat.page.socket.receives({ kind: 'sorry', code: 'too-long', id: 'never-said-by-me', final: true });
    expect(pat.lines).toEqual([]);
  });

  test('The code with which the relay closed for good is shown', async () => {
    relay.cuts(4426);
    expect(pat.view).toMatchObject({ link: 'ended', closeCode: 4426 });
  });

  test('Every listener is called with the new view, until it unsubscribes', async () => {
    const views: unknown[] = [];
    const undo = pat.conversation.subscribe((view) => views.push(view));
    pat.says('one');
    expect(views.at(-1)).toBe(pat.view);
    const lines = pat.view.lines;
    relay.sends('nobody', { kind: 'still' });
    await clock.advance(SECOND);
    expect(pat.view.lines).not.toBe(lines);
    undo();
    const heard = views.length;
    pat.says('two');
    expect(views).toHaveLength(heard);
  });
});

test('A page that is left leaves no timer, no listener and no socket', async () => {
  await talk();
  pat.conversation.typing();
  relay.sends(relay.key, { kind: 'typing', on: true });
  relay.refuses = { code: 'not-kept', final: false };
  pat.says('one');
  await clock.advance(100);
  pat.closes();
  await clock.advance(SECOND);
  expect(relay.pages.size).toBe(0);
  expect(pat.page.listening).toBe(0);
  expect(clock.waiting).toBe(0);
});
