import { expect, test } from 'vitest';
import { PageClient } from '../stage/frames.ts';
import { keyOf } from '../stage/key-of.ts';
import { startRelayProcess } from '../stage/relay-process.ts';

test('With a full disk the relay says so, acknowledges nothing, stores nothing by halves, and continues when there is room', async () => {
  const limits = { dataMegabytes: 1, linesPerMinute: 10_000, framesPerSecond: 1_000, frameBytesPerSecond: 10_000_000 };
  const relay = await startRelayProcess({ config: { limits } });
  const page = await PageClient.open(relay.address);
  await page.hello({ key: keyOf('Pat') });
  const kept: string[] = [];
  let refused: { id: string; text: string } | undefined;
  for (let number = 0; refused === undefined; number += 1) {
    const line = { id: `line-${number}-of-many`, text: `${number} ${'x'.repeat(3_900)}` };
    const answer = await page.says(line.text, line.id);
    if (answer.kind === 'kept') kept.push(line.id);
    else {
      expect(answer).toEqual({ kind: 'sorry', code: 'not-kept', id: line.id, final: false });
      refused = line;
    }
  }
  expect(kept.length).toBeGreaterThan(100);
  // Other requests are served: the whereabouts can still be read.
  expect((await fetch(`${relay.address}/desks/main/whereabouts`)).ok).toBe(true);

  relay.configure({ limits: { ...limits, dataMegabytes: 0 } });
  await relay.kill('SIGTERM');
  await relay.start();
  const back = await PageClient.open(relay.address);
  await back.hello({ key: keyOf('Pat') });
  await back.hearsStill();
  expect(back.unread('entry').map(({ entry }) => entry.id)).toEqual(kept);
  expect((await back.says(refused.text, refused.id)).kind).toBe('kept');
  await back.leaves();
  await relay.end();
});
