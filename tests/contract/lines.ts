import type { Author, ConversationId, Entry, NewEntry, Opening, What } from '../../relay/desk/entry.ts';
import { type Appended, type ConversationStore, StoreError } from '../../relay/desk/ports.ts';

/** What the plays about stores say. */

export const PAT: ConversationId = 'pat-'.padEnd(43, 'p');
export const QUINN: ConversationId = 'quinn-'.padEnd(43, 'q');

export const opening: Opening = { desk: 'main', word: 'heron-k2x9m4tq' };

export const NOON = Date.UTC(2024, 0, 8, 12);
export const HOUR = 3_600_000;

export const line = (id: string, what: What, author: Author = 'patron', at = NOON): NewEntry => ({
  id,
  author,
  at,
  what,
});

export const said = (id: string, text: string, author: Author = 'patron', at = NOON): NewEntry =>
  line(id, { kind: 'said', text }, author, at);

/** Appends, and expects that it is kept. */
export const keeps = async (
  store: ConversationStore,
  conversation: ConversationId,
  entry: NewEntry,
): Promise<Entry & { again: boolean }> => {
  const appended: Appended = await store.append(conversation, entry, opening);
  if (appended.outcome !== 'kept') throw new Error(`not kept: ${appended.outcome}`);
  return { ...appended.entry, again: appended.again };
};

/** Why a promise was rejected; anything but a StoreError, or no rejection, is an error. */
export const reasonOf = async (promise: Promise<unknown>): Promise<StoreError['reason']> => {
  const error: unknown = await promise.then(
    () => new Error('it was not rejected'),
    (error: unknown) => error,
  );
  if (error instanceof StoreError) return error.reason;
  throw error;
};

export const textsOf = (entries: readonly Entry[]): string[] =>
  entries.map(({ what }) => (what.kind === 'said' ? what.text : what.kind));
