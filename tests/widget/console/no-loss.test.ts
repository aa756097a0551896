import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeRelay } from './fake-relay.ts';

/** What may happen to a console, in any order. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant('she says') },
  { weight: 4, arbitrary: fc.constant('patron says') },
  ...['cut', 'connect', 'deaf', 'full', 'room', 'time passes'].map((what) => ({
    weight: 1,
    arbitrary: fc.constant(what),
  })),
);

test('whatever the network does: every line once, in the order of the relay, on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
      const relay = await new FakeRelay().settled();
      relay.patronSays('heron', 'first');
      const hers: string[] = [];
      let patrons = 0;
      for (const what of happenings) {
        if (what === 'she says') {
          const line = `hers ${hers.length}`;
          hers.push(line);
          relay.model.say(relay.thread('heron'), line);
        } else if (what === 'patron says') relay.patronSays('heron', `patron's ${++patrons}`);
        else if (what === 'cut') relay.cut();
        else if (what === 'connect') relay.connect();
        else if (what === 'deaf') relay.deaf = true;
        else if (what === 'full') relay.full = true;
        else if (what === 'room') relay.full = false;
        else await relay.clock.advance(5_000);
      }
      relay.full = false;
      relay.cut();
      relay.connect();
      const shown = relay.thread('heron').entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
      expect(relay.thread('heron').unsent).toEqual([]);
      expect(shown).toEqual(relay.saidIn('heron'));
      expect(shown.filter((text) => text.startsWith('hers')).sort()).toEqual([...hers].sort());
      expect(shown.filter((text) => text.startsWith('patron'))).toHaveLength(patrons);
    }),
    { numRuns: 200 },
  );
});
