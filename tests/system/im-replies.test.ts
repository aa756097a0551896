// needs: prosody, finch
import { expect, test } from 'vitest';
import { ImWorld } from '../stage/im/im-world.ts';

const QUESTION = 'When are you open?';

test('Ann in Finch sends a canned reply by its code and blocks a patron who goes too far', async () => {
  const replies = { hours: 'From nine to five.', call: 'Call {phone}. This is {name}.' };
  const zone = 'America/New_York';
  const main = { title: 'Reference desk', zone, librarians: ['ann', 'ben'], phone: '757-555-0142', replies };
  await using world = await ImWorld.open({ config: { desks: { main } } });
  const ann = await world.finch('ann');
  const pat = await world.stage.patron('Pat');
  await pat.finds('Ann available', ({ availability }) => availability === 'available');
  await pat.says(QUESTION);
  const window = await world.windowWith(ann, QUESTION);

  await ann.types(window, '!r\n');
  await ann.reads(
    window,
    '!r CODE sends one of these replies to the patron:\n  hours: From nine to five.\n  call: Call 757-555-0142. This is Ann.',
  );
  await ann.types(window, '!r ca\n');
  await ann.reads(window, 'Sent: “Call 757-555-0142. This is Ann.”');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: Call 757-555-0142. This is Ann.');
  await ann.types(window, '!oops\n');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: (Message withdrawn)');

  await pat.says('Something nobody should have to read.');
  await ann.types(window, '!block\n');
  const refused = 'This desk takes no questions from your network for now. You can call 757-555-0142.';
  await pat.seesNotice(refused);
  await pat.reloads().seesNotice(refused);
  const page = await (await fetch(`${world.stage.relay.address}/desks/main/`)).text();
  expect(page).toContain('This desk isn’t taking questions from your network right now.');
  expect(page).toContain('757-555-0142');
});
