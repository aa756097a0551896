// covers: widget/chat/conversation/key-keeper.ts, widget/chat/conversation/stored-key.ts, widget/chat/conversation/conversation.ts, widget/chat/conversation/lines.ts, widget/chat/conversation/reduce-frame.ts, widget/chat/conversation/outbox.ts
import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../stage/fake-clock.ts';
import { FakeBrowser } from '../stage/fake-browser.ts';
import { FakePatronRelay } from '../stage/fake-patron-relay.ts';
import { PatronTab, STORED, type TabParts } from '../stage/patron-tab.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let clock: FakeClock;
let browser: FakeBrowser;
let relay: FakePatronRelay;

beforeEach(() => {
  clock = new FakeClock();
  browser = new FakeBrowser(clock);
  relay = new FakePatronRelay(clock);
});

const openTab = async (parts: Partial<TabParts> = {}): Promise<PatronTab> => {
  const tab = new PatronTab({ clock, browser, relay, ...parts });
  tab.conversation.open();
  await clock.advance(SECOND);
  return tab;
};

const stored = (): string | undefined => browser.items.get(STORED);

/** A tab in which a patron has asked and was answered. */
const talk = async (parts: Partial<TabParts> = {}): Promise<PatronTab> => {
  const pat = await openTab(parts);
  pat.says('Is the archive open?');
  await clock.advance(SECOND);
  relay.answers('Until five today.');
  await clock.advance(SECOND);
  return pat;
};

const TALK = ['kept Is the archive open?', 'Ann: Until five today.'];

describe('two tabs opened before the first word', () => {
  test.each([
    ['with locks', () => ({ locks: { turn: Promise.resolve() } })],
    ['without locks', () => ({})],
  ])('become one conversation, whoever speaks first, %s', async (_, how) => {
    const parts = how();
    const [first, second] = [await openTab(parts), await openTab(parts)];
    first.says('one');
    await clock.advance(SECOND);
    second.says('two');
    await clock.advance(SECOND);
    expect(relay.said).toEqual(['one', 'two']);
    expect(first.lines).toEqual(['kept one', 'kept two']);
    expect(second.lines).toEqual(first.lines);
  });

  test.each([0, 1, 4, 10, 30, 49, 60])('and when both speak within %i ms', async (ms) => {
    for (const parts of [{}, { locks: { turn: Promise.resolve() } }]) {
      relay.conversations.clear();
      browser.items.clear();
      const [first, second] = [await openTab(parts), await openTab(parts)];
      first.says('one');
      await clock.advance(ms);
      second.says('two');
      await clock.advance(5 * SECOND);
      expect(relay.said.toSorted()).toEqual(['one', 'two']);
      expect(first.lines.toSorted()).toEqual(['kept one', 'kept two']);
      expect(second.lines).toEqual(first.lines);
      first.closes();
      second.closes();
    }
  });

  test('but a page that has begun a conversation does not leave it for another', async () => {
    const pat = await talk();
    const other = new PatronTab({ clock, browser, relay });
    other.storage.setItem(STORED, `${'z'.repeat(43)} 0 ${clock.now()}`);
    await clock.advance(5 * MINUTE);
    expect(pat.lines).toEqual(TALK);
    expect(stored()).toContain('zzz');
  });

  test('the silent one shows what the other says', async () => {
    const second = await openTab();
    const first = await talk();
    expect(second.lines).toEqual(TALK);
    second.says('Thank you!');
    await clock.advance(SECOND);
    expect(first.lines).toEqual([...TALK, 'kept Thank you!']);
  });

  test('what one has seen is not unread in the other', async () => {
    const second = await openTab();
    const first = await talk();
    expect(second.view.unread).toBe(1);
    first.conversation.seen();
    await clock.advance(SECOND);
    expect(second.view.unread).toBe(0);
  });
});

