// covers: widget/shared/page-clock.ts
// covers: widget/console/model/console-model.ts, widget/console/model/named-timers.ts
// covers: widget/console/model/notices.ts, widget/console/model/own-status.ts, widget/console/model/threads/lists.ts
// covers: widget/console/model/threads/outbox.ts, widget/console/model/threads/restored.ts
// covers: widget/console/model/threads/thread.ts, widget/console/model/threads/threads.ts
// covers: widget/console/model/threads/unfinished.ts, widget/console/views/link-view.ts
import { describe, expect, test } from 'vitest';
import { countNeedingAttention, ownThreads, waitingThreads } from '../../../../widget/console/model/threads/lists.ts';
import { tickOf } from '../../../../widget/console/views/conversation/rows.ts';
import { linkWords } from '../../../../widget/console/views/link-view.ts';
import { CONSOLE_EN } from '../../../../widget/strings/console.en.ts';
import { ConsoleStage } from '../console-stage.ts';

describe('The lists', () => {
  test('list the oldest question first, and move it to the own list with the first answer', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Is the archive open?');
    await stage.clock.advance(1_000);
    stage.relay.patronSays('otter', 'Where are the maps?');
    expect(waitingThreads(stage.model.threads).map((thread) => thread.card.id)).toEqual(['heron', 'otter']);
    expect(stage.thread('heron').preview).toBe('Is the archive open?');

    stage.model.say(stage.thread('heron'), 'Until five today.');
    expect(waitingThreads(stage.model.threads).map((thread) => thread.card.id)).toEqual(['otter']);
    expect(ownThreads(stage.model.threads).map((thread) => thread.card.id)).toEqual(['heron']);
    expect(stage.reads('heron')).toEqual(['Is the archive open?', 'Until five today.']);
  });

  test('count the lines that were neither seen nor answered', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.model.say(stage.thread('heron'), 'Hello!');
    stage.relay.patronSays('heron', 'Do you have Moby-Dick?');
    stage.relay.patronSays('heron', 'In French?');
    expect(stage.thread('heron').unread('ann')).toBe(2);
    expect(countNeedingAttention(stage.model.threads, 'ann')).toBe(1);

    stage.model.show('heron');
    const first = stage.thread('heron').entries.find((entry) => entry.kind === 'said' && entry.text.includes('Moby'));
    expect(stage.thread('heron').newFrom).toBe(first?.seq);
    stage.model.markSeen();
    expect(stage.thread('heron').unread('ann')).toBe(0);
    await stage.clock.advance(200);
    const { pushed } = stage.thread('heron');
    expect(stage.relay.heardOf('mark').at(-1)).toEqual({
      kind: 'mark',
      conversation: 'heron',
      delivered: pushed,
      seen: pushed,
    });
  });

  test('lose a conversation that a colleague claims, unless it is open', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.relay.patronSays('otter', 'Two');
    stage.model.show('otter');
    stage.relay.colleagueTakes('heron', 'Ben');
    stage.relay.colleagueTakes('otter', 'Ben');
    expect([...stage.model.threads].map((thread) => thread.card.id)).toEqual(['otter']);
    stage.model.show();
    expect([...stage.model.threads]).toEqual([]);
  });
});

