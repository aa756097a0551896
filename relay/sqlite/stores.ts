import type { ConversationStore, InboxWatermark, Log, SignIns, WhereaboutsStore } from '../desk/ports.ts';
import type { CountStore } from '../desk/statistics/count-store.ts';
import { defined } from '../protocol/defined.ts';
import { SqliteConversations } from './conversations.ts';
import { SqliteCounts } from './counts.ts';
import { SqliteInboxWatermark } from './inbox-watermark.ts';
import { SqliteSignIns } from './sign-ins.ts';
import { StoreThread } from './store-thread.ts';
import { SqliteWhereabouts } from './whereabouts.ts';

/** All stores of the relay. They are in one file. */
export interface Stores {
  conversations: ConversationStore;
  whereabouts: WhereaboutsStore;
  signIns: SignIns;
  inboxWatermark: InboxWatermark;
  counts: CountStore;
  /** Writes what has not been written yet and closes all stores. Later requests reject with `closed`. */
  close(): Promise<void>;
}

export interface StoresOptions {
  /** The path of the data file. The file and its folder are created if they do not exist. The journal is next to it. */
  file: string;
  /** The most pages of 4,096 bytes that the file may have. A request that needs more fails as `full`. */
  maxPages?: number;
  /** Sign-ins that expired before this time are deleted: milliseconds since 1970. Default: the machine's time. */
  now?: number;
  log: Log;
}

/**
 * Opens the data file, in which the relay stores everything. Several handles, also of several processes, may have it open at the same
 * time.
 * @throws StoreError with a sentence for the operator. The file is then unchanged.
 */
export const openStores = async ({ file, maxPages, now = Date.now(), log }: StoresOptions): Promise<Stores> => {
  const task = { file, now, ...defined({ maxPages }) };
  const { thread, from, to } = await StoreThread.start(task, (why) => log.warn('the data file is lost', { file, why }));
  if (from !== to) log.info(from === 0 ? 'created a data file' : 'migrated the data file', { file, from, to });
  const conversations = new SqliteConversations(thread, log);
  return {
    conversations,
    whereabouts: new SqliteWhereabouts(thread),
    signIns: new SqliteSignIns(thread),
    inboxWatermark: new SqliteInboxWatermark(thread),
    counts: new SqliteCounts(thread),
    close: () => conversations.close(),
  };
};
