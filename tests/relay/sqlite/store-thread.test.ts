// covers: relay/sqlite/store-thread.ts, relay/sqlite/stores.ts, relay/sqlite/worker/worker.ts, relay/sqlite/requests.ts
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type * as Sources from '../../../relay/sqlite/stores.ts';
import { keeps, PAT, said } from '../../contract/lines.ts';
import { silent } from '../../contract/shelf.ts';
import { dataFile } from './data-file.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('The worker thread also starts from built JavaScript', async () => {
  await using data = await dataFile();
  const files = readdirSync(join(ROOT, 'relay'), { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((name) => /^(sqlite|desk|protocol)\/.*\.ts$/.test(name))) {
    const built = join(data.folder, 'relay', name.replace(/\.ts$/, '.js'));
    mkdirSync(join(built, '..'), { recursive: true });
    const script = stripTypeScriptTypes(readFileSync(join(ROOT, 'relay', name), 'utf8'));
    writeFileSync(built, script.replace(/(from '\.[^']*)\.ts'/g, "$1.js'"));
  }
  writeFileSync(join(data.folder, 'package.json'), '{"type":"module"}');
  const stores = join(data.folder, 'relay/sqlite/stores.js');
  const { openStores } = (await import(/* @vite-ignore */ stores)) as typeof Sources; // the same file, built
  const { conversations } = await openStores({ file: data.file, log: silent });
  expect((await keeps(conversations, PAT, said('line-one', 'Hello'))).seq).toBe(1);
  await conversations.close();
});
