// covers: widget/console/librarian-console.ts, widget/console/librarian-console-define.ts
// covers: widget/console/views/ended-view.ts, widget/console/views/link-view.ts, widget/console/views/lists-view.ts
// covers: widget/console/views/shapes.ts, widget/console/views/status-text.ts, widget/console/views/team-view.ts
// covers: widget/console/views/announcement.ts, widget/console/views/view-context.ts
// covers: widget/console/views/conversation/composer-view.ts, widget/console/views/conversation/consulted-view.ts
// covers: widget/console/views/conversation/conversation-view.ts, widget/console/views/conversation/hand-off-view.ts
// covers: widget/console/views/conversation/lines-view.ts, widget/console/views/conversation/replies-view.ts
// covers: widget/console/views/front/closing-view.ts, widget/console/views/front/duty-view.ts
// covers: widget/console/views/front/leaving-view.ts, widget/console/views/front/questions-view.ts
// covers: widget/console/views/front/statement-view.ts, widget/console/views/front/top-view.ts
// covers: widget/strings/console.en.ts, widget/strings/console-colleagues.en.ts, widget/strings/console-duty.en.ts
import { mkdirSync } from 'node:fs';
import axeCore from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LOOKS, type LookName, look, type Screen } from './stage/console-looks.ts';
import { ConsolePage } from './stage/console-page.ts';
import { ANN, conversation, prepare, threeWait } from './stage/console-scenes.ts';

const PICTURES = 'tests/.out/console';
const NAMES = Object.keys(LOOKS) as LookName[]; // as: keys of a table written out in full

const stage = new ConsolePage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
beforeEach(() => stage.complaints.splice(0));

/** The rules that failed, with the elements. Best practices are included, because the whole page is ours. */
const axe = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    // @ts-expect-error: the page has axe, this file has not
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { target: string[] }[] }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
  });
};

mkdirSync(PICTURES, { recursive: true });
const photograph = (page: Page, name: string, screen: string) =>
  page.screenshot({ path: `${PICTURES}/${name.replace(/\W+/g, '-')}.${screen}.png` });

