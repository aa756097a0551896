// needs: prosody, finch
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, test } from 'vitest';
import { MIXES, MixedDesk } from '../../stage/mixed/mixed-desk.ts';

/** What follows because nobody has answered for long, on a clock that goes five times as fast. The plays run side by side: they wait most of the time. */

const QUESTION = 'Where are the parish registers?';
const HURRIED = pathToFileURL(join(import.meta.dirname, '../../stage/hurried-clock.mjs')).href;
const relay = { env: { NODE_OPTIONS: `--import=${HURRIED}`, CLOCK_SPEED: '5' } };
/** Ninety seconds of that clock, and some more. */
const PATIENCE = { timeout: 30_000 };

const zone = 'America/New_York';
const main = { title: 'Reference desk', zone, librarians: ['ann', 'ben'] };

describe.each(MIXES)('$name', { concurrent: true }, (mix) => {
  test('Ann is asked first and Ben second; after ninety seconds the patron reads that they need not wait, and Ben answers', async ({
    expect,
  }) => {
    await using desk = await MixedDesk.open(mix, {
      relay,
      config: { desks: { main: { ...main, ring: 'in-order' } } },
    });
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await pat.seesNotice('Asking a librarian…');
    await ann.isRung(QUESTION, {
      console: `Reference desk · just now · ${QUESTION}`,
      im: `[Reference desk · just now] ${QUESTION}`,
    });
    await expect.poll(() => pat.notice, PATIENCE).toBe('Asking 2 librarians…');
    await ben.isRung(QUESTION, {
      console: `Reference desk · just now · ${QUESTION}`,
      im: new RegExp(`^\\[Reference desk · waiting 2\\d s\\] ${QUESTION.replace('?', '\\?')}$`),
    });
    await expect
      .poll(() => pat.notice, PATIENCE)
      .toBe('Asking 2 librarians… No answer yet. You can wait, or keep a link and come back for the answer.');
    await ben.says(QUESTION, 'On microfilm.');
    await ann.reads(QUESTION, { console: 'Ben is answering this conversation.', im: 'Ben is answering.' });
    await pat.reads(`You: ${QUESTION} (Seen)`, 'Ben: On microfilm.');
    expect(pat.notice).toBe('');
  });

  test('When Ann’s client crashes and does not come back, Ann’s claim lapses, the patron reads so, and Ben answers', async ({
    expect,
  }) => {
    await using desk = await MixedDesk.open(mix, { relay });
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ann.says(QUESTION, 'Let me look.');
    await pat.sees('Ann: Let me look.');
    await ann.crashes();
    await pat.finds('Ann gone', ({ librarians }) =>
      librarians.every(({ name, availability }) => name !== 'Ann' || availability !== 'available'),
    );
    await pat.says('Hello?');
    await expect
      .poll(() => pat.notice, PATIENCE)
      .toBe('Not yet confirmed: no librarian’s program has answered so far. We go on trying.');
    await expect.poll(() => pat.page, PATIENCE).toContain('— Ann is no longer connected');
    await pat.seesNotice('Asking a librarian…');
    await ben.reads(QUESTION, {
      console: '— Ann could not be reached, so the chat returned to the queue.',
      im: 'Ann cannot be reached, so the question is waiting for anyone again.',
    });
    await ben.says(QUESTION, 'On microfilm.');
    await pat.reads(
      `You: ${QUESTION}`,
      'Ann: Let me look.',
      'You: Hello? (Seen)',
      '— Ann is no longer connected',
      'Ben: On microfilm.',
    );
  });

  test('When Ann’s client crashes while Ben takes part, Ben holds the conversation, and the patron reads so', async ({
    expect,
  }) => {
    await using desk = await MixedDesk.open(mix, { relay });
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ben.isRung(QUESTION, {
      console: `Reference desk · just now · ${QUESTION}`,
      im: `[Reference desk · just now] ${QUESTION}`,
    });
    await ann.says(QUESTION, 'Ben knows.');
    await ben.reads(QUESTION, { console: 'Ann is answering this conversation.', im: 'Ann is answering.' });
    await ben.joins(QUESTION, 'Ann');
    await pat.sees('— Ben has joined');
    await ann.crashes();
    await pat.finds('Ann gone', ({ librarians }) =>
      librarians.every(({ name, availability }) => name !== 'Ann' || availability !== 'available'),
    );
    await pat.says('Hello?');
    await expect.poll(() => pat.page, PATIENCE).toContain('— Ann is no longer connected. Ben will answer you');
    await ben.reads(QUESTION, {
      console: '— Ann could not be reached, so the chat was transferred to you.',
      im: 'Ann cannot be reached, so the question was passed to you.',
    });
    await ben.says(QUESTION, 'On microfilm.');
    await pat.sees('Ben: On microfilm.');
  });

  test('When Ann is alone and Ann’s client crashes, the patron reads that nobody can be asked, until Ann is back', async ({
    expect,
  }) => {
    await using desk = await MixedDesk.open(mix, { relay, there: ['ann'] });
    const { ann } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ann.takes(QUESTION);
    await pat.sees('— Ann is answering');
    await ann.crashes();
    await expect.poll(() => pat.page, PATIENCE).toContain('— Ann is no longer connected');
    await expect
      .poll(() => pat.notice, PATIENCE)
      .toMatch(/^Nobody can be asked at the moment\. Your question is kept for the librarians\./);
    const back = await desk.comes('ann');
    await pat.seesNotice('Asking a librarian…');
    await back.says(QUESTION, 'On microfilm.');
    await pat.reads(
      `You: ${QUESTION} (Seen)`,
      '— Ann is answering',
      '— Ann is no longer connected',
      'Ann: On microfilm.',
    );
  });

  test('When Ann does not answer in time, the question moves to the map room, where Ben answers it', async ({
    expect,
  }) => {
    const desks = {
      main: { ...main, librarians: ['ann'], handOn: { to: 'maps', afterSeconds: 20 } },
      maps: { title: 'Map room', zone, librarians: ['ben'] },
    };
    await using desk = await MixedDesk.open(mix, { relay, config: { desks } });
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(QUESTION);
    await ann.isRung(QUESTION, {
      console: `Reference desk · just now · ${QUESTION}`,
      im: `[Reference desk · just now] ${QUESTION}`,
    });
    await expect.poll(() => pat.page, PATIENCE).toContain('— Your question was handed to Map room');
    await ann.reads(QUESTION, {
      console: 'This conversation is now at Map room, a desk you don’t serve.',
      im: 'This is now at Map room, which is not one of your desks.',
    });
    await ben.reads(QUESTION, {
      console: '— It was transferred to Map room.',
      im: 'This was transferred to Map room.',
    });
    await ben.says(QUESTION, 'On microfilm.');
    await pat.reads(`You: ${QUESTION} (Seen)`, '— Your question was handed to Map room', 'Ben: On microfilm.');
  });
});
