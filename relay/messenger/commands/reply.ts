import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { SAYS } from '../sentences.en.ts';
import { meaning } from './commands.ts';

export type ReplyingDesk = Pick<Desk, 'self' | 'repliesFor'>;

/** What `!r CODE` comes to: a line of hers for the patron, or an answer to her. */
export const replyMeant = (
  desk: ReplyingDesk,
  { librarian, rest, card }: { librarian: LibrarianName; rest: string; card?: ConversationCard | undefined },
): { line: string } | { answer: string } => {
  if (!card) {
    const duty = desk.self(librarian)?.duty ?? [];
    const desks = duty.map((row) => ({ name: row.name, codes: codesOf(desk.repliesFor(librarian, row.desk)) }));
    return { answer: SAYS.repliesAreForPatrons(desks) };
  }
  const replies = desk.repliesFor(librarian, card.desk);
  if (replies.length === 0) return { answer: SAYS.noReplies };
  if (rest === '') return { answer: SAYS.replies(replies) };
  const meant = meaning(rest, replies, ({ code }) => [code]);
  const [reply, other] = meant;
  if (!reply) return { answer: SAYS.noReply(rest, codesOf(replies)) };
  if (other) return { answer: SAYS.which(rest, codesOf(meant)) };
  return 'text' in reply ? { line: reply.text } : { answer: SAYS.replyLacks(reply.code, reply.lacks) };
};

const codesOf = (replies: readonly { code: string }[]): string[] => replies.map(({ code }) => code);
