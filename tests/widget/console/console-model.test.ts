import { describe, expect, test } from 'vitest';
import { mineOf, waitingOf, wanting } from '../../../widget/console/lists.ts';
import { tickOf } from '../../../widget/console/ticks.ts';
import { FakeRelay } from './fake-relay.ts';

const words = (relay: FakeRelay, id: string) =>
  relay.thread(id).entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));

describe('her lists', () => {
  test('the oldest question waits at the top, and moves to hers with her first answer', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Is the archive open?');
    await relay.clock.advance(1_000);
    relay.patronSays('otter', 'Where are the maps?');
    expect(waitingOf(relay.model.threads).map((thread) => thread.card.id)).toEqual(['heron', 'otter']);
    expect(relay.thread('heron').preview).toBe('Is the archive open?');

    relay.model.say(relay.thread('heron'), 'Until five today.');
    expect(waitingOf(relay.model.threads).map((thread) => thread.card.id)).toEqual(['otter']);
    expect(mineOf(relay.model.threads).map((thread) => thread.card.id)).toEqual(['heron']);
    expect(words(relay, 'heron')).toEqual(['Is the archive open?', 'Until five today.']);
  });

  test('counts what she has neither looked at nor answered', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.model.say(relay.thread('heron'), 'Hello!');
    relay.patronSays('heron', 'Do you have Moby-Dick?');
    relay.patronSays('heron', 'In French?');
    expect(relay.thread('heron').unread('ann')).toBe(2);
    expect(wanting(relay.model.threads, 'ann')).toBe(1);

    relay.model.show('heron');
    const first = relay.thread('heron').entries.find((entry) => entry.kind === 'said' && entry.text.includes('Moby'));
    expect(relay.thread('heron').newFrom).toBe(first?.seq);
    relay.model.look();
    expect(relay.thread('heron').unread('ann')).toBe(0);
    await relay.clock.advance(200);
    const { pushed } = relay.thread('heron');
    expect(relay.heardOf('mark').at(-1)).toEqual({
      kind: 'mark',
      conversation: 'heron',
      delivered: pushed,
      seen: pushed,
    });
  });

  test('a conversation a colleague takes leaves the list, but not from under her eyes', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'One');
    relay.patronSays('otter', 'Two');
    relay.model.show('otter');
    relay.colleagueTakes('heron', 'Ben');
    relay.colleagueTakes('otter', 'Ben');
    expect([...relay.model.threads].map((thread) => thread.card.id)).toEqual(['otter']);
    relay.model.show();
    expect([...relay.model.threads]).toEqual([]);
  });
});

