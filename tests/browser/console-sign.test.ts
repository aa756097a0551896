// covers: widget/console/views/front/own-whereabouts-view.ts, widget/console/model/own-whereabouts.ts
import { expect, test } from 'vitest';
import { JourneyStage } from './stage/journey-stage.ts';

const PATIENCE = { timeout: 15_000 };

test('The own sign in the console has exactly the words of the card in the open chat.', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron();
  await pat.opensChat();
  const { page } = ann;
  const sign = () => page.locator('.board p').allInnerTexts();
  /** Waits until both the card and the sign have these rows. */
  const bothRead = async (...rows: (string | RegExp)[]) => {
    const expected = rows.map((row) => (typeof row === 'string' ? row : expect.stringMatching(row)));
    await expect.poll(async () => (await pat.card()).slice(1), PATIENCE).toEqual(expected);
    await expect.poll(sign, PATIENCE).toEqual((await pat.card()).slice(1));
  };
  const says = async (choice: string, words: string, minutes?: string) => {
    await page.locator(`#choice-${choice}`).click();
    await page.locator('#statement-words').fill(words);
    if (minutes) await page.getByRole('button', { name: minutes }).click();
    await page.locator('#statement-words').press('Enter');
  };

  await bothRead('Available · Ann');
  await says('available', 'In the map room today');
  await bothRead('Available', '“In the map room today” — Ann');
  await says('away', 'At the Panera in Newport News, back at 3');
  await bothRead('Away', '“At the Panera in Newport News, back at 3” — Ann');
  await says('away', 'في المكتبة 😀', '20 min');
  await bothRead('Away', '“في المكتبة 😀” — Ann', /^Back at .* [AP]M$/);
  await says('busy', '', '1 hour');
  await bothRead('Busy · Ann', /^Busy until .* [AP]M$/);
  await says('away', 'x'.repeat(140));
  await bothRead('Away', `“${'x'.repeat(140)}” — Ann`);
  await page.getByRole('switch', { name: 'Show patrons my name and message' }).click();
  await bothRead('Away');
  expect(await page.locator('.notes').innerText()).toBe(`Only you see: “${'x'.repeat(140)}”`);
});
