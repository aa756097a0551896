import type { LostDraft, Reminder } from './notifications.ts';

/** Notices that stay in the console until the librarian dismisses them. */
export class Notices {
  /** Unsent text whose conversation is no longer shown. */
  lostDrafts: LostDraft[] = [];
  /** Received since the page was opened. */
  reminders: Reminder[] = [];

  /** Keeps the newest reminder of each desk, and of each question that is late. */
  remind(reminder: Reminder): void {
    const keyOf = (one: Reminder) => `${one.kind} ${one.desk} ${one.kind === 'late' ? one.word : ''}`;
    this.reminders = [...this.reminders.filter((other) => keyOf(other) !== keyOf(reminder)), reminder];
  }

  dismiss(notice: LostDraft | Reminder): void {
    this.lostDrafts = this.lostDrafts.filter((other) => other !== notice);
    this.reminders = this.reminders.filter((other) => other !== notice);
  }

  clear(): void {
    this.lostDrafts = [];
    this.reminders = [];
  }
}
