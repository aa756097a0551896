import type { ConsoleStatement, FromConsole, OwnStatus, ToConsole } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import { cleanLine } from '../../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../../relay/protocol/version.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { CannedReplies } from './canned-replies.ts';
import { Colleagues, type TeamAction } from './colleagues.ts';
import type { ConsoleNotification, LostDraft, Reminder } from './notifications.ts';
import { OwnStatusModel, type PendingUpdate } from './own-status.ts';
import type { OutboxParts } from './threads/outbox.ts';
import type { Thread } from './threads/thread.ts';
import { Threads } from './threads/threads.ts';
import type { Unfinished } from './threads/unfinished.ts';

export interface ModelParts extends OutboxParts {
  /** Something visible has changed. */
  onChange(): void;
  onNotification(notification: ConsoleNotification): void;
}

/** The relay marks no end of the backlog. Whatever arrives this soon after the first welcome counts as backlog and causes no notification. */
const BACKLOG_MS = 1_500;

/**
 * The state of a librarian's console, without the page. Frames from the relay update the librarian's own status, the
 * desks and the conversations; the librarian's actions become frames. No method waits for an answer: whatever the relay
 * has not confirmed is sent again, under the same id, after the next welcome.
 */
export class ConsoleModel {
  readonly ownStatus = new OwnStatusModel();
  readonly colleagues = new Colleagues();
  readonly threads: Threads;
  readonly replies: CannedReplies;
  readonly desks = new Map<string, Whereabouts>();
  /** Longest line, in UTF-16 code units. */
  maxText = MAX_TEXT;
  /** True from the welcome until the connection is lost. */
  connected = false;
  readonly #parts: ModelParts;
  #notifyFrom: number | undefined;

  /** `unfinished`: what was not sent yet when this tab was reloaded. */
  constructor(parts: ModelParts, unfinished?: Unfinished) {
    this.#parts = parts;
    this.replies = new CannedReplies(parts);
    const onNotification = (notification: ConsoleNotification) =>
      this.#isPastBacklog && this.#isWanted(notification) && parts.onNotification(notification);
    this.threads = new Threads({ ...parts, onNotification }, unfinished);
  }

  get self(): OwnStatus | undefined {
    return this.ownStatus.self;
  }

  /** The account of the librarian who is signed in; undefined before the first welcome. */
  get librarian(): string | undefined {
    return this.self?.librarian;
  }

  /** The open conversation. */
  get open(): Thread | undefined {
    return this.threads.open;
  }

  // The connection ------------------------------------------------------------------------------------------------

  hello(): FromConsole {
    return { kind: 'hello', version: PROTOCOL_VERSION, have: this.threads.have };
  }

  /** After a lost connection: it is not known whether patrons are still typing. */
  disconnected(): void {
    this.connected = false;
    this.ownStatus.disconnected();
    for (const thread of this.threads) thread.typing = false;
    this.#parts.onChange();
  }

  /** What would be lost if this page closed now. */
  get unfinished(): Unfinished | undefined {
    return this.threads.unfinishedOf(this.librarian);
  }

  /** The connection has ended for good: removes all conversations from the screen. Returns the number of unsent lines. */
  end(): number {
    const unsent = this.threads.clear();
    this.disconnected();
    return unsent;
  }

  /** Frames of unknown kinds are ignored. */
  receive(frame: ToConsole): void {
    this.#apply(frame);
    this.threads.prune();
    this.#parts.onChange();
  }

