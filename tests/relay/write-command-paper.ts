import { readFileSync, writeFileSync } from 'node:fs';
import { withCommands } from './command-paper.ts';

/** Writes the table of docs/librarians.md from the commands. `npm run papers` runs it. */

const page = new URL('../../docs/librarians.md', import.meta.url);
writeFileSync(page, withCommands(readFileSync(page, 'utf8')));
