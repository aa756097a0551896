import type { Desk } from '../desk/desk.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { FromConsole } from '../protocol/frames.ts';

/** What a console asks to be done, answered only where it is not. */
type Order = Extract<
  FromConsole,
  {
    kind:
      | 'take'
      | 'pass'
      | 'close'
      | 'block'
      | 'state'
      | 'duty'
      | 'close-desk'
      | 'pause-desk'
      | 'open-desk'
      | 'publish'
      | 'asked';
  }
>;

export type OrdersDesk = Pick<
  Desk,
  | 'librarianTakes'
  | 'librarianPasses'
  | 'librarianCloses'
  | 'librarianBlocks'
  | 'librarianStates'
  | 'librarianPublishes'
  | 'librarianWasAsked'
  | 'setDuty'
  | 'librarianClosesDesk'
  | 'librarianPausesDesk'
  | 'librarianOpensDesk'
>;

export const carryOut = (desk: OrdersDesk, librarian: LibrarianName, frame: Order) => {
  switch (frame.kind) {
    case 'take':
      return desk.librarianTakes(librarian, frame.conversation);
    case 'pass':
      return desk.librarianPasses(librarian, frame.conversation);
    case 'close':
      return desk.librarianCloses(librarian, frame.conversation);
    case 'block':
      return desk.librarianBlocks(librarian, frame.conversation);
    case 'state':
      return desk.librarianStates(librarian, frame.statement, 'console');
    case 'duty':
      return desk.setDuty(librarian, frame.desk, frame.on);
    case 'close-desk': {
      const { kind: _, desk: name, ...closing } = frame;
      return desk.librarianClosesDesk(librarian, name, closing);
    }
    case 'pause-desk': {
      const { kind: _, desk: name, ...pausing } = frame;
      return desk.librarianPausesDesk(librarian, name, pausing);
    }
    case 'open-desk':
      return desk.librarianOpensDesk(librarian, frame.desk);
    case 'publish':
      return desk.librarianPublishes(librarian, frame.shown);
    case 'asked':
      return desk.librarianWasAsked(librarian, frame.at);
  }
};
