import type { OwnStatus, Reply } from '../../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { FakeRelay } from '../../widget/console/fake-relay.ts';
import { NOW } from './console-page.ts';

/** What the relay sends to Ann, scene by scene. Times are relative to a Monday at twenty past two. */

const MINUTE = 60_000;
const FIVE = NOW + 160 * MINUTE;
const THREE = NOW + 40 * MINUTE;
const PANERA = 'At the Panera in Newport News, back at 3';

const desk = (name: string, title: string): Whereabouts => ({
  desk: name,
  name: title,
  zone: 'America/New_York',
  availability: 'available',
  librarians: [],
  closes: FIVE,
  goodFor: 25,
});

export const ANN: OwnStatus = {
  librarian: 'ann',
  name: 'Ann Whitfield',
  shown: { availability: 'available', since: NOW - 90 * MINUTE },
  publish: 'shown',
  duty: [
    { desk: 'main', name: 'Reference desk', on: true, closes: FIVE },
    { desk: 'maps', name: 'Map room', on: false },
  ],
  recent: [
    { availability: 'away', words: PANERA },
    { availability: 'away', words: 'In the stacks, a few minutes' },
    { availability: 'away', words: 'Lunch; Ben is at the desk' },
    { availability: 'busy', words: 'With a class until 11' },
  ],
};

export const atPanera: OwnStatus = {
  ...ANN,
  statement: { availability: 'away', words: PANERA, until: THREE, at: NOW - 20 * MINUTE },
  shown: { availability: 'away', words: PANERA, until: THREE, told: true, since: NOW - 20 * MINUTE },
};

export const dueBack: OwnStatus = {
  ...ANN,
  statement: { availability: 'away', words: 'In the stacks', until: NOW - 5 * MINUTE, at: NOW - 50 * MINUTE },
  shown: { availability: 'away', words: 'In the stacks', until: NOW - 5 * MINUTE, overdue: true },
  askBack: true,
};

export const mayClose: OwnStatus = {
  ...ANN,
  duty: [
    { desk: 'main', name: 'Reference desk', on: true, closes: FIVE, mayClose: true },
    {
      desk: 'maps',
      name: 'Map room',
      on: false,
      mayClose: true,
      closed: { until: NOW + 1_200 * MINUTE, words: 'Snow' },
    },
  ],
};

/** The reference desk has canned replies, and takes no new questions for a while. */
export const withReplies: OwnStatus = {
  ...ANN,
  duty: ANN.duty.map((row) =>
    row.desk === 'main' ? { ...row, mayClose: true, replies: true, paused: { until: THREE } } : row,
  ),
};

export const REPLIES: readonly Reply[] = [
  {
    code: 'hours',
    text: 'We are open Monday to Friday 9:00 AM to 5:00 PM, Saturday 10:00 AM to 2:00 PM, Sunday closed.',
  },
  { code: 'hold', text: 'One moment, I am looking.' },
  { code: 'phone', text: 'You can call us at 757-555-0142, or write to reference@library.example.' },
  { code: 'closing', lacks: 'closes' },
  {
    code: 'interlibrary-loan',
    text: 'We can ask another library for it: that takes about a week, and costs nothing. Please tell me the title, the author and, if you have it, the ISBN.',
  },
];

export const undecided: OwnStatus = { ...ANN, publish: 'undecided' };

export const withPlaces: OwnStatus = {
  ...atPanera,
  places: ['2nd floor desk', 'Map room', 'Rare books reading room', 'Manuscripts', 'Children’s library'],
};

export const LAST_FRIDAY = NOW - 4_120 * MINUTE;

export const withNote: OwnStatus = {
  ...ANN,
  handOvers: [
    {
      by: 'ben',
      name: 'Ben Okri',
      desk: 'main',
      at: NOW - 4_300 * MINUTE,
      text: 'The printer on 2 is out of paper.\nThe class at three has the map room.',
    },
  ],
};

/** The colleagues: one available, one away with a status message, one busy who answers two, one offline. */
const team = (relay: FakeRelay): void => {
  const on = [{ desk: 'main', on: true }];
  relay.team = {
    members: [
      { librarian: 'ann', name: 'Ann Whitfield', availability: 'available', duty: on, here: true, answers: [] },
      { librarian: 'ben', name: 'Ben Okri', availability: 'available', duty: on, here: true, answers: [] },
      {
        librarian: 'cleo',
        name: 'Cleo Marchetti-Vandenberg',
        availability: 'busy',
        words: 'With the nine o’clock class',
        duty: on,
        here: true,
        answers: [
          { conversation: 'stoat', desk: 'main', word: 'stoat-aaaabbbb' },
          { conversation: 'yellowhammer', desk: 'main', word: 'yellowhammer-ccccdddd' },
        ],
      },
      { librarian: 'dee', name: 'Dee', availability: 'away', words: PANERA, until: THREE, duty: on, answers: [] },
      { librarian: 'edu', name: 'Edu', availability: 'offline', duty: [{ desk: 'main', on: false }], answers: [] },
    ],
    desks: [
      { desk: 'main', name: 'Reference desk', availability: 'available' },
      { desk: 'maps', name: 'Map room', availability: 'offline', opens: NOW + 1_120 * MINUTE },
      { desk: 'night', name: 'Night co-operative', availability: 'available' },
    ],
  };
};

/** Ann has consulted a colleague, unseen by the patron, and the colleague has answered. */
export const betweenColleagues = (relay: FakeRelay): void => {
  team(relay);
  conversation(relay);
  const ann = { librarian: 'ann', name: 'Ann Whitfield' };
  relay.append(
    'heron',
    { kind: 'asked', id: 'asked-1', ...ann, whom: 'ben', whomName: 'Ben Okri', text: 'Who has the key to series 3?' },
    { before: 20_000 },
  );
  relay.append(
    'heron',
    {
      kind: 'said',
      by: 'librarian',
      id: 'aside-1',
      librarian: 'ben',
      name: 'Ben Okri',
      text: 'Cleo, until four. Do not promise box 4, it is at the binder.',
      shown: false,
      aside: true,
    },
    { before: 10_000 },
  );
};

