import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audience, EMPTY, type Fold, fold, takesPart } from '../../../../relay/desk/conversation/fold.ts';
import type { Author, Entry, What } from '../../../../relay/desk/entry.ts';

const ANN = 'librarian:ann';
const BEN = 'librarian:ben';

/** A log written by hand, in which `seq` and `at` count up together. */
const log = (...lines: [Author, What][]): Entry[] =>
  lines.map(([author, what], index) => ({
    seq: index + 1,
    id: `entry-${index + 1}`,
    at: (index + 1) * 1000,
    author,
    what,
  }));

const read = (entries: Entry[]): { fold: Fold; shown: boolean[] } => {
  const shown: boolean[] = [];
  let now = EMPTY;
  for (const entry of entries) {
    const step = fold(now, entry);
    shown.push(step.shown);
    now = step.after;
  }
  return { fold: now, shown };
};

const said = (text = 'x'): What => ({ kind: 'said', text });

describe('The holder of a conversation', () => {
  test("A librarian's first line is also the claim, and a later line by another librarian is not shown", () => {
    const { fold: now, shown } = read(log(['patron', said()], [ANN, said()], [BEN, said()], [ANN, said()]));
    expect(now.holder).toBe('ann');
    expect(shown).toEqual([true, true, false, true]);
  });

  test('Of two claims the first in seq order counts', () => {
    const { fold: now, shown } = read(log(['patron', said()], [BEN, { kind: 'claimed' }], [ANN, { kind: 'claimed' }]));
    expect(now.holder).toBe('ben');
    expect(shown).toEqual([true, true, false]);
  });

  test('A passed conversation waits again, and the next librarian to answer holds it', () => {
    const { fold: now } = read(log(['patron', said()], [ANN, said()], [ANN, { kind: 'passed' }], [BEN, said()]));
    expect(now.holder).toBe('ben');
  });

  test('Only the holder can pass a conversation, and only librarians who take part can close it', () => {
    const { fold: now, shown } = read(
      log(['patron', said()], [ANN, said()], [BEN, { kind: 'passed' }], [BEN, { kind: 'closed', by: 'librarian' }]),
    );
    expect(now.holder).toBe('ann');
    expect(now.closed).toBe(false);
    expect(shown).toEqual([true, true, false, false]);
  });

  test("Lines of a librarian who joined are shown as well as the holder's", () => {
    const { shown } = read(log(['patron', said()], [ANN, said()], [BEN, { kind: 'joined' }], [BEN, said()]));
    expect(shown).toEqual([true, true, true, true]);
  });

  test('A lapse of one holder does nothing to the next holder', () => {
    const lapse: What = { kind: 'lapsed', librarian: 'ann' };
    const { fold: now } = read(
      log(['patron', said()], [ANN, said()], ['relay', lapse], [BEN, said()], ['relay', lapse]),
    );
    expect(now.holder).toBe('ben');
  });
});

describe('Waiting', () => {
  test('A line waits from when it was stored until a librarian who takes part answers', () => {
    expect(read(log(['patron', said()], ['patron', said()])).fold.waitingSince).toBe(1000);
    expect(read(log(['patron', said()], [ANN, said()])).fold.waitingSince).toBeUndefined();
    expect(read(log(['patron', said()], [ANN, said()], ['patron', said()], [BEN, said()])).fold.waitingSince).toBe(
      3000,
    );
  });

  test('After a closing nothing waits, those who had the conversation still receive entries, and a new line waits for anyone', () => {
    const closed = log(['patron', said()], [ANN, said()], ['patron', { kind: 'closed', by: 'patron' }]);
    expect(read(closed).fold).toMatchObject({ closed: true, had: ['ann'] });
    expect(audience(read(closed).fold)).toEqual(['ann']);
    const again = read([...closed, { seq: 9, id: 'entry-9', at: 9000, author: 'patron', what: said() }]).fold;
    expect(again).toMatchObject({ closed: false, waitingSince: 9000 });
    expect(again.holder).toBeUndefined();
  });
});

const nameOf = ({ author }: Entry) => author.replace('librarian:', '');

test('Whatever is written, there is one holder from claim to pass, lapse or close', () => {
  const author = fc.constantFrom<Author>('patron', 'relay', ANN, BEN, 'librarian:cleo');
  const what = fc.constantFrom<What>(
    said(),
    { kind: 'claimed' },
    { kind: 'passed' },
    { kind: 'passed', to: 'ben', note: 'atlas' },
    { kind: 'moved', to: 'archives', note: 'atlas' },
    { kind: 'asked', whom: 'ben', text: 'x' },
    { kind: 'asked', whom: 'ann', text: 'x' },
    { kind: 'joined' },
    { kind: 'lapsed', librarian: 'ann' },
    { kind: 'closed', by: 'patron' },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(author, what), { maxLength: 60 }), (lines) => {
      let now = EMPTY;
      for (const entry of log(...lines)) {
        const { after, shown, aside } = fold(now, entry);
        const changed = after.holder !== now.holder;
        // The holder changes only by an entry that took effect, and never straight from one to another.
        if (changed) expect(shown).toBe(true);
        if (changed) expect(now.holder === undefined || after.holder === undefined).toBe(true);
        // Nobody is both holder and joined; a closed conversation has neither.
        if (after.holder !== undefined) expect(after.joined).not.toContain(after.holder);
        if (after.closed) expect(after.holder ?? after.joined[0]).toBeUndefined();
        // Nobody both takes part and is consulted; a consulted colleague answers once, and not the patron.
        for (const one of after.consulted) expect(takesPart(after, one)).toBe(false);
        expect(aside ?? false).toBe(entry.what.kind === 'said' && now.consulted.includes(nameOf(entry)));
        if (aside) expect([shown, after.consulted.includes(nameOf(entry))]).toEqual([false, false]);
        // A librarian's line that the patron sees is by somebody who takes part.
        if (shown && entry.what.kind === 'said' && entry.author.startsWith('librarian:')) {
          expect(takesPart(after, entry.author.slice('librarian:'.length))).toBe(true);
        }
        now = after;
      }
    }),
    { numRuns: 1000 },
  );
});