describe('A line of the librarian', () => {
  test('is unsent, kept, delivered and then seen', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.cut();
    const heron = stage.thread('heron');
    stage.model.say(heron, '  Hello!  ');
    expect(heron.unsent).toMatchObject([{ text: 'Hello!' }]);

    stage.connect();
    expect(heron.unsent).toEqual([]);
    const { seq } = heron.entries.at(-1) ?? { seq: 0 };
    const tick = () => tickOf(seq, heron.card.mark);
    expect(tick()).toBe('kept');
    stage.relay.change('heron', { mark: { delivered: seq, seen: 0 } });
    expect(tick()).toBe('delivered');
    stage.relay.change('heron', { mark: { delivered: seq, seen: seq } });
    expect(tick()).toBe('seen');
  });

  test('is sent again under the same id when its answer was lost, and is stored once', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.deaf = true;
    stage.model.say(stage.thread('heron'), 'Hello!');
    expect(stage.thread('heron').unsent).toHaveLength(1);
    stage.cut();
    stage.connect();
    expect(new Set(stage.relay.heardOf('say').map((frame) => frame.id)).size).toBe(1);
    expect(stage.relay.saidIn('heron')).toEqual(['Hello?', 'Hello!']);
    expect(stage.reads('heron')).toEqual(['Hello?', 'Hello!']);
    expect(stage.thread('heron').unsent).toEqual([]);
  });

  test('that the relay cannot store is sent again automatically, in order', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const heron = stage.thread('heron');
    stage.relay.full = true;
    stage.model.say(heron, 'Hello!');
    expect(heron.unsent[0]?.refused).toEqual({ code: 'not-kept', final: false });
    stage.relay.full = false;
    await stage.clock.advance(3_000);
    expect(heron.unsent).toEqual([]);
    expect(stage.reads('heron')).toEqual(['Hello?', 'Hello!']);
  });

  test('that is refused for good can be sent under a new id or be taken back', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const heron = stage.thread('heron');
    stage.relay.append('heron', { kind: 'said', by: 'patron', id: 'own-line-1', text: 'A clash of ids' });
    stage.model.say(heron, 'Hello!');
    const id = heron.unsent[0]?.id ?? '';
    expect(heron.unsent[0]?.refused).toEqual({ code: 'other-content', final: true });
    await stage.clock.advance(60_000);
    expect(stage.relay.heardOf('say')).toHaveLength(1);
    stage.model.tryAgain(heron, id);
    expect(heron.unsent).toEqual([]);
    expect(stage.reads('heron').at(-1)).toBe('Hello!');

    stage.relay.push({ kind: 'sorry', conversation: 'heron', code: 'not-yours', final: true });
    expect(heron.refused).toBe('not-yours');
  });

  test('is quoted back with the name of the colleague who answered first', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.model.show('heron');
    // The relay stores Ben's answer first; Ann's console does not know of it yet when Ann presses Enter.
    stage.relay.kept.get('heron')?.card &&
      Object.assign(stage.relay.kept.get('heron')?.card ?? {}, { state: 'held', holder: 'Ben' });
    const heron = stage.thread('heron');
    stage.model.say(heron, 'Yes?');
    const line = heron.entries.at(-1);
    expect(line).toMatchObject({ kind: 'said', text: 'Yes?', shown: false });
    expect(heron.answererInstead(line?.id ?? '')).toBe('Ben');
    expect(stage.notifications.map((news) => news.kind)).toContain('quoted');
  });

  test('is marked as not shown when it is quoted after it was kept, and an older line with the same text is not', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const heron = stage.thread('heron');
    stage.model.say(heron, 'Yes?');
    stage.model.say(heron, 'Yes?');
    stage.relay.push({ kind: 'quoted', conversation: 'heron', text: 'Yes?', holder: 'Ben' });
    expect(heron.entries.map((entry) => entry.kind === 'said' && entry.by === 'librarian' && entry.shown)).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('After the connection was lost', () => {
  test('a conversation that is no longer listed is removed, and its unsent text is kept as a lost draft', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.relay.patronSays('otter', 'Maps?');
    stage.cut();
    stage.model.say(stage.thread('heron'), 'Hello!');
    stage.model.write(stage.thread('heron'), 'And also');
    Object.assign(stage.relay.kept.get('heron')?.card ?? {}, { state: 'held', holder: 'Ben' });
    stage.connect();
    expect([...stage.model.threads].map((thread) => thread.card.id)).toEqual(['otter']);
    expect(stage.model.threads.notices.lostDrafts).toEqual([{ word: 'heron-k2x9m4tq', texts: ['Hello!', 'And also'] }]);
    expect(stage.relay.heardOf('say')).toEqual([]);
  });

  test('the hello names the last entry received, not the last line kept', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const { pushed } = stage.thread('heron');
    stage.deaf = true;
    stage.relay.patronSays('heron', 'Anybody?');
    stage.deaf = false;
    stage.model.say(stage.thread('heron'), 'Yes!');
    expect(stage.model.hello()).toMatchObject({ have: { heron: pushed } });
    stage.cut();
    stage.connect();
    expect(stage.reads('heron')).toEqual(['Hello?', 'Anybody?', 'Yes!']);
  });

  test('the first backlog causes no notification, but a question that arrived during the interruption does', async () => {
    const stage = new ConsoleStage();
    stage.relay.patronSays('heron', 'Hello?');
    await stage.settled();
    expect(stage.notifications).toEqual([]);
    stage.cut();
    stage.relay.patronSays('otter', 'Maps?');
    stage.connect();
    expect(stage.notifications).toMatchObject([{ kind: 'question', text: 'Maps?' }]);
  });

  test('a statement waits for the connection, and only the last one is sent', async () => {
    const stage = await new ConsoleStage().settled();
    stage.cut();
    stage.model.state({ availability: 'busy' });
    stage.model.state({ availability: 'away', words: ' At the  Panera ' });
    expect(stage.model.ownStatus.pendingStatement).toEqual({ availability: 'away', words: 'At the Panera' });
    stage.connect();
    expect(stage.relay.heardOf('state')).toEqual([
      { kind: 'state', statement: { availability: 'away', words: 'At the Panera' } },
    ]);
    expect(stage.model.ownStatus.pendingStatement).toBeUndefined();
    stage.cut();
    stage.connect();
    expect(stage.relay.heardOf('state')).toHaveLength(1);
  });

  test('an update without an answer is sent once more', async () => {
    const stage = await new ConsoleStage().settled();
    stage.deaf = true;
    stage.model.setDuty('main', false);
    stage.cut();
    expect(stage.model.ownStatus.dutyAt('main')).toBe(false);
    stage.connect();
    expect(stage.relay.heardOf('duty')).toHaveLength(2);
    expect(stage.model.ownStatus.dutyAt('main')).toBe(false);
  });
});

