import { countStoreContract } from './count-store.ts';
import { memoryShelf } from './shelf.ts';

countStoreContract('in memory', memoryShelf);
