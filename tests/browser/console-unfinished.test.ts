// covers: widget/console/model/threads/unfinished.ts, widget/console/model/threads/restored.ts
// covers: widget/console/model/forms/hand-off-form.ts
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { look } from './stage/console-looks.ts';
import { ConsolePage } from './stage/console-page.ts';

const stage = new ConsolePage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
beforeEach(() => stage.complaints.splice(0));

const opened = async () => {
  const page = await look(stage, 'a question, opened', 'desktop');
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  return { page, stored };
};

test('A reloaded page has the draft again and sends an unsent line once, and the browser keeps neither.', async () => {
  const { page, stored } = await opened();
  await page.locator('#composer').fill('Half a thou');
  await page.locator('#item-otter').click();
  stage.unreachable = true;
  stage.cut();
  await page.locator('#composer').fill('Open until five');
  await page.locator('#composer').press('Enter');
  await page.getByText('Not sent yet').waitFor();
  expect(await stored()).toBe('{}');

  await page.reload();
  stage.unreachable = false;
  // The page reconnects within a second or two.
  await page.locator('#item-otter').click();
  await page.locator('.said.by-self', { hasText: 'Open until five' }).waitFor();
  await expect.poll(() => stage.relay.saidIn('otter')).toEqual(['Is the map room open tomorrow?', 'Open until five']);
  await page.locator('#item-heron').click();
  expect(await page.locator('#composer').inputValue()).toBe('Half a thou');
  expect(await stored()).toBe('{}');
  await page.context().close();
});

test('A transfer form that was filled in before a reload is shown again in its conversation.', async () => {
  const { page, stored } = await opened();
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.locator('#hand-on').click();
  await page.locator('#hand-off-text').fill('The patron wants the atlas of 1911');
  await page.reload();
  await page.locator('#item-heron').click();
  expect(await page.locator('#hand-off-text').inputValue()).toBe('The patron wants the atlas of 1911');
  expect(await page.locator('#hand-on').getAttribute('aria-expanded')).toBe('true');
  expect(await stored()).toBe('{}');
  await page.context().close();
});

test('After signing out here or elsewhere, nothing that the librarian wrote stays in the browser.', async () => {
  for (const here of [true, false]) {
    const { page, stored } = await opened();
    await page.locator('#composer').fill('Half a thou');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(await stored()).toContain('Half a thou');
    if (here) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-out');
    } else {
      stage.close(4401);
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    }
    expect(await stored()).toBe('{}');
    await page.context().close();
  }
});
