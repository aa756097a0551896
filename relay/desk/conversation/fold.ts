import type { Seq } from '../../protocol/entries.ts';
import { type Author, type Entry, librarianOf } from '../entry.ts';
import type { DeskName, LibrarianName } from '../roster.ts';

/**
 * What a conversation's entries, read in seq order, come to. Every node that reads the same entries comes to the
 * same: the log decides who holds a conversation, nobody else.
 */
export interface Fold {
  /** Who answers; absent while it waits, and once it is closed. */
  holder?: LibrarianName;
  /** Colleagues who take part beside the holder. */
  joined: readonly LibrarianName[];
  /**
   * Colleagues who were asked beside it, and have not answered. They stay so when it is handed on or ends meanwhile: what
   * they are writing then is not meant for the patron.
   */
  consulted: readonly LibrarianName[];
  /** The desk it was moved to; absent: it is where it was begun. */
  desk?: DeskName;
  closed: boolean;
  /** While it waits: whom its last holder passed it to. */
  meant?: LibrarianName;
  /** Who had it when it was closed: they are still told that it was. */
  had: readonly LibrarianName[];
  /** When the first line of the patron was kept that nobody has answered since. */
  waitingSince?: number;
  lastSeq: Seq;
}

export const EMPTY: Fold = { joined: [], consulted: [], closed: false, had: [], lastSeq: 0 };

/** A line before this one in the same conversation, as an edit of it sees it. */
export interface Original {
  author: Author;
  shown: boolean;
}

/**
 * A fold with one entry more. `shown` is whether the entry took effect, which is whether the patron sees it. `aside`: it is
 * the answer of a colleague who was asked, for those who have the conversation. `original` finds the line an entry edits or
 * withdraws: one the patron never saw stays unseen.
 */
export const fold = (
  before: Fold,
  entry: Entry,
  original: (seq: Seq) => Original | undefined = () => undefined,
): { after: Fold; shown: boolean; aside?: true } => {
  const now = { ...before, lastSeq: entry.seq };
  const librarian = librarianOf(entry.author);
  if (entry.what.kind === 'said' && librarian !== undefined && now.consulted.includes(librarian))
    return { after: withoutConsulted(now, librarian), shown: false, aside: true };
  const step = effect(now, entry, original);
  return { after: step ?? now, shown: step !== undefined };
};

const withoutConsulted = (now: Fold, librarian: LibrarianName): Fold => ({
  ...now,
  consulted: now.consulted.filter((one) => one !== librarian),
});

/** The fold after an entry that takes effect; undefined where it comes too late, or from somebody it is not for. */
const effect = (now: Fold, entry: Entry, original: (seq: Seq) => Original | undefined): Fold | undefined => {
  const librarian = librarianOf(entry.author);
  const { what } = entry;
  switch (what.kind) {
    case 'said':
      if (librarian === undefined) return opened(now, entry.at);
      if (now.holder === undefined) return answered({ ...held(now, librarian), closed: false, had: [] });
      return takesPart(now, librarian) ? answered(now) : undefined;
    case 'edited':
    case 'withdrawn': {
      const line = original(what.of);
      return line?.shown && line.author === entry.author ? now : undefined;
    }
    case 'claimed':
      return librarian !== undefined && now.holder === undefined && !now.closed ? held(now, librarian) : undefined;
    case 'joined':
      return librarian !== undefined && now.holder !== undefined && !takesPart(now, librarian)
        ? { ...withoutConsulted(now, librarian), joined: [...now.joined, librarian] }
        : undefined;
    case 'asked':
      return librarian !== undefined && takesPart(now, librarian) && !takesPart(now, what.whom)
        ? { ...now, consulted: [...now.consulted.filter((one) => one !== what.whom), what.whom] }
        : undefined;
    case 'moved':
      return now.closed || now.holder !== librarian ? undefined : { ...withoutHolder(now), desk: what.to };
    case 'passed':
      return librarian !== undefined && now.holder === librarian ? withoutHolder(now, what.to) : undefined;
    case 'lapsed':
      return now.holder === what.librarian ? lapsed(now, what) : undefined;
    case 'noted':
    case 'late':
      return now;
    case 'closed':
      if (now.closed || (librarian !== undefined && !mayClose(now, librarian, what))) return undefined;
      return {
        ...EMPTY,
        ...(now.desk === undefined ? {} : { desk: now.desk }),
        consulted: now.consulted,
        closed: true,
        had: having(now),
        lastSeq: now.lastSeq,
      };
  }
};

/** A line of the patron opens a closed conversation again, for whoever answers first. */
const opened = (now: Fold, at: number): Fold => ({
  ...now,
  closed: false,
  had: [],
  waitingSince: now.waitingSince ?? at,
});

const answered = ({ waitingSince: _, ...now }: Fold): Fold => now;

const held = ({ meant: _, ...now }: Fold, librarian: LibrarianName): Fold => ({
  ...withoutConsulted(now, librarian),
  holder: librarian,
});

/** Not where it was answered, or who was to have it has gone, while the entry was under way: then it is judged anew. */
const lapsed = (now: Fold, { since, to }: { since?: number; to?: LibrarianName }): Fold | undefined => {
  if (since !== undefined && since !== now.waitingSince) return undefined;
  if (to === undefined) return withoutHolder(now);
  return now.joined.includes(to) ? { ...now, holder: to, joined: now.joined.filter((one) => one !== to) } : undefined;
};

/** It waits for anyone again; whoever stood beside the holder may answer like everybody else. */
const withoutHolder = ({ holder: _, meant: _m, ...now }: Fold, to?: LibrarianName): Fold => ({
  ...now,
  joined: [],
  ...(to === undefined ? {} : { meant: to }),
});

/** Those whose lines the patron sees. */
export const takesPart = (now: Fold, librarian: LibrarianName): boolean =>
  now.holder === librarian || now.joined.includes(librarian);

/** Nobody ends what she does not take part in; but a question that nobody has yet may be blocked. */
const mayClose = (now: Fold, librarian: LibrarianName, { blocked }: { blocked?: true }): boolean =>
  takesPart(now, librarian) || (blocked === true && now.holder === undefined);

/** Those who have the conversation; empty while it waits for anyone. */
const having = (now: Fold): readonly LibrarianName[] => (now.holder === undefined ? [] : [now.holder, ...now.joined]);

/** Those told of every entry while somebody has the conversation; empty while it waits for anyone. */
export const audience = (now: Fold): readonly LibrarianName[] => {
  if (now.closed) return now.had;
  return now.holder === undefined ? [] : [...having(now), ...now.consulted];
};