describe('When the tab is reloaded', () => {
  test('a draft is in its composer again, and an unsent line is sent under the same id', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.relay.patronSays('otter', 'Two');
    stage.model.write(stage.thread('heron'), 'Half a thou');
    stage.cut();
    stage.model.say(stage.thread('otter'), 'Not sent');
    stage.reload();
    expect(stage.thread('heron').draft).toBe('Half a thou');
    expect(stage.relay.heardOf('say')).toEqual([
      { kind: 'say', conversation: 'otter', id: 'own-line-1', text: 'Not sent' },
    ]);
    expect(stage.reads('otter')).toEqual(['Two', 'Not sent']);
    expect(stage.model.unfinished?.conversations.map(({ id }) => id)).toEqual(['heron']);
  });

  test('text without a conversation is shown as a lost draft until it is dismissed', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.model.write(stage.thread('heron'), 'Half a thou');
    stage.cut();
    stage.relay.colleagueTakes('heron', 'Ben');
    for (const _ of ['once', 'twice']) {
      stage.reload();
      expect(stage.model.threads.notices.lostDrafts).toEqual([{ word: 'heron-k2x9m4tq', texts: ['Half a thou'] }]);
    }
    for (const lines of stage.model.threads.notices.lostDrafts) stage.model.dismiss(lines);
    expect(stage.model.unfinished).toBeUndefined();
  });

  test('nothing is lost by another reload before the relay has answered', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.model.write(stage.thread('heron'), 'Half a thou');
    const left = stage.model.unfinished;
    stage.reload({ connects: false });
    expect(stage.model.unfinished).toEqual(left);
  });

  test('another librarian who signs in sees none of the drafts', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.model.write(stage.thread('heron'), 'Half a thou');
    stage.relay.self = { ...stage.relay.self, librarian: 'ben', name: 'Ben' };
    stage.reload();
    expect(stage.thread('heron').draft).toBe('');
    expect(stage.model.unfinished).toBeUndefined();
  });

  test('nothing is kept after signing out', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'One');
    stage.model.write(stage.thread('heron'), 'Half a thou');
    stage.model.end();
    expect(stage.model.unfinished).toBeUndefined();
  });
});

