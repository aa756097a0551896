// covers: widget/chat/views/composer.ts, widget/chat/views/log.ts, widget/chat/sticky-scroll.ts, widget/chat/conversation/actions.ts, widget/chat/lazy-part.ts
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { button, ChatStage, composer, log, opens, says } from './stage/chat-stage.ts';
import { AVAILABLE, CLOSED } from './stage/desks.ts';

let stage: ChatStage;
let page: Page;
beforeAll(async () => {
  stage = await ChatStage.open();
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.relay.startsOver(AVAILABLE);
  page = await stage.page();
  return () => page.context().close();
});

/** What has the focus, by its name or text; the composer's is its label. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    let inner: Element | null = document.activeElement;
    while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    return inner?.getAttribute('aria-label') ?? inner?.textContent?.trim() ?? '';
  });

const hasFocus = (name: string) => expect.poll(focused).toBe(name);

/** What a screen reader has announced since the page loaded, in order. */
const listen = (): Promise<void> =>
  page.evaluate(() => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    const chat = document.querySelector('div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
    for (const region of chat?.querySelectorAll('[aria-live=polite], [role=status]') ?? []) {
      new MutationObserver((changes) => {
        for (const change of changes)
          for (const node of change.addedNodes) announced.push(node.textContent?.trim() ?? '');
      }).observe(region, { childList: true, subtree: true });
    }
  });
const announced = (): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { announced: string[] }).announced.filter((text) => text !== '')); // as: put there above

test('With the keyboard alone a patron can open the chat, ask, move around, close it, and be where they were', async () => {
  await button(page, 'Place a hold').focus();
  await page.keyboard.press('Tab');
  await hasFocus('Ask a librarian');
  await page.keyboard.press('Enter');
  await hasFocus('Your message');
  await page.keyboard.type('Is the archive open?');
  await page.keyboard.press('Enter');
  await log(page).getByText('Is the archive open?').waitFor();
  await hasFocus('Your message');
  for (const next of ['Send', 'Clear chat', 'Save or share…', 'Delete conversation']) {
    await page.keyboard.press('Tab');
    await hasFocus(next);
  }
  for (const previous of ['Save or share…', 'Clear chat', 'Send', 'Your message', 'Conversation', 'Close']) {
    await page.keyboard.press('Shift+Tab');
    await hasFocus(previous);
  }
  await page.keyboard.press('Escape');
  await hasFocus('Ask a librarian');
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
});

test('A question of the chat focuses the harmless answer, and Escape gives that answer', async () => {
  await opens(page);
  await says(page, 'Is the archive open?');
  await button(page, 'Delete conversation').press('Enter');
  await hasFocus('Keep it');
  await page.keyboard.press('Escape');
  await hasFocus('Delete conversation');
  await log(page).getByText('Is the archive open?').waitFor();
  await button(page, 'Delete conversation').press('Enter');
  await hasFocus('Keep it');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await log(page).getByText('Deleted.').waitFor();
  expect(await log(page).getByText('Is the archive open?').count()).toBe(0);
});

test('Shift+Enter breaks the line, and Enter of an input method sends nothing', async () => {
  await opens(page);
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  expect(await composer(page).inputValue()).toBe('one\ntwo');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await devtools.send('Input.insertText', { text: 'かな' });
  expect(await composer(page).inputValue()).toBe('one\ntwoかな');
  await page.keyboard.press('Enter');
  await stage.relay.receives('say').then((frame) => expect(frame).toMatchObject({ text: 'one\ntwoかな' }));
});

test('The composer grows to five lines and shrinks again', async () => {
  await opens(page);
  const height = async () => (await composer(page).boundingBox())?.height ?? 0;
  const one = await height();
  await composer(page).fill('1\n2\n3');
  const three = await height();
  await composer(page).fill('1\n2\n3\n4\n5\n6\n7\n8');
  const many = await height();
  expect(three - one).toBeGreaterThan(40);
  expect(many).toBeLessThanOrEqual(three + 2 * 24);
  await page.keyboard.press('Enter');
  await expect.poll(height).toBe(one);
});

test('The characters left are shown near the limit only, and no more can be written', async () => {
  await opens(page);
  await composer(page).fill('a'.repeat(3_800));
  expect(await page.getByText('characters left').count()).toBe(0);
  await composer(page).fill('a'.repeat(3_999));
  await page.getByText('1 character left').waitFor();
  await page.keyboard.type('bc');
  expect(await composer(page).inputValue()).toBe(`${'a'.repeat(3_999)}b`);
});

test('A draft stays while the chat is closed and while lines arrive', async () => {
  await opens(page);
  await page.keyboard.type('Is the arch');
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'Good morning' });
  await log(page).getByText('Good morning').waitFor();
  await page.keyboard.press('Escape');
  await opens(page);
  expect(await composer(page).inputValue()).toBe('Is the arch');
  await hasFocus('Your message');
});

test('Additions are announced, each once, and nothing else: neither the patron’s own lines nor history', async () => {
  await opens(page);
  await says(page, 'Is the archive open?');
  await stage.relay.receives('say');
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'It is.' });
  await log(page).getByText('It is.').waitFor();
  await page.reload();
  await page.locator('ol').getByText('It is.').waitFor({ state: 'attached' });
  await listen();
  await opens(page);
  expect(await announced()).toEqual([]);
  await says(page, 'Until when?');
  await stage.relay.receives('say');
  stage.relay.send({ kind: 'mark', delivered: stage.relay.lastSeq, seen: stage.relay.lastSeq });
  await log(page).getByText('Seen').waitFor();
  stage.relay.send({ kind: 'typing', on: true, name: 'Ann' });
  await log(page).getByText('Ann is writing').waitFor();
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'Until five.' });
  stage.relay.shows({ kind: 'closed', by: 'librarian' });
  await log(page).getByText('The conversation has ended').waitFor();
  expect(await announced()).toEqual(['Ann: Until five.', 'The conversation has ended']);
});

