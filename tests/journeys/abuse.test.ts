import { expect, test } from 'vitest';
import { Stage } from '../stage/stage.ts';

const RUDE = 'Something nobody should have to read.';
const REFUSED = 'This desk takes no questions from your network for now. You can call 757-555-0142.';

const zone = 'America/New_York';
const desks = {
  main: { title: 'Reference desk', zone, librarians: ['ann', 'ben'], mayClose: ['ann'], phone: '757-555-0142' },
  archives: { title: 'Archives', zone, librarians: ['ben'] },
};

test('When Ann blocks a patron, every page ends, a reload and a new browser are refused, and another desk is not', async () => {
  await using stage = await Stage.open({ config: { desks } });
  const [ann, ben] = [await stage.librarian('Ann'), await stage.librarian('Ben')];
  const pat = await stage.patron('Pat');
  await pat.says(RUDE);
  const tab = pat.opensAnotherPage();
  await tab.sees(`You: ${RUDE} (Delivered)`);
  const pia = await stage.patron('Pia');
  await pia.says('Where are the maps?');
  await ann.opens(RUDE);
  await ann.blocks(RUDE);
  await ann.reads(
    RUDE,
    `Patron: ${RUDE}`,
    '— You blocked this chat. Its network can’t start new chats for several hours.',
  );
  await ben.hasLists({ waiting: ['Where are the maps?'] });
  for (const page of [pat, tab]) {
    await page.seesNotice(REFUSED);
    await page.sees('— The conversation has ended');
  }

  const reloaded = pat.reloads();
  await reloaded.seesNotice(REFUSED);
  await reloaded.sees('— The conversation has ended');
  const unscripted = await (await fetch(`${stage.relay.address}/desks/main/`)).text();
  expect(unscripted).toContain(
    'This desk isn’t taking questions from your network right now. You can call 757-555-0142.',
  );
  expect(unscripted).not.toContain('<textarea');

  // Pia was here before, in the same library; and the archives have blocked nobody.
  await ben.answers('Where are the maps?', 'In the basement.');
  await pia.says('Thank you!');
  expect(await (await fetch(`${stage.relay.address}/desks/archives/`)).text()).toContain('<textarea');

  // The patron may still delete the conversation.
  await reloaded.hasItForgotten();
  await reloaded.seesNotice(REFUSED);
});

test('While Ann pauses the desk, patrons who have begun can continue, and a new patron can ask once it is open', async () => {
  await using stage = await Stage.open({ config: { desks } });
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('Where are the maps?');
  const pia = await stage.patron('Pia');
  await ann.pausesDesk();
  await pia.seesNotice('This desk takes no new questions for now. You can call 757-555-0142.');
  pia.writes('And the deeds?');
  await pia.sees('You: And the deeds? (Not sent)');
  const unscripted = await (await fetch(`${stage.relay.address}/desks/main/`)).text();
  expect(unscripted).toContain('This desk isn’t taking new questions right now. You can call 757-555-0142.');
  await ann.answers('Where are the maps?', 'In the basement.');
  await pat.says('Thank you!');
  await ann.opensDesk();
  await pia.seesNotice('');
  await pia.says('And the deeds?');
});

test('A patron who sends too many lines in a minute reads why they wait, and no line is lost', async () => {
  await using stage = await Stage.open({ config: { desks, limits: { linesPerMinute: 2 } } });
  const pat = await stage.patron('Pat');
  for (const text of ['One.', 'Two.', 'Three.']) pat.writes(text);
  await pat.seesNotice('That was a lot in one minute. Your message is sent as soon as there is room.');
  expect(pat.unkeptLines).toEqual(['Three.']);
});

test('Ann previews a canned reply with its current values filled in, and sends it', async () => {
  const replies = { phone: 'Call {phone}. This is {name}.' };
  await using stage = await Stage.open({ config: { desks: { main: { ...desks.main, replies } } } });
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('Can I call you?');
  const { phone = '' } = await ann.looksAtReplies();
  await ann.answers('Can I call you?', phone);
  await pat.sees('Ann: Call 757-555-0142. This is Ann.');
});
