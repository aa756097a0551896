import { describe, expect, test } from 'vitest';
import { HandOffForm } from '../../../../widget/console/model/forms/hand-off-form.ts';
import { ownThreads } from '../../../../widget/console/model/threads/lists.ts';
import { announcementOf } from '../../../../widget/console/views/announcement.ts';
import { eventText } from '../../../../widget/console/views/conversation/event-text.ts';
import { rowsOf } from '../../../../widget/console/views/conversation/rows.ts';
import { heldText, memberStatus } from '../../../../widget/console/views/status-text.ts';
import { CONSOLE_EN } from '../../../../widget/strings/console.en.ts';
import { ConsoleStage } from '../console-stage.ts';

const BEN = {
  librarian: 'ben',
  name: 'Ben',
  availability: 'available',
  duty: [{ desk: 'main', on: true }],
  here: true,
  answers: [],
} as const;

/** Ann answers heron; Ben is there too. */
const answering = async () => {
  const stage = new ConsoleStage();
  stage.relay.team = {
    members: [
      { ...BEN, librarian: 'ann', name: 'Ann', duty: [...BEN.duty], answers: [] },
      { ...BEN, duty: [...BEN.duty], answers: [] },
    ],
    desks: [
      { desk: 'main', name: 'Reference desk', availability: 'available' },
      { desk: 'maps', name: 'Map room', availability: 'offline' },
    ],
  };
  stage.relay.patronSays('heron', 'Where are the maps?');
  stage.relay.change('heron', { state: 'mine', holder: 'Ann' });
  await stage.settled();
  const handing = new HandOffForm(stage.model, () => undefined);
  const thread = stage.thread('heron');
  return { stage, handing, thread, relay: stage.relay, model: stage.model };
};

/** Ben answers otter, and asks Ann beside it. */
const consulted = async () => {
  const world = await answering();
  const { relay, stage } = world;
  relay.patronSays('otter', 'Do you have the atlas?');
  relay.change('otter', { state: 'held', holder: 'Ben' });
  relay.change('otter', { state: 'mine', consulted: true });
  // What the console lacked comes with the card.
  for (const entry of relay.kept.get('otter')?.entries ?? [])
    relay.push({ kind: 'entry', conversation: 'otter', entry });
  const asked = { librarian: 'ben', name: 'Ben', whom: 'ann', whomName: 'Ann', text: 'Have we?' } as const;
  relay.append('otter', { kind: 'asked', id: 'asked-1', ...asked });
  return { ...world, otter: stage.thread('otter') };
};

describe('who is where', () => {
  test('colleagues of a desk, and the desks it could go to', async () => {
    const { model } = await answering();
    expect(model.colleagues.colleaguesOf('ann', 'main').map(({ name }) => name)).toEqual(['Ben']);
    expect(model.colleagues.colleaguesOf('ann', 'maps')).toEqual([]);
    expect(model.colleagues.desksOtherThan('main').map(({ name }) => name)).toEqual(['Map room']);
  });

  test.each([
    [{}, 'Available'],
    [{ availability: 'busy', words: 'With a class' } as const, 'Busy · “With a class”'],
    [{ duty: [{ desk: 'main', on: false }], availability: 'offline' } as const, 'Off duty'],
    [{ availability: 'away', here: undefined, words: 'Lunch' } as const, 'Away · “Lunch” · not connected'],
  ])('%j is %s', (changes, sign) => {
    const { here, ...member } = { ...BEN, ...changes };
    const now = Date.UTC(2026, 2, 9);
    // as: the literals above are of the same shape, but read-only.
    const one = { ...member, ...(here && { here }) } as unknown as Parameters<typeof memberStatus>[0];
    expect(memberStatus(one, { text: CONSOLE_EN, now })).toBe(sign);
  });

  test('taking part in what a colleague answers opens it as soon as it is hers', async () => {
    const { model, relay } = await answering();
    relay.patronSays('otter', 'Is it open?');
    relay.colleagueTakes('otter', 'Ben');
    expect(model.threads.find('otter')).toBeUndefined();
    model.actWithTeam({ kind: 'join', conversation: 'otter' });
    expect(model.open?.card).toMatchObject({ id: 'otter', state: 'mine' });
  });
});

