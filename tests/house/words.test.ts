import { expect, test } from 'vitest';
import { isScript, sources } from './tree.ts';
import { hungarian, namesOf, wrongWords } from './words.ts';

const scripts = [...sources()].filter(([path]) => isScript(path));

test('names say the words of the house', () => {
  expect(scripts.flatMap(([path, text]) => wrongWords(path, text))).toEqual([]);
});

test('interfaces are called what they are', () => {
  expect(scripts.flatMap(([, text]) => hungarian(text))).toEqual([]);
});

test.each([
  ['relay/web/client-socket.ts', '', 'client'],
  ['relay/web/utils.ts', '', 'utils'],
  ['relay/a.ts', 'export class SessionManager {', 'manager'],
  ['relay/a.ts', 'export const userName = 1;', 'user'],
  ['relay/a.ts', 'export type ChatRoom = 1;', 'room'],
  ['relay/a.ts', 'export interface StoreImpl {', 'impl'],
])('%s %s says %s', (path, text, word) => {
  expect(wrongWords(path, text)).toEqual([expect.stringContaining(`instead of ${word}`)]);
});

test('words inside other words are no words', () => {
  expect(wrongWords('relay/a.ts', 'export const tokenise = 1;\nexport const useRoomy = 2;')).toEqual([]);
  expect(namesOf('relay/a.ts', 'export interface Desk {')).toEqual(['relay', 'a', 'Desk']);
  expect(hungarian('export interface IStore {\nexport interface Ids {')).toEqual(['IStore']);
});
