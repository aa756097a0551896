import type { LostDraft, Reminder } from './notifications.ts';

/** What stands in her console until she has put it away. */
export class Notices {
  /** Unsent lines whose conversation was taken away. */
  stranded: LostDraft[] = [];
  /** Told since the page was opened. */
  reminders: Reminder[] = [];

  /** Of each desk, and of each question that is late, the newest. */
  remind(told: Reminder): void {
    const of = (one: Reminder) => `${one.kind} ${one.desk} ${one.kind === 'late' ? one.word : ''}`;
    this.reminders = [...this.reminders.filter((other) => of(other) !== of(told)), told];
  }

  putAway(read: LostDraft | Reminder): void {
    this.stranded = this.stranded.filter((other) => other !== read);
    this.reminders = this.reminders.filter((other) => other !== read);
  }

  clear(): void {
    this.stranded = [];
    this.reminders = [];
  }
}
