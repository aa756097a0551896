import { expect, test } from 'vitest';
import { SIGNS, signOf, unsure } from '../../../widget/shared/signs.ts';

test('Every availability has a sign with a shape of its own, and nothing known is the lamp that is off', () => {
  const signs = (['available', 'busy', 'away', 'offline', 'unsure'] as const).map((availability) =>
    signOf({ availability }),
  );
  expect(signs).toEqual(['lit', 'busy', 'away', 'closed', 'unlit']);
  expect(new Set(signs.map((sign) => SIGNS[sign])).size).toBe(5);
  expect(signOf(undefined)).toBe('unlit');
});

test('Unsure whereabouts keep the name and the hours of the desk, and name no librarian and no return', () => {
  const desk = { desk: 'main', name: 'Reference desk', zone: 'America/New_York', opens: 5, goodFor: 25 };
  const ann = { name: 'Ann', availability: 'away' as const };
  expect(unsure({ ...desk, availability: 'away', until: 4, librarians: [ann] })).toEqual({
    ...desk,
    availability: 'unsure',
    librarians: [],
  });
});
