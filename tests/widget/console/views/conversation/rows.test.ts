// covers: widget/console/views/conversation/rows.ts, widget/console/alerts/alerts.ts
// covers: widget/console/model/threads/lists.ts, widget/console/views/announcement.ts
import { describe, expect, test } from 'vitest';
import { callsLibrarian } from '../../../../../widget/console/alerts/alerts.ts';
import { neighborOf, waitingThreads } from '../../../../../widget/console/model/threads/lists.ts';
import { announcementOf } from '../../../../../widget/console/views/announcement.ts';
import { rowsOf } from '../../../../../widget/console/views/conversation/rows.ts';
import { CONSOLE_EN } from '../../../../../widget/strings/console.en.ts';
import { ConsoleStage } from '../../console-stage.ts';

const rows = (stage: ConsoleStage, id: string) =>
  rowsOf(stage.thread(id), { reader: 'ann', now: stage.clock.now(), language: 'en' });

const asked = async () => {
  const stage = await new ConsoleStage().settled();
  stage.relay.patronSays('heron', 'Hello?');
  return stage;
};

describe('The rows of a conversation', () => {
  test('are in order, with each tick in words once', async () => {
    const stage = await asked();
    const heron = stage.thread('heron');
    for (const text of ['One', 'Two', 'Three']) stage.model.say(heron, text);
    const second = heron.entries[2]?.seq ?? 0;
    stage.relay.change('heron', { mark: { delivered: second, seen: second } });
    expect(rows(stage, 'heron')).toMatchObject([
      { kind: 'time' },
      { kind: 'patrons' },
      { kind: 'own', tick: 'seen', latest: false },
      { kind: 'own', tick: 'seen', latest: true },
      { kind: 'own', tick: 'kept', latest: true },
    ]);
  });

  test('keep the key of a line while it goes from unsent to kept', async () => {
    const stage = await asked();
    stage.deaf = true;
    stage.model.say(stage.thread('heron'), 'Hello!');
    const before = rows(stage, 'heron').at(-1);
    stage.cut();
    stage.connect();
    const after = rows(stage, 'heron').at(-1);
    expect([before?.kind, after?.kind]).toEqual(['unsent', 'own']);
    expect(after?.key).toBe(before?.key);
  });

  test('have "new" before the first unseen line, and nowhere if all lines are unseen', async () => {
    const stage = await asked();
    stage.model.show('heron');
    expect(rows(stage, 'heron').map((row) => row.kind)).not.toContain('new');
    stage.model.markSeen();
    stage.model.show();
    stage.relay.patronSays('heron', 'Anybody?');
    stage.model.show('heron');
    stage.model.markSeen();
    expect(rows(stage, 'heron').map((row) => row.kind)).toEqual(['time', 'patrons', 'new', 'patrons']);
    stage.model.say(stage.thread('heron'), 'Yes!');
    expect(rows(stage, 'heron').map((row) => row.kind)).not.toContain('new');
  });

  test('distinguish a colleague’s line that the patron did not see from an own line', async () => {
    const stage = await asked();
    const ben = { kind: 'said', by: 'librarian', librarian: 'ben', name: 'Ben' } as const;
    stage.relay.append('heron', { ...ben, id: 'ben-line-1', text: 'Too late', shown: false });
    stage.relay.append('heron', { ...ben, id: 'ben-line-2', text: 'In time', shown: true });
    expect(rows(stage, 'heron').slice(-2)).toMatchObject([{ kind: 'hidden', own: false }, { kind: 'colleagues' }]);
  });
});

test('Alt and an arrow key go through both lists and wrap around.', async () => {
  const stage = await asked();
  stage.relay.patronSays('otter', 'Maps?');
  const ordered = waitingThreads(stage.model.threads);
  const from = (open: string | undefined, step: 1 | -1) => neighborOf(ordered, open, step)?.card.id;
  expect([from(undefined, 1), from(undefined, -1), from('heron', 1), from('otter', 1), from('heron', -1)]).toEqual([
    'heron',
    'otter',
    'otter',
    'heron',
    'otter',
  ]);
});

describe('A notification', () => {
  test('alerts the librarian of a new question, and of a line in an own conversation that they do not look at', async () => {
    const stage = await asked();
    const last = (watching: boolean) =>
      stage.notifications.slice(-1).map((news) => [news.kind, callsLibrarian(news, watching)]);
    expect([last(false), last(true)]).toEqual([[['question', true]], [['question', false]]]);
    stage.relay.patronSays('heron', 'Anybody?');
    expect(last(false)).toEqual([['line', false]]);
    stage.relay.change('heron', { state: 'mine' });
    stage.relay.patronSays('heron', 'There?');
    expect([last(false), last(true)]).toEqual([[['line', true]], [['line', false]]]);
    stage.relay.change('heron', { patronHere: false });
    expect(last(false)).toEqual([['patron-left', false]]);
  });

  test('is announced as a sentence, with the text of the line only for the open conversation', async () => {
    const stage = await asked();
    const said = (open: boolean) =>
      stage.notifications.slice(-1).map((news) => announcementOf(news, open, CONSOLE_EN))[0];
    expect(said(false)).toBe('New question from heron');
    stage.relay.patronSays('heron', 'Anybody?');
    expect(said(false)).toBe('heron, who is waiting, wrote more');
    stage.relay.change('heron', { state: 'mine' });
    stage.relay.patronSays('heron', 'There?');
    expect([said(true), said(false)]).toEqual(['heron: There?', 'New line from heron']);
    stage.relay.change('heron', { patronHere: false });
    expect([said(true), said(false)]).toEqual(['heron has left', undefined]);
    stage.model.state({ availability: 'away', words: 'At the Panera' });
    expect(said(false)).toBe('Patrons now see: Away, “At the Panera”');
  });
});
