// needs: prosody, finch
import { afterAll, beforeAll, expect, test } from 'vitest';
import { el } from '../../relay/networks/xmpp/stream/xml.ts';
import { cleanText } from '../../relay/protocol/text.ts';
import { ImWorld } from '../stage/im/im-world.ts';
import { ScriptedProgram } from '../stage/im/scripted-program.ts';
import type { Patron } from '../stage/patron.ts';

/** Input that no honest client sends, through a real Prosody: the link stays up for the other users. */

let world: ImWorld;
let ann: ScriptedProgram;

beforeAll(async () => {
  world = await ImWorld.open({
    librarians: ['ann'],
    prosody: {
      accounts: { ann: 'pw', eve: 'pw' },
      neighbour: { domain: 'other.localhost', accounts: { ann: 'pw' } },
    },
  });
  ann = await ScriptedProgram.start(world.account('ann'));
});

afterAll(async () => {
  ann.dies();
  await world[Symbol.asyncDispose]();
});

/** A patron who has asked, and the window in which Ann reads it. */
const asked = async (name: string, question: string): Promise<{ pat: Patron; window: string }> => {
  const pat = await world.stage.patron(name);
  pat.writes(question);
  const window = await ann.windowWith(cleanText(question));
  // Ann must answer only after the delivery is acknowledged. Otherwise answer and question may cross, and nothing shows
  // that Ann has seen the question.
  await pat.reads(`You: ${cleanText(question)} (Delivered)`);
  return { pat, window };
};

test.each([
  ['control characters and direction overrides', 'a\u0007b\u0000c\u202ed\u2066e\ufffff'],
  ['half a character', 'a\ud800b'],
  ['markup', '</body></message><message to="eve@localhost"><body>&lt;&amp;]]><!-- <?x?>'],
  ['Japanese of the greatest length', '本を探しています。'.repeat(500).slice(0, 4_000)],
])('A line of %s passes from the patron to the librarian and back', async (name, text) => {
  const { pat, window } = await asked(`Pat, ${name}`, text);
  ann.says(window, `${text.slice(0, 3_990)} back`.toWellFormed());
  await pat.sees(`Ann: ${cleanText(`${text.slice(0, 3_990)} back`.toWellFormed())}`);
});

test('A line of a librarian that is far too long reaches no page, and the librarian reads so', async () => {
  const { pat, window } = await asked('Long Pat', 'How long may it be?');
  ann.says(window, 'x'.repeat(200_000));
  await ann.until('Ann reads that it was not sent', () =>
    ann.linesFrom(window).some((line) => line.includes('was not sent')),
  );
  ann.says(window, 'Short.');
  await pat.reads('You: How long may it be? (Seen)', 'Ann: Short.');
});

test('A client that ends its own session with 600 KB or with malformed XML does not affect other sessions', async () => {
  const { pat, window } = await asked('Quiet Pat', 'Do you notice?');
  for (const bytes of [`<message to='${window}'><body>${'x'.repeat(600_000)}</body></message>`, 'a\u0007<<<']) {
    const other = await ScriptedProgram.start(world.account('ann', 'broken'));
    other.sendsRaw(bytes);
    await other.until('its session has ended', () => other.over);
  }
  ann.says(window, 'Nothing.');
  await pat.reads('You: Do you notice? (Seen)', 'Ann: Nothing.');
  expect(world.stage.relay.log()).not.toContain('the XMPP link is down');
});

test('Messages of strangers, of the same name on another host, and of forged addresses reach no page and no window', async () => {
  const { pat, window } = await asked('Safe Pat', 'Is this between us?');
  const eve = await ScriptedProgram.start(world.account('eve'));
  const double = await ScriptedProgram.start(world.account('ann'), 'other.localhost');
  for (const one of [eve, double]) {
    one.says(window, 'Let me in');
    one.says('main@ask.localhost', '!who');
    one.sends(el('presence', { to: 'main@ask.localhost', type: 'subscribe' }));
    one.sends(el('presence', { to: 'main@ask.localhost' }, el('status', {}, 'At the Panera')));
    await one.isHeard();
    one.sends(el('message', { from: window, to: 'ann@localhost', type: 'chat' }, el('body', {}, 'I am Pat')));
  }
  ann.says(window, 'Yes.');
  await pat.reads('You: Is this between us? (Seen)', 'Ann: Yes.');
  expect([...eve.heard, ...double.heard]).toEqual([]);
  expect(ann.linesFrom(window)).toEqual(['[Reference desk · just now] Is this between us?']);
  expect(JSON.stringify(pat.whereabouts)).not.toContain('Panera');
  eve.dies();
  double.dies();
});

test('A question is answered during a flood from a stranger and a flood of status changes by the librarian', async () => {
  const { pat, window } = await asked('Patient Pat', 'Is anybody there?');
  const eve = await ScriptedProgram.start(world.account('eve'));
  for (let n = 0; n < 5_000; n += 1) eve.says(n % 2 ? window : 'main@ask.localhost', `flood ${n}`);
  for (let n = 0; n < 2_000; n += 1) {
    ann.sends(
      el('message', { to: window, type: 'chat' }, el('composing', { xmlns: 'http://jabber.org/protocol/chatstates' })),
    );
    ann.shows('away', `Shelf ${n}`);
  }
  ann.says(window, 'I am.');
  await pat.sees('Ann: I am.');
  await pat.finds('the last status of Ann', ({ librarians }) => librarians[0]?.words === 'Shelf 1999');
  const { pat: other } = await asked('Quinn', 'And now?');
  expect(other.page).not.toContain('flood');
  expect(pat.page).not.toContain('flood');
  expect(world.stage.relay.log()).not.toContain('the XMPP link is down');
  eve.dies();
});
