import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { FromConsole } from '../../protocol/frames.ts';

export type ActsDesk = Pick<
  Desk,
  | 'librarianTakes'
  | 'librarianPasses'
  | 'librarianMoves'
  | 'librarianAsks'
  | 'librarianJoins'
  | 'librarianCloses'
  | 'librarianBlocks'
  | 'librarianStates'
  | 'librarianPublishes'
  | 'librarianConfirmsAway'
  | 'setDuty'
  | 'librarianDismissesNotes'
  | 'librarianClosesDesk'
  | 'librarianPausesDesk'
  | 'librarianOpensDesk'
>;

/** The frames with which a librarian does something that the desk either does or refuses. */
export type Act = Exclude<FromConsole, { kind: 'hello' | 'say' | 'typing' | 'mark' | 'replies' | 'still' }>;

/** Calls the method of the desk for this act. */
export const carryOut = (desk: ActsDesk, librarian: LibrarianName, act: Act): ReturnType<Desk['librarianTakes']> => {
  switch (act.kind) {
    case 'take':
      return desk.librarianTakes(librarian, act.conversation);
    case 'pass': {
      const { kind: _, conversation, ...how } = act;
      return desk.librarianPasses(librarian, conversation, how);
    }
    case 'move':
      return desk.librarianMoves(librarian, act.conversation, act.desk, act.note);
    case 'ask':
      return desk.librarianAsks(librarian, act.conversation, act.whom, act.text);
    case 'join':
      return desk.librarianJoins(librarian, act.conversation);
    case 'close':
      return desk.librarianCloses(librarian, act.conversation);
    case 'block':
      return desk.librarianBlocks(librarian, act.conversation);
    case 'state':
      return desk.librarianStates(librarian, act.statement, 'console');
    case 'duty':
      return desk.setDuty(librarian, act.desk, act.on, act.note);
    case 'put-away':
      return desk.librarianDismissesNotes(librarian, act.by, act.at);
    case 'publish':
      return desk.librarianPublishes(librarian, act.shown);
    case 'asked':
      return desk.librarianConfirmsAway(librarian, act.at);
    case 'close-desk': {
      const { kind: _, desk: name, ...closing } = act;
      return desk.librarianClosesDesk(librarian, name, closing);
    }
    case 'pause-desk': {
      const { kind: _, desk: name, ...pausing } = act;
      return desk.librarianPausesDesk(librarian, name, pausing);
    }
    case 'open-desk':
      return desk.librarianOpensDesk(librarian, act.desk);
  }
};
