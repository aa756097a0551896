// covers: widget/shared/link-browser.ts
import { once } from 'node:events';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { JourneyStage } from './stage/journey-stage.ts';

test('What a patron writes while the network is cut is sent once, in order, when the network is back', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron();
  await pat.opensChat();
  await pat.asks('Is the archive open today?');
  await ann.answers('Is the archive open today?', 'Until five.');
  await pat.readsAll('You: Is the archive open today? (Seen)', 'Ann: Until five.');

  stage.network.cut();
  await pat.asks('Do I need a card?');
  await pat.asks('I live in Hampton.');
  await pat.asks('And may I bring my laptop?');
  await ann.composer.fill('Ask for box 12.');
  await ann.composer.press('Enter');
  await pat.readsAll(
    'You: Is the archive open today? (Seen)',
    'Ann: Until five.',
    'You: Do I need a card?',
    'You: I live in Hampton.',
    'You: And may I bring my laptop? (Sending)',
  );
  stage.network.mend();
  await pat.readsAll(
    'You: Is the archive open today?',
    'Ann: Until five.',
    'Ann: Ask for box 12.',
    'You: Do I need a card?',
    'You: I live in Hampton.',
    'You: And may I bring my laptop? (Seen)',
  );
  await ann.reads(
    'WORD: Is the archive open today?',
    'You: Until five. [Seen]',
    'You: Ask for box 12. [Seen]',
    'WORD: Do I need a card?',
    'WORD: I live in Hampton.',
    'WORD: And may I bring my laptop?',
  );
});

test('Within 14 seconds of a silent network the card says that it is not sure; afterwards no line is lost or doubled', async () => {
  await using stage = await JourneyStage.open();
  const ann = await stage.librarian('Ann');
  const computer = await stage.computer();
  await computer.clock.install();
  const pat = await stage.patron({ at: computer });
  await pat.opensChat();
  await pat.asks('Is the archive open today?');
  await ann.answers('Is the archive open today?', 'Until five.');
  await pat.readsAll('You: Is the archive open today? (Seen)', 'Ann: Until five.');
  expect(await pat.card()).toEqual(['Reference desk', 'Available · Ann']);

  stage.network.fallSilent();
  await pat.asks('Do I need a card?');
  const sure = async () => !(await pat.card()).includes('We cannot tell right now who is there');
  let seconds = 0;
  while ((await sure()) && seconds < 60) {
    await computer.clock.runFor(1_000);
    seconds += 1;
  }
  // It says `still` every 4 seconds, and waits 10 for any word.
  expect(seconds).toBeGreaterThanOrEqual(6);
  expect(seconds).toBeLessThanOrEqual(14);
  expect(await pat.page.locator('ask-librarian [role=status]').textContent()).toBe(
    'No connection. Your messages are kept on this page and will be sent.',
  );

  stage.network.mend();
  const arrived = async () => (await pat.rows()).at(-1) === 'You: Do I need a card? (Seen)';
  while (!(await arrived()) && seconds < 120) {
    await computer.clock.runFor(1_000);
    seconds += 1;
  }
  await pat.readsAll('You: Is the archive open today?', 'Ann: Until five.', 'You: Do I need a card? (Seen)');
  await ann.reads('WORD: Is the archive open today?', 'You: Until five. [Seen]', 'WORD: Do I need a card?');
  expect(await pat.card()).toEqual(['Reference desk', 'Available · Ann']);
});

test('A patron whose address has too many pages open reads so and what else they can do, and continues when there is room', async () => {
  const phone = '757-555-0142';
  const desks = { main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'], phone } };
  await using stage = await JourneyStage.open({ config: { desks, limits: { socketsPerAddress: 2 } } });
  const ann = await stage.librarian('Ann');
  const other = new WebSocket(`${stage.relay.address.replace('http', 'ws')}/socket`, { origin: stage.library });
  await once(other, 'open');
  const pat = await stage.patron();
  await pat.opensChat();
  const sentence = `The chat has too much to do at the moment. We keep trying; what you write is kept. You can call ${phone}.`;
  await pat.page.locator('ask-librarian [role=status]', { hasText: sentence }).waitFor();
  await pat.asks('Is the archive open today?');
  await pat.readsAll('You: Is the archive open today? (Sending)');
  other.terminate();
  await ann.answers('Is the archive open today?', 'Until five.');
  await pat.readsAll('You: Is the archive open today? (Seen)', 'Ann: Until five.');
});