describe('handing on', () => {
  test.each([
    ['list', '', { kind: 'pass', conversation: 'heron' }],
    ['librarian ben', ' atlas ', { kind: 'pass', conversation: 'heron', to: 'ben', note: 'atlas' }],
    ['desk maps', 'atlas', { kind: 'move', conversation: 'heron', desk: 'maps', note: 'atlas' }],
  ] as const)('to %s with %j; the form goes once it is done', async (to, text, frame) => {
    const { handing, thread, relay, model } = await answering();
    handing.begin('hand', thread);
    handing.change({ to, text });
    expect(handing.draftFor(thread, model.connected)).toBeDefined();
    expect(handing.send(thread)).toBe(true);
    expect(relay.heard.at(-1)).toEqual(frame);
    expect(handing.draftFor(thread, model.connected)).toBeUndefined();
  });

  test('refused, or cut off: what she wrote stays, and can be sent again', async () => {
    const { stage, handing, thread, relay, model } = await answering();
    handing.begin('ask', thread);
    handing.change({ to: 'librarian ben', text: 'Have we?' });
    stage.deaf = true;
    handing.send(thread);
    expect(handing.draftFor(thread, model.connected)?.sentAfter).toBeDefined();
    stage.deaf = false;
    relay.push({ kind: 'sorry', code: 'not-there', final: true, conversation: 'heron' });
    const left = handing.draftFor(thread, model.connected);
    expect([left?.text, left?.sentAfter, thread.refused]).toEqual(['Have we?', undefined, 'not-there']);
    stage.deaf = true;
    handing.send(thread);
    stage.cut();
    expect(handing.draftFor(thread, model.connected)?.sentAfter).toBeUndefined();
  });

  test('what she wrote is carried over a reload, to her alone; without words there is nothing to carry', async () => {
    const { handing, thread, model, relay } = await answering();
    handing.begin('ask', thread);
    handing.change({ to: 'librarian ben' });
    expect(handing.addTo(undefined)).toBeUndefined();
    handing.change({ text: 'Have we?', sentAfter: 3 });
    const left = handing.addTo(undefined);
    expect(left).toEqual({
      librarian: 'ann',
      conversations: [],
      lostDrafts: [],
      handOff: { kind: 'ask', conversation: 'heron', to: 'librarian ben', text: 'Have we?', maybeSentAfter: 3 },
    });

    const again = new HandOffForm(model, () => undefined, left);
    expect(again.draftFor(thread, model.connected)).toEqual(left?.handOff);
    expect(again.addTo(undefined)).toEqual(left);
    expect(again.send(thread)).toBe(true);
    expect(relay.heard.at(-1)).toEqual({ kind: 'ask', conversation: 'heron', whom: 'ben', text: 'Have we?' });

    const other = new HandOffForm(model, () => undefined, { ...left, librarian: 'ben' } as typeof left);
    expect(other.draftFor(thread, model.connected)).toBeUndefined();
    expect(other.addTo(undefined)).toBeUndefined();
    other.begin('hand', thread);
    expect(other.draftFor(thread, model.connected)?.text).toBe('');
  });

  test('asking needs a colleague and a question; the form goes when the question stands there', async () => {
    const { handing, thread, relay, model } = await answering();
    handing.begin('ask', thread);
    expect(handing.send(thread)).toBe(false);
    handing.change({ to: 'librarian ben' });
    expect(handing.send(thread)).toBe(false);
    handing.change({ text: 'Have we?' });
    expect(handing.send(thread)).toBe(true);
    expect(relay.heard.at(-1)).toEqual({ kind: 'ask', conversation: 'heron', whom: 'ben', text: 'Have we?' });
    expect(handing.draftFor(thread, model.connected)).toBeUndefined();
  });
});

