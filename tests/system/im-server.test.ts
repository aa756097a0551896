// needs: prosody, finch
import { expect, test } from 'vitest';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { PageClient } from '../stage/frames.ts';
import { eventually } from '../stage/im/eventually.ts';
import { DOMAIN, ImWorld } from '../stage/im/im-world.ts';
import { Prosody } from '../stage/im/prosody.ts';
import { ScriptedProgram } from '../stage/im/scripted-program.ts';
import { startRelayProcess } from '../stage/relay-process.ts';
import { Stage } from '../stage/stage.ts';

/** While an XMPP server is away, refuses the relay, or restarts, the relay serves patrons and shows them the truth. */

const QUESTION = 'Is the archive open?';
const NOBODY_ASKED =
  'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.';
const SECRET = 's3cret';

const serverOf = (secret = SECRET) => ({
  accounts: { ann: 'pw' },
  component: { domain: DOMAIN, secret },
  shared: { [`main@${DOMAIN}`]: 'Reference desk' },
});

const configFor = (prosody: Prosody) => ({
  xmpp: { domain: DOMAIN, port: prosody.componentPort },
  desks: { main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] } },
  librarians: { ann: { displayName: 'Ann', publish: true, xmpp: 'ann@localhost' } },
});

const ofAnn = ({ librarians }: Whereabouts): string =>
  librarians.find(({ name }) => name === 'Ann')?.availability ?? 'not named';

/** A patron asks and reads that nobody can be asked; once `mended`, Ann has the question, and it is answered. */
const isServed = async (stage: Stage, prosody: Prosody, why: string, mended: () => Promise<void>): Promise<void> => {
  await eventually('the log says why', () => stage.relay.log().includes(why), { seen: () => stage.relay.log() });
  const pat = await stage.patron('Pat');
  await pat.finds('nobody', ({ availability }) => availability === 'offline');
  await pat.says(QUESTION);
  await pat.seesNotice(NOBODY_ASKED);

  const began = performance.now();
  await mended();
  await using ann = await ScriptedProgram.start({ name: 'ann', password: 'pw', port: prosody.port });
  const window = await ann.windowWith(QUESTION);
  process.stdout.write(`${why}: asked ${Math.round(performance.now() - began)} ms after it was mended\n`);
  // Ann must answer only after the delivery is acknowledged. Otherwise answer and question may cross, and nothing shows
  // that Ann has seen the question.
  await pat.reads(`You: ${QUESTION} (Delivered)`);
  ann.says(window, 'Until five.');
  await pat.reads(`You: ${QUESTION} (Seen)`, 'Ann: Until five.');
};

test('The relay starts without its XMPP server and connects as soon as the server is there', async () => {
  await using prosody = await Prosody.start(serverOf());
  await prosody.stop();
  await using stage = await Stage.open({ config: configFor(prosody), env: { XMPP_SECRET: SECRET } });
  await isServed(stage, prosody, 'refused', () => prosody.restart());
});

test('The relay serves patrons while the XMPP server refuses its secret, and connects once the secrets match', async () => {
  await using prosody = await Prosody.start(serverOf('another'));
  await using stage = await Stage.open({ config: configFor(prosody), env: { XMPP_SECRET: SECRET } });
  await isServed(stage, prosody, 'wrong-secret', async () => {
    prosody.configure({ component: { domain: DOMAIN, secret: SECRET } });
    await prosody.restart();
  });
});

test('The relay serves patrons while another relay is connected as its domain, and connects when that one has stopped', async () => {
  await using prosody = await Prosody.start(serverOf());
  const parts = { config: configFor(prosody), env: { XMPP_SECRET: SECRET } };
  const first = await startRelayProcess(parts);
  await eventually('the first is in', () => first.log().includes('the XMPP link is up'));
  await using stage = await Stage.open(parts);
  try {
    await isServed(stage, prosody, 'conflict', () => first.end());
    expect(first.log()).not.toContain('the XMPP link is down');
  } finally {
    await first.end();
  }
});

test('While the XMPP server restarts, a librarian is shown neither as gone nor as there until the librarian is back', async () => {
  await using world = await ImWorld.open();
  await using before = await ScriptedProgram.start(world.account('ann'));
  const page = await PageClient.open(world.stage.relay.address);
  const { whereabouts } = await page.hello();
  const isAnn = (is: string) => (frame: { whereabouts: Whereabouts }) => ofAnn(frame.whereabouts) === is;
  if (ofAnn(whereabouts) !== 'available') await page.nextOf('whereabouts', isAnn('available'));

  await world.prosody.restart();
  expect(before.over).toBe(true);
  await page.nextOf('whereabouts', isAnn('unsure'));
  // Ben is there, so the server has by now sent what it knows of Ann, which is that Ann is not there.
  await eventually('the link is up again', () => world.stage.relay.log().split('the XMPP link is up').length > 2);
  await using ben = await ScriptedProgram.start(world.account('ben'));
  const meanwhile = await page.nextOf('whereabouts', (frame) => frame.whereabouts.availability === 'available');
  expect(ofAnn(meanwhile.whereabouts)).toBe('unsure');

  await using after = await ScriptedProgram.start(world.account('ann'));
  await page.nextOf('whereabouts', isAnn('available'));
  expect([ben.over, after.over]).toEqual([false, false]);
  const others = page.unread('whereabouts').map((frame) => ofAnn(frame.whereabouts));
  expect(others.filter((one) => one !== 'unsure' && one !== 'available')).toEqual([]);
  await page.leaves();
});
