// covers: relay/sqlite/conversations.ts, relay/sqlite/worker/conversation-tables.ts, relay/sqlite/worker/log-table.ts, relay/sqlite/worker/known-conversations.ts, relay/sqlite/worker/prepared-statement.ts
import { conversationStoreContract } from './conversation-store.ts';
import { sqliteShelf } from './shelf.ts';

conversationStoreContract('in a file', sqliteShelf);