describe('asked beside a conversation', () => {
  test('she is called, it stands among hers, and counts as unread', async () => {
    const { stage, model, otter } = await consulted();
    expect(stage.notifications.at(-1)).toMatchObject({ kind: 'consulted', name: 'Ben', text: 'Have we?' });
    expect(ownThreads(model.threads)).toContain(otter);
    expect(otter.questionTo('ann')).toMatchObject({ name: 'Ben', text: 'Have we?' });
    expect(otter.unread('ann')).toBe(2);
  });

  test('her line is a row of its own kind from the moment it is kept, and never one the patron sees', async () => {
    const { model, otter } = await consulted();
    model.show('otter');
    model.say(otter, 'In the vault');
    const rows = rowsOf(otter, { reader: 'ann', now: 0, language: 'en' });
    expect(rows.at(-1)).toMatchObject({ kind: 'aside', own: true, entry: { text: 'In the vault', shown: false } });
    expect(otter.card.state).toBe('held');
    expect(otter.unsent).toEqual([]);
  });

  test('an answer from a colleague calls her, and is worded as unseen', async () => {
    const { stage, relay, thread } = await answering();
    const ben = { librarian: 'ben', name: 'Ben', text: 'In the vault', shown: false, aside: true } as const;
    relay.append('heron', { kind: 'said', by: 'librarian', id: 'aside-1', ...ben });
    expect(stage.notifications.at(-1)).toMatchObject({ kind: 'aside', name: 'Ben', text: 'In the vault' });
    expect(rowsOf(thread, { reader: 'ann', now: 0, language: 'en' }).at(-1)).toMatchObject({
      kind: 'aside',
      own: false,
    });
    const asked = {
      seq: 9,
      at: 0,
      id: 'x',
      librarian: 'ann',
      name: 'Ann',
      whom: 'ben',
      whomName: 'Ben',
      text: 'Have we?',
    };
    expect(eventText({ kind: 'asked', ...asked }, 'ann', CONSOLE_EN)).toBe(
      'You asked Ben, unseen by the patron: “Have we?”',
    );
  });
});

describe('handed on', () => {
  const passed = { seq: 9, at: 0, id: 'x', kind: 'passed', librarian: 'ann', name: 'Ann', note: 'Box 3' } as const;

  test('with a note: who wrote it reads it as hers, others as one for them', () => {
    expect(eventText(passed, 'ann', CONSOLE_EN)).toBe('You passed it back to the list. Your note: “Box 3”');
    expect(eventText(passed, 'ben', CONSOLE_EN)).toBe('Ann passed it back to the list. Note for you: “Box 3”');
    const moved = { ...passed, kind: 'moved', to: 'maps', toName: 'Map room' } as const;
    expect(eventText(moved, 'ann', CONSOLE_EN)).toBe('You handed it to Map room. Your note: “Box 3”');
  });

  test('to another desk, where nobody answers it yet: she reads where it is, and not that a colleague answers', async () => {
    const { thread, model } = await answering();
    const scene = { text: CONSOLE_EN, model };
    expect(heldText({ ...thread.card, holder: 'Ben' }, scene)).toBe('Ben answers this conversation now.');
    const { holder: _, ...nobodys } = { ...thread.card, desk: 'maps' };
    expect(heldText(nobodys, scene)).toBe('This conversation is at Map room now, where you do not serve.');
    expect(announcementOf({ kind: 'held', thread }, true, CONSOLE_EN)).toBe('heron is at another desk now');
    expect(announcementOf({ kind: 'held', thread, holder: 'Ben' }, true, CONSOLE_EN)).toBe('Ben answers heron');
  });
});

describe('a note at the end of duty', () => {
  test('stands until she puts it away, also where the connection is gone at that moment', async () => {
    const { stage, relay, model } = await answering();
    const note = { by: 'ben', name: 'Ben', desk: 'main', at: 1_000, text: 'No paper' };
    relay.self = { ...relay.self, handOvers: [note] };
    relay.push({ kind: 'self', self: relay.self });
    expect(model.ownStatus.shiftNotes).toEqual([note]);
    stage.cut();
    model.update({ kind: 'put-away', by: 'ben', at: 1_000 });
    expect(model.ownStatus.shiftNotes).toEqual([]);
    stage.connect();
    expect(relay.heardOf('put-away')).toEqual([{ kind: 'put-away', by: 'ben', at: 1_000 }]);
    expect(model.ownStatus.shiftNotes).toEqual([]);
    model.setDuty('main', false, 'No ink');
    expect(relay.heard.at(-1)).toEqual({ kind: 'duty', desk: 'main', on: false, note: 'No ink' });
  });
});
