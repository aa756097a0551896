import { memoryShelf } from './shelf.ts';
import { whereaboutsStoreContract } from './whereabouts-store.ts';

whereaboutsStoreContract('in memory', memoryShelf);
