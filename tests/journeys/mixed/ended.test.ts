// needs: prosody, finch
import { describe, expect, test } from 'vitest';
import { MIXES, MixedDesk } from '../../stage/mixed/mixed-desk.ts';
import { reportFigures } from '../../stage/report-figures.ts';

/** What becomes of conversations that have ended: they are counted, and one that was blocked is refused from then on. */

const RUDE = 'Something nobody should have to read.';
const REFUSED = 'This desk takes no questions from your network for now. You can call 757-555-0142.';

describe.each(MIXES)('$name', (mix) => {
  test('When Ann blocks a patron, Ben, who takes part, reads who did it, and the patron is refused, also after a reload', async () => {
    await using desk = await MixedDesk.open(mix);
    const { ann, ben } = desk;
    const pat = await desk.patron('Pat');
    await pat.says(RUDE);
    await ann.says(RUDE, 'Please do not.');
    await pat.sees('Ann: Please do not.');
    await ann.handsTo(RUDE, 'ben');
    await pat.sees('— Ann has handed your question to Ben');
    await ben.says(RUDE, 'Please.');
    await pat.sees('Ben: Please.');
    await ann.joins(RUDE, 'Ben');
    await ben.reads(RUDE, { console: '— Ann joined.', im: 'Ann joined.' });

    await ann.blocks(RUDE);
    await ann.reads(RUDE, {
      console: '— You blocked this chat. Its network can’t start new chats for several hours.',
      im: 'Blocked. The conversation has ended, and the desk takes no new ones from that network for some hours.',
    });
    await ben.reads(RUDE, {
      console: '— Ann blocked this chat. Its network can’t start new chats for several hours.',
      im: 'Ann blocked and ended this conversation.',
    });
    await pat.seesNotice(REFUSED);
    await pat.reloads().seesNotice(REFUSED);
    expect(await (await fetch(`${desk.relay.address}/desks/main/`)).text()).toContain(
      'This desk isn’t taking questions from your network right now. You can call 757-555-0142.',
    );
  });

  test('One report counts what Ann and Ben have answered and what nobody has answered', async () => {
    await using desk = await MixedDesk.open(mix);
    const { ann, ben } = desk;
    for (const [who, question] of [
      [ann, 'Is the archive open?'],
      [ben, 'Do you lend maps?'],
    ] as const) {
      const patron = await desk.patron('Pat');
      await patron.says(question);
      await who.says(question, 'Yes.');
      await patron.sees(`${who.name}: Yes.`);
      await who.ends(question);
      await patron.sees('— The conversation has ended');
    }
    const robin = await desk.patron('Robin');
    await robin.says('Never mind');
    await robin.hasItForgotten();
    await expect.poll(() => reportFigures(desk.relay), { timeout: 20_000 }).toBe('3 2 0 1');
  });
});
