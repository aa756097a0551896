import type { Page } from 'playwright';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { button, type ChatStage, composer, log, opens, says } from './chat-stage.ts';
import { AVAILABLE, AWAY, BUSY, CLOSED, NOBODY, OVERDUE, SEVERAL, SNOW, UNSURE } from './desks.ts';
import type { FakeRelay } from './fake-relay.ts';

interface Scene {
  desk: Whereabouts;
  play?(page: Page, relay: FakeRelay): Promise<void>;
}

/** Pat's page of yesterday, which Ann answered, and Ben's of this hour. */
async function talk(page: Page, relay: FakeRelay): Promise<void> {
  const yesterday = 26 * 60;
  relay.shows({ kind: 'said', by: 'patron', text: 'Hello, do you have newspapers from before 1900?' }, yesterday);
  relay.shows({ kind: 'claimed', name: 'Ann' }, yesterday - 1);
  relay.shows(
    {
      kind: 'said',
      by: 'librarian',
      name: 'Ann',
      text: 'Good morning! Yes, we do: the Daily Press on microfilm from 1896, and the Times-Herald (scattered years).',
    },
    yesterday - 2,
  );
  relay.shows(
    {
      kind: 'said',
      by: 'librarian',
      name: 'Ann',
      text: 'The index is online at https://newport.lib.example/papers?from=1896, the guide at www.newport.lib.example/guide.',
    },
    yesterday - 3,
  );
  relay.shows({ kind: 'passed', name: 'Ann' }, 31);
  relay.shows({ kind: 'joined', name: 'Ben' }, 30);
  await log(page).getByText('Ben has joined').waitFor();
  await page.getByRole('link', { name: 'www.newport.lib.example/guide' }).waitFor();
}

const question = 'Is the archive open on Saturday?';
const AWAY_CONTACT = { ...AWAY, contact: CLOSED.contact ?? {} };

