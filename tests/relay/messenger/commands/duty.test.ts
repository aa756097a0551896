import { expect, test } from 'vitest';
import { parseOff } from '../../../../relay/messenger/commands/duty.ts';
import type { DutyRow } from '../../../../relay/protocol/frames.ts';

const MAPS: DutyRow = { desk: 'maps', name: 'Map room', on: true };
const MAIN: DutyRow = { desk: 'main', name: 'Main desk', on: true };
const ROWS = [MAIN, MAPS];

test.each([
  ['', { rows: ROWS, note: '' }],
  ['map', { rows: [MAPS], note: '' }],
  ['map room, no paper', { rows: [MAPS], note: 'no paper' }],
  ['no paper in the printer', { rows: ROWS, note: 'no paper in the printer' }],
  ['paper, and ink', { rows: ROWS, note: 'paper, and ink' }],
  [', thanks', { rows: ROWS, note: 'thanks' }],
  ['mpas', { unclear: 'mpas', rows: [] }],
  ['ma', { unclear: 'ma', rows: ROWS }],
])('`!off %s`', (typed, leaving) => {
  expect(parseOff(typed, ROWS)).toEqual(leaving);
});
