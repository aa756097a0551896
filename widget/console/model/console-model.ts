import type { ConsoleStatement, FromConsole, OwnStatus, ToConsole } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import { cleanLine } from '../../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../../relay/protocol/version.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { Replies } from './canned-replies.ts';
import { Colleagues, type HandOff } from './colleagues.ts';
import type { ConsoleNotification, LostDraft, Reminder } from './notifications.ts';
import { OwnStatusModel, type PendingUpdate } from './own-status.ts';
import type { OutboxParts } from './threads/outbox.ts';
import type { Thread } from './threads/thread.ts';
import { Threads } from './threads/threads.ts';
import type { Unfinished } from './threads/unfinished.ts';

export interface ModelParts extends OutboxParts {
  /** Something that can be seen has changed. */
  onChange(): void;
  onNews(news: ConsoleNotification): void;
}

/** The backlog has no end mark: what comes this soon after the first welcome was there before her, and is no news. */
const BACKLOG_MS = 1_500;

/**
 * What a librarian's page knows, without the page: frames are folded into herself, the desks and her conversations, and
 * what she does becomes frames. Nothing waits for an answer: what the relay has not confirmed is said again, under the
 * same id, after the next welcome.
 */
export class ConsoleModel {
  readonly standing = new OwnStatusModel();
  readonly colleagues = new Colleagues();
  readonly threads: Threads;
  readonly replies: Replies;
  readonly desks = new Map<string, Whereabouts>();
  /** Longest line, in UTF-16 code units. */
  maxText = MAX_TEXT;
  /** The relay answers, and has told what there is. */
  live = false;
  readonly #parts: ModelParts;
  #newsFrom: number | undefined;

  /** `carried`: what she had not finished when the tab was loaded anew. */
  constructor(parts: ModelParts, carried?: Unfinished) {
    this.#parts = parts;
    this.replies = new Replies(parts);
    const onNews = (news: ConsoleNotification) => this.#isNews && this.#isForHer(news) && parts.onNews(news);
    this.threads = new Threads({ ...parts, onNews }, carried);
  }

  get self(): OwnStatus | undefined {
    return this.standing.self;
  }

  /** Her account. */
  get herself(): string | undefined {
    return this.self?.librarian;
  }

  /** The conversation she reads. */
  get open(): Thread | undefined {
    return this.threads.open;
  }

  // The connection ------------------------------------------------------------------------------------------------

  hello(): FromConsole {
    return { kind: 'hello', version: PROTOCOL_VERSION, have: this.threads.have };
  }

  /** The connection went; whether the patrons still type is not known. */
  lost(): void {
    this.live = false;
    this.standing.lost();
    for (const thread of this.threads) thread.typing = false;
    this.#parts.onChange();
  }

  /** What of hers would be lost with this page. */
  get unfinished(): Unfinished | undefined {
    return this.threads.unfinishedOf(this.herself);
  }

  /** It will not come back: nobody's words stay on this screen. Gives the number of lines that were not sent. */
  end(): number {
    const unsent = this.threads.clear();
    this.lost();
    return unsent;
  }

  /** Frames of kinds it does not know change nothing. */
  receive(frame: ToConsole): void {
    this.#fold(frame);
    this.threads.prune();
    this.#parts.onChange();
  }