describe('a line of hers', () => {
  test('is on its way, kept, delivered, seen', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.cut();
    const heron = relay.thread('heron');
    relay.model.say(heron, '  Hello!  ');
    expect(heron.unsent).toMatchObject([{ text: 'Hello!' }]);

    relay.connect();
    expect(heron.unsent).toEqual([]);
    const { seq } = heron.entries.at(-1) ?? { seq: 0 };
    const tick = () => tickOf(seq, heron.card.mark);
    expect(tick()).toBe('kept');
    relay.change('heron', { mark: { delivered: seq, seen: 0 } });
    expect(tick()).toBe('delivered');
    relay.change('heron', { mark: { delivered: seq, seen: seq } });
    expect(tick()).toBe('seen');
  });

  test('goes out again under the same id when its answer was lost, and is there once', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.deaf = true;
    relay.model.say(relay.thread('heron'), 'Hello!');
    expect(relay.thread('heron').unsent).toHaveLength(1);
    relay.cut();
    relay.connect();
    expect(new Set(relay.heardOf('say').map((frame) => frame.id)).size).toBe(1);
    expect(relay.saidIn('heron')).toEqual(['Hello?', 'Hello!']);
    expect(words(relay, 'heron')).toEqual(['Hello?', 'Hello!']);
    expect(relay.thread('heron').unsent).toEqual([]);
  });

  test('that the relay cannot keep is tried again by itself, in order', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const heron = relay.thread('heron');
    relay.full = true;
    relay.model.say(heron, 'Hello!');
    expect(heron.unsent[0]?.refused).toEqual({ code: 'not-kept', final: false });
    relay.full = false;
    await relay.clock.advance(3_000);
    expect(heron.unsent).toEqual([]);
    expect(words(relay, 'heron')).toEqual(['Hello?', 'Hello!']);
  });

  test('that is refused for good waits for her: again under a new id, or taken back', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const heron = relay.thread('heron');
    relay.append('heron', { kind: 'said', by: 'patron', id: 'own-line-1', text: 'A clash of ids' });
    relay.model.say(heron, 'Hello!');
    const id = heron.unsent[0]?.id ?? '';
    expect(heron.unsent[0]?.refused).toEqual({ code: 'other-content', final: true });
    await relay.clock.advance(60_000);
    expect(relay.heardOf('say')).toHaveLength(1);
    relay.model.tryAgain(heron, id);
    expect(heron.unsent).toEqual([]);
    expect(words(relay, 'heron').at(-1)).toBe('Hello!');

    relay.push({ kind: 'sorry', conversation: 'heron', code: 'not-yours', final: true });
    expect(heron.refused).toBe('not-yours');
  });

  test('that a colleague was faster than is quoted back, and says who answers', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.model.show('heron');
    // Ben's answer is kept first; Ann's console has not heard of it when she presses Enter.
    relay.kept.get('heron')?.card &&
      Object.assign(relay.kept.get('heron')?.card ?? {}, { state: 'held', holder: 'Ben' });
    const heron = relay.thread('heron');
    relay.model.say(heron, 'Yes?');
    const line = heron.entries.at(-1);
    expect(line).toMatchObject({ kind: 'said', text: 'Yes?', shown: false });
    expect(heron.answeredBy(line?.id ?? '')).toBe('Ben');
    expect(relay.news.map((news) => news.kind)).toContain('quoted');
  });

  test('quoted after it was kept is marked all the same, and an older like it is not', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const heron = relay.thread('heron');
    relay.model.say(heron, 'Yes?');
    relay.model.say(heron, 'Yes?');
    relay.push({ kind: 'quoted', conversation: 'heron', text: 'Yes?', holder: 'Ben' });
    expect(heron.entries.map((entry) => entry.kind === 'said' && entry.by === 'librarian' && entry.shown)).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('after the connection was lost', () => {
  test('a conversation that is no longer hers goes with its words; what she wrote herself is handed back', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.patronSays('otter', 'Maps?');
    relay.cut();
    relay.model.say(relay.thread('heron'), 'Hello!');
    relay.model.write(relay.thread('heron'), 'And also');
    Object.assign(relay.kept.get('heron')?.card ?? {}, { state: 'held', holder: 'Ben' });
    relay.connect();
    expect([...relay.model.threads].map((thread) => thread.card.id)).toEqual(['otter']);
    expect(relay.model.threads.stranded).toEqual([{ word: 'heron-k2x9m4tq', texts: ['Hello!', 'And also'] }]);
    expect(relay.heardOf('say')).toEqual([]);
  });

  test('the hello says what was pushed, not what was kept beside it', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const { pushed } = relay.thread('heron');
    relay.deaf = true;
    relay.patronSays('heron', 'Anybody?');
    relay.deaf = false;
    relay.model.say(relay.thread('heron'), 'Yes!');
    expect(relay.model.hello()).toMatchObject({ have: { heron: pushed } });
    relay.cut();
    relay.connect();
    expect(words(relay, 'heron')).toEqual(['Hello?', 'Anybody?', 'Yes!']);
  });

  test('what was there before her is no news; what comes while she was cut off is', async () => {
    const relay = new FakeRelay();
    relay.patronSays('heron', 'Hello?');
    await relay.settled();
    expect(relay.news).toEqual([]);
    relay.cut();
    relay.patronSays('otter', 'Maps?');
    relay.connect();
    expect(relay.news).toMatchObject([{ kind: 'question', text: 'Maps?' }]);
  });

  test('her statement waits, and the last one counts', async () => {
    const relay = await new FakeRelay().settled();
    relay.cut();
    relay.model.state({ availability: 'busy' });
    relay.model.state({ availability: 'away', words: ' At the  Panera ' });
    expect(relay.model.standing.wishedStatement).toEqual({ availability: 'away', words: 'At the Panera' });
    relay.connect();
    expect(relay.heardOf('state')).toEqual([
      { kind: 'state', statement: { availability: 'away', words: 'At the Panera' } },
    ]);
    expect(relay.model.standing.wishedStatement).toBeUndefined();
    relay.cut();
    relay.connect();
    expect(relay.heardOf('state')).toHaveLength(1);
  });
});

