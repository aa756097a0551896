import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleClient } from '../stage/frames.ts';
import { type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

let relay: RelayProcess;
let ann: ConsoleClient;

beforeAll(async () => {
  relay = await startRelayProcess();
  ann = await ConsoleClient.open(relay.address, { cookie: await relay.cookie('ann') });
  await ann.hello();
});

afterAll(async () => {
  await ann.leaves();
  await relay.end();
});

const PAGE = '/desks/main/';

/** A browser without script: it reads HTML and sends forms. */
const look = async (path = PAGE): Promise<string> => await (await fetch(`${relay.address}${path}`)).text();

const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${relay.address}${PAGE}`, {
    method: 'POST',
    headers: { origin: relay.address, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields),
  });

const field = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** The conversation as it is read, line by line. */
const lines = (html: string): string[] =>
  [...html.matchAll(/<li[^>]*>(.*?)<\/li>/gs)].map(([, line = '']) => line.replace(/<b>(.*?)<\/b>/, '$1: '));

describe('a patron without script', () => {
  test('reads where Ann is, asks, and finds the answer by looking again; a form sent twice is one line', async () => {
    ann.send({ kind: 'state', statement: { availability: 'away', words: 'At the Panera in Newport News' } });
    await ann.nextOf('whereabouts', ({ whereabouts }) => whereabouts.availability === 'away');
    const first = await look();
    expect(first).toContain('<p>Away · “At the Panera in Newport News”</p>');
    expect(first).toContain('<a href="tel:7575550142">757-555-0142</a>');

    const [key, id] = [field(first, 'key'), field(first, 'id')];
    const question = { key, id, text: 'Is <b>the archive</b> open?' };
    await send(question);
    const asked = await (await send(question)).text();
    expect(lines(asked)).toEqual(['You: Is &lt;b&gt;the archive&lt;/b&gt; open?']);

    const { entry, conversation } = await ann.nextOf('entry');
    expect(entry).toMatchObject({ text: 'Is <b>the archive</b> open?' });
    await ann.says(conversation, 'Until five.');
    const answered = await (await send({ key })).text();
    expect(lines(answered)).toEqual(['You: Is &lt;b&gt;the archive&lt;/b&gt; open?', 'Ann: Until five.']);
    // The answer has been on her screen, and Ann is told so.
    await ann.nextOf('conversation', ({ conversation: card }) => card.id === conversation && card.mark.seen === 2);
  });

  test('has it forgotten, and the key is refused', async () => {
    const first = await look();
    const key = field(first, 'key');
    await send({ key, id: field(first, 'id'), text: 'My secret' });
    expect(await (await send({ key, forget: 'yes' })).text()).toContain('The conversation was deleted.');
    const again = await send({ key, text: 'My secret', id: 'line-again' });
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('This conversation was deleted. You can ask again.');
  });

  test.each([
    ['nothing', { text: '  ' }, 422, 'Write your question first.'],
    ['too much', { text: 'x'.repeat(4_001) }, 422, 'Your message is too long.'],
    ['a key that is none', { key: 'guessed', text: 'Hello?' }, 422, 'This conversation was deleted.'],
  ])('who sends %s is told so, and keeps what she wrote', async (_, fields, status, sentence) => {
    const first = await look();
    const answer = await send({ key: field(first, 'key'), id: field(first, 'id'), ...fields });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(sentence);
  });

  test('a form on another website sends nothing', async () => {
    const first = await look();
    const fields = { key: field(first, 'key'), id: field(first, 'id'), text: 'Forged' };
    expect((await send(fields, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(lines(await (await send({ key: fields.key })).text())).toEqual([]);
  });

  test('at a desk there is none of reads so', async () => {
    expect(await look('/desks/nowhere/')).toContain('Desk not found');
  });
});

test('the badge says of when it is, and never claims more', async () => {
  const answer = await fetch(`${relay.address}/desks/main/badge.svg`);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toMatch(
    /<title>Reference desk: Away · “At the Panera in Newport News” \(as of \d{1,2}:\d\d\s[AP]M\)<\/title>/,
  );
});
