import type { StoreError } from '../desk/ports.ts';

/**
 * The requests of the main thread to the worker, and the worker's answers. They consist of plain values, because postMessage clones
 * everything.
 */

/** How an entry changes whether its conversation is open: `stays` changes nothing. */
export type OpenState = 'opens' | 'closes' | 'stays';

/** A Card of the desk. `closed` is 0 or 1. */
export type CardRow = [
  id: string,
  desk: string,
  word: string,
  begunAt: number,
  lastAt: number,
  lastSeq: number,
  closed: number,
  leftAt: number | null,
];

/** An Entry of the desk. `what` is canonical JSON. */
export type EntryRow = [seq: number, id: string, author: string, at: number, what: string];

export type CountRow = [desk: string, hour: number, what: string, value: number, n: number];

export type MarkRow = [party: string, delivered: number, seen: number];

/** Every request with its answer. A request is done as a whole or not at all, in the order in which they were sent. */
export type Requests = {
  /** A number is the seq of the entry that was stored now; a row is the entry that was stored earlier under this id. */
  append(
    conversation: string,
    id: string,
    author: string,
    at: number,
    what: string,
    openState: OpenState,
    opening: [desk: string, word: string] | null,
  ): number | EntryRow | 'other-content' | 'gone';
  since(conversation: string, seq: number): EntryRow[];
  find(conversation: string): CardRow | 'forgotten' | null;
  /** The conversations whose last entry is older than `lastBefore`; null: the open conversations. */
  list(lastBefore: number | null): CardRow[];
  marks(conversation: string): MarkRow[];
  /** Marks, and the times at which patrons left. If the machine crashes they may be lost, without harm. */
  progress(marks: [conversation: string, ...MarkRow][], left: [conversation: string, at: number | null][]): null;
  /** Deletes a conversation. Its bytes are gone only after the next `clean` that answers true. */
  forget(conversation: string): null;
  inboxWatermark(): number;
  keepInboxWatermark(at: number): null;
  librarianStates(): [librarian: string, state: string][];
  keepLibrarianState(librarian: string, state: string): null;
  deskStates(): [desk: string, state: string][];
  keepDeskState(desk: string, state: string): null;
  countedOf(conversation: string): [upTo: number, unasked: number] | null;
  count(conversation: string, from: number, upTo: number, counts: CountRow[]): boolean;
  uncounted(): [conversation: string][];
  keepUnasked(conversation: string, seq: number): null;
  addCounts(counts: CountRow[]): null;
  counts(from: number, to: number): CountRow[];
  invite(codeHash: string, librarian: string, expiresAt: number): null;
  spend(codeHash: string, signInHash: string, now: number, expiresAt: number): string | null;
  signedIn(signInHash: string, now: number): string | null;
  revoke(signInHash: string): null;
  revokeAll(librarian: string): null;
};

/** Requests that are not part of a transaction. */
export type ControlRequests = {
  /** Empties the journal. False: another handle still reads in it, so ask again. */
  clean(): boolean;
  /** Closes the file. It is the last request. */
  close(): null;
};

type Call<R extends Record<string, (...args: never[]) => unknown>> = {
  [N in keyof R]: [name: N, ...args: Parameters<R[N]>];
}[keyof R];

export type Request = Call<Requests>;
export type ControlRequest = Call<ControlRequests>;

export interface Failure {
  failed: StoreError['reason'];
  why: string;
}

/** The answers, one for each request, in the order of the requests. */
export type Answer = ReturnType<(Requests & ControlRequests)[keyof (Requests & ControlRequests)]> | Failure;

/** The worker's first message: the version that the file had (0: it was new) and the version it has now; or why it cannot be opened. */
export type Ready = { from: number; to: number } | Failure;

export interface WorkerOptions {
  file: string;
  /** Sign-ins that expired before this time are deleted: milliseconds since 1970. */
  now: number;
  /** The most pages of 4,096 bytes that the file may have. */
  maxPages?: number;
}

export const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === 'object' && answer !== null && 'failed' in answer;