test('That the question may be left is announced once; the link is reached, copied and left with the keyboard alone', async () => {
  await opens(page);
  await says(page, 'Is the archive open?');
  await stage.relay.receives('say');
  stage.relay.send({ kind: 'wait', asked: 2 });
  const notice = page.locator('.notice [role=status]');
  await expect.poll(() => notice.textContent()).toBe('Asking 2 librarians…');
  await notice.evaluate((region) => {
    const notices: string[] = [];
    Object.assign(window, { notices });
    new MutationObserver(() => notices.push(region.textContent ?? '')).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  for (const _ of [1, 2, 3]) stage.relay.send({ kind: 'wait', asked: 2, late: true });
  await button(page, 'Keep a link').waitFor();
  await page.keyboard.type('And on Sunday?');
  stage.relay.send({ kind: 'typing', on: true, name: 'Ann' });
  await log(page).getByText('Ann is writing').waitFor();
  expect(await page.evaluate(() => (window as unknown as { notices: string[] }).notices)).toEqual([
    'Asking 2 librarians… No answer yet. You can wait, or keep a link and come back for the answer.',
  ]); // as: put there above

  await page.keyboard.press('Shift+Tab');
  await hasFocus('Keep a link');
  await page.keyboard.press('Enter');
  await hasFocus('Copy link');
  await page.keyboard.press('Enter');
  await page.getByRole('group').getByText('Copied.').waitFor();
  await page.keyboard.press('Shift+Tab');
  await hasFocus('Link to this conversation');
  for (const next of ['Copy link', 'Save as text', 'Done']) {
    await page.keyboard.press('Tab');
    await hasFocus(next);
  }
  await page.keyboard.press('Enter');
  await hasFocus('Save or share…');
  expect(await composer(page).inputValue()).toBe('And on Sunday?');
});

test('Answers are announced while the chat is closed, too', async () => {
  await opens(page);
  await says(page, 'Is the archive open?');
  await stage.relay.receives('say');
  await listen();
  await page.keyboard.press('Escape');
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'It is.' });
  await expect.poll(announced).toEqual(['Ann: It is.']);
});

test('Clearing asks only if an answer would be lost, and leaves nothing to the next person', async () => {
  await opens(page);
  await says(page, 'Do you have books on divorce?');
  await stage.relay.receives('say');
  await page.keyboard.type('half a thought about div');
  await button(page, 'Clear chat').click();
  await button(page, 'Keep it').click();
  await log(page).getByText('Do you have books on divorce?').waitFor();
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'On the second floor, 346.' });
  await log(page).getByText('On the second floor, 346.').waitFor();
  await button(page, 'Clear chat').click();
  await log(page).getByText('Ask your question below.').waitFor();
  await stage.relay.receives('close');
  expect(await composer(page).inputValue()).toBe('');
  await hasFocus('Your message');
  const left = await page.evaluate(() => {
    const root = document.querySelector('div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
    return [root?.innerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join('\n');
  });
  expect(left).not.toMatch(/divorce|half a thought|second floor|346/);
  expect(left).toContain('{}');
});

test('A line in view is seen, and one below is not until the patron goes there', async () => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await opens(page);
  for (let count = 1; count <= 12; count++) {
    stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: `Line ${count}` });
  }
  await log(page).getByText('Line 12').waitFor();
  // Two of the three are whole pixels, the third is not: a pixel between them is no way to go.
  const place = () =>
    log(page).evaluate((area) => {
      const below = area.scrollHeight - area.clientHeight - area.scrollTop;
      return below < 1.5 ? 0 : below;
    });
  await expect.poll(place).toBe(0);
  await log(page).focus();
  await page.keyboard.press('Home');
  // It scrolls smoothly, and on its way it would undo what the button does.
  await expect.poll(() => log(page).evaluate((area) => area.scrollTop)).toBe(0);
  expect(await place()).toBeGreaterThan(100);
  stage.relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'Line 13' });
  await button(page, 'New messages').click();
  await expect.poll(place).toBe(0);
  await button(page, 'New messages').waitFor({ state: 'detached' });
  await hasFocus('Your message');
});

test('If nothing can be written, the focus is on the desk’s name', async () => {
  await opens(page);
  stage.relay.disconnects(4403);
  await page.getByText('does not take questions from this page').waitFor();
  await hasFocus('Newport Reference Desk');
  await page.keyboard.press('Escape');
  await hasFocus('Ask a librarian');
});

test('A closed desk shows its telephone, e-mail and hours', async () => {
  stage.relay.startsOver(CLOSED);
  await opens(page);
  expect(await page.getByRole('link', { name: '+1 757 555 0134' }).getAttribute('href')).toBe('tel:+17575550134');
  expect(await page.getByRole('link', { name: 'ask@newport' }).getAttribute('href')).toBe(
    'mailto:ask@newport.lib.example',
  );
  expect(await page.getByRole('row', { name: 'Sun' }).innerText()).toMatch(/Closed/);
});
