// covers: widget/console/scroll-position.ts, widget/console/views/lists-view.ts
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { look } from './stage/console-looks.ts';
import { ConsolePage } from './stage/console-page.ts';

const stage = new ConsolePage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
beforeEach(() => stage.complaints.splice(0));

test('A rotated or resized window keeps the newest line in view.', async () => {
  const page = await look(stage, 'conversation', 'desktop');
  const fromEnd = () =>
    page.locator('.lines').evaluate((lines) => lines.scrollHeight - lines.scrollTop - lines.clientHeight);
  await expect.poll(fromEnd).toBeLessThan(2);
  for (const [width, height] of [
    [360, 740],
    [640, 400],
    [740, 360],
    [320, 568],
    [1280, 500],
    [360, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(fromEnd, { message: `${width} by ${height}` }).toBeLessThan(2);
    expect(await page.locator('.jump').count(), `${width} by ${height}`).toBe(0);
  }
  await page.context().close();
});

test('While a patron types, no question moves in the list or leaves it.', async () => {
  const page = await look(stage, 'three wait', 'desktop');
  const item = page.locator('#item-heron');
  const before = await item.boundingBox();
  stage.relay.push({ kind: 'typing', conversation: 'heron', on: true });
  await item.getByText('typing …').waitFor();
  expect(await item.boundingBox()).toEqual(before);
  expect(await item.innerText()).toContain('letters from the shipyard strike');
  await page.context().close();
});

test('The button to the newest line never covers the composer, however long the draft is.', async () => {
  const page = await look(stage, 'long texts of every kind', 'desktop');
  await page.locator('.lines').hover();
  await page.mouse.wheel(0, -400);
  const jump = await page.locator('.jump').boundingBox();
  const composer = await page.locator('#composer').boundingBox();
  expect((jump?.y ?? 0) + (jump?.height ?? 0)).toBeLessThan(composer?.y ?? 0);
  await page.locator('.jump').click();
  await page.locator('.jump').waitFor({ state: 'detached' });
  await page.context().close();
});
