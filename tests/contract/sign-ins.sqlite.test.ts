// covers: relay/sqlite/sign-ins.ts, relay/sqlite/worker/sign-in-tables.ts
import { sqliteShelf } from './shelf.ts';
import { signInsContract } from './sign-ins.ts';

signInsContract('in a file', sqliteShelf);
