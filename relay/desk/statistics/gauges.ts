import type { DeskCore } from '../core.ts';

/** The desk's numbers for `/metrics`. */
export interface Gauges {
  /** Open conversations. */
  conversations: number;
  /** Open conversations that wait for an answer. */
  waiting: number;
  /** Connected pages of patrons. */
  patrons: number;
  /** Librarians who can be reached. */
  librarians: number;
  /** Entries stored since the start. */
  kept: number;
}

/** Reads the current numbers. `patrons`: the number of connected pages. */
export const gaugesOf = ({ deliveries, conversations, roster }: DeskCore, patrons: number): Gauges => {
  const open = [...conversations.started()].filter((conversation) => !conversation.fold.closed);
  return {
    conversations: open.length,
    waiting: open.filter((conversation) => conversation.fold.waitingSince !== undefined).length,
    patrons,
    librarians: [...roster.librarians.keys()].filter((name) => deliveries.reaches(name)).length,
    kept: conversations.entriesKept,
  };
};
