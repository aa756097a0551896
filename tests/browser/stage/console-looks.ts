import type { BrowserContextOptions, Page } from 'playwright';
import { Close } from '../../../relay/protocol/close-codes.ts';
import type { OwnStatus } from '../../../relay/protocol/frames.ts';
import type { ConsolePage } from './console-page.ts';
import {
  ANN,
  asksAnn,
  atPanera,
  betweenColleagues,
  conversation,
  dueBack,
  hardTexts,
  inMapRoom,
  LAST_FRIDAY,
  mayClose,
  prepare,
  REPLIES,
  thirty,
  threeWait,
  undecided,
  withNote,
  withPlaces,
  withReplies,
} from './console-scenes.ts';

const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** The screens on which the console is opened. A window can be resized later, but cannot become a touch screen later. */
export const SCREENS = {
  desktop: {},
  'desktop-rtl': {},
  tablet: { viewport: { width: 900, height: 1000 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  phone,
  'phone-rtl': phone,
} satisfies Record<string, BrowserContextOptions>;

export type Screen = keyof typeof SCREENS;

type Stage = ConsolePage;

/** One scene: what the relay has when the page opens, and what happens then before the picture is taken. */
interface Look {
  self?: OwnStatus;
  before?(stage: Stage): void;
  until?(page: Page, stage: Stage): Promise<void>;
}

const openHeron = (page: Page) => page.locator('#item-heron').click();
const say = async (page: Page, text: string) => {
  await page.locator('#composer').fill(text);
  await page.locator('#composer').press('Enter');
};
/** Waits until the time of the backlog is over. */
const settled = (page: Page) => page.clock.runFor(2_000);

export const LOOKS = {
  'nobody waits': {},
  'three wait': { before: ({ relay }) => threeWait(relay) },
  'off duty': {
    self: { ...ANN, shown: { availability: 'offline' }, duty: ANN.duty.map((row) => ({ ...row, on: false })) },
  },
  'a desk to be closed, and one that is': {
    self: mayClose,
    async until(page) {
      await page.getByText('Close the desk…').click();
    },
  },
  'between colleagues': { before: ({ relay }) => betweenColleagues(relay), until: openHeron },
  'transfer form': {
    before: ({ relay }) => betweenColleagues(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('#hand-on').click();
      await page.locator('#hand-off').getByText('Night co-operative').click();
      await page
        .locator('#hand-off-text')
        .fill('The patron needs the boxes by Thursday, and has been to the archives already.');
    },
  },
  'asking a colleague': {
    before: ({ relay }) => betweenColleagues(relay),
    async until(page, { relay }) {
      await openHeron(page);
      await page.locator('#ask-on').click();
      await page.locator('#hand-off').getByText('Cleo').click();
      relay.push({ kind: 'sorry', code: 'not-there', final: true, conversation: 'heron' });
      await page.locator('.note.alert').waitFor();
    },
  },
  'asked by a colleague': {
    before: ({ relay }) => asksAnn(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('.consulted').waitFor();
    },
  },
  'a colleague was answered': {
    before: ({ relay }) => asksAnn(relay),
    async until(page) {
      await openHeron(page);
      await say(page, 'All four, with a day’s notice.');
      await page.locator('.aside').waitFor();
    },
  },
  'a note was left': {
    self: withNote,
    before: ({ relay }) => {
      betweenColleagues(relay);
      threeWait(relay);
    },
    async until(page) {
      await page.getByText('Go off duty with a note…').click();
    },
  },
  'questions were left': {
    before: ({ relay }) => threeWait(relay),
    async until(page, { relay }) {
      relay.push({ kind: 'left', desk: 'main', count: 7, oldest: LAST_FRIDAY });
      relay.push({ kind: 'late', desk: 'maps', word: 'otter-k2x9m4tq', since: LAST_FRIDAY });
      await page.getByText('7 questions were left at Reference desk').waitFor();
    },
  },
  places: {
    self: withPlaces,
    async until(page) {
      await page.locator('#choice-away').click();
      await page.getByRole('button', { name: 'Map room' }).click();
    },
  },
  conversation: {
    self: atPanera,
    before: ({ relay }) => {
      threeWait(relay);
      relay.kept.delete('heron');
      conversation(relay);
    },
    until: openHeron,
  },
  'a question, opened': {
    before: ({ relay }) => threeWait(relay),
    async until(page, { relay }) {
      await openHeron(page);
      relay.push({ kind: 'typing', conversation: 'heron', on: true });
      await page.locator('.typing:not(:empty)').waitFor();
    },
  },
  'new lines': {
    self: atPanera,
    before: ({ relay }) => conversation(relay),
    async until(page, { relay }) {
      await settled(page);
      await openHeron(page);
      await page.keyboard.press('Escape');
      relay.patronSays('heron', 'Yes please!');
      relay.append('heron', { kind: 'noted', topic: 'name', id: 'name-of-heron', text: 'Dana Reyes' });
      relay.patronSays('heron', 'My grandmother was a welder in the yard from 1942 on, and we have a photograph.');
      await page.locator('.unread').waitFor();
    },
  },
  'away form': {
    before: ({ relay }) => threeWait(relay),
    async until(page) {
      await page.locator('#choice-away').click();
      await page.getByRole('button', { name: '20 min' }).click();
      await page.locator('#statement-words').fill('x'.repeat(120));
    },
  },
  'may they see your words?': { self: undecided },
  'are you back?': { self: dueBack, before: ({ relay }) => threeWait(relay) },
  quoted: {
    before: ({ relay }) => threeWait(relay),
    async until(page, { relay }) {
      await openHeron(page);
      Object.assign(relay.kept.get('heron')?.card ?? {}, { state: 'held', holder: 'Ben' });
      await say(page, 'We have four boxes.');
      await page.locator('.not-shown').waitFor();
      relay.change('heron', {});
      await page.locator('.composer').waitFor({ state: 'detached' });
    },
  },
  'transferred to another desk': {
    before: ({ relay }) => betweenColleagues(relay),
    async until(page, { relay }) {
      await openHeron(page);
      relay.append('heron', {
        kind: 'moved',
        id: 'moved-1',
        librarian: 'ann',
        name: 'Ann Whitfield',
        to: 'night',
        toName: 'Night co-operative',
        note: 'The patron needs the boxes by Thursday.',
      });
      relay.change('heron', { state: 'held', desk: 'night', holder: undefined });
      await page.getByText('now at Night co-operative, a desk you don’t serve').waitFor();
      await page.locator('.at-desk', { hasText: 'Night co-operative' }).waitFor({ state: 'attached' });
    },
  },
  'not sent': {
    before: ({ relay }) => conversation(relay),
    async until(page, { relay }) {
      await openHeron(page);
      relay.full = true;
      await say(page, 'I will put them on the shelf.');
      await page.locator('.failed-row').waitFor();
      relay.full = false;
    },
  },
  'thirty at once': {
    self: inMapRoom,
    before: ({ relay }) => thirty(relay),
    async until(page, { relay }) {
      await page.locator('.list.mine .item').nth(1).click();
      relay.push({ kind: 'typing', conversation: 'heron-0', on: true });
      await page.locator('em.wait').waitFor({ state: 'attached' });
    },
  },
  'long texts of every kind': {
    self: { ...inMapRoom, shown: { availability: 'busy', words: 'x'.repeat(140), until: atPanera.shown.until ?? 0 } },
    before: ({ relay }) => hardTexts(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('#composer').fill(`${'long'.repeat(60)}\nمرحبا\n${'😀'.repeat(40)}\n\n\nend`);
    },
  },
  'updates without a connection': {
    self: atPanera,
    async until(page, stage) {
      stage.unreachable = true;
      stage.cut();
      await page.locator('.link.connecting').waitFor();
      await page.locator('#choice-busy').click();
      await page.locator('#statement-words').fill('With a class until 11');
      await page.keyboard.press('Enter');
      await page.locator('.notes').getByText('With a class').waitFor();
    },
  },
  'sound switched on': {
    async until(page) {
      await page.locator('.alerts summary').click();
      await page.getByLabel('Soft chime').check();
      await page.getByRole('button', { name: 'Play' }).waitFor();
    },
  },
  'ended by the patron': {
    before: ({ relay }) => conversation(relay),
    async until(page, { relay }) {
      await openHeron(page);
      relay.append('heron', { kind: 'closed', by: 'patron', id: 'closed-heron' });
      relay.change('heron', { state: 'closed', patronHere: false });
      await page.locator('.composer').waitFor({ state: 'detached' });
    },
  },
  'no connection': {
    self: atPanera,
    before: ({ relay }) => conversation(relay),
    async until(page, stage) {
      await openHeron(page);
      stage.unreachable = true;
      stage.cut();
      await page.locator('.link.connecting').waitFor();
      await page.clock.runFor(15_000);
      await say(page, 'I have put them on the shelf for you.');
      await page.locator('.link.unsure').waitFor();
    },
  },
  'a lost draft': {
    self: { ...atPanera, publish: 'hidden', shown: { availability: 'away' } },
    before: ({ relay }) => conversation(relay),
    async until(page, stage) {
      await openHeron(page);
      await page.locator('#composer').fill('I have put them on the shelf for you; ask for box 3 first.');
      stage.relay.kept.clear();
      stage.cut();
      await page.clock.runFor(5_000);
      await page.locator('.question').waitFor();
    },
  },
  'canned replies': {
    self: withReplies,
    before: ({ relay }) => {
      relay.replies = [...REPLIES];
      conversation(relay);
    },
    async until(page) {
      await openHeron(page);
      await page.locator('#replies').click();
      await page.locator('#reply-4').waitFor();
    },
  },
  'a canned reply, found': {
    self: withReplies,
    before: ({ relay }) => {
      relay.replies = [...REPLIES];
      conversation(relay);
    },
    async until(page) {
      await openHeron(page);
      await page.locator('#composer').fill('Good morning!');
      await page.keyboard.press('Alt+r');
      await page.locator('#reply-4').waitFor();
      await page.keyboard.type('library');
      await page.locator('#reply-2').waitFor({ state: 'detached' });
    },
  },
  'confirming a block': {
    before: ({ relay }) => conversation(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('#block').click();
    },
  },
  blocked: {
    before: ({ relay }) => conversation(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('#block').click();
      await page.locator('#block-yes').click();
      await page.locator('.composer').waitFor({ state: 'detached' });
    },
  },
  'confirming the end': {
    before: ({ relay }) => conversation(relay),
    async until(page) {
      await openHeron(page);
      await page.locator('#end').click();
    },
  },
  alerts: { until: (page) => page.locator('.alerts summary').click() },
  'signed out': {
    before: ({ relay }) => conversation(relay),
    async until(page, stage) {
      stage.close(Close.signedOut.code);
      await page.locator('.ended').waitFor();
    },
  },
} satisfies Record<string, Look>;

export type LookName = keyof typeof LOOKS;

/** Opens the page on a screen and plays the scene. The caller closes the page's context. */
export const look = async (stage: Stage, name: LookName, screen: Screen): Promise<Page> => {
  const { self, before, until }: Look = LOOKS[name];
  stage.unreachable = false;
  stage.relay.kept.clear();
  stage.relay.heard.length = 0;
  prepare(stage.relay, self);
  before?.(stage);
  const page = await stage.visit(SCREENS[screen]);
  await page.locator('.board').waitFor();
  if (screen.endsWith('rtl')) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await until?.(page, stage);
  return page;
};