describe('Typing', () => {
  test('of the patron ends after a while, and with the next line', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const heron = stage.thread('heron');
    stage.relay.push({ kind: 'typing', conversation: 'heron', on: true });
    expect(heron.typing).toBe(true);
    await stage.clock.advance(7_000);
    expect(heron.typing).toBe(false);
    stage.relay.push({ kind: 'typing', conversation: 'heron', on: true });
    stage.relay.patronSays('heron', 'There?');
    expect(heron.typing).toBe(false);
  });

  test('of the librarian is reported at once, repeated while it continues, and ended when the composer is empty', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    const heron = stage.thread('heron');
    for (const draft of ['T', 'Th', 'Thi']) stage.model.write(heron, draft);
    expect(stage.relay.heardOf('typing').map((frame) => frame.on)).toEqual([true]);
    await stage.clock.advance(3_500);
    stage.model.write(heron, 'Hell');
    stage.model.write(heron, '');
    expect(stage.relay.heardOf('typing').map((frame) => frame.on)).toEqual([true, true, false]);
  });
});

describe('When a conversation ends', () => {
  test('a deleted one leaves nothing behind, not even unsent text', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'My name is Dana');
    stage.model.show('heron');
    stage.model.write(stage.thread('heron'), 'Dear Dana');
    stage.relay.forget('heron');
    expect([...stage.model.threads]).toEqual([]);
    expect(stage.model.open).toBeUndefined();
    expect(stage.model.threads.notices.lostDrafts).toEqual([]);
    expect(stage.notifications.at(-1)).toEqual({ kind: 'gone', word: 'heron-k2x9m4tq' });
    await stage.clock.advance(10_000);
    expect(JSON.stringify(stage.relay.heard)).not.toContain('Dana');
  });

  test('because of signing out, all conversations are removed and the unsent lines are counted', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.cut();
    stage.model.say(stage.thread('heron'), 'Hello!');
    expect(stage.model.end()).toBe(1);
    expect([...stage.model.threads]).toEqual([]);
  });

  test('a closed one is complete when the patron writes again', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.model.say(stage.thread('heron'), 'Hello!');
    stage.relay.change('heron', { state: 'closed' });
    expect(ownThreads(stage.model.threads)).toHaveLength(1);
    stage.model.show('heron');
    stage.model.markSeen();
    stage.model.show();
    expect([...stage.model.threads]).toEqual([]);
    stage.relay.change('heron', { state: 'waiting' });
    stage.relay.patronSays('heron', 'One more thing');
    expect(stage.reads('heron')).toEqual(['Hello?', 'Hello!', 'One more thing']);
    expect(waitingThreads(stage.model.threads)).toHaveLength(1);
    expect(stage.notifications.at(-1)).toMatchObject({ kind: 'question', text: 'One more thing' });
  });

  test('a question withdrawn before anybody answered is removed at once', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.relay.change('heron', { state: 'closed' });
    expect([...stage.model.threads]).toEqual([]);
  });

  test('an open one that a colleague returns to the queue causes a notification and is received completely', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.model.show('heron');
    stage.relay.colleagueTakes('heron', 'Ben');
    expect(stage.model.hello()).toMatchObject({ have: {} });
    stage.relay.change('heron', { state: 'waiting' });
    expect(stage.notifications.slice(-2)).toMatchObject([{ kind: 'held' }, { kind: 'question', text: 'Hello?' }]);
  });

  test('it stays listed until its end was seen', async () => {
    const stage = await new ConsoleStage().settled();
    stage.relay.patronSays('heron', 'Hello?');
    stage.model.say(stage.thread('heron'), 'Hello!');
    stage.relay.patronSays('heron', 'Thank you, bye');
    stage.relay.change('heron', { state: 'closed', patronHere: false });
    expect(stage.notifications.map((news) => news.kind).slice(-2)).toEqual(['closed', 'patron-left']);
    stage.model.show('heron');
    stage.model.markSeen();
    stage.model.show();
    expect([...stage.model.threads]).toEqual([]);
  });
});

