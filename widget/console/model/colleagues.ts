import type { ConversationCard, FromConsole, ToConsole } from '../../../relay/protocol/frames.ts';
import type { Member, OtherDesk } from '../../../relay/protocol/team.ts';

/** What she does with a conversation and a colleague, or another desk. */
export type HandOff = Extract<FromConsole, { kind: 'pass' | 'move' | 'ask' | 'join' }>;

/** Who of her desks is where, as the relay last told it. */
export class Colleagues {
  /** Herself among them. */
  members: readonly Member[] = [];
  /** Every desk there is. */
  desks: readonly OtherDesk[] = [];
  /** The conversation she asked to take part in: opened as soon as it is hers. */
  joining: string | undefined;

  update({ members, desks }: Extract<ToConsole, { kind: 'team' }>): void {
    this.members = members;
    this.desks = desks;
  }

  /** The others who serve a desk; of all her desks, where none is named. */
  beside(herself: string | undefined, desk?: string): Member[] {
    return this.members.filter(
      ({ librarian, duty }) => librarian !== herself && (desk === undefined || duty.some((row) => row.desk === desk)),
    );
  }

  /** True once: a conversation she asked to take part in is hers. */
  joins({ id, state, consulted }: ConversationCard): boolean {
    if (this.joining !== id || state !== 'mine' || consulted) return false;
    this.joining = undefined;
    return true;
  }

  /** The desks it could go to. */
  otherThan(desk: string): OtherDesk[] {
    return this.desks.filter((other) => other.desk !== desk);
  }
}
