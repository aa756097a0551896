import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../stage/fake-clock.ts';
import { FakeBrowser } from '../stage/fake-browser.ts';
import { FakePatronRelay } from '../stage/fake-patron-relay.ts';
import { PatronTab } from '../stage/patron-tab.ts';

/** What can happen to a patron with up to three tabs, a relay and the network between them. */
type Happening =
  | { what: 'says' | 'reloads' | 'opens' | 'shuts' | 'hides' | 'shows'; tab: number }
  | { what: 'answer' | 'cut' | 'down' | 'up' | 'full' | 'room' | 'repeats' | 'restart' }
  | { what: 'time'; ms: number };

/** No page is there again sooner: longer than two tabs need, without locks, to agree on a key. */
const RELOAD_MS = 60;

const tab = fc.nat({ max: 2 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('says' as const), tab }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('reloads', 'opens', 'shuts', 'hides', 'shows'), tab }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom('answer', 'cut', 'down', 'up', 'full', 'room', 'repeats', 'restart'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.nat({ max: 4_000 }) }) },
);

const play = async (happenings: Happening[], latency: number): Promise<void> => {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const relay = new FakePatronRelay(clock);
  relay.latency = latency;
  const newTab = (): PatronTab => {
    const fresh = new PatronTab({ clock, browser, relay });
    fresh.conversation.open();
    return fresh;
  };
  const tabs = [newTab(), newTab(), newTab()] as [PatronTab, PatronTab, PatronTab];
  let said = 0;
  /** What each page has said; a page that goes takes what was not kept with it. */
  const saidOn = new Map(tabs.map((each): [PatronTab, string[]] => [each, []]));
  /** Every line some page has shown as kept. */
  const ticked = new Set<string>();
  const watchTicks = (each: PatronTab) =>
    each.conversation.subscribe(({ lines }) => {
      for (const line of lines) if ('tick' in line && line.seq) ticked.add(line.text);
    });
  for (const each of tabs) watchTicks(each);

  for (const now of happenings) {
    const pat = tabs['tab' in now ? now.tab : 0] as PatronTab; // as: there are three
    if (now.what === 'time') await clock.advance(now.ms);
    else if (now.what === 'says') {
      const text = `line ${++said}`;
      pat.says(text);
      saidOn.get(pat)?.push(text);
    } else if (now.what === 'reloads') {
      pat.closes();
      saidOn.delete(pat);
      await clock.advance(RELOAD_MS);
      const fresh = newTab();
      saidOn.set(fresh, []);
      watchTicks(fresh);
      tabs[now.tab as 0 | 1 | 2] = fresh; // as: so it was made
    } else if (now.what === 'opens') pat.conversation.open();
    else if (now.what === 'shuts') pat.conversation.close();
    else if (now.what === 'hides') pat.page.hint('hidden');
    else if (now.what === 'shows') pat.page.hint('shown');
    else if (now.what === 'answer') {
      if (relay.conversations.size > 0) relay.answers(`answer ${++said}`);
    } else if (now.what === 'cut' || now.what === 'restart') relay.cuts(now.what === 'cut' ? 1006 : 1012);
    else if (now.what === 'repeats') relay.repeats();
    else if (now.what === 'full' || now.what === 'room') {
      relay.refuses = now.what === 'full' ? { code: 'not-kept', final: false } : undefined;
    } else {
      relay.down = now.what === 'down';
      if (relay.down) relay.cuts();
    }
  }

  // In the end all is well again, for as long as the longest wait there is.
  relay.down = false;
  relay.refuses = undefined;
  for (const each of tabs) {
    each.page.hint('shown');
    each.conversation.open();
  }
  await clock.advance(120_000);

  if (relay.conversations.size === 0) {
    expect([...saidOn.values()].flat()).toEqual([]);
    return;
  }
  const kept = relay.said;
  expect(new Set(kept).size, 'nothing twice').toBe(kept.length);
  for (const text of ticked) expect(kept, 'what was shown as kept').toContain(text);
  for (const [each, lines] of saidOn) {
    expect(
      kept.filter((text) => lines.includes(text)),
      'all that was said on a page that stayed, in its order',
    ).toEqual(lines);
    const shown = each.view.lines.map((line) => (line.kind === 'said' ? line.text : line.kind));
    expect(shown, 'every page shows what the relay has').toEqual(kept);
    const numbers = each.view.lines.map((line) => line.seq ?? 0);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  for (const each of tabs) each.closes();
  await clock.advance(1_000);
  expect(clock.waiting, 'nothing is left behind').toBe(0);
};

describe('whatever happens to network, relay and pages', () => {
  test('no line is lost, none is doubled, and every page shows one order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(happening, { maxLength: 40 }), fc.constantFrom(0, 20, 300), play), {
      numRuns: 150,
    });
  });
});
