// covers: widget/console/model/colleagues.ts, widget/console/model/forms/hand-off-form.ts
// covers: widget/console/views/announcement.ts, widget/console/views/status-text.ts
// covers: widget/console/views/conversation/event-text.ts
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

/** Ann answers heron; Ben is on duty, too. */
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
  const handOff = new HandOffForm(stage.model, () => undefined);
  const thread = stage.thread('heron');
  return { stage, handOff, thread, relay: stage.relay, model: stage.model };
};

/** Ben answers otter and consults Ann about it. */
const consulted = async () => {
  const world = await answering();
  const { relay, stage } = world;
  relay.patronSays('otter', 'Do you have the atlas?');
  relay.change('otter', { state: 'held', holder: 'Ben' });
  relay.change('otter', { state: 'mine', consulted: true });
  // The relay sends the missing entries along with the card.
  for (const entry of relay.kept.get('otter')?.entries ?? [])
    relay.push({ kind: 'entry', conversation: 'otter', entry });
  const asked = { librarian: 'ben', name: 'Ben', whom: 'ann', whomName: 'Ann', text: 'Have we?' } as const;
  relay.append('otter', { kind: 'asked', id: 'asked-1', ...asked });
  return { ...world, otter: stage.thread('otter') };
};

describe('The team', () => {
  test('has the colleagues of a desk and the desks to transfer to', async () => {
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
  ])('shows %j as %s', (changes, sign) => {
    const { here, ...member } = { ...BEN, ...changes };
    const now = Date.UTC(2026, 2, 9);
    // as: the literals above are of the same shape, but read-only.
    const one = { ...member, ...(here && { here }) } as unknown as Parameters<typeof memberStatus>[0];
    expect(memberStatus(one, { text: CONSOLE_EN, now })).toBe(sign);
  });

  test('opens a conversation as soon as the librarian has joined it', async () => {
    const { model, relay } = await answering();
    relay.patronSays('otter', 'Is it open?');
    relay.colleagueTakes('otter', 'Ben');
    expect(model.threads.find('otter')).toBeUndefined();
    model.actWithTeam({ kind: 'join', conversation: 'otter' });
    expect(model.open?.card).toMatchObject({ id: 'otter', state: 'mine' });
  });
});

