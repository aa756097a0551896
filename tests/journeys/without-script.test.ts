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

describe('The page of a desk without JavaScript', () => {
  test('A patron without JavaScript reads where Ann is, asks once though the form is sent twice, and reads the answer', async () => {
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
    // The page showed the answer to the patron, and Ann's console is notified that it was seen.
    await ann.nextOf('conversation', ({ conversation: card }) => card.id === conversation && card.mark.seen === 2);
  });

  test('A patron without JavaScript deletes the conversation, and its key is refused from then on', async () => {
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
    ['an invalid key', { key: 'guessed', text: 'Hello?' }, 422, 'This conversation was deleted.'],
  ])('A patron without JavaScript who sends %s reads why it was refused', async (_, fields, status, sentence) => {
    const first = await look();
    const answer = await send({ key: field(first, 'key'), id: field(first, 'id'), ...fields });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(sentence);
  });

  test('A form on another website cannot send a line to a desk', async () => {
    const first = await look();
    const fields = { key: field(first, 'key'), id: field(first, 'id'), text: 'Forged' };
    expect((await send(fields, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(lines(await (await send({ key: fields.key })).text())).toEqual([]);
  });

  test('The address of an unknown desk says that the desk was not found', async () => {
    expect(await look('/desks/nowhere/')).toContain('Desk not found');
  });
});

test('The badge says the time at which its availability was true', async () => {
  const answer = await fetch(`${relay.address}/desks/main/badge.svg`);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toMatch(
    /<title>Reference desk: Away · “At the Panera in Newport News” \(as of \d{1,2}:\d\d\s[AP]M\)<\/title>/,
  );
});
