// covers: widget/console/model/forms/statement-draft.ts, widget/console/model/forms/statement-editor.ts
// covers: widget/console/model/own-whereabouts.ts
import { describe, expect, test } from 'vitest';
import type { OwnStatus } from '../../../../../relay/protocol/frames.ts';
import {
  recentWords,
  statementOf,
  untilOf,
  wallTime,
} from '../../../../../widget/console/model/forms/statement-draft.ts';
import { StatementEditor } from '../../../../../widget/console/model/forms/statement-editor.ts';
import { ownWhereabouts } from '../../../../../widget/console/model/own-whereabouts.ts';
import { ConsoleStage } from '../../console-stage.ts';

/** Twenty past two and forty seconds, local time. */
const NOW = new Date(2026, 2, 9, 14, 20, 40).getTime();
const at = (hours: number, minutes: number, day = 9) => new Date(2026, 2, day, hours, minutes).getTime();

describe('The time of return', () => {
  test.each([
    ['in ten minutes, on the full minute', { in: 10 }, at(14, 31)],
    ['at three', { at: '15:00' }, at(15, 0)],
    ['at a time that has passed: tomorrow', { at: '09:30' }, at(9, 30, 10)],
    ['at this very minute: tomorrow', { at: '14:20' }, at(14, 20, 10)],
    ['no time', undefined, undefined],
    ['half a time', { at: '15:' }, at(15, 0)],
    ['no time at all', { at: 'soon' }, undefined],
  ])('is read: %s', (_, back, until) => expect(untilOf(back, NOW)).toBe(until));

  test('is not part of "available"', () => {
    const draft = { words: 'In the map room', back: { in: 10 } };
    expect(statementOf({ ...draft, availability: 'available' }, NOW)).toEqual({
      availability: 'available',
      words: 'In the map room',
    });
    expect(statementOf({ ...draft, availability: 'busy' }, NOW).until).toBe(at(14, 31));
  });

  test('is written into a time field as the clock shows it', () => expect(wallTime(at(9, 5))).toBe('09:05'));
});

test('Only words that were used with the same availability are offered again.', () => {
  const recent = [
    { availability: 'away' as const, words: 'At the Panera' },
    { availability: 'busy' as const, words: 'With a class' },
    { availability: 'away' as const },
  ];
  expect(recentWords(recent, 'away')).toEqual(['At the Panera']);
});

describe('The statement editor', () => {
  const opened = async () => {
    const stage = await new ConsoleStage().settled();
    return {
      stage,
      editor: new StatementEditor(
        stage.model,
        () => NOW,
        () => {},
      ),
    };
  };

  test('sets away with words used before in two clicks', async () => {
    const { stage, editor } = await opened();
    editor.choose('away');
    editor.set('At the Panera in Newport News, back at 3');
    expect(stage.relay.heardOf('state')).toEqual([
      { kind: 'state', statement: { availability: 'away', words: 'At the Panera in Newport News, back at 3' } },
    ]);
    expect(editor.draft).toBeUndefined();
  });

  test('opens with the current statement, and keeps what was typed when another choice is made', async () => {
    const { stage, editor } = await opened();
    const statement = { availability: 'away' as const, words: 'At lunch', until: at(15, 0), at: NOW };
    stage.relay.push({ kind: 'self', self: { ...stage.relay.self, statement } });
    editor.choose('away');
    expect(editor.draft).toEqual({ availability: 'away', words: 'At lunch', back: { at: '15:00' } });
    editor.change({ words: 'With a class' });
    editor.choose('busy');
    expect(editor.draft).toEqual({ availability: 'busy', words: 'With a class', back: { at: '15:00' } });
    editor.cancel();
    editor.choose('busy');
    expect(editor.draft).toEqual({ availability: 'busy', words: '', back: undefined });
  });

  test('opens after "Not yet" with the current words, without the time that has passed', async () => {
    const { stage, editor } = await opened();
    const statement = { availability: 'away' as const, words: 'In the stacks', until: at(14, 0), at: NOW };
    stage.relay.push({ kind: 'self', self: { ...stage.relay.self, statement } });
    editor.chooseAgain();
    expect(editor.draft).toEqual({ availability: 'away', words: 'In the stacks', back: undefined });
  });
});

describe('The librarian’s own sign', () => {
  const ann: OwnStatus = {
    librarian: 'ann',
    name: 'Ann',
    statement: { availability: 'away', words: 'At the Panera', at: NOW },
    shown: { availability: 'away', words: 'At the Panera', until: at(15, 0) },
    publish: 'shown',
    duty: [],
    recent: [],
  };

  test('is what patrons read', () =>
    expect(ownWhereabouts(ann, true)).toEqual({
      sign: 'away',
      availability: 'away',
      name: 'Ann',
      words: 'At the Panera',
      until: at(15, 0),
    }));

  test('shows the words that patrons do not read', () =>
    expect(ownWhereabouts({ ...ann, publish: 'undecided', shown: { availability: 'away' } }, true)).toEqual({
      sign: 'away',
      availability: 'away',
      withheld: 'At the Panera',
    }));

  test('is unsure and shows nothing else without a connection', () =>
    expect(ownWhereabouts(ann, false)).toEqual({ sign: 'unlit', availability: 'unsure' }));

  test('names nobody off duty', () =>
    expect(ownWhereabouts({ ...ann, shown: { availability: 'offline' } }, true)).toEqual({
      sign: 'closed',
      availability: 'offline',
      withheld: 'At the Panera',
    }));
});
