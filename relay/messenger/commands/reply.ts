import type { Desk } from '../../desk/desk.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { SENTENCES } from '../sentences.en.ts';
import { matching } from './commands.ts';

export type ReplyDesk = Pick<Desk, 'ownStatus' | 'repliesFor'>;

/** What `!r CODE` means: a line for the patron, or an answer to the librarian. */
export const resolveReply = (
  desk: ReplyDesk,
  { librarian, rest, card }: { librarian: LibrarianName; rest: string; card?: ConversationCard | undefined },
): { line: string } | { answer: string } => {
  if (!card) {
    const duty = desk.ownStatus(librarian)?.duty ?? [];
    const desks = duty.map((row) => ({ name: row.name, codes: codesOf(desk.repliesFor(librarian, row.desk)) }));
    return { answer: SENTENCES.repliesAreForPatrons(desks) };
  }
  const replies = desk.repliesFor(librarian, card.desk);
  if (replies.length === 0) return { answer: SENTENCES.noReplies };
  if (rest === '') return { answer: SENTENCES.replies(replies) };
  const meant = matching(rest, replies, ({ code }) => [code]);
  const [reply, other] = meant;
  if (!reply) return { answer: SENTENCES.noReply(rest, codesOf(replies)) };
  if (other) return { answer: SENTENCES.which(rest, codesOf(meant)) };
  return 'text' in reply ? { line: reply.text } : { answer: SENTENCES.replyLacks(reply.code, reply.lacks) };
};

const codesOf = (replies: readonly { code: string }[]): string[] => replies.map(({ code }) => code);
