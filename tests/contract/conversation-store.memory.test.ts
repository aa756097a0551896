import { conversationStoreContract } from './conversation-store.ts';
import { memoryShelf } from './shelf.ts';

conversationStoreContract('in memory', memoryShelf);
