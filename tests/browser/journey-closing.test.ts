import { expect, test } from 'vitest';
import { JourneyStage } from './stage/journey-stage.ts';

const PATIENCE = { timeout: 15_000 };

const day = ['00:00-24:00'];
const always = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [name, day]),
);

test('When a librarian closes the desk for snow and opens it again, patrons read it at once', async () => {
  const main = {
    title: 'Reference desk',
    zone: 'America/New_York',
    librarians: ['ann'],
    hours: always,
    mayClose: ['ann'],
  };
  await using stage = await JourneyStage.open({ config: { desks: { main } } });
  const { page } = await stage.librarian('Ann');
  await page.getByRole('switch', { name: 'On duty at Reference desk' }).click();
  const pat = await stage.patron();
  await pat.opensChat();
  await expect.poll(() => pat.card(), PATIENCE).toContain('Available · Ann');

  await page.getByText('Close the desk…').click();
  await page.getByLabel('Reason, as patrons read it').fill('Snow');
  await page.getByRole('button', { name: 'Close now' }).click();
  await expect.poll(() => pat.card(), PATIENCE).toContain('Snow');
  expect(await pat.card()).toContain('Nobody is at the desk right now');
  await page.getByText('Closed until further notice: “Snow”').waitFor();
  expect(await page.getByRole('switch', { name: 'On duty at Reference desk' }).getAttribute('aria-checked')).toBe(
    'false',
  );

  await page.getByRole('button', { name: 'Reopen: Reference desk' }).click();
  await page.getByRole('switch', { name: 'On duty at Reference desk' }).click();
  await expect.poll(() => pat.card(), PATIENCE).toContain('Available · Ann');
  expect(await pat.card()).not.toContain('Snow');
});
