import { readFileSync, writeFileSync } from 'node:fs';
import { configSchema } from '../../relay/config/keys/file-keys.ts';
import { withTable } from './config/config-papers.ts';

/** Writes the table of docs/config.md and the JSON schema from the keys. `npm run papers` runs it. */

const schemaFile = new URL('../../relay/ask-librarian.schema.json', import.meta.url);
const pageFile = new URL('../../docs/config.md', import.meta.url);

writeFileSync(schemaFile, `${JSON.stringify(configSchema, null, 2)}\n`);
const written = JSON.parse(readFileSync(schemaFile, 'utf8'));
writeFileSync(pageFile, withTable(readFileSync(pageFile, 'utf8'), written));
