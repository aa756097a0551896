// covers: widget/strings/question.en.ts, widget/chat/conversation/open-conversation.ts
// covers: widget/question/question-define.ts, widget/chat/views/keeping.ts
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import axeCore from 'axe-core';
import type { BrowserContext, Page, Request } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PatronWindow } from '../stage/catalogue-page.ts';
import { JourneyStage } from './stage/journey-stage.ts';

/** A patron leaves a question, keeps a link, and comes back by it from elsewhere. */

const QUESTION = 'Do you have the 1952 strike papers?';
const PICTURES = 'tests/.out/private-link';
const PATIENCE = { timeout: 15_000 };

let stage: JourneyStage;
beforeAll(async () => {
  stage = await JourneyStage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page) => page.getByLabel('Link to this conversation');

/** With the clipboard allowed, or not. */
const asker = async (
  question = QUESTION,
  allowed = false,
): Promise<{ pat: PatronWindow; computer: BrowserContext }> => {
  const computer = await stage.computer(allowed ? { permissions: ['clipboard-read', 'clipboard-write'] } : {});
  const pat = await stage.patron({ at: computer });
  await pat.opensChat();
  await pat.asks(question);
  return { pat, computer };
};

/** Opens the panel with the link, by keyboard, and gives the link. */
const keeps = async ({ page }: PatronWindow): Promise<string> => {
  await button(page, 'Save or share…').press('Enter');
  return await link(page).inputValue();
};

/** A page in a browser that was never here, and all it asks for. */
const elsewhere = async (address: string, computer?: BrowserContext) => {
  const page = await (computer ?? (await stage.computer())).newPage();
  const asked: Request[] = [];
  page.on('request', (request) => asked.push(request));
  const pat = new PatronWindow(page);
  await page.goto(address);
  return { pat, page, asked };
};

test('A question left while nobody is there is answered later and read by the private link in another browser', async () => {
  const { pat, computer } = await asker(QUESTION, true);
  await pat.readsAll(`You: ${QUESTION} (Sent)`);
  const notice = pat.page.locator('ask-librarian [role=status]').first();
  await expect.poll(() => notice.textContent(), PATIENCE).toContain('Nobody can be asked at the moment.');
  expect(await notice.textContent()).toContain('With a link you can read it later, on any device.');

  await button(pat.page, 'Keep a link').click();
  const address = await link(pat.page).inputValue();
  await button(pat.page, 'Copy link').click();
  await pat.page.getByText('Copied.').waitFor();
  expect(await pat.page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  const [path = '', key = ''] = address.split('#');
  expect(path).toBe(`${stage.network.address}/desks/main/question`);
  expect(key).toMatch(/^[\w-]{43}$/);

  // On a shared computer the patron clears the screen: the question stays.
  await button(pat.page, 'Done').click();
  await button(pat.page, 'Clear chat').click();
  await pat.page.getByText('Your question stays with the library.').waitFor();
  await button(pat.page, 'Clear it').click();
  await pat.page.locator('ask-librarian .empty').waitFor();
  expect(await pat.storage()).toBe('[{},{},""]');
  await computer.close();

  const ann = await stage.librarian('Ann');
  await ann.answers(QUESTION, 'Four boxes of them.');

  const { pat: back, page, asked } = await elsewhere(address);
  await back.readsAll(`You: ${QUESTION} (Seen)`, 'Ann: Four boxes of them.');
  expect(page.url()).toBe(path);
  expect(await page.evaluate(() => JSON.stringify([location.href, history.state]))).not.toContain(key);
  for (const request of asked) {
    const { referer = '' } = await request.allHeaders();
    expect(request.url().split('#')[0] + referer).not.toContain(key);
  }
  expect(stage.relay.log()).not.toContain(key);

  // Both are pages of one conversation, and the patron continues from here.
  await back.asks('May I see them on Saturday?');
  await expect.poll(async () => (await ann.lists()).mine, PATIENCE).toContain('May I see them on Saturday?');
  // The conversation is there after a reload and after the back button, and the key is not in the address.
  await page.reload();
  await back.reads('Four boxes of them.');
  await page.goto('about:blank');
  await page.goBack();
  await back.reads('Four boxes of them.');
  expect(page.url()).toBe(path);
  await ann.page.context().close();
  await page.context().close();
});

test('When the browser refuses the clipboard, the private link is selected, and the patron reads so', async () => {
  const { pat } = await asker();
  await pat.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  const address = await keeps(pat);
  await button(pat.page, 'Copy link').press('Enter');
  await pat.page.getByText('The link is selected: copy it yourself.').waitFor();
  const selected = await link(pat.page).evaluate((field: HTMLInputElement) =>
    field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
  );
  expect(selected).toBe(address);
  // Escape returns the keyboard to the button from which the patron came.
  await pat.page.keyboard.press('Escape');
  expect(
    await button(pat.page, 'Save or share…').evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one),
  ).toBe(true);
  await pat.page.context().close();
});

test.each([
  ['guessed', `#${'g'.repeat(43)}`, 'The library has no conversation under this link.'],
  ['cut short', '#abc', 'This link is incomplete'],
  ['without a key', '', 'There is no conversation on this page.'],
])('A private link that is %s begins no conversation, and the page says so', async (_, fragment, sentence) => {
  const { pat, page } = await elsewhere(`${stage.network.address}/desks/main/question${fragment}`);
  await page.getByText(sentence).waitFor();
  expect(page.url()).toBe(`${stage.network.address}/desks/main/question`);
  expect(await pat.storage()).toBe('[{},{},""]');
  expect(await pat.composer.isVisible()).toBe(false);
  // The patron may choose to ask again, under another key.
  await pat.opensChat();
  expect(await pat.rows()).toEqual([]);
  await page.context().close();
});

test('The private link of a deleted conversation shows nothing, and without a network its page says that it stays good', async () => {
  const { pat } = await asker();
  const address = await keeps(pat);
  const { page } = await elsewhere(address);
  await page.locator('ask-librarian #log').getByText(QUESTION, { exact: true }).waitFor();
  const cut = await elsewhere('about:blank');
  await cut.page.routeWebSocket(/socket$/, (socket) => socket.close());
  await cut.page.goto(address);
  await cut.page.getByText('Your link still works.').waitFor();
  await button(cut.page, 'Try again').waitFor();
  await cut.page.context().close();

  await button(pat.page, 'Done').click();
  await button(pat.page, 'Delete conversation').click();
  await button(pat.page, 'Delete it').click();
  await page.locator('ask-librarian .empty').waitFor();
  expect(await new PatronWindow(page).storage()).toBe('[{},{},""]');
  await page.goto(address);
  await page.getByText('The library has no conversation under this link.').waitFor();
  await page.context().close();
  await pat.page.context().close();
});

test('Without JavaScript the page of a private link says what to do, and the patron pastes the link', async () => {
  const { pat } = await asker();
  const address = await keeps(pat);
  const computer = await stage.computer({ javaScriptEnabled: false });
  const { page } = await elsewhere(address, computer);
  await page.getByText('needs JavaScript').waitFor();
  await page.getByLabel('Your link').fill(` ${address} `);
  await button(page, 'Open conversation').click();
  await page.getByText(QUESTION).waitFor();
  expect(page.url()).toBe(`${stage.network.address}/desks/main/`);
  expect(await page.getByRole('link', { name: 'Private link to this conversation' }).getAttribute('href')).toBe(
    new URL(address).pathname + new URL(address).hash,
  );

  await page.goto(`${stage.network.address}/desks/main/question`);
  await page.getByLabel('Your link').fill('g'.repeat(43));
  await button(page, 'Open conversation').click();
  await page.getByText('The library has no conversation at this link.').waitFor();
  await computer.close();
  await pat.page.context().close();
});

/** What axe finds wrong on a page. */
const axe = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    // @ts-expect-error: the page has axe, this file has not
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }: { id: string; nodes: unknown[] }) => `${id} ${JSON.stringify(nodes)}`);
  });
};

