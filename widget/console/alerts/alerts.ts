import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { ConsoleNotification } from '../model/notifications.ts';
import { Bell } from './bell.ts';
import { OneTab } from './one-tab.ts';
import { type AlertPreferences, keepPreferences, readPreferences, watchPreferences } from './preferences.ts';

/** News worth a sound and a notice: a new question, and a line to her in a conversation that she does not look at. */
export const isCall = (news: ConsoleNotification, watching: boolean): news is Calling =>
  !watching && isCalling(news) && (news.kind !== 'line' || news.thread.card.state === 'mine');

type Calling = Extract<ConsoleNotification, { kind: 'question' | 'line' | 'consulted' | 'aside' }>;

const isCalling = (news: ConsoleNotification): news is Calling =>
  ['question', 'line', 'consulted', 'aside'].includes(news.kind);

export interface AlertsParts {
  text: ConsoleStrings;
  /** A notice was clicked. */
  show(conversation: string): void;
  onChange(): void;
}

/** Calls her, when she has asked for it. */
export class Alerts {
  preferences: AlertPreferences = readPreferences();
  readonly #parts: AlertsParts;
  readonly #bell = new Bell();
  readonly #tabs = new OneTab();
  readonly #notices = new Map<string, Notification>();
  readonly #unwatch: () => void;

  constructor(parts: AlertsParts) {
    this.#parts = parts;
    this.#unwatch = watchPreferences(() => {
      this.preferences = readPreferences();
      parts.onChange();
    });
  }

  /** `unable`: this browser, or a page on plain http, has no notices. */
  get notices(): NotificationPermission | 'unable' {
    return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'unable';
  }

  /** She has asked for notices, and the browser shows them. */
  get showsNotices(): boolean {
    return this.preferences.notices && this.notices === 'granted';
  }

  /** Sound is asked for, but the browser holds it back until the first click. */
  get isQuietYet(): boolean {
    return this.preferences.sound && !this.#bell.allowed;
  }

  async set(changes: Partial<AlertPreferences>): Promise<void> {
    if (changes.notices && this.notices === 'default') await Notification.requestPermission();
    this.preferences = { ...this.preferences, ...changes };
    if (changes.notices) this.preferences.notices = this.notices === 'granted';
    keepPreferences(this.preferences);
    this.#parts.onChange();
    if (changes.sound) await this.#bell.ring();
  }

  hear(): Promise<void> {
    return this.#bell.ring();
  }

  /** `watching`: she has this conversation before her eyes. */
  async call(news: ConsoleNotification, watching: boolean): Promise<void> {
    if (!isCalling(news)) return;
    const what = `${news.thread.card.id} ${news.thread.lastSeq}`;
    if (watching) this.#tabs.attends(what);
    if (!isCall(news, watching)) return;
    const rings = this.preferences.sound && this.#bell.allowed && this.#tabs.does('ring', what);
    const notes = this.showsNotices && this.#tabs.does('notice', what);
    if (await notes) this.#notice(news);
    if (await rings) await this.#bell.ring();
  }

  /** Takes back the notice about a conversation she has opened, or that is gone. */
  settle(conversation: string): void {
    this.#notices.get(conversation)?.close();
    this.#notices.delete(conversation);
  }

  /** No notice outlives its conversation. */
  settleWithout(isThere: (conversation: string) => boolean): void {
    for (const conversation of this.#notices.keys()) if (!isThere(conversation)) this.settle(conversation);
  }

  close(): void {
    this.#unwatch();
    this.settleWithout(() => false);
    this.#tabs.close();
    void this.#bell.close();
  }

  #notice({ kind, thread, text }: Calling): void {
    const { alerts } = this.#parts.text;
    const { id } = thread.card;
    const body = this.preferences.showText ? { body: `${thread.shortWord}: ${text}` } : {};
    try {
      const notice = new Notification(alerts.titles[kind], { tag: id, silent: true, ...body });
      notice.onclick = () => {
        window.focus();
        this.#parts.show(id);
      };
      this.#notices.set(id, notice);
    } catch {
      // Chrome on Android has notices for service workers only, and says so by throwing. The sound still works.
    }
  }
}