describe('The form for transferring and asking', () => {
  test.each([
    ['list', '', { kind: 'pass', conversation: 'heron' }],
    ['librarian ben', ' atlas ', { kind: 'pass', conversation: 'heron', to: 'ben', note: 'atlas' }],
    ['desk maps', 'atlas', { kind: 'move', conversation: 'heron', desk: 'maps', note: 'atlas' }],
  ] as const)('sends a transfer to %s with the note %j, and closes once it is done', async (to, text, frame) => {
    const { handOff, thread, relay, model } = await answering();
    handOff.begin('hand', thread);
    handOff.change({ to, text });
    expect(handOff.draftFor(thread, model.connected)).toBeDefined();
    expect(handOff.send(thread)).toBe(true);
    expect(relay.heard.at(-1)).toEqual(frame);
    expect(handOff.draftFor(thread, model.connected)).toBeUndefined();
  });

  test('keeps its text and can be sent again after a refusal or a lost connection', async () => {
    const { stage, handOff, thread, relay, model } = await answering();
    handOff.begin('ask', thread);
    handOff.change({ to: 'librarian ben', text: 'Have we?' });
    stage.deaf = true;
    handOff.send(thread);
    expect(handOff.draftFor(thread, model.connected)?.sentAfter).toBeDefined();
    stage.deaf = false;
    relay.push({ kind: 'sorry', code: 'not-there', final: true, conversation: 'heron' });
    const left = handOff.draftFor(thread, model.connected);
    expect([left?.text, left?.sentAfter, thread.refused]).toEqual(['Have we?', undefined, 'not-there']);
    stage.deaf = true;
    handOff.send(thread);
    stage.cut();
    expect(handOff.draftFor(thread, model.connected)?.sentAfter).toBeUndefined();
  });

  test('survives a reload for the same librarian only, and only with text in it', async () => {
    const { handOff, thread, model, relay } = await answering();
    handOff.begin('ask', thread);
    handOff.change({ to: 'librarian ben' });
    expect(handOff.addTo(undefined)).toBeUndefined();
    handOff.change({ text: 'Have we?', sentAfter: 3 });
    const left = handOff.addTo(undefined);
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

  test('needs a colleague and a question, and closes when the question is an entry', async () => {
    const { handOff, thread, relay, model } = await answering();
    handOff.begin('ask', thread);
    expect(handOff.send(thread)).toBe(false);
    handOff.change({ to: 'librarian ben' });
    expect(handOff.send(thread)).toBe(false);
    handOff.change({ text: 'Have we?' });
    expect(handOff.send(thread)).toBe(true);
    expect(relay.heard.at(-1)).toEqual({ kind: 'ask', conversation: 'heron', whom: 'ben', text: 'Have we?' });
    expect(handOff.draftFor(thread, model.connected)).toBeUndefined();
  });
});

describe('A consulted librarian', () => {
  test('is notified, and sees the conversation in the own list as unread', async () => {
    const { stage, model, otter } = await consulted();
    expect(stage.notifications.at(-1)).toMatchObject({ kind: 'consulted', name: 'Ben', text: 'Have we?' });
    expect(ownThreads(model.threads)).toContain(otter);
    expect(otter.questionTo('ann')).toMatchObject({ name: 'Ben', text: 'Have we?' });
    expect(otter.unread('ann')).toBe(2);
  });

  test('writes a line that is a row of its own kind once it is kept, and never one that the patron sees', async () => {
    const { model, otter } = await consulted();
    model.show('otter');
    model.say(otter, 'In the vault');
    const rows = rowsOf(otter, { reader: 'ann', now: 0, language: 'en' });
    expect(rows.at(-1)).toMatchObject({ kind: 'aside', own: true, entry: { text: 'In the vault', shown: false } });
    expect(otter.card.state).toBe('held');
    expect(otter.unsent).toEqual([]);
  });

  test('is notified of an answer, which is worded as unseen by the patron', async () => {
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

describe('A transferred conversation', () => {
  const passed = { seq: 9, at: 0, id: 'x', kind: 'passed', librarian: 'ann', name: 'Ann', note: 'Box 3' } as const;

  test('shows its note as “Your note” to its author and as “Note for you” to others', () => {
    expect(eventText(passed, 'ann', CONSOLE_EN)).toBe('You returned it to the queue. Your note: “Box 3”');
    expect(eventText(passed, 'ben', CONSOLE_EN)).toBe('Ann returned it to the queue. Note for you: “Box 3”');
    const moved = { ...passed, kind: 'moved', to: 'maps', toName: 'Map room' } as const;
    expect(eventText(moved, 'ann', CONSOLE_EN)).toBe('You transferred it to Map room. Your note: “Box 3”');
  });

  test('at another desk where nobody answers yet is shown with the desk, not with a colleague', async () => {
    const { thread, model } = await answering();
    const scene = { text: CONSOLE_EN, model };
    expect(heldText({ ...thread.card, holder: 'Ben' }, scene)).toBe('Ben is answering this conversation.');
    const { holder: _, ...nobodys } = { ...thread.card, desk: 'maps' };
    expect(heldText(nobodys, scene)).toBe('This conversation is now at Map room, a desk you don’t serve.');
    expect(announcementOf({ kind: 'held', thread }, true, CONSOLE_EN)).toBe('heron is at another desk now');
    expect(announcementOf({ kind: 'held', thread, holder: 'Ben' }, true, CONSOLE_EN)).toBe('Ben is answering heron');
  });
});

describe('A shift note', () => {
  test('is shown until it is dismissed, also when it is dismissed without a connection', async () => {
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
