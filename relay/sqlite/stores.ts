import type { ConversationStore, InboxWatermark, Log, SignIns, WhereaboutsStore } from '../desk/ports.ts';
import type { CountStore } from '../desk/statistics/count-store.ts';
import { SqliteConversations } from './conversations.ts';
import { SqliteCounts } from './counts.ts';
import { SqliteInboxWatermark } from './inbox-watermark.ts';
import { SqliteSignIns } from './sign-ins.ts';
import { StoreThread } from './store-thread.ts';
import { SqliteWhereabouts } from './whereabouts.ts';

export interface Stores {
  conversations: ConversationStore;
  whereabouts: WhereaboutsStore;
  signIns: SignIns;
  inboxWatermark: InboxWatermark;
  counts: CountStore;
  /** Writes what is waiting, and closes all of them; everything later rejects `closed`. */
  close(): Promise<void>;
}

export interface StoresOptions {
  /** Made, with its folder, where there is none. Its journal lies beside it. */
  file: string;
  /** Most pages of 4,096 bytes the file takes; more is refused as `full`. */
  maxPages?: number;
  /** Sign-ins expired by then are removed, in milliseconds since 1970; the machine's time where absent. */
  now?: number;
  log: Log;
}

/**
 * Everything the relay keeps, in one file. Several handles, also of several processes, may be open on it at a time.
 * @throws StoreError with a sentence for whoever runs the relay; the file is then left as it was.
 */
export const openStores = async ({ file, maxPages, now = Date.now(), log }: StoresOptions): Promise<Stores> => {
  const task = { file, now, ...(maxPages === undefined ? {} : { maxPages }) };
  const { thread, from, to } = await StoreThread.start(task, (why) => log.warn('the data file is lost', { file, why }));
  if (from !== to) log.info(from === 0 ? 'began a data file' : 'brought the data file up to date', { file, from, to });
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
