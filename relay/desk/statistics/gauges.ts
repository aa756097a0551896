import type { DeskCore } from '../core.ts';

export interface Gauges {
  conversations: number;
  waiting: number;
  patrons: number;
  librarians: number;
  kept: number;
}

/** How much there is of everything now, for the metrics. */
export const gaugesOf = ({ deliveries, lives, roster }: DeskCore, patrons: number): Gauges => {
  const open = [...lives.begun()].filter((live) => !live.fold.closed);
  return {
    conversations: open.length,
    waiting: open.filter((live) => live.fold.waitingSince !== undefined).length,
    patrons,
    librarians: [...roster.librarians.keys()].filter((name) => deliveries.reaches(name)).length,
    kept: lives.kept,
  };
};
