import type { Thread } from './thread.ts';

/** Which conversations stand in her two lists, and in which order. */

/** Those anybody may answer, oldest question first. */
export const waitingOf = (threads: Iterable<Thread>): Thread[] =>
  [...threads]
    .filter((thread) => thread.card.state === 'waiting')
    .sort((one, other) => waitingSince(one) - waitingSince(other) || one.card.begunAt - other.card.begunAt);

/** Those she answers, and what she has not finished with; in the order they began, so that none moves under her hand. */
export const mineOf = (threads: Iterable<Thread>): Thread[] =>
  [...threads]
    .filter((thread) => thread.card.state !== 'waiting')
    .sort((one, other) => one.card.begunAt - other.card.begunAt);

export const waitingSince = (thread: Thread): number => thread.card.waitingSince ?? thread.card.begunAt;

/** Has it left her lists, once she no longer reads it? An end she has not seen, and unsent lines, keep it there. */
export const isOver = (thread: Thread): boolean => {
  switch (thread.card.state) {
    case 'waiting':
    case 'mine':
      return false;
    case 'held':
      return !thread.unfinished;
    case 'closed':
      return !thread.unfinished && thread.seen >= thread.lastSeq;
  }
};

/** How much wants her attention: the number in the window's title. */
export const wanting = (threads: Iterable<Thread>, herself: string | undefined): number =>
  [...threads].filter((thread) => thread.card.state === 'waiting' || thread.unread(herself) > 0).length;

/** The one before or after `open` in the order of the lists, round the ends; the first where none is open. */
export const neighbour = (ordered: readonly Thread[], open: string | undefined, step: 1 | -1): Thread | undefined => {
  const at = ordered.findIndex((thread) => thread.card.id === open);
  if (at < 0) return step === 1 ? ordered[0] : ordered.at(-1);
  return ordered[(at + step + ordered.length) % ordered.length];
};
