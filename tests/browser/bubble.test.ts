// covers: widget/bubble/bubble.ts, widget/bubble/ask-librarian.ts, widget/bubble/ask-librarian-define.ts, widget/bubble/attach-chat.ts
import AxeBuilder from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BubbleStage } from './stage/bubble-stage.ts';

/** The built scripts of the bubble on pages of every kind. */

let stage: BubbleStage;
let calm: BubbleStage['whereabouts'];

beforeAll(async () => {
  stage = await BubbleStage.open();
  calm = stage.whereabouts;
});
afterEach(async () => {
  await stage.leave();
  stage.whereabouts = calm;
  stage.silent = false;
  stage.chatMissing = false;
  stage.partsFrom = Promise.resolve();
});
afterAll(() => stage.close());

const LINE = 'Away · “At the Panera in Newport News, back at 3”';

const bubble = (page: Page) => page.locator('ask-librarian button').first();
const line = (page: Page) => page.locator('ask-librarian small').first();
const reads = (page: Page, text: string) => page.locator('ask-librarian').getByText(text, { exact: true }).waitFor();
const opens = async (page: Page): Promise<void> => {
  await bubble(page).click();
  await page.locator('ask-librarian textarea').waitFor();
};

test('The bubble shows where the librarian is before anything is clicked, on screen and in its accessible name', async () => {
  const page = await stage.visit();
  await reads(page, LINE);
  expect(await line(page).textContent()).toBe(LINE);
  expect(await page.getByRole('button', { name: `Ask a librarian ${LINE}` }).count()).toBe(1);
  expect(stage.asked).toEqual(['/widget.js', '/desks/main/whereabouts']);
  expect(stage.complaints).toEqual([]);
});

test.each([
  ['no policy', ''],
  ['only its scripts and answers', "default-src 'none'; script-src {relay}; connect-src {relay} {socket}"],
  ['no style at all', "default-src 'none'; script-src {relay}; connect-src {relay} {socket}; style-src 'none'"],
  ['a nonce', "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src {relay} {socket}"],
  [
    'Trusted Types',
    "default-src 'none'; script-src {relay}; connect-src {relay} {socket}; require-trusted-types-for 'script'",
  ],
  [
    'Trusted Types that know ask-librarian',
    "default-src 'none'; script-src {relay}; connect-src {relay} {socket}; require-trusted-types-for 'script'; trusted-types ask-librarian",
  ],
])('The bubble and the chat work on a page whose policy allows %s', async (_, policy) => {
  const page = await stage.visit({ policy: policy && `${policy} ; img-src data:` });
  await reads(page, LINE);
  expect(await bubble(page).evaluate((each) => getComputedStyle(each).borderRadius)).toBe('12px');
  await opens(page);
  expect(stage.complaints.filter((each) => !each.startsWith('WebSocket connection'))).toEqual([]);
});

test('Where the chat’s script may not run, the page of the desk opens in a new tab', async () => {
  const policy = "default-src 'none'; script-src {relay}; connect-src {relay} {socket}; trusted-types 'none'";
  const page = await stage.visit({ policy });
  await reads(page, LINE);
  const [other] = await Promise.all([page.waitForEvent('popup'), bubble(page).click()]);
  await other.waitForURL(`${stage.relay}/desks/main/`);
  await reads(page, 'The chat couldn’t open here. It opens in a new tab instead.');
});

test('Where the chat’s script cannot be loaded, each click opens the page of the desk', async () => {
  stage.chatMissing = true;
  const page = await stage.visit();
  await reads(page, LINE);
  for (let turn = 0; turn < 2; turn += 1) {
    const [other] = await Promise.all([page.waitForEvent('popup'), bubble(page).click()]);
    await other.close();
  }
});