  #fold(frame: ToConsole): void {
    switch (frame.kind) {
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'self':
        this.#toldOfHerself(frame.self);
        break;
      case 'whereabouts':
        this.desks.set(frame.whereabouts.desk, frame.whereabouts);
        break;
      case 'replies':
        this.replies.told(frame);
        break;
      case 'team':
        this.colleagues.update(frame);
        break;
      case 'sorry':
        if (frame.conversation === undefined) this.standing.refuse(frame.code);
    }
    this.threads.receive(frame, this.self);
    if (frame.kind === 'conversation' && this.colleagues.joins(frame.conversation)) this.show(frame.conversation.id);
  }

  #welcomed(frame: Extract<ToConsole, { kind: 'welcome' }>): void {
    this.live = true;
    this.#newsFrom ??= this.#parts.clock.now() + BACKLOG_MS;
    this.maxText = frame.limits.text;
    this.standing.update(frame.self);
    this.desks.clear();
    for (const whereabouts of frame.whereabouts) this.desks.set(whereabouts.desk, whereabouts);
    this.threads.reconcile(new Set(frame.conversations), frame.self.librarian);
    this.#sendWishes();
  }

  #toldOfHerself(self: OwnStatus): void {
    const before = this.self?.shown;
    this.standing.update(self);
    const { availability, words } = self.shown;
    if (!this.#isNews || (before?.availability === availability && before.words === words)) return;
    this.#parts.onNews({ kind: 'shown', availability, ...(words !== undefined && { words }) });
  }

  get #isNews(): boolean {
    return this.#newsFrom !== undefined && this.#parts.clock.now() >= this.#newsFrom;
  }

  /** Off duty she sees who waits at the desk, and is not called to them. */
  #isForHer(news: ConsoleNotification): boolean {
    if (news.kind !== 'question' && news.kind !== 'line') return true;
    const { state, desk } = news.thread.card;
    return state !== 'waiting' || this.standing.dutyAt(desk);
  }

  // Conversations -------------------------------------------------------------------------------------------------

  /** Opens a conversation, or, without an id, goes back to the lists. */
  show(id?: string): void {
    this.threads.show(id, this.herself);
    this.#parts.onChange();
  }

  /** She looks at the open conversation. */
  look(): void {
    if (this.threads.look()) this.#parts.onChange();
  }

  /** In a waiting conversation her first line is also her claim. False where there was nothing to say. */
  say(thread: Thread, text: string): boolean {
    const said = this.threads.speech.say(thread, text);
    if (said) thread.newFrom = undefined;
    this.#parts.onChange();
    return said;
  }

  write(thread: Thread, draft: string): void {
    thread.draft = draft;
    this.threads.speech.types(thread, draft.trim() !== '');
    this.#parts.onChange();
  }

  tryAgain(thread: Thread, id: string): void {
    this.threads.speech.tryAgain(thread, id);
    this.#parts.onChange();
  }

  /** Takes a refused line away; gives its text. */
  takeBack(thread: Thread, id: string): string {
    const text = thread.unsent.find((line) => line.id === id)?.text ?? '';
    this.threads.speech.discard(thread, id);
    this.#parts.onChange();
    return text;
  }

  /** Needs a connection: others may do the same at this moment, so it is not kept for later. */
  act(kind: 'take' | 'pass' | 'close' | 'block', thread: Thread): void {
    thread.refused = undefined;
    const sent = this.#parts.send({ kind, conversation: thread.card.id });
    thread.blocks = sent && kind === 'block' && thread.card.state === 'closed';
    this.#parts.onChange();
  }

  /** The same, with a colleague or another desk. `thread`: where it is among hers. */
  does(errand: HandOff, thread?: Thread): void {
    if (thread) thread.refused = undefined;
    if (errand.kind === 'join') this.colleagues.joining = errand.conversation;
    this.#parts.send(errand);
    this.#parts.onChange();
  }

  /** She has read what was handed back to her. */
  dismiss(read: LostDraft | Reminder): void {
    this.threads.notices.putAway(read);
    this.#parts.onChange();
  }

  // Herself -------------------------------------------------------------------------------------------------------

  /** Without a connection these are kept, and told when it is back. */
  state({ availability, words, until }: ConsoleStatement): void {
    const said = cleanLine(words ?? '');
    const statement = { availability, ...(said && { words: said }), ...(until !== undefined && { until }) };
    this.standing.answerBack();
    this.wish({ kind: 'state', statement });
  }

  /** `note`, where she goes: for whoever comes on duty there next. */
  setDuty(desk: string, on: boolean, note = ''): void {
    this.wish({ kind: 'duty', desk, on, ...(note && { note }) });
  }

  notBackYet(): void {
    const { statement } = this.self ?? {};
    if (!statement || !this.standing.asksBack) return;
    this.standing.answerBack();
    this.wish({ kind: 'asked', at: statement.at });
  }

  /** What she wants said of herself or a desk. Without a connection it is kept, and told when it is back. */
  wish(wish: PendingUpdate): void {
    this.standing.wish(wish);
    if (this.live) this.#sendWishes();
    this.#parts.onChange();
  }

  #sendWishes(): void {
    for (const wish of this.standing.takeWishes()) this.#parts.send(wish);
  }
}
