import type { ConversationCard } from '../../../relay/protocol/frames.ts';
import type { Member, OtherDesk } from '../../../relay/protocol/team.ts';
import { momentOf } from '../../chat/moments.ts';
import type { ConsoleModel } from '../model/console-model.ts';
import type { ViewContext } from './view-context.ts';

/** The status of a colleague in words: what patrons see of them, and whether they are connected at all. */
export const memberStatus = (member: Member, { text, now }: Pick<ViewContext, 'text' | 'now'>): string => {
  const { availability, words, until, overdue, duty, here } = member;
  const { team, sign } = text;
  const moment = until === undefined ? undefined : momentOf(until, now, { language: text.language });
  return [
    duty.some(({ on }) => on) ? sign.availability[availability] : team.offDuty,
    words && `“${words}”`,
    moment && (overdue ? team.overdue(moment) : team.until(moment)),
    !here && duty.some(({ on }) => on) && availability !== 'offline' && team.notHere,
  ]
    .filter(Boolean)
    .join(' · ');
};

/** The display name of a desk, also of one that the librarian does not serve. */
export const deskName = (desk: string, { desks, colleagues }: ConsoleModel): string =>
  (desks.get(desk) ?? colleagues.desks.find((other) => other.desk === desk))?.name ?? desk;

/** Who has a conversation that is not the librarian's: a colleague, or, if nobody answers it, a desk that they do not serve. */
export const heldText = (
  { holder, desk }: ConversationCard,
  { text: { conversation }, model }: Pick<ViewContext, 'text' | 'model'>,
): string => {
  if (holder !== undefined) return conversation.answeredBy(holder);
  return conversation.elsewhere(deskName(desk, model));
};

export const deskStatus = (
  { availability, opens }: OtherDesk,
  { text, now }: Pick<ViewContext, 'text' | 'now'>,
): string => {
  if (opens !== undefined) return text.team.opens(momentOf(opens, now, { language: text.language }));
  return availability === 'offline' ? text.team.nobody : text.sign.availability[availability];
};