describe('a page that comes back', () => {
  test('has all of it, once, in order', async () => {
    const pat = await talk();
    pat.closes();
    const again = new PatronTab({ clock, browser, relay });
    expect(again.conversation.resume()).toBe(true);
    await clock.advance(SECOND);
    expect(again.lines).toEqual(TALK);
  });

  test('stored nothing but the key, how far the patron has seen, and when they were there', async () => {
    const pat = await talk();
    expect([...browser.items.keys()]).toEqual([STORED]);
    expect(stored()).toBe(`${relay.key} 0 ${clock.now() - 2 * SECOND + 50}`);
    pat.conversation.seen();
    expect(stored()).toBe(`${relay.key} ${pat.view.lines[1]?.seq} ${clock.now()}`);
  });

  test.each([
    [29 * MINUTE, 30, true],
    [30 * MINUTE, 30, true],
    [30 * MINUTE + 1, 30, false],
    [4 * MINUTE, 5, true],
    [6 * MINUTE, 5, false],
    [2, 0, false],
  ])('after %i ms, where %i minutes are remembered: %s', async (ms, rememberMinutes, found) => {
    const pat = await talk({ rememberMinutes });
    await clock.advance(90 * MINUTE);
    expect(pat.lines).toEqual(TALK);
    pat.closes();
    await clock.advance(ms);
    const next = new PatronTab({ clock, browser, relay, rememberMinutes });
    expect(next.conversation.resume()).toBe(found);
    expect(stored() === undefined).toBe(!found);
  });

  test('A minute counts from the patron’s last page', async () => {
    const pat = await talk();
    const second = await openTab();
    pat.closes();
    await clock.advance(45 * MINUTE);
    second.closes();
    await clock.advance(29 * MINUTE);
    expect((await openTab()).lines).toEqual(TALK);
  });

  test('a browser that died without a word is remembered from its last minute', async () => {
    await talk();
    const text = stored() ?? '';
    const later = new FakeBrowser(clock);
    later.items.set(STORED, text);
    await clock.advance(31 * MINUTE);
    expect(new PatronTab({ clock, browser: later, relay }).conversation.resume()).toBe(false);
    expect(later.items.size).toBe(0);
  });

  test('a clock that was set back does not make a key live longer', async () => {
    const pat = await talk();
    pat.closes();
    const [key, seen] = (stored() ?? '').split(' ');
    browser.items.set(STORED, `${key} ${seen} ${clock.now() + 31 * MINUTE}`);
    expect(new PatronTab({ clock, browser, relay }).conversation.resume()).toBe(false);
  });

  test.each(['', 'rubbish', 'k 0 1', `${'k'.repeat(43)} 0`, `${'k'.repeat(43)} x 1`, `${'k'.repeat(43)} 0 1 2`, '{}'])(
    'a stored value that nobody wrote is ignored and removed: %j',
    async (text) => {
      browser.items.set(STORED, text);
      const pat = await openTab();
      expect(stored()).toBeUndefined();
      pat.says('one');
      await clock.advance(SECOND);
      expect(pat.lines).toEqual(['kept one']);
    },
  );
});

describe('a browser that keeps nothing', () => {
  test.each(['blocked', 'full'] as const)('because storage is %s: works in memory', async (how) => {
    browser[how] = true;
    const pat = await talk();
    relay.cuts();
    pat.says('Thank you!');
    await clock.advance(5 * MINUTE);
    expect(pat.lines).toEqual([...TALK, 'kept Thank you!']);
    expect(browser.items.size).toBe(0);
    pat.conversation.clearScreen();
    await clock.advance(SECOND);
    expect(pat.lines).toEqual([]);
  });

  test('A page whose storage is emptied by its own scripts does not write it again', async () => {
    const pat = await talk();
    // As a catalogue does when the patron signs out: this tab receives no event about it.
    pat.storage.removeItem(STORED);
    await clock.advance(5 * MINUTE);
    expect(pat.lines).toEqual(TALK);
    pat.conversation.seen();
    pat.closes();
    expect(stored()).toBeUndefined();
  });
});

describe('clear this screen', () => {
  test('with a link kept, closes nothing: not in this tab, not in another, not on the next page', async () => {
    for (const clears of ['this', 'other', 'next'] as const) {
      relay.conversations.clear();
      browser.items.clear();
      const pat = await talk();
      const other = await openTab();
      pat.view.keys?.link();
      await clock.advance(2 * MINUTE);
      if (clears === 'next') pat.closes();
      const tab = { this: pat, other, next: await openTab() }[clears];
      expect(tab.view.keys?.hasLink).toBe(true);
      tab.conversation.clearScreen();
      await clock.advance(SECOND);
      expect(relay.heardOf('close')).toHaveLength(0);
      expect(stored()).toBeUndefined();
      expect([other.lines, other.view.keys?.hasLink]).toEqual([[], false]);
      for (const one of [pat, other, tab]) one.closes();
    }
  });

  test('leaves nothing in page and browser, empties the other tabs, and closes the conversation', async () => {
    const pat = await talk();
    const second = await openTab();
    second.says('not yet sent');
    pat.conversation.clearScreen();
    expect(pat.view).toMatchObject({ lines: [], ended: 'cleared', unread: 0 });
    expect(stored()).toBeUndefined();
    await clock.advance(SECOND);
    expect(second.view).toMatchObject({ lines: [], ended: 'cleared' });
    expect(relay.heardOf('close')).toHaveLength(1);
    await clock.advance(30 * MINUTE);
    expect(stored()).toBeUndefined();
  });

  test('the next person at this computer finds nothing, in any tab, and asks under another key', async () => {
    const pat = await talk();
    const { key } = relay;
    pat.conversation.clearScreen();
    pat.conversation.close();
    await clock.advance(SECOND);
    const quinn = await openTab();
    pat.conversation.open();
    await clock.advance(SECOND);
    expect([quinn.lines, pat.lines]).toEqual([[], []]);
    expect(pat.view.ended).toBeUndefined();
    pat.says('Do you have maps?');
    await clock.advance(SECOND);
    expect(relay.conversations.size).toBe(2);
    expect(relay.conversations.get(key)).toHaveLength(2);
    expect(pat.lines).toEqual(['kept Do you have maps?']);
    expect(quinn.lines).toEqual(pat.lines);
  });

  test('without a connection, too', async () => {
    const pat = await talk();
    relay.down = true;
    relay.cuts();
    pat.says('lost');
    pat.conversation.clearScreen();
    expect(pat.lines).toEqual([]);
    expect(stored()).toBeUndefined();
    relay.down = false;
    await clock.advance(MINUTE);
    expect(pat.lines).toEqual([]);
    expect(relay.heardOf('say')).toHaveLength(1);
  });

  test('while the first line waits for its key', async () => {
    const pat = await openTab();
    pat.says('one');
    pat.conversation.clearScreen();
    await clock.advance(MINUTE);
    expect(stored()).toBeUndefined();
    expect(relay.conversations.size).toBe(0);
    pat.says('two');
    await clock.advance(SECOND);
    expect(relay.said).toEqual(['two']);
  });

  test('a page brought back by the back button shows no more than a new one would', async () => {
    const pat = await talk();
    pat.page.hint('left');
    await clock.advance(10 * MINUTE);
    pat.page.hint('shown');
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(TALK);
    pat.page.hint('left');
    await clock.advance(31 * MINUTE);
    pat.page.hint('shown');
    expect(pat.view).toMatchObject({ lines: [], ended: 'cleared' });
    expect(stored()).toBeUndefined();
  });
});

