// covers: widget/chat/views/rows.ts
import { expect, test } from 'vitest';
import { rowsOf } from '../../../widget/chat/views/rows.ts';
import { ann, happened, pat, reader } from './views-stage.ts';

/** The rows as one reads them: `*` where a name is shown, the tick after the text. */
const read = (lines: Parameters<typeof rowsOf>[0]['lines'], firstNew?: number): string[] =>
  rowsOf({ lines, firstNew }, reader()).flatMap(({ line, time, fresh, begins, tick }) => [
    ...(time ? [`-- ${time.replace(/\s/g, ' ')}`] : []),
    ...(fresh ? ['-- new'] : []),
    `${begins ? '*' : ' '}${line.kind === 'said' ? line.text : line.kind}${tick ? ` (${tick})` : ''}`,
  ]);

test('Each tick is shown once, below the last line that has got so far', () => {
  const lines = [
    pat(1, 'one', 'seen'),
    pat(2, 'two', 'seen'),
    pat(3, 'three', 'delivered'),
    pat(4, 'four', 'kept'),
    pat(5, 'five', 'kept'),
    pat(6, 'six', 'sending'),
    pat(7, 'seven', 'sending'),
  ];
  expect(read(lines)).toEqual([
    '-- today, 12:00 PM',
    '*one',
    ' two (seen)',
    ' three (delivered)',
    ' four',
    ' five (kept)',
    ' six',
    ' seven (sending)',
  ]);
});

test('Every failed line says so', () => {
  expect(read([pat(1, 'one', 'failed'), pat(2, 'two', 'failed')])).toEqual([
    '-- today, 12:00 PM',
    '*one (failed)',
    ' two (failed)',
  ]);
});

test('A name is shown above the first of several lines by the same person', () => {
  const lines = [
    ann(1, 'Hello'),
    ann(2, 'I am here'),
    pat(3, 'Hi', 'seen'),
    ann(4, 'So'),
    ann(5, 'And I', 'Ben'),
    happened(6, 'passed', 'Ann'),
    ann(7, 'I go on', 'Ben'),
  ];
  expect(read(lines)).toEqual([
    '-- today, 12:00 PM',
    '*Hello',
    ' I am here',
    '*Hi (seen)',
    '*So',
    '*And I',
    '*passed',
    '*I go on',
  ]);
});

test('A pause and the first new line begin a group too', () => {
  const lines = [
    ann(1, 'Hello'),
    ann(2, 'Still here', 'Ann', 9),
    ann(3, 'And now', 'Ann', 20),
    ann(4, 'New to Pat', 'Ann', 21),
  ];
  expect(read(lines, 4)).toEqual([
    '-- today, 12:00 PM',
    '*Hello',
    ' Still here',
    '-- 12:20 PM',
    '*And now',
    '-- new',
    '*New to Pat',
  ]);
});
