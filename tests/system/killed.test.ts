import { nanoid } from 'nanoid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConsoleClient, PageClient } from '../stage/frames.ts';
import { keyOf } from '../stage/key-of.ts';
import { type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

let relay: RelayProcess;

beforeAll(async () => {
  const limits = { framesPerSecond: 1_000, linesPerMinute: 10_000 };
  relay = await startRelayProcess({ config: { limits } });
});

afterAll(() => relay.end());

const PATRONS = 50;
const LINES = 30;
/** The relay dies each time so many more lines were shown as kept. */
const KEPT_EACH_TIME = 300;
const KILLS = 3;

/** A page that says its lines in order, keeps each until it is `kept`, and comes back by itself with the same ids. */
class StubbornPage {
  readonly name: string;
  readonly kept = new Map<string, number>();
  readonly lines: { id: string; text: string }[];
  readonly #onKept: () => void;

  constructor(name: string, onKept: () => void) {
    this.name = name;
    this.#onKept = onKept;
    this.lines = Array.from({ length: LINES }, (_, index) => ({ id: nanoid(), text: `${name} line ${index}` }));
  }

  async saysAll(): Promise<void> {
    while (this.kept.size < LINES) await this.#visit().catch(() => undefined); // cut: it comes back
  }

  async #visit(): Promise<void> {
    const page = await PageClient.open(relay.address);
    await page.hello({ key: keyOf(this.name), after: Math.max(0, ...this.kept.values()) });
    for (const { id, text } of this.lines) {
      if (this.kept.has(id)) continue;
      const answer = await page.says(text, id);
      if (answer.kind !== 'kept') throw new Error(answer.code);
      this.kept.set(id, answer.seq);
      this.#onKept();
    }
    await page.leaves();
  }
}

test('After a kill while 50 patrons are sending, every line shown as kept is there once, in order, on both sides', async () => {
  let kept = 0;
  let due = KEPT_EACH_TIME;
  let enough: () => void = () => undefined;
  const pages = Array.from({ length: PATRONS }, (_, number) => {
    return new StubbornPage(`Patron ${number}`, () => {
      kept += 1;
      if (kept >= due) enough();
    });
  });
  const said = Promise.all(pages.map((page) => page.saysAll()));
  for (let kill = 0; kill < KILLS; kill += 1) {
    await new Promise<void>((resolve) => {
      enough = resolve;
    });
    await relay.kill('SIGKILL');
    due = kept + KEPT_EACH_TIME;
    await relay.start();
  }
  await said;
  // Once more, when everything is said: what the dead relay had shown is on the disk of the next.
  await relay.kill('SIGKILL');
  await relay.start();

  const ann = await ConsoleClient.open(relay.address, { cookie: await relay.cookie('ann') });
  const { conversations } = await ann.hello();
  expect(conversations.length).toBe(PATRONS);
  await ann.hearsStill();
  const console = new Map<string, string[]>();
  for (const { conversation, entry } of ann.unread('entry')) {
    if (entry.kind !== 'said') continue;
    console.set(conversation, [...(console.get(conversation) ?? []), entry.text]);
  }
  const atTheDesk = [...console.values()].map((texts) => texts.join('\n')).sort();
  const asSaid = pages.map(({ lines }) => lines.map(({ text }) => text).join('\n')).sort();
  expect(atTheDesk).toEqual(asSaid);

  for (const { name, lines, kept: seqs } of pages) {
    const page = await PageClient.open(relay.address);
    await page.hello({ key: keyOf(name) });
    await page.hearsStill();
    const seen = page.unread('entry').map(({ entry }) => [entry.id, entry.seq]);
    expect(seen).toEqual(lines.map(({ id }) => [id, seqs.get(id)]));
    await page.leaves();
  }
  await ann.leaves();
});
