// covers: widget/console/model/threads/outbox.ts, widget/console/model/threads/thread.ts
// covers: widget/console/model/threads/threads.ts, widget/console/model/threads/restored.ts
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConsoleStage } from './console-stage.ts';

/** Events of a console, in any order. */
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant('librarian says') },
  { weight: 4, arbitrary: fc.constant('patron says') },
  ...['cut', 'connect', 'deaf', 'full', 'room', 'reload', 'time passes'].map((what) => ({
    weight: 1,
    arbitrary: fc.constant(what),
  })),
);

test('Whatever the network does, both sides have every line once, in the order of the relay.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const stage = await new ConsoleStage().settled();
      stage.relay.patronSays('heron', 'first');
      const own: string[] = [];
      let patrons = 0;
      for (const what of events) {
        if (what === 'librarian says') {
          const line = `own ${own.length}`;
          own.push(line);
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
      expect(shown.filter((text) => text.startsWith('own')).sort()).toEqual([...own].sort());
      expect(shown.filter((text) => text.startsWith('patron'))).toHaveLength(patrons);
    }),
    { numRuns: 200 },
  );
});
