import { mkdirSync } from 'node:fs';
import axeCore from 'axe-core';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { dayOf } from '../../relay/desk/presence/opening-hours.ts';
import type { Count } from '../../relay/desk/statistics/hourly-counts.ts';
import { openStores } from '../../relay/sqlite/stores.ts';
import { silent } from '../contract/shelf.ts';
import { JourneyStage } from './stage/journey-stage.ts';

const PICTURES = 'tests/.out/report';
mkdirSync(PICTURES, { recursive: true });

const desk = (title: string) => ({ title, zone: 'America/New_York', librarians: ['ann', 'ben'] });
const config = {
  desks: { main: desk('Reference desk'), history: desk('Local history and genealogy'), night: desk('Night desk') },
};

/** A working week of two desks. */
const week = (): Count[] =>
  Array.from({ length: 5 }, (_, day) => (dayOf('2026-11-02') + day) * 24).flatMap((midnight) =>
    Array.from({ length: 9 }, (_, index) => midnight + 9 + index).flatMap((hour): Count[] => {
      const busy = 3 + ((hour * 7) % 6);
      const one = { desk: 'main', hour, value: 0 } as const;
      return [
        { ...one, what: 'answered', n: busy },
        { ...one, what: 'missed', n: hour % 3 === 0 ? 1 : 0 },
        { ...one, what: 'left', n: hour % 5 === 0 ? 1 : 0 },
        ...Array.from({ length: busy }, (__, n) => ({
          ...one,
          what: 'wait' as const,
          value: 9 + ((n * 37) % 140),
          n: 1,
        })),
        { ...one, what: 'duty', n: 5_400_000 },
        { ...one, desk: 'history', what: 'answered', n: 1 },
        { ...one, desk: 'history', what: 'wait', value: 24, n: 1 },
        { ...one, desk: 'history', what: 'duty', n: 3_600_000 },
      ];
    }),
  );

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

const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test('A librarian reads the report of their desks: from the console, with a rate, on a phone, in the dark', async () => {
  await using stage = await JourneyStage.open({ config });
  const stores = await openStores({ file: stage.relay.dataFile, log: silent });
  await stores.counts.add(week());
  await stores.close();
  const { page } = await stage.librarian('Ann');
  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByRole('heading', { name: 'Report', level: 1 }).waitFor();
  await page.getByLabel('From').fill('2026-11-01');
  await page.getByLabel('To').fill('2026-11-30');
  await page.getByLabel('Staff cost per hour').fill('35');
  await page.getByRole('button', { name: 'Show' }).click();
  const byDesk = page.getByRole('table', { name: 'By desk' });
  expect(await byDesk.getByRole('rowheader').allInnerTexts()).toEqual([
    'Reference desk',
    'Local history and genealogy',
    'Night desk',
    'All desks',
  ]);
  await page.getByText(/^Cost per question: /).waitFor();
  expect(await page.getByLabel('Staff cost per hour').inputValue()).toBe('35');
  await page.screenshot({ path: `${PICTURES}/desktop.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${PICTURES}/desktop-dark.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);
  for (const width of [640, 360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await page.screenshot({ path: `${PICTURES}/${width}-dark.png`, fullPage: true });
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as a spreadsheet (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ask-librarian-2026-11-01-2026-11-30.csv');
  await page.goto(`${stage.relay.address}/console/report?from=2026-11-30&to=2026-11-01`);
  await page.getByRole('alert').waitFor();
  await page.screenshot({ path: `${PICTURES}/refused.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);
  await page.goto(`${stage.relay.address}/console/report?from=2025-01-01&to=2025-01-31&rate=35`);
  await page.getByText('No questions were asked in this period, and nobody was on duty.').waitFor();
  await page.getByRole('link', { name: 'Back to the console' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  // The answer that says what was wrong with the dates.
  expect(stage.complaints.filter((said) => !said.includes('422'))).toEqual([]);
});
