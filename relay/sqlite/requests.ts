import type { StoreError } from '../desk/ports.ts';

/** What the two threads say to each other: plain values only, since everything said is cloned. */

/** What an entry does to `closed` of its card. */
export type OpenState = 'opens' | 'closes' | 'stays';

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

/** `what` is canonical JSON. */
export type EntryRow = [seq: number, id: string, author: string, at: number, what: string];

export type CountRow = [desk: string, hour: number, what: string, value: number, n: number];

export type MarkRow = [party: string, delivered: number, seen: number];

/** Every request with its answer. Each is done whole or not at all, in the order of asking. */
export type Requests = {
  /** A number is the seq of an entry newly kept; a row is the entry kept before. */
  append(
    conversation: string,
    id: string,
    author: string,
    at: number,
    what: string,
    turn: OpenState,
    opening: [desk: string, word: string] | null,
  ): number | EntryRow | 'other-content' | 'gone';
  since(conversation: string, seq: number): EntryRow[];
  find(conversation: string): CardRow | 'forgotten' | null;
  /** null: the open ones. */
  list(lastBefore: number | null): CardRow[];
  marks(conversation: string): MarkRow[];
  /** Marks and leavings together; both are lost by a crash of the machine without harm. */
  progress(marks: [conversation: string, ...MarkRow][], left: [conversation: string, at: number | null][]): null;
  /** Its bytes are gone only after the next `clean` that answers true. */
  forget(conversation: string): null;
  heard(): number;
  keepHeard(at: number): null;
  standings(): [librarian: string, standing: string][];
  keepStanding(librarian: string, standing: string): null;
  deskStandings(): [desk: string, standing: string][];
  keepDeskStanding(desk: string, standing: string): null;
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

/** Requests that are no transaction. */
export type ControlRequests = {
  /** Empties the journal. False: somebody still reads in it; ask again. */
  clean(): boolean;
  /** The last request. */
  close(): null;
};

type Asked<R extends Record<string, (...args: never[]) => unknown>> = {
  [N in keyof R]: [name: N, ...args: Parameters<R[N]>];
}[keyof R];

export type Request = Asked<Requests>;
export type ControlRequest = Asked<ControlRequests>;

export interface Failure {
  failed: StoreError['reason'];
  why: string;
}

/** One for each request, in the order of asking. */
export type Answer = ReturnType<(Requests & ControlRequests)[keyof (Requests & ControlRequests)]> | Failure;

/** The worker's first message. */
export type Ready = { from: number; to: number } | Failure;

export interface WorkerOptions {
  file: string;
  /** Sign-ins expired by then are removed. */
  now: number;
  maxPages?: number;
}

export const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === 'object' && answer !== null && 'failed' in answer;
