import type { Delivery } from '../../relay/desk/ports.ts';
import { ConsoleLink } from '../../relay/web/sockets/console-link.ts';
import { librarianLinkContract } from './librarian-link.ts';

librarianLinkContract('the console', () => {
  const link = new ConsoleLink();
  const handed: Delivery[] = [];
  const nothing = () => undefined;
  const console = {
    librarian: 'ann',
    push: nothing,
    show: nothing,
    drop: nothing,
    hand: (delivery: Delivery) => void handed.push(delivery),
  };
  return {
    link,
    comes: () => link.join(console),
    goes: () => link.leave(console),
    acknowledge(word) {
      for (const { card, entry } of handed)
        if (word === undefined || card.word === word) link.marked('ann', card.id, { delivered: entry.seq, seen: 0 });
    },
    deliveredTexts: () => handed.flatMap(({ entry }) => (entry.what.kind === 'said' ? entry.what.text : [])),
  };
});
