import type { Mark, Seq } from '../../../relay/protocol/entries.ts';

/** How far a line of hers has got on its way to the patron. */
export type Tick = 'kept' | 'delivered' | 'seen';

export const tickOf = (seq: Seq, patron: Mark): Tick => {
  if (seq <= patron.seen) return 'seen';
  return seq <= patron.delivered ? 'delivered' : 'kept';
};