describe('typing', () => {
  test('of the patron ends by itself, and with her line', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const heron = relay.thread('heron');
    relay.push({ kind: 'typing', conversation: 'heron', on: true });
    expect(heron.typing).toBe(true);
    await relay.clock.advance(7_000);
    expect(heron.typing).toBe(false);
    relay.push({ kind: 'typing', conversation: 'heron', on: true });
    relay.patronSays('heron', 'There?');
    expect(heron.typing).toBe(false);
  });

  test('of hers is told at once, repeated while she goes on, and ended when the box is empty', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    const heron = relay.thread('heron');
    for (const draft of ['H', 'He', 'Hel']) relay.model.write(heron, draft);
    expect(relay.heardOf('typing').map((frame) => frame.on)).toEqual([true]);
    await relay.clock.advance(3_500);
    relay.model.write(heron, 'Hell');
    relay.model.write(heron, '');
    expect(relay.heardOf('typing').map((frame) => frame.on)).toEqual([true, true, false]);
  });
});

describe('when it ends', () => {
  test('a forgotten conversation leaves nothing, whatever was unsent in it', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'My name is Dana');
    relay.model.show('heron');
    relay.model.write(relay.thread('heron'), 'Dear Dana');
    relay.forget('heron');
    expect([...relay.model.threads]).toEqual([]);
    expect(relay.model.open).toBeUndefined();
    expect(relay.model.threads.stranded).toEqual([]);
    expect(relay.news.at(-1)).toEqual({ kind: 'gone', word: 'heron-k2x9m4tq' });
    await relay.clock.advance(10_000);
    expect(JSON.stringify(relay.heard)).not.toContain('Dana');
  });

  test('signed out: nothing of a patron stays, and she hears what was not sent', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.cut();
    relay.model.say(relay.thread('heron'), 'Hello!');
    expect(relay.model.end()).toBe(1);
    expect([...relay.model.threads]).toEqual([]);
  });

  test('a closed conversation stays while it has unread words', async () => {
    const relay = await new FakeRelay().settled();
    relay.patronSays('heron', 'Hello?');
    relay.model.say(relay.thread('heron'), 'Hello!');
    relay.patronSays('heron', 'Thank you, bye');
    relay.change('heron', { state: 'closed', patronHere: false });
    expect(relay.news.map((news) => news.kind).slice(-2)).toEqual(['closed', 'patron-left']);
    relay.model.show('heron');
    relay.model.look();
    relay.model.show();
    expect([...relay.model.threads]).toEqual([]);
  });
});

describe('"back?"', () => {
  const due = { availability: 'away' as const, words: 'back at 3', until: 1, at: 1 };

  test('is asked once for a statement, until she answers', async () => {
    const relay = await new FakeRelay().settled();
    const { standing } = relay.model;
    const { self } = relay;
    relay.push({ kind: 'self', self: { ...self, statement: due, askBack: true } });
    expect(standing.asksBack).toBe(true);
    relay.push({ kind: 'self', self: { ...self, statement: due } });
    expect(standing.asksBack).toBe(true);
    relay.model.notBackYet();
    relay.push({ kind: 'self', self: { ...self, statement: due, askBack: true } });
    expect(standing.asksBack).toBe(false);
    relay.push({ kind: 'self', self: { ...self, statement: { ...due, at: 2 }, askBack: true } });
    expect(standing.asksBack).toBe(true);
    relay.model.state({ availability: 'available' });
    expect(standing.asksBack).toBe(false);
  });
});
