import { expect, test } from 'vitest';
import { matchingPlaces, placeOf } from '../../../../relay/desk/presence/places.ts';

const PLACES = ['2nd floor desk', 'Map room', 'Map room annex', 'Manuscripts', 'Café'];

test.each([
  ['', {}],
  ['Map room', { words: 'Map room' }],
  ['in the MAP  ROOM, back at 3', { words: 'Map room' }],
  ['map room annex', { words: 'Map room annex' }],
  ['at the café', { words: 'Café' }],
  ['back at 3', {}],
  ['until 15:30', {}],
  ['in 20 min', {}],
  ['map', 'no-place'],
  ['the maproom', 'no-place'],
  ['back at the Panera, at 3', 'no-place'],
  ['at the Panera', 'no-place'],
])('The words %j are taken as %j at a desk with places', (words, place) => {
  expect(placeOf(words, PLACES)).toEqual(place);
});

test.each([
  ['2nd', ['2nd floor desk']],
  ['man, back at 3', ['Manuscripts, back at 3']],
  ['man until 3', ['Manuscripts, until 3']],
  ['2ND FLOOR back at 3', ['2nd floor desk, back at 3']],
  ['map', ['Map room', 'Map room annex']],
  ['map room', ['map room']],
  ['caf', ['Café']],
  ['back at 3', ['back at 3']],
  ['Panera', []],
  [',', []],
])('The command `!away %s` may mean %j', (typed, meant) => {
  expect(matchingPlaces(typed, PLACES)).toEqual(meant);
});
