// covers: relay/sqlite/counts.ts, relay/sqlite/worker/count-table.ts
import { countStoreContract } from './count-store.ts';
import { sqliteShelf } from './shelf.ts';

countStoreContract('in a file', sqliteShelf);
