import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { JourneyStage } from './stage/journey-stage.ts';

const QUESTION = 'Where are the parish registers?';
const LINES = { Ann: 'On microfilm, in the basement.', Ben: 'Upstairs, on the left.' };

/** Librarians whose lines are on their way before any of them has heard of another's. */
class SameMoment {
  #waiting: (() => void)[] | undefined;
  #said = 0;

  /** Puts itself between a console and its relay. */
  readonly between = (page: Page): Promise<void> =>
    page.routeWebSocket(/\/console\/socket$/, (console) => {
      const relay = console.connectToServer();
      console.onMessage((frame) => {
        relay.send(frame);
        if (JSON.parse(String(frame)).kind === 'say') this.#said += 1;
      });
      relay.onMessage((frame) => {
        if (this.#waiting) this.#waiting.push(() => console.send(frame));
        else console.send(frame);
      });
    });

  /** From here on nobody hears of anything until so many lines are on their way. */
  async of(lines: number, say: () => Promise<unknown>): Promise<void> {
    this.#waiting = [];
    await say();
    await expect.poll(() => this.#said, { timeout: 15_000 }).toBe(lines);
    for (const resolve of this.#waiting) resolve();
    this.#waiting = undefined;
  }
}

test('When two librarians answer at the same moment, one holds it, and the other’s line is not shown and is quoted back', async () => {
  await using stage = await JourneyStage.open();
  const moment = new SameMoment();
  const ann = await stage.librarian('Ann', moment.between);
  const ben = await stage.librarian('Ben', moment.between);
  const pat = await stage.patron();
  await pat.opensChat();
  await pat.asks(QUESTION);
  for (const [name, one] of [['Ann', ann] as const, ['Ben', ben] as const]) {
    await one.opens(QUESTION);
    await one.composer.fill(LINES[name]);
  }
  await moment.of(2, () => Promise.all([ann.composer.press('Enter'), ben.composer.press('Enter')]));

  await expect.poll(async () => (await pat.rows()).length, { timeout: 15_000 }).toBe(2);
  const annHolds = (await pat.rows()).at(-1)?.startsWith('Ann');
  const [first, late] = annHolds ? (['Ann', 'Ben'] as const) : (['Ben', 'Ann'] as const);
  const [holder, other] = annHolds ? [ann, ben] : [ben, ann];
  await other.reads(
    `WORD: ${QUESTION}`,
    `You: ${LINES[late]} [${first} is answering; the patron did not see your line.]`,
  );
  expect(await other.page.locator('.conversation .note').allTextContents()).toEqual([
    `${first} is answering this conversation.`,
  ]);
  await holder.reads(
    `WORD: ${QUESTION}`,
    `You: ${LINES[first]} [Seen]`,
    `${late}: ${LINES[late]} [${late}; the patron did not see this line.]`,
  );

  await pat.asks('Thank you!');
  await expect.poll(() => holder.lists(), { timeout: 15_000 }).toEqual({ waiting: [], mine: ['Thank you!'] });
  await pat.readsAll(`You: ${QUESTION}`, `${first}: ${LINES[first]}`, 'You: Thank you! (Seen)');
  await pat.page.reload();
  await pat.opensChat();
  await pat.readsAll(`You: ${QUESTION}`, `${first}: ${LINES[first]}`, 'You: Thank you! (Seen)');
});
