// covers: widget/console/model/forms/reply-picker.ts, widget/console/model/canned-replies.ts
import { describe, expect, test } from 'vitest';
import { ReplyPicker, withSpaces } from '../../../../../widget/console/model/forms/reply-picker.ts';
import { ConsoleStage } from '../../console-stage.ts';

const opened = async () => {
  const stage = await new ConsoleStage().settled();
  stage.relay.patronSays('heron', 'When are you open?');
  stage.relay.patronSays('otter', 'And I?');
  const picker = new ReplyPicker(stage.model.replies, () => {});
  const thread = stage.thread('heron');
  const codes = () => picker.shown(thread)?.map(({ code }) => code);
  return { stage, picker, thread, codes };
};

const REPLIES = [
  { code: 'hours', text: 'From nine to five.' },
  { code: 'hold', text: 'One moment.' },
  { code: 'phone', lacks: 'phone' },
  { code: 'map', text: 'The hour of the map room is ten.' },
];

describe('The canned replies of a desk', () => {
  test('are requested each time, and those received before are shown at once', async () => {
    const { stage, picker, thread, codes } = await opened();
    stage.relay.replies = REPLIES;
    expect(picker.isOpen(thread)).toBe(false);
    expect(codes()).toBeUndefined();
    picker.open(thread);
    expect(codes()).toEqual(['hours', 'hold', 'phone', 'map']);
    expect(picker.isOpen(stage.thread('otter'))).toBe(false);
    picker.close();
    stage.cut();
    picker.open(thread);
    expect(codes()).toHaveLength(4);
    expect(stage.relay.heardOf('replies')).toHaveLength(1);
  });

  test('are found by code first, then by text, and up and down wrap around', async () => {
    const { stage, picker, thread, codes } = await opened();
    stage.relay.replies = REPLIES;
    picker.open(thread);
    picker.type(' HO');
    expect(codes()).toEqual(['hours', 'hold', 'phone', 'map']);
    picker.type('hou');
    expect(codes()).toEqual(['hours', 'map']);
    picker.move(-1, thread);
    expect(picker.chosen(thread)?.code).toBe('map');
    picker.move(1, thread);
    expect(picker.chosen(thread)?.code).toBe('hours');
    picker.type('zzz');
    picker.move(1, thread);
    expect([codes(), picker.chosen(thread)]).toEqual([[], undefined]);
  });
});

test.each([
  ['', '', 'x', 'x'],
  ['Hello!', 'Bye.', 'x', ' x '],
  ['Hello! ', '\nBye.', 'x', 'x'],
])('Between %j and %j, the text %j is inserted as %j.', (before, after, text, between) => {
  expect(withSpaces(before, text, after)).toBe(between);
});