const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('axe finds no violation and nothing is wider than the window', () => {
  test.each(NAMES)('in the scene "%s", light and dark', async (name) => {
    const page = await look(stage, name, 'desktop');
    await photograph(page, name, 'desktop');
    expect(await axe(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await photograph(page, name, 'desktop-dark');
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await photograph(page, name, 'small-dark');
    expect(await axe(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await photograph(page, name, 'small-forced');
    // 1280 by 800 at 200 %, and the narrowest window that WCAG 1.4.10 requires.
    for (const [width, height] of [
      [640, 400],
      [320, 568],
    ] as const) {
      await page.setViewportSize({ width, height });
      await photograph(page, name, `${width}`);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });

  const shown: Partial<Record<Screen, LookName[]>> = {
    'desktop-rtl': [
      'conversation',
      'a canned reply, found',
      'three wait',
      'away form',
      'between colleagues',
      'transfer form',
    ],
    tablet: ['away form', 'long texts of every kind', 'thirty at once'],
    wide: ['conversation', 'transfer form'],
    phone: [
      'between colleagues',
      'transfer form',
      'transferred to another desk',
      'asking a colleague',
      'asked by a colleague',
      'a note was left',
      'places',
      'three wait',
      'conversation',
      'canned replies',
      'confirming a block',
      'away form',
      'thirty at once',
      'long texts of every kind',
      'new lines',
    ],
    'phone-rtl': ['conversation', 'canned replies', 'away form', 'asked by a colleague', 'transfer form'],
  };
  // as: keys of a table written out in full
  const cases = (Object.keys(shown) as Screen[]).flatMap((screen) =>
    (shown[screen] ?? []).map((name) => ({ name, screen })),
  );
  test.each(cases)('in the scene "$name" on the screen "$screen"', async ({ name, screen }) => {
    const page = await look(stage, name, screen);
    await photograph(page, name, screen);
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

test('The page obeys its own security policy: no inline style or script, and no address but its own.', async () => {
  const page = await look(stage, 'conversation', 'desktop');
  await page.locator('#choice-away').click();
  expect(stage.complaints).toEqual([]);
  await page.context().close();
});

/** The focused element: its id, otherwise its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement;
    return inside?.id || inside?.textContent?.trim() || inside?.className || 'nothing';
  });

const tabTo = async (page: Page, wanted: string): Promise<void> => {
  for (let steps = 0; (await focused(page)) !== wanted; steps++) {
    if (steps > 40) throw new Error(`Tab does not reach ${wanted}`);
    await page.keyboard.press('Tab');
  }
};

test('With the keyboard alone a librarian can answer, look at another conversation, set a status and end a conversation.', async () => {
  prepare(stage.relay);
  stage.relay.kept.clear();
  threeWait(stage.relay);
  const page = await stage.visit();
  const { keyboard } = page;
  const { relay } = stage;
  await page.locator('#item-heron').waitFor();

  await tabTo(page, 'item-heron');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('composer');
  await keyboard.type('We have four');
  await keyboard.press('Shift+Enter');
  await keyboard.type('boxes.');
  await keyboard.press('Enter');
  await page.locator('.said.by-self', { hasText: 'We have four' }).waitFor();
  await expect.poll(() => relay.saidIn('heron').at(-1)).toBe('We have four\nboxes.');
  expect(await focused(page)).toBe('composer');

  await keyboard.type('Shall I');
  await keyboard.press('Alt+ArrowDown');
  await page.getByRole('heading', { name: /otter/ }).waitFor();
  await keyboard.press('Alt+ArrowUp');
  await page.getByRole('heading', { name: /heron/ }).waitFor();
  expect(await page.locator('#composer').inputValue()).toBe('Shall I');

  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('item-heron');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('composer');

  await tabTo(page, 'choice-away');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('statement-words');
  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('choice-away');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('statement-words');
  await keyboard.type('In the stacks');
  await keyboard.press('Enter');
  await page.locator('.words', { hasText: 'In the stacks' }).waitFor();
  expect(await focused(page)).toBe('choice-away');

  await tabTo(page, 'end');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('end-yes');
  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('end');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await page.getByText('This conversation has ended.').waitFor();
  await expect.poll(() => focused(page)).toBe('conversation-heading');
  await page.context().close();
});

test('With the keyboard alone a canned reply can be found, inserted at the caret, and edited before it is sent.', async () => {
  const page = await look(stage, 'canned replies', 'desktop');
  const { keyboard } = page;
  const written = () => page.locator('#composer').inputValue();
  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('composer');
  expect(await page.locator('#reply-picker').count()).toBe(0);

  await keyboard.type('Hello! Bye.');
  for (let step = 0; step < 5; step += 1) await keyboard.press('ArrowLeft');
  await keyboard.press('Alt+r');
  await expect.poll(() => focused(page)).toBe('reply-filter');
  await keyboard.type('ho');
  await expect.poll(() => page.locator('[role="option"] b').allInnerTexts()).toHaveLength(4);
  await keyboard.press('ArrowDown');
  const chosen = page.locator('[role="option"][aria-selected="true"]');
  expect(await chosen.innerText()).toContain('hold');
  expect(await page.locator('#reply-filter').getAttribute('aria-activedescendant')).toBe('reply-1');
  await keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('composer');
  expect(await written()).toBe('Hello! One moment, I am looking. Bye.');
  await keyboard.type(' So,');
  expect(await written()).toBe('Hello! One moment, I am looking. So, Bye.');
  expect(stage.relay.heardOf('say')).toEqual([]);

  // A reply that is unavailable is not inserted.
  await keyboard.press('Alt+r');
  await keyboard.type('closing');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('reply-filter');
  await keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('composer');
  await keyboard.press('Enter');
  await expect
    .poll(() => stage.relay.heardOf('say'))
    .toMatchObject([{ text: 'Hello! One moment, I am looking. So, Bye.' }]);
  await page.context().close();
});

test('Setting away with words used before takes two clicks.', async () => {
  const page = await look(stage, 'nobody waits', 'desktop');
  await page.locator('#choice-away').click();
  await page.getByRole('button', { name: 'At the Panera in Newport News, back at 3' }).click();
  await page.locator('.board .words').waitFor();
  expect(await page.locator('.board p').allInnerTexts()).toEqual([
    'Away',
    '“At the Panera in Newport News, back at 3” — Ann Whitfield',
  ]);
  await page.context().close();
});

test('Enter of an input method sends nothing.', async () => {
  const page = await look(stage, 'a question, opened', 'desktop');
  const composer = page.locator('#composer');
  await composer.fill('にほん');
  await composer.evaluate((box) =>
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  );
  expect(await composer.inputValue()).toBe('にほん');
  expect(stage.relay.heardOf('say')).toEqual([]);
  await page.context().close();
});

test('Each new event is announced once, and older ones are not.', async () => {
  prepare(stage.relay);
  stage.relay.kept.clear();
  threeWait(stage.relay);
  const page = await stage.visit();
  const { relay } = stage;
  await page.locator('#item-heron').waitFor();
  await page.clock.runFor(2_000);
  const aloud = () => page.getByRole('log').locator('p').allInnerTexts();
  expect(await aloud()).toEqual([]);

  relay.patronSays('stoat', 'Where do I return a book?');
  await expect.poll(aloud).toEqual(['New question from stoat']);
  await page.locator('#item-stoat').click();
  relay.patronSays('stoat', 'It is overdue');
  relay.patronSays('heron', 'Still here');
  await expect
    .poll(aloud)
    .toEqual(['New question from stoat', 'stoat: It is overdue', 'heron, who is waiting, wrote more']);
  relay.forget('stoat');
  await expect.poll(async () => (await aloud()).at(-1)).toContain('stoat deleted the conversation');
  await expect.poll(() => focused(page)).toBe('lists-heading');
  expect(await page.locator('main').textContent()).not.toContain('overdue');
  await page.context().close();
});

test('After signing out, nothing that a patron wrote is left on the screen.', async () => {
  prepare(stage.relay, ANN);
  stage.relay.kept.clear();
  conversation(stage.relay);
  const page = await stage.visit();
  await page.locator('#item-heron').click();
  await page.locator('#composer').fill('Half a line');
  stage.close(4401);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  const left = await page.locator('librarian-console').evaluate((element) => element.shadowRoot?.textContent ?? '');
  expect(left).not.toMatch(/shipyard|heron|Half a line/i);
  expect(await focused(page)).toBe('ended-heading');
  await page.context().close();
});
