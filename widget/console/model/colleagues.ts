import type { ConversationCard, FromConsole, ToConsole } from '../../../relay/protocol/frames.ts';
import type { Member, OtherDesk } from '../../../relay/protocol/team.ts';

/** An action on a conversation that involves a colleague or another desk. */
export type TeamAction = Extract<FromConsole, { kind: 'pass' | 'move' | 'ask' | 'join' }>;

/** The librarians who serve the same desks, and every desk, as the relay last sent them. */
export class Colleagues {
  /** Includes the librarian who is signed in here. */
  members: readonly Member[] = [];
  /** All desks of the relay. */
  desks: readonly OtherDesk[] = [];
  /** The conversation that the librarian asked to join. It is opened as soon as the relay lists it as theirs. */
  joining: string | undefined;

  update({ members, desks }: Extract<ToConsole, { kind: 'team' }>): void {
    this.members = members;
    this.desks = desks;
  }

  /** Everybody but `librarian` who serves `desk`; without `desk`, everybody known. */
  colleaguesOf(librarian: string | undefined, desk?: string): Member[] {
    return this.members.filter(
      (member) =>
        member.librarian !== librarian && (desk === undefined || member.duty.some((row) => row.desk === desk)),
    );
  }

  /** True once for each join: when the card shows that the conversation is now the librarian's. */
  hasJoined({ id, state, consulted }: ConversationCard): boolean {
    if (this.joining !== id || state !== 'mine' || consulted) return false;
    this.joining = undefined;
    return true;
  }

  /** The desks to which a conversation of `desk` can be transferred. */
  desksOtherThan(desk: string): OtherDesk[] {
    return this.desks.filter((other) => other.desk !== desk);
  }
}
