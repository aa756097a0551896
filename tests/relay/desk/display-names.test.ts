import { expect, test } from 'vitest';
import { namesIn, shownNamesIn } from '../../../relay/desk/display-names.ts';
import { roster } from '../../stage/desk-stage.ts';

test('Colleagues read display names and titles, and account names of what the config no longer defines', () => {
  const names = namesIn(() => roster());
  expect([names.librarian('ann'), names.desk('main')]).toEqual(['Ann', 'Reference desk']);
  expect([names.librarian('zoe'), names.desk('attic')]).toEqual(['zoe', 'attic']);
});

test('Patrons read no name of a librarian who hides it, or whom the config no longer defines', () => {
  const names = shownNamesIn(
    () => roster(),
    (name) => name === 'ben',
  );
  expect([names.librarian('ann'), names.librarian('ben'), names.librarian('zoe')]).toEqual([
    'Ann',
    undefined,
    undefined,
  ]);
  expect(names.desk('main')).toBe('Reference desk');
});
