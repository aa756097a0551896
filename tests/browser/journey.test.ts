// covers: widget/bubble/ask-librarian-define.ts, widget/bubble/ask-librarian.ts, widget/bubble/bubble.ts, widget/bubble/chat-file.ts
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, PatronWindow, serveCatalogue } from '../stage/catalogue-page.ts';
import { type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

/** Ann in the real console, Pat in a catalogue on another origin, a real relay between them. */

let browser: Browser;
let relay: RelayProcess;
let library: { address: string; end(): void };
let ann: Page;
let pats: BrowserContext;

const ZONE = { timezoneId: 'America/New_York', locale: 'en-US' };

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  relay = await startRelayProcess();
  library = await serveCatalogue(relay.address);
  const desk = await browser.newContext(ZONE);
  ann = await desk.newPage();
  await ann.goto(await relay.signInLink('ann'));
  await ann.getByRole('button', { name: 'Sign in' }).click();
  await ann.locator('#choice-available').waitFor();
  pats = await browser.newContext(ZONE);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  library.end();
  await relay.end();
});

const annSaysAway = async (words: string): Promise<void> => {
  await ann.locator('#choice-away').click();
  await ann.locator('#statement-words').fill(words);
  await ann.locator('#statement-words').press('Enter');
};

/** Ann opens the conversation that waits, and answers. */
const annAnswers = async (question: string, answer: string): Promise<void> => {
  await ann.getByRole('button', { name: question }).first().click();
  await ann.locator('#composer').fill(answer);
  await ann.locator('#composer').press('Enter');
};

const lines = async ({ page }: PatronWindow): Promise<string[]> =>
  page.locator('ask-librarian #log li.patron p, ask-librarian #log li.librarian p').allInnerTexts();

test('An untouched bubble shows where the librarian is, and a question and its answer are there once, also after a reload', async () => {
  await annSaysAway('At the Panera in Newport News, back at 3');
  const pat = await PatronWindow.open(pats, library.address);
  await pat.page.locator('ask-librarian').getByText('Away').waitFor();
  expect(await pat.bubbleLines()).toEqual(['Ask a librarian', 'Away · “At the Panera in Newport News, back at 3”']);

  await pat.opensChat();
  await pat.asks('Is the archive open today?');
  await annAnswers('Is the archive open today?', 'Until five. Ask for box 12.');
  await pat.reads('Until five. Ask for box 12.');
  await pat.page.reload();
  await pat.bubble.waitFor();
  await pat.opensChat();
  await pat.reads('Until five. Ask for box 12.');
  expect(await lines(pat)).toEqual(['Is the archive open today?', 'Until five. Ask for box 12.']);
  await pat.asks('Thank you!');
  await ann.getByText('Thank you!', { exact: true }).first().waitFor();
  expect(await lines(pat)).toEqual(['Is the archive open today?', 'Until five. Ask for box 12.', 'Thank you!']);
});

test('Two tabs that were opened before the first line become one conversation', async () => {
  const first = await PatronWindow.open(pats, library.address);
  const second = await PatronWindow.open(pats, `${library.address}/help`);
  await first.opensChat();
  await second.opensChat();
  await first.asks('From the first tab');
  await second.reads('From the first tab');
  await second.asks('From the second tab');
  await first.reads('From the second tab');
  for (const tab of [first, second]) expect(await lines(tab)).toEqual(['From the first tab', 'From the second tab']);
  // One of the two opened it; at the desk there is one conversation with both.
  await ann.locator('[id^=item-]').first().click();
  await ann.getByText('From the second tab', { exact: true }).first().waitFor();
  expect(await ann.locator('[id^=item-]').count()).toBe(1);
});

test('Nothing is stored before the first line, and once the screen is cleared the next person finds nothing', async () => {
  const pat = await PatronWindow.open(pats, library.address);
  await pat.opensChat();
  expect(await pat.storage()).toBe('[{},{},""]');
  await pat.asks('My private question');
  await annAnswers('My private question', 'My private answer');
  await pat.reads('My private answer');
  expect(await pat.storage()).not.toBe('[{},{},""]');
  await pat.page.getByRole('button', { name: 'Clear chat' }).click();
  await pat.page.locator('ask-librarian #log').getByText('My private question').waitFor({ state: 'detached' });
  expect(await pat.storage()).toBe('[{},{},""]');

  const next = await PatronWindow.open(pats, library.address);
  await next.opensChat();
  expect(await lines(next)).toEqual([]);
  await next.asks('Somebody else');
  await next.reads('Somebody else');
  expect(await lines(next)).toEqual(['Somebody else']);
});

test('After the patron deletes a conversation, no byte is left in file, journal or browser, and its key is refused', async () => {
  const pat = await PatronWindow.open(pats, library.address);
  await pat.opensChat();
  await pat.asks('Zanzibar question');
  await annAnswers('Zanzibar question', 'Quokka answer');
  await pat.reads('Quokka answer');
  const other = await PatronWindow.open(pats, `${library.address}/help`);
  await other.opensChat();
  await other.reads('Quokka answer');
  const stored = await pat.page.evaluate(() => ({ ...localStorage }));

  await pat.page.getByRole('button', { name: 'Delete conversation' }).click();
  await pat.page.locator('ask-librarian button.firm').click();
  for (const tab of [pat, other]) {
    await tab.page.locator('ask-librarian #log').getByText('Quokka answer').waitFor({ state: 'detached' });
    expect(await tab.storage()).not.toMatch(/Zanzibar|Quokka/);
    expect(await lines(tab)).toEqual([]);
  }
  for (const file of [relay.dataFile, `${relay.dataFile}-wal`]) {
    expect(readFileSync(file).toString('latin1')).not.toMatch(/Zanzibar|Quokka/);
  }

  // Somebody had kept the key.
  await pat.page.evaluate((kept) => {
    for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);
  }, stored);
  const thief = await PatronWindow.open(pats, library.address);
  await thief.opensChat();
  await thief.asks('Anything left?');
  await thief.reads('Anything left?');
  expect(await lines(thief)).toEqual(['Anything left?']);
});

test('A patron can reach the bubble, open the chat, send a line and leave again by keyboard alone', async () => {
  const pat = await PatronWindow.open(pats, `${library.address}/help`);
  await pat.bubble.focus();
  await pat.page.keyboard.press('Enter');
  await pat.composer.waitFor();
  await pat.page.waitForFunction(() => {
    const chat = document.querySelector('ask-librarian')?.shadowRoot?.activeElement;
    return chat?.shadowRoot?.activeElement?.tagName === 'TEXTAREA';
  });
  await pat.page.keyboard.type('Typed');
  await pat.page.keyboard.press('Enter');
  await pat.reads('Typed');
  await pat.page.keyboard.press('Escape');
  await pat.page.waitForFunction(
    () => document.querySelector('ask-librarian')?.shadowRoot?.activeElement?.tagName === 'BUTTON',
  );
});