  #apply(frame: ToConsole): void {
    switch (frame.kind) {
      case 'welcome':
        this.#receiveWelcome(frame);
        break;
      case 'self':
        this.#receiveSelf(frame.self);
        break;
      case 'whereabouts':
        this.desks.set(frame.whereabouts.desk, frame.whereabouts);
        break;
      case 'replies':
        this.replies.update(frame);
        break;
      case 'team':
        this.colleagues.update(frame);
        break;
      case 'sorry':
        if (frame.conversation === undefined) this.ownStatus.refuse(frame.code);
    }
    this.threads.receive(frame, this.self);
    if (frame.kind === 'conversation' && this.colleagues.hasJoined(frame.conversation))
      this.show(frame.conversation.id);
  }

  #receiveWelcome(frame: Extract<ToConsole, { kind: 'welcome' }>): void {
    this.connected = true;
    this.#notifyFrom ??= this.#parts.clock.now() + BACKLOG_MS;
    this.maxText = frame.limits.text;
    this.ownStatus.update(frame.self);
    this.desks.clear();
    for (const whereabouts of frame.whereabouts) this.desks.set(whereabouts.desk, whereabouts);
    this.threads.reconcile(new Set(frame.conversations), frame.self.librarian);
    this.#sendUpdates();
  }

  #receiveSelf(self: OwnStatus): void {
    const before = this.self?.shown;
    this.ownStatus.update(self);
    const { availability, words } = self.shown;
    if (!this.#isPastBacklog || (before?.availability === availability && before.words === words)) return;
    this.#parts.onNotification({ kind: 'shown', availability, ...(words !== undefined && { words }) });
  }

  get #isPastBacklog(): boolean {
    return this.#notifyFrom !== undefined && this.#parts.clock.now() >= this.#notifyFrom;
  }

  /** A librarian who is off duty sees the waiting questions of a desk, but is not notified of them. */
  #isWanted(notification: ConsoleNotification): boolean {
    if (notification.kind !== 'question' && notification.kind !== 'line') return true;
    const { state, desk } = notification.thread.card;
    return state !== 'waiting' || this.ownStatus.dutyAt(desk);
  }

  // Conversations -------------------------------------------------------------------------------------------------

  /** Opens a conversation; without an id, closes the open one and shows the lists. */
  show(id?: string): void {
    this.threads.show(id, this.librarian);
    this.#parts.onChange();
  }

  /** The librarian sees the open conversation. */
  markSeen(): void {
    if (this.threads.markSeen()) this.#parts.onChange();
  }

  /** In a waiting conversation the first line also claims it. Returns false if the text is empty. */
  say(thread: Thread, text: string): boolean {
    const said = this.threads.outbox.say(thread, text);
    if (said) thread.newFrom = undefined;
    this.#parts.onChange();
    return said;
  }

  write(thread: Thread, draft: string): void {
    thread.draft = draft;
    this.threads.outbox.setTyping(thread, draft.trim() !== '');
    this.#parts.onChange();
  }

  tryAgain(thread: Thread, id: string): void {
    this.threads.outbox.tryAgain(thread, id);
    this.#parts.onChange();
  }

  /** Removes a refused line and returns its text. */
  takeBack(thread: Thread, id: string): string {
    const text = thread.unsent.find((line) => line.id === id)?.text ?? '';
    this.threads.outbox.discard(thread, id);
    this.#parts.onChange();
    return text;
  }

  /** Sent only while connected and not kept for later, because a colleague may do the same at this moment. */
  act(kind: 'take' | 'pass' | 'close' | 'block', thread: Thread): void {
    thread.refused = undefined;
    const sent = this.#parts.send({ kind, conversation: thread.card.id });
    thread.blockSent = sent && kind === 'block' && thread.card.state === 'closed';
    this.#parts.onChange();
  }

  /** The same, for an action that involves a colleague or another desk. `thread`: if this console shows it. */
  actWithTeam(action: TeamAction, thread?: Thread): void {
    if (thread) thread.refused = undefined;
    if (action.kind === 'join') this.colleagues.joining = action.conversation;
    this.#parts.send(action);
    this.#parts.onChange();
  }

  /** The librarian has read a notice. */
  dismiss(notice: LostDraft | Reminder): void {
    this.threads.notices.dismiss(notice);
    this.#parts.onChange();
  }

  // Own status ----------------------------------------------------------------------------------------------------

  /** Sets the librarian's statement. Without a connection it is kept, and sent after the next welcome. */
  state({ availability, words, until }: ConsoleStatement): void {
    const said = cleanLine(words ?? '');
    const statement = { availability, ...(said && { words: said }), ...(until !== undefined && { until }) };
    this.ownStatus.answerWhetherBack();
    this.update({ kind: 'state', statement });
  }

  /** `note`: when going off duty, a shift note for whoever comes on duty there next. */
  setDuty(desk: string, on: boolean, note = ''): void {
    this.update({ kind: 'duty', desk, on, ...(note && { note }) });
  }

  /** Answers "Are you back?" with no. */
  notBackYet(): void {
    const { statement } = this.self ?? {};
    if (!statement || !this.ownStatus.asksWhetherBack) return;
    this.ownStatus.answerWhetherBack();
    this.update({ kind: 'asked', at: statement.at });
  }

  /** Requests a change of own status or of a desk. Without a connection it is kept, and sent after the next welcome. */
  update(update: PendingUpdate): void {
    this.ownStatus.add(update);
    if (this.connected) this.#sendUpdates();
    this.#parts.onChange();
  }

  #sendUpdates(): void {
    for (const update of this.ownStatus.takeUnsent()) this.#parts.send(update);
  }
}
