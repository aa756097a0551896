// covers: relay/desk/librarian-status.ts, relay/desk/presence/persisted-map.ts
import { describe, expect, test } from 'vitest';
import { NOTE_MS } from '../../../../relay/desk/presence/shift-notes.ts';
import type { LibrarianName } from '../../../../relay/desk/roster.ts';
import { roster, startDesk } from '../../../stage/desk-stage.ts';

/** Ann and Cleo serve the reference desk, and Ben serves both. They are on duty when they go on duty by hand. */
const open = async (world: Parameters<typeof startDesk>[0] = {}) => {
  const { desks, librarians } = roster();
  const main = desks.get('main');
  if (!main) throw new Error('there is no main desk');
  const stage = await startDesk({
    roster: roster({
      desks: new Map([...desks, ['main', { ...main, librarians: ['ann', 'ben', 'cleo'] }]]),
      librarians: new Map([...librarians, ['cleo', { name: 'cleo', displayName: 'Cleo' }]]),
    }),
    ...world,
  });
  const left = (who: LibrarianName) =>
    stage.desk.ownStatus(who)?.handOvers?.map(({ name, text }) => `${name}: ${text}`);
  return { ...stage, left };
};

describe('A note at the end of duty', () => {
  test('A shift note is shown to each librarian who comes on duty afterwards, until they dismiss it', async () => {
    const { desk, comes, clock, left } = await open();
    comes('ann');
    expect(await desk.setDuty('ann', 'main', false, ' No paper\u0007 ')).toEqual({ outcome: 'done' });
    expect(left('ann')).toBeUndefined();
    comes('ben');
    comes('cleo');
    expect([left('ben'), left('cleo')]).toEqual([['Ann: No paper'], ['Ann: No paper']]);
    await desk.librarianDismissesNotes('ben', 'ann', clock.now());
    expect([left('ben'), left('cleo')]).toEqual([undefined, ['Ann: No paper']]);
    // Authors are not shown their own notes.
    await desk.setDuty('ann', 'main', true);
    expect(left('ann')).toBeUndefined();
  });

  test('A colleague on duty when the note was left reads it when they come on duty the next time', async () => {
    const { desk, comes, left } = await open();
    comes('ann');
    comes('ben');
    await desk.setDuty('ann', 'main', false, 'No paper');
    expect(left('ben')).toBeUndefined();
    await desk.setDuty('ben', 'main', false);
    expect(left('ben')).toBeUndefined();
    await desk.setDuty('ben', 'main', true);
    expect(left('ben')).toEqual(['Ann: No paper']);
  });

  test('A newer note replaces the same author’s note only, and dismissing the old one does not dismiss it', async () => {
    const { desk, comes, clock, left } = await open();
    comes('ann');
    comes('ben');
    await desk.setDuty('ann', 'main', false, 'No paper');
    const at = clock.now();
    await clock.advance(1_000);
    await desk.setDuty('ben', 'main', false, 'The key is with the porter');
    await desk.setDuty('ann', 'main', true);
    expect(left('ann')).toEqual(['Ben: The key is with the porter']);
    await clock.advance(1_000);
    await desk.setDuty('ann', 'main', false, 'Paper is here');
    comes('cleo');
    expect(left('cleo')).toEqual(['Ben: The key is with the porter', 'Ann: Paper is here']);
    await desk.librarianDismissesNotes('cleo', 'ann', at);
    await desk.librarianDismissesNotes('cleo', 'ben', at);
    expect(left('cleo')).toHaveLength(2);
    await desk.librarianDismissesNotes('cleo', 'ben', clock.now());
    expect(left('cleo')).toEqual(['Ann: Paper is here']);
  });

  test('A shift note and its readers survive a restart, and after seven days it is deleted from the disk too', async () => {
    const { desk, comes, clock, stores } = await open();
    comes('ann');
    await desk.setDuty('ann', 'main', false, 'No paper');
    comes('cleo');
    await desk.librarianDismissesNotes('cleo', 'ann', clock.now());
    await desk.stop();
    const again = await open({ stores, clock });
    again.comes('ben');
    again.comes('cleo');
    expect([again.left('ben'), again.left('cleo')]).toEqual([['Ann: No paper'], undefined]);
    await clock.advance(NOTE_MS);
    await clock.advance(0);
    expect(again.left('ben')).toBeUndefined();
    expect(JSON.stringify([...(await stores.whereabouts.desks())])).not.toContain('paper');
  });

  test('A shift note of a removed desk is deleted from the disk too', async () => {
    const { desk, comes, clock, stores } = await open();
    comes('ann');
    await desk.setDuty('ann', 'main', false, 'No paper');
    desk.reconfigure(roster({ desks: new Map([...roster().desks].filter(([name]) => name !== 'main')) }));
    await clock.advance(NOTE_MS);
    await clock.advance(0);
    expect(JSON.stringify([...(await stores.whereabouts.desks())])).not.toContain('paper');
  });

  test('A shift note that is too long or cannot be stored is refused, and its author stays on duty', async () => {
    const { desk, comes, stores } = await open();
    comes('ann');
    expect(await desk.setDuty('ann', 'main', false, 'x'.repeat(4_001))).toMatchObject({ code: 'too-long' });
    stores.fails = 'full';
    expect(await desk.setDuty('ann', 'main', false, 'No paper')).toMatchObject({ code: 'not-kept' });
    stores.fails = undefined;
    expect(desk.ownStatus('ann')?.duty[0]?.on).toBe(true);
  });

  test('The text of a shift note is not in the log', async () => {
    const logged: string[] = [];
    const log = (what: string, facts = {}) => void logged.push(`${what} ${JSON.stringify(facts)}`);
    const { desk, comes } = await open({ log: { info: log, warn: log } });
    comes('ann');
    await desk.setDuty('ann', 'main', false, 'No paper');
    expect(logged.join('\n')).toContain('note left {"desk":"main","librarian":"ann"}');
    expect(logged.join('\n')).not.toContain('paper');
  });
});
