// covers: widget/console/alerts/alerts.ts, widget/console/alerts/bell.ts, widget/console/alerts/one-tab.ts
// covers: widget/console/alerts/preferences.ts, widget/console/views/front/alerts-view.ts
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { look } from './stage/console-looks.ts';
import { ConsolePage } from './stage/console-page.ts';
import { prepare } from './stage/console-scenes.ts';

const stage = new ConsolePage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
beforeEach(() => stage.complaints.splice(0));

test('Of two tabs one rings and shows a notification, with the patron’s text only if the librarian has chosen that.', async () => {
  prepare(stage.relay);
  stage.relay.kept.clear();
  const context = await stage.context({ permissions: ['notifications'] });
  await context.exposeFunction('noticed', (title: string, body?: string) => notices.push([title, body]));
  await context.exposeFunction('sounded', (hertz: number) => notes.push(Math.round(hertz)));
  await context.addInitScript(() => {
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (at) {
      // @ts-expect-error: exposed to the page above
      window.sounded(this.frequency.value);
      start.call(this, at);
    };
    class Notice {
      static permission = 'granted';
      constructor(title: string, { body }: NotificationOptions = {}) {
        // @ts-expect-error: exposed to the page above
        window.noticed(title, body);
      }
      close() {}
    }
    Object.assign(window, { Notification: Notice });
  });
  const notices: unknown[] = [];
  const notes: number[] = [];
  const one = await stage.open(context);
  await one.locator('.alerts summary').click();
  await one.getByLabel('Desktop notifications').check();
  await one.getByLabel('Soft chime').check();
  await expect.poll(() => notes.splice(0)).toEqual([659, 494]);
  const other = await stage.open(context);
  await other.locator('.board').waitFor();
  for (const page of [one, other]) await page.clock.runFor(2_000);

  stage.relay.patronSays('stoat', 'A very private question');
  for (const page of [one, other]) await page.locator('#item-stoat').waitFor();
  for (const page of [one, other]) await page.clock.runFor(1_000);
  await expect.poll(() => notices).toEqual([['A question is waiting', undefined]]);
  await expect.poll(() => notes).toEqual([659, 494]);

  await one.getByLabel('Show text').check();
  await other.close();
  stage.relay.patronSays('heron', 'Another one');
  await one.locator('#item-heron').waitFor();
  await one.clock.runFor(1_000);
  await expect.poll(() => notices.slice(1)).toEqual([['A question is waiting', 'heron: Another one']]);
  expect(await one.title()).toBe('(2) Console');
  await context.close();
});

/** Replaces the browser's question for permission, which is then answered like this. */
const asked = (page: Page, answer: NotificationPermission) =>
  page.evaluate((answered) => {
    const notices = {
      permission: 'default',
      async requestPermission() {
        notices.permission = answered;
        return answered;
      },
    };
    Object.assign(window, { Notification: notices });
  }, answer);

test.each(['default', 'denied'] as const)(
  'The box for notifications stays unchecked when the browser answers "%s".',
  async (answer) => {
    const page = await look(stage, 'nobody waits', 'desktop');
    await asked(page, answer);
    await page.locator('.alerts summary').click();
    const box = page.getByLabel('Desktop notifications');
    await box.click();
    await expect.poll(() => box.isChecked()).toBe(false);
    expect(await page.getByLabel('Show text').isDisabled()).toBe(true);
    expect(await box.isDisabled()).toBe(answer === 'denied');
    await page.context().close();
  },
);

test('The panel closes when the librarian clicks or moves the focus elsewhere, so that it covers nothing in use.', async () => {
  const page = await look(stage, 'alerts', 'desktop');
  const panel = page.getByRole('group', { name: 'Alert me to new questions' });
  await panel.getByText('Leave off on shared screens').click();
  expect(await panel.isVisible()).toBe(true);
  await page.locator('.empty').click();
  await expect.poll(() => panel.isVisible()).toBe(false);

  await page.locator('.alerts summary').click();
  await expect.poll(() => panel.isVisible()).toBe(true);
  await page.locator('#choice-away').focus();
  await expect.poll(() => panel.isVisible()).toBe(false);

  await page.locator('.alerts summary').click();
  await page.keyboard.press('Escape');
  await expect.poll(() => panel.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).toBe('SUMMARY');
  await page.context().close();
});
