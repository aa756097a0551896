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

test('A line of the message that looks like a place is not logged', () => {
  const facts = errorFacts(new Error('first line\n    at what a patron wrote (home.ts:1:2)'));
  expect(facts.at).toContain('error-facts.test.ts');
  expect(JSON.stringify(facts)).not.toContain('patron wrote');
});

test('The place is unknown if the stack does not begin with the message', () => {
  const error = new Error('something else');
  error.stack = 'Error: one line\n    at what a patron wrote\n    at home.ts:1:2';
  expect(errorFacts(error)).toEqual({ error: 'Error', at: 'unknown' });
});
