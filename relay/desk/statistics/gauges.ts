import type { DeskCore } from '../core.ts';

export interface Gauges {
  conversations: number;
  waiting: number;
  patrons: number;
  librarians: number;
  kept: number;
}

/** How much there is of everything now, for the metrics. */
export const gaugesOf = ({ deliveries, conversations, roster }: DeskCore, patrons: number): Gauges => {
  const open = [...conversations.begun()].filter((conversation) => !conversation.fold.closed);
  return {
    conversations: open.length,
    waiting: open.filter((conversation) => conversation.fold.waitingSince !== undefined).length,
    patrons,
    librarians: [...roster.librarians.keys()].filter((name) => deliveries.reaches(name)).length,
    kept: conversations.entriesKept,
  };
};
