import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { localhostAddress } from '../../demo/start/messages.ts';
import { startDemo } from '../../demo/start/run.ts';
import { loadConfig } from '../../relay/config/load.ts';
import { engine } from '../run/engines.ts';
import { Film } from './film.ts';
import { HEIGHT, SCENE, WIDTH } from './scene.ts';

/**
 * `npm run picture`: takes the pictures of the README from the demo. A librarian sets a status in the console, the bubble
 * in the catalogue shows it, and a question is answered. Needs built pages (`npm run build`) and Chromium.
 */

const MOVING = 'docs/picture.gif';
const STILL = 'docs/picture.png';

const WORDS = 'At the Panera in Newport News, back at 3';
const QUESTION = 'May I borrow this one?';
const ANSWER = 'Yes, the copy at Harborside.';

/** Ten past two in Newport News, so that "back at 3" is within the hour. */
const shiftClock = (): number => {
  const time = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeStyle: 'short' });
  const start = Date.now();
  let ahead = 0;
  while (time.format(start + ahead) !== '2:10 PM') ahead += 60_000;
  const { now } = Date;
  Date.now = () => now() + ahead;
  return ahead;
};

const film = async (origin: string, ahead: number): Promise<Film> => {
  const browser = await chromium.launch({ executablePath: engine('chromium') });
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 2,
    timezoneId: 'America/New_York',
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  await context.addInitScript((ahead) => {
    const { now } = Date;
    Date.now = () => now() + ahead;
  }, ahead);
  const page = await context.newPage();
  await page.route('**/scene', (route) => route.fulfill({ contentType: 'text/html', body: SCENE }));
  await page.goto(`${origin}scene`);
  const [patron, librarian] = [page.frameLocator('#patron'), page.frameLocator('#librarian')];
  const bubble = patron.locator('ask-librarian button').first();
  // A closed bubble asks the relay every ten seconds, and when its window is focused.
  const patronsRead = async (text: string) => {
    const ask = setInterval(() => void patron.locator('body').evaluate(() => dispatchEvent(new Event('focus'))), 300);
    await bubble.getByText(text).waitFor();
    clearInterval(ask);
  };
  await patron.locator('.demo-bar').evaluate((bar) => bar.remove());
  await librarian.locator('#choice-away').waitFor();
  await patronsRead('Available');

  const taken = new Film(page);
  await taken.caption('A librarian goes out for lunch, and says so.');
  await taken.place({ x: 560, y: 400 });
  await taken.take(1_000);
  await taken.click(librarian.locator('#choice-away'));
  const words = librarian.locator('#statement-words');
  await words.waitFor();
  await taken.take(300);
  await taken.type(words, WORDS);
  await taken.take(200);
  await words.press('Enter');
  await librarian.locator('.board .words').waitFor();
  await taken.take(400);
  await patronsRead('back at 3');
  await taken.caption('Every page of the catalogue shows it, in the librarian’s own words.');
  await taken.point(bubble);
  await taken.take(2_000);
  await taken.still(STILL);
  await taken.pointNowhere();

  await taken.caption('A patron can still ask.');
  await taken.click(bubble);
  const composer = patron.locator('ask-librarian textarea');
  await composer.waitFor();
  await taken.type(composer, QUESTION);
  await composer.press('Enter');
  const item = librarian.locator('.list .item');
  await item.waitFor();
  await item.scrollIntoViewIfNeeded();
  await taken.take(700);
  await taken.click(item);
  const answer = librarian.locator('#composer');
  await answer.waitFor();
  await taken.type(answer, ANSWER);
  await answer.press('Enter');
  await patron.locator('#log').getByText(ANSWER).waitFor();
  await taken.caption('The answer arrives while they keep browsing.');
  await taken.take(2_000);
  await browser.close();
  return taken;
};

const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const read = loadConfig('demo/ask-librarian.jsonc', { PORT: '0' });
if ('mistakes' in read) throw new Error('the config of the demo has mistakes');
const ahead = shiftClock();
const relay = await startDemo({ ...read.config, data: join(folder, 'data.db') });
try {
  const taken = await film(localhostAddress(relay.address), ahead);
  await taken.write(MOVING);
  const size = (path: string) => `${path}: ${Math.round(statSync(path).size / 1024)} KiB`;
  process.stdout.write(`${size(MOVING)}, ${taken.frames} frames, ${taken.length / 1_000} s\n${size(STILL)}\n`);
} finally {
  await relay.stop();
  rmSync(folder, { recursive: true });
}
