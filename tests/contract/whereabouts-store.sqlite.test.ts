import { sqliteShelf } from './shelf.ts';
import { whereaboutsStoreContract } from './whereabouts-store.ts';

whereaboutsStoreContract('in a file', sqliteShelf);
