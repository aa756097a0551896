// covers: relay/sqlite/whereabouts.ts, relay/sqlite/worker/state-tables.ts
import { sqliteShelf } from './shelf.ts';
import { whereaboutsStoreContract } from './whereabouts-store.ts';

whereaboutsStoreContract('in a file', sqliteShelf);
