import { defined } from '../../protocol/defined.ts';
import type { Seq } from '../../protocol/entries.ts';
import { type Author, type Entry, librarianOf } from '../entry.ts';
import type { DeskName, LibrarianName } from '../roster.ts';

/** Who holds a conversation and what waits in it, worked out from its entries. Pure. */

/**
 * The state of a conversation after its entries were applied in seq order. Every node that reads the same entries gets
 * the same state: only the log decides who holds a conversation.
 */
export interface Fold {
  /** The librarian who answers. Absent while the conversation waits for anyone, and once it is closed. */
  holder?: LibrarianName;
  /** Colleagues who take part as well as the holder. */
  joined: readonly LibrarianName[];
  /**
   * Colleagues who were asked for help and have not answered yet. They stay listed when the conversation is handed on or
   * closed in the meantime, because what they are writing is not meant for the patron.
   */
  consulted: readonly LibrarianName[];
  /** The desk that the conversation was moved to. Absent: it is at the desk where it started. */
  desk?: DeskName;
  closed: boolean;
  /** While the conversation waits for anyone: the librarian to whom its last holder passed it. */
  meant?: LibrarianName;
  /** The librarians who had the conversation when it was closed: they are still sent the closing. */
  had: readonly LibrarianName[];
  /** When the patron's first unanswered line was stored. */
  waitingSince?: number;
  lastSeq: Seq;
}

export const EMPTY: Fold = { joined: [], consulted: [], closed: false, had: [], lastSeq: 0 };

/** The line that an edit or a withdrawal is about. */
export interface Original {
  author: Author;
  shown: boolean;
}

/**
 * Applies one more entry. `shown`: the entry took effect; the patron is shown no other. `aside`: the entry is the answer of
 * a colleague who was asked for help, for the librarians who have the conversation. `original` finds the line that an
 * entry edits or withdraws; a line that the patron never saw stays unseen.
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

/** The fold after an entry that takes effect; undefined if the entry came too late, or its author may not do this. */
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
        ...defined({ desk: now.desk }),
        consulted: now.consulted,
        closed: true,
        had: participants(now),
        lastSeq: now.lastSeq,
      };
  }
};

/** A line of the patron opens a closed conversation again. The first librarian to answer then holds it. */
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

/**
 * A `lapsed` entry has no effect if, while it was being stored, the question was answered or the colleague `to` stopped
 * taking part. Escalation then decides again.
 */
const lapsed = (now: Fold, { since, to }: { since?: number; to?: LibrarianName }): Fold | undefined => {
  if (since !== undefined && since !== now.waitingSince) return undefined;
  if (to === undefined) return withoutHolder(now);
  return now.joined.includes(to) ? { ...now, holder: to, joined: now.joined.filter((one) => one !== to) } : undefined;
};

/** The conversation waits for anyone again. Colleagues who took part may answer it like everybody else. */
const withoutHolder = ({ holder: _, meant: _m, ...now }: Fold, to?: LibrarianName): Fold => ({
  ...now,
  joined: [],
  ...defined({ meant: to }),
});

/** True for the holder and the colleagues who joined: the patron sees their lines. */
export const takesPart = (now: Fold, librarian: LibrarianName): boolean =>
  now.holder === librarian || now.joined.includes(librarian);

/** Only librarians who take part may close a conversation; but any librarian may block a question that nobody holds. */
const mayClose = (now: Fold, librarian: LibrarianName, { blocked }: { blocked?: true }): boolean =>
  takesPart(now, librarian) || (blocked === true && now.holder === undefined);

/** The librarians who have the conversation. Empty while it waits for anyone. */
const participants = (now: Fold): readonly LibrarianName[] =>
  now.holder === undefined ? [] : [now.holder, ...now.joined];

/**
 * The librarians who receive every entry because they have the conversation, were asked for help, or had it when it was
 * closed. Empty while it waits for anyone.
 */
export const audience = (now: Fold): readonly LibrarianName[] => {
  if (now.closed) return now.had;
  return now.holder === undefined ? [] : [...participants(now), ...now.consulted];
};