test('Axe finds nothing on the page of a private link in any state, on a light desktop and a dark phone', async () => {
  mkdirSync(PICTURES, { recursive: true });
  const { pat } = await asker('Have you maps of the harbour?');
  const address = await keeps(pat);
  const [path = ''] = address.split('#');
  const states = { open: address, gone: `${path}#${'g'.repeat(43)}`, broken: `${path}#abc`, none: path };
  for (const [state, at] of Object.entries(states)) {
    const { page, pat: back } = await elsewhere(at);
    await page.locator('#state:not(:empty)').waitFor();
    if (state === 'open') await back.reads('Have you maps of the harbour?');
    else await back.bubble.waitFor();
    for (const [look, width, colorScheme] of [
      ['desktop', 1_280, 'light'],
      ['phone-dark', 360, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${PICTURES}/${state}.${look}.png` });
      expect(await axe(page), `${state} ${look}`).toEqual([]);
    }
    await page.context().close();
  }
  const { page } = await elsewhere(path, await stage.computer({ javaScriptEnabled: false }));
  await page.screenshot({ path: `${PICTURES}/plain.png` });
  await page.context().close();
  await pat.page.context().close();
});

test('A patron saves the conversation as a file without a request to the relay', async () => {
  const ann = await stage.librarian('Ann');
  const { pat } = await asker('Is there a scanner?');
  await ann.answers('Is there a scanner?', 'Beside the lift.');
  await pat.reads('Beside the lift.');
  await pat.asks('שלום, תודה!');
  // A line that is not kept yet is marked so in the file.
  await expect.poll(async () => (await pat.rows()).at(-1), PATIENCE).toMatch(/תודה! \((Sent|Delivered|Seen)\)$/);
  await keeps(pat);
  const asked: string[] = [];
  // The script that writes it is fetched with the panel, so that it is there without a network.
  await pat.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/transcript-')),
  );
  pat.page.on('request', (request) => asked.push(request.url()));
  const [download] = await Promise.all([
    pat.page.waitForEvent('download'),
    button(pat.page, 'Save as text').press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('conversation.txt');
  const text = await readFile(await download.path(), 'utf8');
  const time = String.raw`\d{1,2}:\d\d\s[AP]M`;
  const date = String.raw`\w+, \w+ \d+, \d{4}`;
  expect(text.replace(/\u202f/g, ' ')).toMatch(
    new RegExp(
      [
        'Reference desk',
        `Conversation with a librarian, saved ${date}, ${time}`,
        String.raw`All times: Eastern (Standard|Daylight) Time \(America/New_York\)`,
        '',
        `== ${date} ==`,
        '',
        `${time}, You`,
        String.raw`Is there a scanner\?`,
        '',
        `${time}, Ann`,
        String.raw`Beside the lift\.`,
        '',
        `${time}, You`,
        'שלום, תודה!',
        '$',
      ].join('\n'),
    ),
  );
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  await pat.page.context().close();
  await ann.page.context().close();
});
