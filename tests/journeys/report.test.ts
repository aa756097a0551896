// covers: relay/cli/report.ts
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConsoleClient, PageClient } from '../stage/frames.ts';
import { keyOf } from '../stage/key-of.ts';
import { command } from '../stage/relay-process.ts';
import { reportFigures } from '../stage/report-figures.ts';
import { Stage } from '../stage/stage.ts';

test('The report counts each question once, while the relay runs, when it is stopped, and after a restart', async () => {
  await using stage = await Stage.open();
  const { relay } = stage;
  const quinn = await stage.patron('Quinn');
  await quinn.says('Do you have the strike papers?');
  await quinn.seesNotice(
    'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.',
  );
  const ann = await stage.librarian('Ann');
  await ann.answers('Do you have the strike papers?', 'Four boxes of them.');
  const pat = await stage.patron('Pat');
  await pat.says('Is the archive open?');
  await pat.says('I mean the one downstairs.');
  await ann.answers('Is the archive open?', 'Until five today.');
  await pat.says('Thank you!');
  const robin = await stage.patron('Robin');
  await robin.says('Never mind');
  await robin.hasItForgotten();
  await ann.closes('Four boxes of them.');
  await ann.closes('Thank you!');
  await expect.poll(() => reportFigures(relay), { timeout: 20_000 }).toBe('3 2 1 1');

  await relay.kill('SIGTERM');
  expect(await reportFigures(relay)).toBe('3 2 1 1');
  await relay.start();
  expect(await reportFigures(relay)).toBe('3 2 1 1');

  const headers = { cookie: await relay.cookie('ann') };
  const page = await (await fetch(`${relay.address}/console/report?rate=35`, { headers })).text();
  expect(page.replace(/<[^>]+>/g, '|')).toMatch(/\|Reference desk\|+3\|+2\|+1\|+1\|+\d+ s\|/);
  expect(page).toMatch(
    /Cost per question: [\d.]+ \(\d+\.\d hours on duty at 35\.00, divided by 2 answered questions\)\./,
  );
  const csv = await (await fetch(`${relay.address}/console/report.csv?rate=35`, { headers })).text();
  const { out } = await command('report', '--config', relay.configFile, '--csv', '--rate', '35');
  expect(out).toBe(csv);
  expect(out).toMatch(/\r\nmain,\d{4}-\d\d-\d\d,\d+,3,2,1,1,1,/);
});

test('A relay that is killed while it closes a conversation counts the conversation once at its next start', async () => {
  await using stage = await Stage.open();
  const { relay } = stage;
  const page = await PageClient.open(relay.address);
  await page.hello({ key: keyOf('Pat') });
  const ann = await ConsoleClient.open(relay.address, { cookie: await relay.cookie('ann') });
  await ann.hello();
  await page.says('Hello?');
  const { conversation } = await ann.nextOf('entry');
  await ann.says(conversation, 'Hello!');
  ann.send({ kind: 'close', conversation });
  await page.nextOf('entry', ({ entry }) => entry.kind === 'closed');
  await relay.kill('SIGKILL');
  for (let time = 0; time < 2; time += 1) {
    await relay.start();
    await relay.kill('SIGTERM');
    expect(await reportFigures(relay)).toBe('1 1 0 0');
  }
});

test('The report command says in a sentence what it cannot report', async () => {
  await using stage = await Stage.open();
  const { relay } = stage;
  const refused = async (...options: string[]) => {
    const { code, out, error } = await command('report', '--config', relay.configFile, ...options);
    expect([code, out]).toEqual([1, '']);
    return error;
  };
  expect(await refused('--desk', 'maps')).toBe('There is no desk "maps". The desks are main.\n');
  expect(await refused('--from', '2026-02-30')).toMatch(/^“2026-02-30” for --from is not a date\. Write it as .+\.\n$/);
  expect(await refused('--from', '2026-03-02', '--to', '2026-03-01')).toBe(
    '--from is 2026-03-02, which comes after --to, 2026-03-01. The earlier date comes first.\n',
  );
  expect(await refused('--rate', '-5')).toMatch(/^“-5” for --rate is not an amount\./);
  const nothing = await command('report', '--config', relay.configFile, '--from', '2020-01-01', '--to', '2020-01-01');
  expect(nothing).toEqual({
    code: 0,
    out: 'On 2020-01-01, by the clock of the desk\n\nNo questions were asked in this period, and nobody was on duty.\n',
    error: '',
  });
  await relay.kill('SIGTERM');
  rmSync(relay.dataFile);
  expect(await refused()).toBe(`There is no ${relay.dataFile} yet. The relay creates it when it first starts.\n`);
});
