import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { ConsoleNotification } from '../model/notifications.ts';
import { Bell } from './bell.ts';
import { OneTab } from './one-tab.ts';
import { type AlertPreferences, keepPreferences, readPreferences, watchPreferences } from './preferences.ts';

/** True for a notification that deserves a sound and a desktop notification: a new question, or a line to the librarian in a conversation that they are not looking at. */
export const callsLibrarian = (notification: ConsoleNotification, watching: boolean): notification is Call =>
  !watching && isCall(notification) && (notification.kind !== 'line' || notification.thread.card.state === 'mine');

type Call = Extract<ConsoleNotification, { kind: 'question' | 'line' | 'consulted' | 'aside' }>;

const isCall = (notification: ConsoleNotification): notification is Call =>
  ['question', 'line', 'consulted', 'aside'].includes(notification.kind);

export interface AlertsParts {
  text: ConsoleStrings;
  /** A desktop notification was clicked. */
  show(conversation: string): void;
  onChange(): void;
}

/** Alerts the librarian by sound and desktop notification, as far as they have switched these on. */
export class Alerts {
  preferences: AlertPreferences = readPreferences();
  readonly #parts: AlertsParts;
  readonly #bell = new Bell();
  readonly #tabs = new OneTab();
  readonly #shown = new Map<string, Notification>();
  readonly #unwatch: () => void;

  constructor(parts: AlertsParts) {
    this.#parts = parts;
    this.#unwatch = watchPreferences(() => {
      this.preferences = readPreferences();
      parts.onChange();
    });
  }

  /** `unable`: this browser, or a page on plain http, has no desktop notifications. */
  get permission(): NotificationPermission | 'unable' {
    return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'unable';
  }

  /** True if desktop notifications are switched on and the browser allows them. */
  get showsNotifications(): boolean {
    return this.preferences.notices && this.permission === 'granted';
  }

  /** True if sound is switched on, but the browser blocks it until the first click on the page. */
  get isMutedByBrowser(): boolean {
    return this.preferences.sound && !this.#bell.allowed;
  }

  async set(changes: Partial<AlertPreferences>): Promise<void> {
    if (changes.notices && this.permission === 'default') await Notification.requestPermission();
    this.preferences = { ...this.preferences, ...changes };
    if (changes.notices) this.preferences.notices = this.permission === 'granted';
    keepPreferences(this.preferences);
    this.#parts.onChange();
    if (changes.sound) await this.#bell.ring();
  }

  playSound(): Promise<void> {
    return this.#bell.ring();
  }

  /** `watching`: the conversation is open in a visible window. */
  async notify(notification: ConsoleNotification, watching: boolean): Promise<void> {
    if (!isCall(notification)) return;
    const event = `${notification.thread.card.id} ${notification.thread.lastSeq}`;
    if (watching) this.#tabs.announceSeen(event);
    if (!callsLibrarian(notification, watching)) return;
    const rings = this.preferences.sound && this.#bell.allowed && this.#tabs.claim('ring', event);
    const notes = this.showsNotifications && this.#tabs.claim('notice', event);
    if (await notes) this.#showNotification(notification);
    if (await rings) await this.#bell.ring();
  }

  /** Closes the desktop notification of a conversation that was opened or is gone. */
  clear(conversation: string): void {
    this.#shown.get(conversation)?.close();
    this.#shown.delete(conversation);
  }

  /** Closes the desktop notifications of all conversations that are gone. */
  clearUnless(isThere: (conversation: string) => boolean): void {
    for (const conversation of this.#shown.keys()) if (!isThere(conversation)) this.clear(conversation);
  }

  close(): void {
    this.#unwatch();
    this.clearUnless(() => false);
    this.#tabs.close();
    void this.#bell.close();
  }

  #showNotification({ kind, thread, text }: Call): void {
    const { alerts } = this.#parts.text;
    const { id } = thread.card;
    const body = this.preferences.showText ? { body: `${thread.shortWord}: ${text}` } : {};
    try {
      const notice = new Notification(alerts.titles[kind], { tag: id, silent: true, ...body });
      notice.onclick = () => {
        window.focus();
        this.#parts.show(id);
      };
      this.#shown.set(id, notice);
    } catch {
      // Chrome on Android allows notifications from service workers only, and throws here. The sound still works.
    }
  }
}
