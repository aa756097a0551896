// needs: chromium, prosody, finch
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openBrowser, PatronWindow } from '../stage/catalogue-page.ts';
import { eventually } from '../stage/im/eventually.ts';
import { DESK } from '../stage/im/im-world.ts';
import { ImStage } from './stage/im-stage.ts';

/** A question left on Friday evening is answered on Monday morning, with a real Prosody, a real Finch and a relay restarted meanwhile. */

const QUESTION = 'Do you have the 1952 strike papers?';
const PATIENCE = { timeout: 15_000 };
const PRELOAD = pathToFileURL(join(import.meta.dirname, '../stage/shifted-clock.mjs')).href;

const office = ['09:00-17:00'];
const hours = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office };

const DAY_MS = 86_400_000;

const numbers = (file: string, query: string): number[] => {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare(query).all();
  db.close();
  return rows.map(({ at }) => Number(at));
};
const heardUpTo = (file: string): number => numbers(file, 'SELECT at FROM heard')[0] ?? 0;
const keptAt = (file: string): number[] => numbers(file, 'SELECT last_at AS at FROM conversations');

/** The next Friday, 17:40 in New York, and the Monday after it, 9:05: in winter, when clocks are not changed. */
const weekend = (): { friday: number; monday: number } => {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  let friday = Date.now() + DAY_MS;
  const isWinter = (at: number) => [11, 0, 1].includes(new Date(at).getUTCMonth());
  while (new Date(friday).getUTCDay() !== 5 || !isWinter(friday) || !isWinter(friday + 3 * DAY_MS)) friday += DAY_MS;
  return {
    friday: Date.parse(`${day(friday)}T17:40:00-05:00`),
    monday: Date.parse(`${day(friday + 3 * DAY_MS)}T09:05:00-05:00`),
  };
};

test('A question left on Friday is answered on Monday after a restart and read by its link in another browser', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ask-weekend-'));
  const clock = join(folder, 'ahead');
  const { friday, monday } = weekend();
  const setClock = (to: number) => writeFileSync(clock, String(to - Date.now()));
  setClock(friday);
  const browser = await openBrowser();
  try {
    await using stage = await ImStage.open(browser, {
      librarians: ['ann'],
      config: { desks: { main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'], hours } } },
      relay: { env: { NODE_OPTIONS: `--import=${PRELOAD}`, CLOCK_AHEAD: clock } },
    });
    const { world } = stage;

    const pat = await stage.patron();
    await pat.opensChat();
    await expect.poll(async () => (await pat.card()).join('\n'), PATIENCE).toMatch(/Opens Monday.* 9:00 AM/);
    await pat.asks(QUESTION);
    await pat.readsAll(`You: ${QUESTION} (Sent)`);
    await pat.page.getByRole('button', { name: 'Keep a link', exact: true }).click();
    const link = await pat.page.getByLabel('Link to this conversation').inputValue();
    await pat.page.context().close();

    // Well after the question nobody had been handed it: then it need not say that it comes again.
    const { dataFile } = world.stage.relay;
    const asked = Math.max(...keptAt(dataFile));
    await eventually('the relay was there for some time', () => heardUpTo(dataFile) > asked + 6_000);
    await world.stage.relay.kill('SIGTERM');
    setClock(monday);
    await world.stage.relay.start();
    await world.isLinked();

    const ann = await world.finch('ann');
    await ann.isOnline();
    await ann.says(DESK, '!on');
    await ann.reads(DESK, 'You are on duty at Reference desk.');
    await ann.reads(DESK, 'One question was left, from Friday 5:40 PM. Type !take to open it.');
    expect(await ann.windows()).toEqual([DESK]);
    await ann.says(DESK, '!take');
    const window = await world.windowWith(ann, QUESTION);
    await ann.says(window, 'Four boxes of them.');

    const elsewhere = await browser.newContext({ timezoneId: 'America/New_York', locale: 'en-US' });
    elsewhere.setDefaultTimeout(15_000);
    const page = await elsewhere.newPage();
    await page.goto(link);
    const back = new PatronWindow(page);
    await back.readsAll(`You: ${QUESTION} (Seen)`, '— Ann is answering', 'Ann: Four boxes of them.');
    expect(page.url()).not.toContain('#');
    await elsewhere.close();
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