describe('forget this', () => {
  test('waits for the relay, then leaves nothing here and in the other tabs', async () => {
    const pat = await talk();
    const second = await openTab();
    const { key } = relay;
    pat.conversation.forget();
    expect(pat.view).toMatchObject({ forgetting: true, ended: undefined });
    expect(stored()).toContain(key);
    await clock.advance(SECOND);
    expect(pat.view).toMatchObject({ forgetting: false, ended: 'forgotten', lines: [] });
    expect(second.view.lines).toEqual([]);
    expect(stored()).toBeUndefined();
    expect(relay.forgotten).toContain(key);
    pat.says('Another question');
    await clock.advance(SECOND);
    expect(relay.key).not.toBe(key);
    expect(pat.lines).toEqual(['kept Another question']);
  });

  test('asked for without a connection is asked for when there is one, and what was not sent is not sent', async () => {
    const pat = await talk();
    relay.down = true;
    relay.cuts();
    pat.says('do not send this');
    pat.conversation.forget();
    await clock.advance(15 * SECOND);
    expect(pat.view.forgetting).toBe(true);
    relay.down = false;
    await clock.advance(MINUTE);
    expect(pat.view).toMatchObject({ forgetting: false, ended: 'forgotten' });
    expect(relay.heardOf('say')).toHaveLength(1);
  });

  test('that the relay cannot do now is asked again', async () => {
    const pat = await talk();
    relay.refuses = { code: 'not-kept', final: false };
    pat.conversation.forget();
    await clock.advance(10 * SECOND);
    expect(pat.view.forgetting).toBe(true);
    relay.refuses = undefined;
    await clock.advance(MINUTE);
    expect(pat.view.ended).toBe('forgotten');
  });

  test('done, but reported to a socket that was cut', async () => {
    const pat = await talk();
    pat.conversation.forget();
    await clock.advance(relay.latency + 1);
    relay.cuts();
    await clock.advance(5 * SECOND);
    expect(pat.view).toMatchObject({ forgetting: false, ended: 'forgotten', lines: [] });
    expect(stored()).toBeUndefined();
  });

  test('of nothing is done at once', async () => {
    const pat = await openTab();
    pat.conversation.forget();
    expect(pat.view).toMatchObject({ forgetting: false, ended: 'forgotten' });
    expect(relay.heardOf('forget')).toEqual([]);
  });
});

describe('a conversation the relay has forgotten', () => {
  test('stays on screen; lines that were not kept fail, and sent again they begin another under another key', async () => {
    const pat = await talk();
    const { key } = relay;
    relay.down = true;
    relay.cuts();
    relay.forgets();
    pat.says('And tomorrow?');
    await clock.advance(5 * SECOND);
    relay.down = false;
    await clock.advance(MINUTE);
    expect(pat.lines).toEqual([...TALK, 'failed And tomorrow?']);
    expect(pat.view).toMatchObject({ ended: 'gone', unread: 0, link: 'live' });
    expect(stored()).toBeUndefined();
    pat.conversation.tryAgain(pat.view.lines[2]?.id ?? '');
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['kept And tomorrow?']);
    expect(pat.view.ended).toBeUndefined();
    expect(relay.key).not.toBe(key);
    expect(stored()).toContain(relay.key);
    relay.answers('From nine.');
    await clock.advance(SECOND);
    expect(pat.view.unread).toBe(1);
  });

  test('or never had, though the page knows entries of it', async () => {
    const pat = await talk();
    relay.conversations.clear();
    relay.cuts();
    await clock.advance(5 * SECOND);
    expect(pat.view.ended).toBe('gone');
    pat.says('Once more');
    await clock.advance(SECOND);
    expect(pat.lines).toEqual(['kept Once more']);
  });
});
