import { conversationStoreContract } from './conversation-store.ts';
import { sqliteShelf } from './shelf.ts';

conversationStoreContract('in a file', sqliteShelf);
