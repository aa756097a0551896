// covers: relay/desk/librarians.ts, relay/desk/conversation/conversation.ts
import { describe, expect, test } from 'vitest';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

/** Pat has asked a question, and Ann has answered with `line-1` and `line-2`. */
const answered = async () => {
  const stage = await startDesk();
  stage.comes('ann');
  stage.comes('ben');
  const { desk } = stage;
  const opens = async (after = 0) => {
    const page = new StagePage();
    await desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after });
    return page;
  };
  const pat = await opens();
  await desk.patronSays(pat, 'line-of-pat', 'Where are the maps?');
  const id = desk.conversationsFor('ann')[0]?.id ?? '';
  for (const [line, text] of [
    ['line-one', 'In the basemnet.'],
    ['line-two', 'Ask for box 3.'],
  ] as const) {
    await desk.librarianSays('ann', id, line, text);
  }
  const seqOf = (text: string) =>
    desk.entriesFor('ann', id, 0).find(({ entry }) => entry.what.kind === 'said' && entry.what.text === text)?.entry
      .seq ?? 0;
  const linesOf = (page: StagePage) =>
    page.all('entry').map(({ entry }) => (entry.kind === 'said' ? { ...entry, at: 0 } : entry));
  return { ...stage, pat, id, opens, seqOf, linesOf };
};

describe('A line that its author edits', () => {
  test('An edited line is pushed again with its seq and the new text', async () => {
    const { desk, pat, id, seqOf, linesOf } = await answered();
    const seq = seqOf('In the basemnet.');
    expect(await desk.librarianEdits('ann', id, seq, 'edit-one', 'In the basement.')).toMatchObject({ shown: true });
    expect(linesOf(pat).at(-1)).toMatchObject({ seq, id: 'line-one', text: 'In the basement.', revised: 'edited' });
  });

  test('A page that connects later receives only the last version of an edited line', async () => {
    const { desk, id, opens, seqOf, linesOf } = await answered();
    await desk.librarianEdits('ann', id, seqOf('In the basemnet.'), 'edit-one', 'In the cellar.');
    await desk.librarianEdits('ann', id, seqOf('In the basemnet.'), 'edit-two', 'In the basement.');
    const later = await opens();
    expect(JSON.stringify(linesOf(later))).not.toMatch(/basemnet|cellar/);
    expect(later.said).toContain('librarian: In the basement.');
  });

  test('The same edit sent twice is one entry', async () => {
    const { desk, pat, id, seqOf } = await answered();
    const edit = () => desk.librarianEdits('ann', id, seqOf('In the basemnet.'), 'edit-one', 'In the basement.');
    const before = pat.all('entry').length;
    const [first, second] = [await edit(), await edit()];
    expect(second).toEqual(first);
    expect(pat.all('entry').length).toBe(before + 1);
  });

  test('The text of a withdrawn line is not pushed any more', async () => {
    const { desk, pat, id, opens, seqOf, linesOf } = await answered();
    const seq = seqOf('Ask for box 3.');
    await desk.librarianWithdraws('ann', id, seq);
    expect(linesOf(pat).at(-1)).toMatchObject({ seq, text: '', revised: 'withdrawn' });
    expect(JSON.stringify(linesOf(await opens()))).not.toContain('box 3');
  });

  test('Only the author may edit or withdraw, and only their own lines', async () => {
    const { desk, pat, id, seqOf } = await answered();
    const before = pat.frames.length;
    const seq = seqOf('In the basemnet.');
    for (const refusal of [
      desk.librarianEdits('ben', id, seq, 'edit-one', 'Upstairs.'),
      desk.librarianWithdraws('ben', id, seq),
      desk.librarianWithdraws('ann', id, seqOf('Where are the maps?')),
      desk.librarianWithdraws('ann', id, 999),
    ]) {
      expect(await refusal).toEqual({ outcome: 'sorry', code: 'not-yours', final: true });
    }
    expect(await desk.librarianEdits('ann', id, seq, 'edit-one', ' ')).toMatchObject({ code: 'empty' });
    expect(await desk.librarianEdits('ann', id, seq, 'edit-one', 'x'.repeat(4_001))).toMatchObject({
      code: 'too-long',
    });
    expect(pat.frames.length).toBe(before);
  });

  test('An edited line that the patron never saw stays unseen', async () => {
    const { desk, pat, id } = await answered();
    const late = await desk.librarianSays('ben', id, 'line-of-ben', 'Upstairs, I think.');
    const before = pat.all('entry').length;
    const seq = late.outcome === 'kept' ? late.entry.seq : 0;
    expect(await desk.librarianEdits('ben', id, seq, 'edit-one', 'Upstairs.')).toMatchObject({ shown: false });
    expect(pat.all('entry').length).toBe(before);
  });
});

describe('A conversation', () => {
  test('The lines of holder and joined librarian are shown, and joining a conversation that nobody has claims it', async () => {
    const { desk, pat, id } = await answered();
    expect(await desk.librarianJoins('ben', id)).toEqual({ outcome: 'done' });
    expect(await desk.librarianSays('ben', id, 'line-of-ben', 'Box 3 is out.')).toMatchObject({ shown: true });
    expect(pat.said.slice(-2)).toEqual(['joined', 'librarian: Box 3 is out.']);
    await desk.librarianPasses('ann', id);
    expect(await desk.librarianJoins('ben', id)).toEqual({ outcome: 'done' });
    expect(desk.conversationsFor('ben')[0]?.state).toBe('mine');
  });

  test('A conversation is not passed to a librarian who does not serve the desk', async () => {
    const { desk, id } = await answered();
    expect(await desk.librarianPasses('ann', id, { to: 'zoe' })).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianPasses('ann', id, { to: 'ben' })).toEqual({ outcome: 'done' });
  });
});
