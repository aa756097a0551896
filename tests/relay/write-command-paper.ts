import { readFileSync, writeFileSync } from 'node:fs';
import { withCommands } from './command-paper.ts';

/** Run after changing a command: `npx node tests/relay/write-command-paper.ts`. */

const page = new URL('../../docs/librarians.md', import.meta.url);
writeFileSync(page, withCommands(readFileSync(page, 'utf8')));