test('The bubble loads the chat once, when the pointer reaches it, and opens it at the click', async () => {
  const page = await stage.visit();
  await reads(page, LINE);
  await bubble(page).hover();
  await expect.poll(() => stage.asked.filter((path) => path.startsWith('/chat-')).length).toBe(1);
  expect(await page.locator('ask-librarian textarea').isVisible()).toBe(false);
  await opens(page);
  expect(stage.asked.filter((path) => path.startsWith('/chat-'))).toHaveLength(1);
  expect(await bubble(page).isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  await bubble(page).waitFor();
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('ask-librarian');
});

describe('a desk that is closed', () => {
  beforeEach(() => {
    stage.whereabouts = {
      ...calm,
      availability: 'offline',
      librarians: [],
      hours: [[['09:00', '17:00']], [], [], [], [], [], []],
      contact: { phone: '+1 757 555 0134' },
    };
  });

  /** Opens the chat. Returns whether it showed its hours at that moment. */
  const opensWithHours = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<boolean>((then) => {
          const ask = document.querySelector('ask-librarian');
          ask?.addEventListener('open', () => {
            const chat = ask.shadowRoot?.querySelector('ask-librarian-chat');
            then(chat?.shadowRoot?.textContent?.includes('Opening hours') ?? false);
          });
          ask?.shadowRoot?.querySelector('button')?.click();
        }),
    );

  test('The chat of a closed desk opens with its hours, so that its card does not grow later', async () => {
    const page = await stage.visit({ head: '<style>ask-librarian { --ask-accent: teal }</style>' });
    await reads(page, 'No one’s at the desk');
    expect(await opensWithHours(page)).toBe(true);
  });

  test('The chat of a closed desk opens without its hours if they do not load', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.partsFrom = promise;
    const page = await stage.visit();
    await reads(page, 'No one’s at the desk');
    expect(await opensWithHours(page)).toBe(false);
    await page.locator('ask-librarian textarea').waitFor();
    resolve();
    await page.locator('ask-librarian').getByText('Opening hours').waitFor();
  });
});

test('The bubble does not change the page: no globals, no storage, no styles, no elements left behind', async () => {
  const page = await stage.visit({
    head: `<script nonce="abc">window.before = new Set(Object.getOwnPropertyNames(window));</script>
      <style>button { background: red; font-size: 40px } * { letter-spacing: 3px } b { color: lime }</style>`,
  });
  await reads(page, LINE);
  await opens(page);
  await page.keyboard.press('Escape');
  const left = await page.evaluate(() => {
    const { before } = window as unknown as { before: Set<string> }; // as: set above
    return Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== 'before');
  });
  expect(left.filter((name) => !name.startsWith('lit'))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
  expect(await bubble(page).evaluate((each) => getComputedStyle(each).fontSize)).toBe('16px');
  await page.evaluate(() => document.querySelector('ask-librarian')?.remove());
  expect(await page.evaluate(() => document.body.children.length)).toBe(2);
});

test('A removed bubble asks nothing, and running the tag again puts one bubble back', async () => {
  const page = await stage.visit({ body: '{tag}{tag}' });
  await reads(page, LINE);
  expect(await page.locator('ask-librarian').count()).toBe(1);
  await page.evaluate(() => document.querySelector('ask-librarian')?.remove());
  const before = stage.asked.length;
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.evaluate((source) => {
    const tag = document.createElement('script');
    tag.src = source;
    document.body.append(tag);
  }, `${stage.relay}/widget.js`);
  await reads(page, LINE);
  expect(await page.locator('ask-librarian').count()).toBe(1);
  expect(stage.asked.slice(before).filter((path) => path.endsWith('whereabouts'))).toHaveLength(1);
});

test('The bubble works with its tag in the head, and where the page has placed the element itself', async () => {
  const early = await stage.visit({ head: '{tag}', body: '<p>late</p>' });
  await reads(early, LINE);
  const placed = await stage.visit({ body: `<ask-librarian relay="${stage.relay}" desk="maps"></ask-librarian>{tag}` });
  await reads(placed, LINE);
  expect(await placed.locator('ask-librarian').count()).toBe(1);
  expect(stage.asked).toContain('/desks/maps/whereabouts');
});

