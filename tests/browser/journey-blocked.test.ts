import { expect, test } from 'vitest';
import { JourneyStage } from './stage/journey-stage.ts';

const RUDE = 'Something nobody should have to read.';
const REFUSED = 'This desk takes no questions from your network for now. You can call 757-555-0142.';

test('A patron who is blocked in two clicks reads why, also after a reload and in another browser, and cannot write', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron();
  await pat.opensChat();
  await pat.asks(RUDE);
  await ann.opens(RUDE);
  await ann.page.locator('#block').click();
  await ann.page.getByRole('button', { name: 'Block', exact: true }).click();
  await ann.reads(`WORD: ${RUDE}`, '— You blocked this chat. Its network can’t start new chats for several hours.');

  const refused = async (page = pat.page) => {
    await page.locator('ask-librarian [role="status"]').getByText(REFUSED).waitFor();
    expect(await page.locator('ask-librarian textarea').isVisible()).toBe(false);
  };
  await refused();
  await pat.page.screenshot({ path: 'tests/.out/blocked-patron.png' });
  await pat.page.reload();
  await pat.bubble.click();
  await refused();
  await pat.readsAll(`You: ${RUDE} (Seen)`, '— The conversation has ended');

  const another = await stage.patron();
  await another.bubble.click();
  await refused(another.page);
  expect(await another.rows()).toEqual([]);
  await another.page.screenshot({ path: 'tests/.out/blocked-new.png' });

  // The patron can still delete what they wrote.
  await pat.page.getByRole('button', { name: 'Delete conversation' }).click();
  await pat.page.getByRole('button', { name: 'Delete it' }).click();
  await expect.poll(() => pat.rows(), { timeout: 15_000 }).toEqual([]);
});