describe('The question "Are you back?"', () => {
  const due = { availability: 'away' as const, words: 'back at 3', until: 1, at: 1 };

  const asked = async () => {
    const stage = await new ConsoleStage().settled();
    const { self } = stage.relay;
    stage.relay.self = { ...self, statement: due, askBack: true };
    stage.relay.push({ kind: 'self', self: stage.relay.self });
    expect(stage.model.ownStatus.asksWhetherBack).toBe(true);
    return stage;
  };

  test('is asked once for a statement until it is answered, and the answer is sent to the relay', async () => {
    const stage = await asked();
    const { ownStatus } = stage.model;
    const { self } = stage.relay;
    stage.relay.push({ kind: 'self', self });
    expect(ownStatus.asksWhetherBack).toBe(true);
    stage.model.notBackYet();
    expect(stage.relay.heardOf('asked')).toEqual([{ kind: 'asked', at: 1 }]);
    // Sent by the relay before it received the answer.
    stage.relay.push({ kind: 'self', self });
    expect(ownStatus.asksWhetherBack).toBe(false);
    stage.relay.push({ kind: 'self', self: { ...self, statement: { ...due, at: 2 } } });
    expect(ownStatus.asksWhetherBack).toBe(true);
    stage.model.state({ availability: 'available' });
    expect(ownStatus.asksWhetherBack).toBe(false);
    expect(stage.relay.heardOf('asked').length).toBe(1);
  });

  test('disappears when it is answered at another console or when the librarian writes a line', async () => {
    const stage = await asked();
    const { askBack: _, ...self } = stage.relay.self;
    stage.relay.push({ kind: 'self', self });
    expect(stage.model.ownStatus.asksWhetherBack).toBe(false);
  });

  test('is answered to the relay once the connection is back', async () => {
    const stage = await asked();
    stage.cut();
    stage.model.notBackYet();
    expect(stage.model.ownStatus.asksWhetherBack).toBe(false);
    stage.connect();
    expect(stage.relay.heardOf('asked')).toEqual([{ kind: 'asked', at: 1 }]);
    expect(stage.model.ownStatus.asksWhetherBack).toBe(false);
  });
});

test('A conversation that the patron has ended can be blocked, and counts as blocked unless the block was refused or not sent.', async () => {
  const stage = new ConsoleStage();
  stage.relay.patronSays('heron', 'Something rude');
  await stage.settled();
  const { model } = stage;
  const thread = stage.thread('heron');
  stage.relay.change('heron', { state: 'closed' });
  stage.deaf = true;
  model.act('block', thread);
  expect([thread.blockSent, thread.refused]).toEqual([true, undefined]);
  stage.deaf = false;
  stage.relay.push({ kind: 'sorry', code: 'gone', final: true, conversation: 'heron' });
  expect(thread.refused).toBe('gone');
  stage.cut();
  model.act('block', thread);
  expect(thread.blockSent).toBe(false);
});

test.each([
  ['live', undefined, undefined],
  ['connecting', undefined, 'Connecting …'],
  ['connecting', 4430, 'Too many pages are open. Reconnecting… What you type is saved here and sent later.'],
  ['unsure', 4429, 'Too many pages are open. Reconnecting… What you type is saved here and sent later.'],
  ['unsure', 4500, 'You’re offline. Reconnecting… What you type is saved here and sent later.'],
] as const)('A link that is %s after close code %s shows “%s”.', (link, code, words) => {
  expect(linkWords(link, code, CONSOLE_EN.link)).toBe(words);
});
