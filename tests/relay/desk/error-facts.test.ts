import { expect, test } from 'vitest';
import { errorFacts } from '../../../relay/desk/error-facts.ts';

test('The facts of an error are its name and place, and never its message', () => {
  const facts = errorFacts(new TypeError('what a patron wrote'));
  expect(facts.error).toBe('TypeError');
  expect(facts.at).toContain('error-facts.test.ts');
  expect(JSON.stringify(facts)).not.toContain('patron wrote');
});

test('The facts of a thrown value that is no error are its type', () => {
  expect(errorFacts('what a patron wrote')).toEqual({ error: 'string', at: 'unknown' });
});