/** Ben answers, and consults Ann about it. */
export const asksAnn = (relay: FakeRelay): void => {
  team(relay);
  relay.patronSays('heron', 'Do you have letters from the shipyard strike of 1952? The catalogue only shows one box.', {
    before: 14 * MINUTE,
  });
  relay.change('heron', { state: 'mine', holder: 'Ben Okri', consulted: true, waitingSince: undefined });
  const ben = { librarian: 'ben', name: 'Ben Okri' };
  relay.append(
    'heron',
    { kind: 'said', by: 'librarian', id: 'ben-1', ...ben, text: 'One moment, I ask.', shown: true },
    { before: MINUTE },
  );
  relay.append(
    'heron',
    {
      kind: 'asked',
      id: 'asked-1',
      ...ben,
      whom: 'ann',
      whomName: 'Ann Whitfield',
      text: 'Are the other three boxes open to readers, or only the first?',
    },
    { before: 30_000 },
  );
};

export const prepare = (relay: FakeRelay, self: OwnStatus = ANN): void => {
  relay.team = undefined;
  relay.self = self;
  relay.desks = [desk('main', 'Reference desk'), desk('maps', 'Map room')];
};

/** Three patrons wait, one of them for a long time. */
export const threeWait = (relay: FakeRelay): void => {
  relay.patronSays('heron', 'Do you have letters from the shipyard strike of 1952? The catalogue only shows one box.', {
    before: 12 * MINUTE,
  });
  relay.patronSays('otter', 'Is the map room open tomorrow?', { before: 3 * MINUTE, desk: 'maps' });
  relay.patronSays('marten', 'hello', { before: 20_000 });
  relay.change('otter', { patronHere: false });
};

/** A conversation of Ann with heron that has every tick. */
export const conversation = (relay: FakeRelay): void => {
  relay.patronSays('heron', 'Do you have letters from the shipyard strike of 1952? The catalogue only shows one box.', {
    before: 14 * MINUTE,
  });
  const says = (text: string, before: number) =>
    relay.append(
      'heron',
      { kind: 'said', by: 'librarian', librarian: 'ann', name: 'Ann Whitfield', id: `ann-${text}`, text, shown: true },
      { before },
    );
  relay.change('heron', { state: 'mine', holder: 'Ann Whitfield' });
  relay.append(
    'heron',
    {
      kind: 'noted',
      topic: 'record',
      id: 'record-heron',
      record: { title: 'Shipyard strike papers, 1951–1953', url: 'https://catalogue.example/record/81244' },
    },
    { before: 14 * MINUTE },
  );
  says('We do. There are four boxes; only the first is catalogued.', 12 * MINUTE);
  says('The finding aid is at https://archive.example/aids/shipyard.pdf, look at series 3.', 11 * MINUTE);
  relay.patronSays('heron', 'Oh, wonderful.\nCan I see them on Thursday?', { before: 2 * MINUTE });
  const seen = says('Yes, the reading room is open until five. Ask at the desk for boxes 2 to 4.', MINUTE);
  says('Shall I reserve them for you?', 30_000);
  relay.change('heron', { mark: { delivered: seen.seq + 1, seen: seen.seq }, waitingSince: undefined });
};

export const inMapRoom: OwnStatus = {
  ...ANN,
  statement: { availability: 'available', words: 'In the map room today', at: NOW - 20 * MINUTE },
  shown: { availability: 'available', words: 'In the map room today', since: NOW - 20 * MINUTE },
};

/** A busy morning: twenty patrons wait, ten are Ann's, and several have the same word. */
export const thirty = (relay: FakeRelay): void => {
  const words = ['heron', 'otter', 'marten', 'stoat', 'yellowhammer'];
  for (let each = 0; each < 30; each++) {
    const id = `${words[each % 5]}-${each}`;
    relay.patronSays(id, `Question ${each}: where do I find what was written about the harbour before the war?`, {
      before: (70 - each) * MINUTE,
      desk: each % 3 ? 'main' : 'maps',
    });
    if (each % 3 === 0) relay.change(id, { state: 'mine', holder: 'Ann Whitfield' });
    if (each % 4 === 0) relay.change(id, { patronHere: false });
  }
};

/** Difficult texts: long words, long lines, right-to-left text, characters of every plane, and many lines. */
export const hardTexts = (relay: FakeRelay): void => {
  const says = (text: string) => relay.patronSays('heron', text, { before: 5 * MINUTE });
  says('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3));
  relay.append('heron', {
    kind: 'noted',
    topic: 'name',
    id: 'name-of-heron',
    text: 'Maria de los Ángeles Wolfeschlegelsteinhausenbergerdorff Ruiz',
  });
  relay.append('heron', {
    kind: 'noted',
    topic: 'record',
    id: 'record-heron',
    record: {
      title: `The history of ${'a very long title, '.repeat(9)}vol. 2`,
      url: 'https://catalogue.example/record/9',
    },
  });
  says('شكرا، هل المكتبة مفتوحة غدا من الساعة 9:00؟ ISBN 978-0-00');
  says('😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿'.repeat(12));
  says('one\n\ntwo\n    three, indented');
  says(`https://archive.example/${'path/'.repeat(40)}`);
  says('word '.repeat(400));
  relay.append('heron', { kind: 'said', by: 'patron', id: 'last-of-heron', text: '?' });
};