/** Every state of the chat that looks different. */
export const SCENES = {
  available: { desk: AVAILABLE },
  busy: { desk: BUSY },
  away: { desk: AWAY },
  overdue: { desk: OVERDUE },
  several: { desk: SEVERAL },
  closed: {
    desk: CLOSED,
    play: (page) => page.getByText('Opening hours').waitFor(),
  },
  'closed for snow': {
    desk: SNOW,
    play: (page) => page.getByText('Christmas Eve').waitFor(),
  },
  nobody: { desk: NOBODY, play: (page) => page.getByRole('link', { name: 'ask@newport.lib.example' }).waitFor() },
  unsure: { desk: UNSURE, play: (page) => page.getByRole('link', { name: 'ask@newport.lib.example' }).waitFor() },
  talk: {
    desk: AWAY,
    async play(page, relay) {
      await talk(page, relay);
      await says(page, 'Thank you!');
      await says(
        page,
        'And are the scattered years listed anywhere? I am looking for one advertisement of a steamer line.',
      );
      await log(page).getByText('Sent', { exact: true }).waitFor();
      relay.send({ kind: 'mark', delivered: relay.lastSeq, seen: relay.lastSeq - 1 });
      relay.send({ kind: 'typing', on: true, name: 'Ben' });
      await log(page).getByText('Ben is writing').waitFor();
    },
  },
  revised: {
    desk: AVAILABLE,
    async play(page, relay) {
      relay.shows({ kind: 'said', by: 'patron', text: question }, 4);
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'From 10 to 2.', revised: 'edited' }, 3);
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: '', revised: 'withdrawn' }, 3);
      relay.shows({ kind: 'said', by: 'patron', text: 'And on Sunday?' }, 1);
      relay.send({ kind: 'wait', unconfirmed: true });
      await log(page).getByText('Message withdrawn').waitFor();
      await page.getByText('Not yet confirmed').waitFor();
    },
  },
  waiting: {
    desk: AWAY,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.send({ kind: 'wait', asked: 1 });
      await page.getByText('Ann is away but has been asked').waitFor();
    },
  },
  'waiting as usual': {
    desk: AVAILABLE,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.send({ kind: 'wait', asked: 2, usual: 170 });
      await page.getByText('Usually answered within 3 minutes').waitFor();
    },
  },
  'waiting for long': {
    desk: SEVERAL,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.send({ kind: 'wait', asked: 2, late: true, usual: 170 });
      await button(page, 'Keep a link').waitFor();
    },
  },
  'left while away': {
    desk: AWAY_CONTACT,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.send({ kind: 'wait', asked: 0 });
      await page.getByText(/Ann is due back (at|\w+day) \d/).waitFor();
      await page.getByRole('link', { name: 'ask@newport.lib.example' }).waitFor();
    },
  },
  'kept for a colleague': {
    desk: AWAY_CONTACT,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.shows({ kind: 'said', by: 'librarian', name: 'Cy', text: 'Ann knows all of them. They will write here.' });
      relay.shows({ kind: 'passed', name: 'Cy', to: 'Ann' });
      relay.send({ kind: 'wait', asked: 0, meant: 'Ann' });
      await page.getByText(/Your question is kept for Ann\. Ann is due back/).waitFor();
    },
  },
  crowded: {
    desk: AWAY_CONTACT,
    async play(page, relay) {
      await talk(page, relay);
      relay.welcomes = false;
      relay.keeps = false;
      relay.disconnects(4430);
      await says(page, 'Are you still there?');
      await page.getByText('The chat has too much to do at the moment').waitFor();
    },
  },
  'left while closed': {
    desk: CLOSED,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.send({ kind: 'wait', asked: 0 });
      await button(page, 'Keep a link').waitFor();
    },
  },
  'a link': {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      await says(page, question);
      await relay.receives('say');
      await log(page).getByText('Sent', { exact: true }).waitFor();
      await button(page, 'Save or share…').click();
      await button(page, 'Copy link').click();
      await page.getByText('Copied.').waitFor();
    },
  },
  'asked to clear, with a link': {
    desk: AWAY,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      await log(page).getByText('Sent', { exact: true }).waitFor();
      await button(page, 'Save or share…').click();
      await page.getByLabel('Link to this conversation').focus();
      await button(page, 'Done').click();
      await button(page, 'Clear chat').click();
      await page.getByText('Your link leads you to the answer').waitFor();
    },
  },
  failed: {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      relay.keeps = false;
      await says(page, 'One more thing, about the steamer.');
      const said = await relay.receives('say');
      relay.send({ kind: 'sorry', code: 'too-many', final: true, id: 'id' in said ? said.id : '' });
      await button(page, 'Try again').waitFor();
    },
  },
  'handed on': {
    desk: SEVERAL,
    async play(page, relay) {
      relay.shows({ kind: 'said', by: 'patron', text: question }, 9);
      relay.shows({ kind: 'claimed', name: 'Ann' }, 8);
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'That is for our colleagues upstairs.' }, 7);
      relay.shows({ kind: 'moved', name: 'Ann', to: 'Local history' }, 6);
      relay.shows({ kind: 'claimed', name: 'Ben' }, 5);
      relay.shows({ kind: 'passed', name: 'Ben', to: 'Cy' }, 4);
      relay.shows({ kind: 'joined', name: 'Dee' }, 3);
      relay.shows({ kind: 'lapsed', name: 'Cy', to: 'Dee' }, 2);
      relay.shows({ kind: 'passed', name: 'Dee' }, 2);
      relay.shows({ kind: 'moved', to: 'Night desk' }, 1);
      relay.send({ kind: 'wait', asked: 2 });
      await log(page).getByText('Your question was handed to Night desk').waitFor();
      await page.getByText('Asking 2 librarians').waitFor();
    },
  },
  cut: {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      relay.welcomes = false;
      relay.keeps = false;
      relay.disconnects();
      await says(page, 'Are you still there?');
      await button(page, 'Try now').waitFor({ timeout: 15_000 });
    },
  },
  ended: {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      relay.disconnects(4426);
      await page.getByText('too old').waitFor();
    },
  },
  'long words': {
    desk: AVAILABLE,
    async play(page, relay) {
      await says(page, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2));
      const path = 'a-very-long-path-'.repeat(12);
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: `https://newport.lib.example/${path}` });
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'שלום, יש לנו את הספר' });
      relay.shows({
        kind: 'noted',
        topic: 'record',
        record: { title: 'Moby-Dick', url: 'https://newport.lib.example/r/1' },
      });
      await page.getByRole('link', { name: 'Moby-Dick', exact: true }).waitFor();
    },
  },
  'asked to forget': {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      await button(page, 'Delete conversation').click();
      await button(page, 'Delete it').waitFor();
    },
  },
  'asked to clear': {
    desk: AWAY,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      await button(page, 'Clear chat').click();
      await button(page, 'Clear it').waitFor();
    },
  },
  forgotten: {
    desk: AVAILABLE,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      await button(page, 'Delete conversation').click();
      await button(page, 'Delete it').click();
      await log(page).getByText('Deleted.').waitFor();
    },
  },
  'new below': {
    desk: AVAILABLE,
    async play(page, relay) {
      await talk(page, relay);
      for (let year = 1896; year < 1904; year++) {
        relay.shows({ kind: 'said', by: 'librarian', name: 'Ben', text: `Year ${year}: complete but for the summer.` });
      }
      await log(page).getByText('1903').waitFor();
      await log(page).hover();
      await page.mouse.wheel(0, -400);
      await page.waitForFunction(() => {
        const area = document.querySelector('div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
        const lines = area?.querySelector('#log');
        return lines && lines.scrollHeight - lines.scrollTop - lines.clientHeight > 100;
      });
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ben', text: 'And here is one more.' });
      await button(page, 'New messages').waitFor();
    },
  },
  'new since': {
    desk: AVAILABLE,
    async play(page, relay) {
      await says(page, question);
      await relay.receives('say');
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'Let me look it up.' });
      await log(page).getByText('Let me look').waitFor();
      await page.keyboard.press('Escape');
      relay.shows({ kind: 'said', by: 'librarian', name: 'Ann', text: 'It is, from ten to four.' });
      await page.locator('ol').getByText('It is, from ten to four.').waitFor({ state: 'attached' });
      await opens(page);
      await log(page).getByText('New', { exact: true }).waitFor();
    },
  },
  'seven lines': {
    desk: BUSY,
    async play(page, relay) {
      await talk(page, relay);
      await composer(page).fill('one\ntwo\nthree\nfour\nfive\nsix\nseven');
    },
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

/** Plays a scene on a page just opened. */
export async function play(stage: ChatStage, page: Page, name: SceneName): Promise<void> {
  const scene: Scene = SCENES[name];
  stage.relay.startsOver(scene.desk);
  await opens(page);
  await scene.play?.(page, stage.relay);
}
