import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConsoleStage } from './console-stage.ts';

/** What may happen to a console, in any order. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant('she says') },
  { weight: 4, arbitrary: fc.constant('patron says') },
  ...['cut', 'connect', 'deaf', 'full', 'room', 'reload', 'time passes'].map((what) => ({
    weight: 1,
    arbitrary: fc.constant(what),
  })),
);

test('whatever the network does: every line once, in the order of the relay, on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
      const stage = await new ConsoleStage().settled();
      stage.relay.patronSays('heron', 'first');
      const hers: string[] = [];
      let patrons = 0;
      for (const what of happenings) {
        if (what === 'she says') {
          const line = `hers ${hers.length}`;
          hers.push(line);
          stage.model.say(stage.thread('heron'), line);
        } else if (what === 'patron says') stage.relay.patronSays('heron', `patron's ${++patrons}`);
        else if (what === 'cut') stage.cut();
        else if (what === 'connect') stage.connect();
        else if (what === 'reload') stage.reload();
        else if (what === 'deaf') stage.deaf = true;
        else if (what === 'full') stage.relay.full = true;
        else if (what === 'room') stage.relay.full = false;
        else await stage.clock.advance(5_000);
      }
      stage.relay.full = false;
      stage.cut();
      stage.connect();
      const shown = stage.reads('heron');
      expect(stage.thread('heron').unsent).toEqual([]);
      expect(shown).toEqual(stage.relay.saidIn('heron'));
      expect(shown.filter((text) => text.startsWith('hers')).sort()).toEqual([...hers].sort());
      expect(shown.filter((text) => text.startsWith('patron'))).toHaveLength(patrons);
    }),
    { numRuns: 200 },
  );
});
