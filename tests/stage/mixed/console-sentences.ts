import { momentOf } from '../../../widget/chat/moments.ts';
import type { ConsoleModel } from '../../../widget/console/model/console-model.ts';
import { waitingSince } from '../../../widget/console/model/threads/lists.ts';
import type { Thread } from '../../../widget/console/model/threads/thread.ts';
import { heldText, memberStatus } from '../../../widget/console/views/status-text.ts';
import { CONSOLE_EN } from '../../../widget/strings/console.en.ts';

/** What a console shows of things, in its own sentences; which of them stand where is told by tests in a real browser. */

const { lists, duty, reminder, handOver } = CONSOLE_EN;

const moment = (at: number): string => momentOf(at, Date.now(), { language: CONSOLE_EN.language });

const untilOf = ({ until }: { until?: number }): string | undefined =>
  until === undefined ? undefined : moment(until);

/** A question in the list of those that wait: `Reference desk · just now · Where are the maps?` */
export const listItemText = (thread: Thread, { desks }: ConsoleModel): string => {
  const { desk } = thread.card;
  const minutes = Math.max(0, Math.floor((Date.now() - waitingSince(thread)) / 60_000));
  return [desks.get(desk)?.name ?? desk, lists.waitingFor(minutes), thread.preview ?? ''].join(' · ');
};

/** At the foot of a conversation, where it is not hers to answer. */
export const textsBelow = ({ card }: Thread, model: ConsoleModel): string[] => {
  if (card.state === 'held') return [heldText(card, { text: CONSOLE_EN, model })];
  return card.state === 'closed' ? [CONSOLE_EN.conversation.over] : [];
};

/** Beside the conversations: her desks, what was left for her or by patrons, and who is where. */
export const sidebarTexts = (model: ConsoleModel): string[] => [
  ...(model.self?.duty ?? []).flatMap(({ desk, closed, paused }) => [
    model.ownStatus.dutyAt(desk) ? duty.on : duty.off,
    ...(closed ? [duty.closed(untilOf(closed), closed.words)] : []),
    ...(paused ? [duty.paused(untilOf(paused))] : []),
  ]),
  ...model.ownStatus.shiftNotes.map(({ name, at, text }) => `${handOver.from(name, moment(at))} ${text}`),
  ...model.threads.notices.reminders.map((told) => {
    const name = model.desks.get(told.desk)?.name ?? told.desk;
    return told.kind === 'left'
      ? reminder.left(told.count, name, moment(told.oldest))
      : reminder.late(name, told.word, moment(told.since));
  }),
  ...model.colleagues
    .colleaguesOf(model.librarian)
    .map((member) => `${member.name}: ${memberStatus(member, { text: CONSOLE_EN, now: Date.now() })}`),
];
