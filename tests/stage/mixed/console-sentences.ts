import { momentOf } from '../../../widget/chat/moments.ts';
import type { ConsoleModel } from '../../../widget/console/model/console-model.ts';
import { waitingSince } from '../../../widget/console/model/threads/lists.ts';
import type { Thread } from '../../../widget/console/model/threads/thread.ts';
import { heldText, memberStatus } from '../../../widget/console/views/status-text.ts';
import { CONSOLE_EN } from '../../../widget/strings/console.en.ts';

/**
 * What a console shows, in the console's own sentences. Tests in a real browser check that each sentence is where it
 * belongs.
 */

const { lists, duty, reminder, shiftNote } = CONSOLE_EN;

const moment = (at: number): string => momentOf(at, Date.now(), { language: CONSOLE_EN.language });

const untilOf = ({ until }: { until?: number }): string | undefined =>
  until === undefined ? undefined : moment(until);

/** A question's item in the list of waiting questions: `Reference desk · just now · Where are the maps?` */
export const listItemText = (thread: Thread, { desks }: ConsoleModel): string => {
  const { desk } = thread.card;
  const minutes = Math.max(0, Math.floor((Date.now() - waitingSince(thread)) / 60_000));
  return [desks.get(desk)?.name ?? desk, lists.waitingFor(minutes), thread.preview ?? ''].join(' · ');
};

/** The text at the foot of a conversation that this librarian cannot answer. */
export const textsBelow = ({ card }: Thread, model: ConsoleModel): string[] => {
  if (card.state === 'held') return [heldText(card, { text: CONSOLE_EN, model })];
  return card.state === 'closed' ? [CONSOLE_EN.conversation.over] : [];
};

/** The texts outside the conversations: duty, shift notes, questions that patrons left, and the colleagues. */
export const sidebarTexts = (model: ConsoleModel): string[] => [
  ...(model.self?.duty ?? []).flatMap(({ desk, closed, paused }) => [
    model.ownStatus.dutyAt(desk) ? duty.on : duty.off,
    ...(closed ? [duty.closed(untilOf(closed), closed.words)] : []),
    ...(paused ? [duty.paused(untilOf(paused))] : []),
  ]),
  ...model.ownStatus.shiftNotes.map(({ name, at, text }) => `${shiftNote.from(name, moment(at))} ${text}`),
  ...model.threads.notices.reminders.map((notice) => {
    const name = model.desks.get(notice.desk)?.name ?? notice.desk;
    return notice.kind === 'left'
      ? reminder.left(notice.count, name, moment(notice.oldest))
      : reminder.late(name, notice.word, moment(notice.since));
  }),
  ...model.colleagues
    .colleaguesOf(model.librarian)
    .map((member) => `${member.name}: ${memberStatus(member, { text: CONSOLE_EN, now: Date.now() })}`),
];
