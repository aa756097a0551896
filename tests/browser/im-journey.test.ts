// needs: chromium, prosody, finch, pidgin
import type { Browser } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type PatronWindow } from '../stage/catalogue-page.ts';
import { eventually } from '../stage/im/eventually.ts';
import { Finch } from '../stage/im/finch.ts';
import { DOMAIN, type ImWorld } from '../stage/im/im-world.ts';
import { Pidgin } from '../stage/im/pidgin.ts';
import { ImStage } from './stage/im-stage.ts';

/** Ann in a real Finch or Pidgin, Pat at a catalogue in a real browser, a real Prosody and relay between them. */

const PANERA = 'At the Panera in Newport News, back at 3';
const QUESTION = 'Where are the parish registers?';
const PATIENCE = { timeout: 15_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  return () => browser.close();
});

const MESSENGERS = {
  Finch: async (world: ImWorld, name: string) => world.with(await Finch.start(world.account(name))),
  Pidgin: async (world: ImWorld, name: string) => world.with(await Pidgin.start(world.account(name))),
};

describe.each(Object.entries(MESSENGERS))('%s', (program, start) => {
  test('An away message appears on an open chat and on an untouched bubble, and a question is asked, answered and ticked', async () => {
    await using stage = await ImStage.open(browser);
    const ann = await start(stage.world, 'ann');
    const [pat, passer] = [await stage.patron(), await stage.patron()];
    await pat.opensChat();
    const reads = (window: PatronWindow, text: string) =>
      window.page.locator('ask-librarian :visible').getByText(text).first();
    await reads(pat, 'Available').waitFor();

    const began = performance.now();
    const takes = async (where: string, fact: Promise<void>) => {
      await fact;
      process.stdout.write(`${program}: on ${where} ${Math.round(performance.now() - began)} ms after Ann set it\n`);
    };
    const words = `“${PANERA}”`;
    await ann.setsStatus('away', PANERA);
    await Promise.all([
      takes('an open chat', reads(pat, words).waitFor()),
      takes('a bubble nobody touched', reads(passer, words).waitFor()),
    ]);
    expect(await passer.bubbleLines()).toEqual(['Ask a librarian', `Away · ${words}`]);
    expect((await pat.card()).join('\n')).toContain(words);

    await pat.asks(QUESTION);
    const window = await stage.world.windowWith(ann, QUESTION);
    expect(window).toMatch(new RegExp(`^[a-z]+-[0-9a-z]{8}@${DOMAIN}$`));
    expect(await ann.windows()).toEqual([window]);
    await pat.readsAll(`You: ${QUESTION} (Delivered)`);
    await ann.types(window, 'On microfilm, in the basement.\n');
    await pat.readsAll(`You: ${QUESTION} (Seen)`, 'Ann: On microfilm, in the basement.');

    // The patron is not in the contact list of the client: the client shows that the patron types, and does not send that
    // the librarian types.
    await pat.composer.pressSequentially('And the');
    const typing = async () => {
      const { purple } = ann;
      const conversation = await purple.window(window);
      return (
        conversation !== undefined &&
        (await purple.number('ConvImGetTypingState', await purple.number('ConvIm', conversation))) === 1
      );
    };
    await eventually(`${program} shows that the patron is typing`, typing);

    await ann.setsStatus('available');
    for (const one of [pat, passer]) {
      await expect.poll(() => one.everything(), PATIENCE).not.toContain('Panera');
      await reads(one, 'Available').waitFor();
    }
  });

  test('Words that a client sends again when it reconnects are not shown to patrons', async () => {
    await using stage = await ImStage.open(browser);
    const ann = await start(stage.world, 'ann');
    const pat = await stage.patron();
    await pat.opensChat();
    await ann.setsStatus('away', 'At the Panera in Newport News');
    const card = async () => (await pat.card()).join('\n');
    await expect.poll(card, PATIENCE).toContain('“At the Panera in Newport News”');
    await ann.disconnects();
    await expect.poll(card, PATIENCE).not.toMatch(/Panera|Away/);
    await ann.reconnects();
    await expect.poll(card, PATIENCE).toContain('Away');
    expect(await pat.everything()).not.toContain('Panera');
    await ann.setsStatus('away', 'At the bindery');
    await expect.poll(card, PATIENCE).toContain('“At the bindery”');
  });

  test('Two patrons have two windows, and each answer reaches the patron it was typed for', async () => {
    await using stage = await ImStage.open(browser);
    const ann = await start(stage.world, 'ann');
    const patrons = [await stage.patron(), await stage.patron()];
    const [pat, kim] = patrons;
    if (!pat || !kim) throw new Error('nobody asks');
    for (const patron of patrons) await patron.opensChat();
    await pat.asks('Do you lend telescopes?');
    await kim.asks('Is there a quiet room?');
    const forPat = await stage.world.windowWith(ann, 'Do you lend telescopes?');
    const forKim = await stage.world.windowWith(ann, 'Is there a quiet room?');
    await pat.readsAll('You: Do you lend telescopes? (Delivered)');
    await kim.readsAll('You: Is there a quiet room? (Delivered)');
    expect((await ann.windows()).toSorted()).toEqual([forPat, forKim].toSorted());

    await ann.types(forPat, 'Two of them.\n');
    await ann.types(forKim, 'On the third floor.\n');
    await ann.types(forPat, 'For a week.\n');
    await pat.readsAll('You: Do you lend telescopes? (Seen)', 'Ann: Two of them.', 'Ann: For a week.');
    await kim.readsAll('You: Is there a quiet room? (Seen)', 'Ann: On the third floor.');
    expect(pat.receivedFrames.join('\n')).not.toMatch(/quiet room|third floor/);
    expect(kim.receivedFrames.join('\n')).not.toMatch(/telescopes|Two of them|For a week/);
  });
});

test('When Pidgin turns idle by itself, the librarian’s words stay and the librarian is shown as away', async () => {
  await using stage = await ImStage.open(browser);
  const ann = stage.world.with(await Pidgin.start(stage.world.account('ann')));
  const pat = await stage.patron();
  await pat.opensChat();
  await ann.setsStatus('available', 'Reference desk, 2nd floor');
  const card = async () => (await pat.card()).join('\n');
  await expect.poll(card, PATIENCE).toContain('Available\n“Reference desk, 2nd floor”');
  await ann.turnsIdle();
  await expect.poll(card, PATIENCE).toContain('Away\n“Reference desk, 2nd floor”');
  expect(await pat.everything()).not.toContain('not here');
});