test('The bubble gives the page its whereabouts by a property and by events that do not bubble', async () => {
  const page = await stage.visit({
    head: `<script nonce="abc">
      window.heard = [];
      document.addEventListener('whereabouts', (event) => window.heard.push('bubbled'));
      new MutationObserver(() => {
        const ask = document.querySelector('ask-librarian');
        if (!ask || window.ask) return;
        window.ask = ask;
        for (const type of ['whereabouts', 'open', 'close']) ask.addEventListener(type, () => window.heard.push(type));
      }).observe(document, { childList: true, subtree: true });
    </script>`,
  });
  await reads(page, LINE);
  await page.evaluate(() =>
    (document.querySelector('ask-librarian') as unknown as { ask(text: string): void }).ask('Do you have maps?'),
  ); // as: its class is not here
  await expect.poll(() => page.locator('ask-librarian textarea').inputValue()).toBe('Do you have maps?');
  await page.keyboard.press('Escape');
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard); // as: set above
  expect(heard).toEqual(['whereabouts', 'open', 'close']);
  expect(
    await page.evaluate(
      () => (document.querySelector('ask-librarian') as unknown as { whereabouts: object }).whereabouts,
    ), // as: its class is not here
  ).toMatchObject({ availability: 'away', librarians: [{ name: 'Ann' }] });
});

test('Without an answer from the relay the bubble is still a button that opens the chat', async () => {
  stage.silent = true;
  const page = await stage.visit();
  await reads(page, 'Ask a librarian');
  expect(await line(page).textContent()).toBe('');
  await opens(page);
});

test('An expired answer is shown as unsure', async () => {
  stage.whereabouts = { ...calm, goodFor: 1 };
  const page = await stage.visit();
  await reads(page, LINE);
  stage.silent = true;
  await reads(page, 'Checking who’s available');
});

test('A hidden page asks nothing, and asks at once when it is shown', async () => {
  const page = await stage.visit();
  await reads(page, LINE);
  const hide = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { value: now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await hide(true);
  const before = stage.asked.length;
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  stage.whereabouts = { ...calm, availability: 'available', librarians: [] };
  await hide(false);
  await reads(page, 'Available');
  expect(stage.asked.length).toBe(before + 1);
});

test.each(['ltr', 'rtl'] as const)(
  'The longest words take two lines in a corner, %s, on a phone of 360 pixels',
  async (dir) => {
    const words =
      'At the Panera in Newport News with a box of nineteenth-century ships’ manifests and no signal to speak of; at last back at 3, I hope';
    stage.whereabouts = { ...calm, librarians: [{ ...calm.librarians[0], name: 'Ann', availability: 'away', words }] };
    const page = await stage.visit({ dir }, { viewport: { width: 360, height: 640 } });
    await reads(page, `Away · “${words}”`);
    const box = await bubble(page).boundingBox();
    expect(box?.width).toBeLessThanOrEqual(0.8 * 360);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.height).toBeLessThanOrEqual(90);
    expect(dir === 'rtl' ? box?.x : 360 - (box?.x ?? 0) - (box?.width ?? 0)).toBeCloseTo(16, 0);
    expect(await line(page).evaluate((each) => each.scrollHeight > each.clientHeight)).toBe(true);
  },
);

test('One long word does not overflow the bubble', async () => {
  const words = 'x'.repeat(140);
  stage.whereabouts = { ...calm, librarians: [{ name: 'Ann', availability: 'away', words }] };
  const page = await stage.visit({}, { viewport: { width: 360, height: 640 } });
  await reads(page, `Away · “${words}”`);
  expect(await bubble(page).evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
});

test('A change in the bubble causes no layout shift on the page', async () => {
  const page = await stage.visit({
    head: `<script nonce="abc">
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift', buffered: true });
    </script>`,
  });
  await reads(page, LINE);
  for (const availability of ['available', 'offline'] as const) {
    stage.whereabouts = { ...calm, availability, librarians: [] };
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await reads(page, availability === 'available' ? 'Available' : 'No one’s at the desk');
  }
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]); // as: set above
});

test.each([
  ['light', { colorScheme: 'light' as const }],
  ['dark', { colorScheme: 'dark' as const }],
  ['forced colours', { forcedColors: 'active' as const }],
])('The bubble has no violation of the axe rules in this scheme: %s', async (_, options) => {
  const page = await stage.visit({}, options);
  await reads(page, LINE);
  await page.evaluate(AxeBuilder.source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof AxeBuilder }; // as: put there above
    const { violations } = await axe.run('ask-librarian');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  });
  expect(violations).toEqual([]);
});

test('The bubble is not printed', async () => {
  const page = await stage.visit();
  await reads(page, LINE);
  await page.emulateMedia({ media: 'print' });
  expect(await bubble(page).isVisible()).toBe(false);
});
