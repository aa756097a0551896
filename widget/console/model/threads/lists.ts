import type { Thread } from './thread.ts';

/** The list of waiting conversations, which anybody may answer, oldest question first. */
export const waitingThreads = (threads: Iterable<Thread>): Thread[] =>
  [...threads]
    .filter((thread) => thread.card.state === 'waiting')
    .sort((one, other) => waitingSince(one) - waitingSince(other) || one.card.begunAt - other.card.begunAt);

/** The librarian's own list: what they answer or have not finished with, in the order of beginning, so that no item moves while they reach for it. */
export const ownThreads = (threads: Iterable<Thread>): Thread[] =>
  [...threads]
    .filter((thread) => thread.card.state !== 'waiting')
    .sort((one, other) => one.card.begunAt - other.card.begunAt);

export const waitingSince = (thread: Thread): number => thread.card.waitingSince ?? thread.card.begunAt;

/** True if the conversation leaves the lists once it is no longer open. An end that was not seen, and unsent text, keep it listed. */
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

/** How many conversations need attention: the number in the window's title. */
export const countNeedingAttention = (threads: Iterable<Thread>, librarian: string | undefined): number =>
  [...threads].filter((thread) => thread.card.state === 'waiting' || thread.unread(librarian) > 0).length;

/** The conversation before or after `open` in the order of the lists, wrapping at both ends. If none is open: the first or the last. */
export const neighborOf = (ordered: readonly Thread[], open: string | undefined, step: 1 | -1): Thread | undefined => {
  const at = ordered.findIndex((thread) => thread.card.id === open);
  if (at < 0) return step === 1 ? ordered[0] : ordered.at(-1);
  return ordered[(at + step + ordered.length) % ordered.length];
};
