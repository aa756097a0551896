// covers: widget/chat/conversation/key-keeper.ts, widget/chat/conversation/stored-key.ts
import { expect, test } from 'vitest';
import type { PatronWindow } from '../stage/catalogue-page.ts';
import type { ConsoleWindow } from '../stage/console-window.ts';
import { JourneyStage } from './stage/journey-stage.ts';

const SAID = ['Are there books about divorce?', 'Yes, on the second floor.'] as const;
const MINUTE = 60_000;

/** Pat asks something that is nobody's business, and is answered. */
const talk = async (pat: PatronWindow, ann: ConsoleWindow): Promise<void> => {
  await pat.opensChat();
  await pat.asks(SAID[0]);
  await ann.answers(SAID[0], SAID[1]);
  await pat.readsAll(`You: ${SAID[0]} (Seen)`, `Ann: ${SAID[1]}`);
};

/** Expects that nothing which a page shows, stored or was sent holds what other patrons said. */
const findsNothing = async (next: PatronWindow): Promise<void> => {
  next.receivedFrames.length = 0;
  expect(await next.storage()).toBe('[{},{},""]');
  if (await next.composer.isHidden()) await next.opensChat();
  await next.page.locator('ask-librarian .empty').waitFor();
  expect(await next.rows()).toEqual([]);
  await next.asks('Somebody else entirely');
  await next.readsAll('You: Somebody else entirely (Delivered)');
  for (const words of SAID) {
    expect(await next.everything()).not.toContain(words);
    expect(next.receivedFrames.join('\n')).not.toContain(words);
  }
};

test('After a patron clears the screen and leaves, the next person at the computer finds nothing of the patron', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const computer = await stage.computer();
  const pat = await stage.patron({ at: computer });
  await talk(pat, ann);
  await pat.page.getByRole('button', { name: 'Clear chat' }).click();
  await pat.page.locator('ask-librarian .empty').waitFor();
  expect(await pat.storage()).toBe('[{},{},""]');

  // First on the page that Pat left open, then on a page of their own.
  await findsNothing(pat);
  await pat.page.getByRole('button', { name: 'Clear chat' }).click();
  await pat.page.getByRole('button', { name: 'Clear it' }).click();
  await pat.page.locator('ask-librarian .empty').waitFor();
  await findsNothing(await stage.patron({ at: computer }));
});

test('A patron who just leaves finds the conversation after 29 minutes, and nobody finds it 30 minutes after that', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const computer = await stage.computer();
  await computer.clock.install();
  const pat = await stage.patron({ at: computer });
  await talk(pat, ann);
  await pat.page.close();
  await computer.clock.fastForward(29 * MINUTE);
  const back = await stage.patron({ at: computer, path: '/help' });
  await back.opensChat();
  await back.readsAll(`You: ${SAID[0]} (Seen)`, `Ann: ${SAID[1]}`);
  await back.page.close();
  await computer.clock.fastForward(31 * MINUTE);

  const next = await stage.patron({ at: computer });
  await findsNothing(next);
});
