import { defined } from '../../../../relay/protocol/defined.ts';
import type { ConversationCard, OwnStatus, ToConsole } from '../../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../../relay/protocol/limits.ts';
import { NamedTimers } from '../named-timers.ts';
import { Notices } from '../notices.ts';
import type { ConsoleNotification } from '../notifications.ts';
import { isOver } from './lists.ts';
import { Outbox, type OutboxParts } from './outbox.ts';
import { Restored, unsentTexts } from './restored.ts';
import { isAsideTo, isPatronLine, Thread } from './thread.ts';
import type { Unfinished } from './unfinished.ts';

export interface ThreadsParts extends OutboxParts {
  /** Something visible has changed without a frame. */
  onChange(): void;
  onNotification(notification: ConsoleNotification): void;
}

/** Debounce for marks, so that a burst of entries causes one frame. */
const MARK_MS = 100;

/** Frames about a conversation. */
type About<K extends ToConsole['kind']> = Extract<ToConsole, { kind: K }>;

/** Every conversation of this console, and which of them is open. */
export class Threads {
  readonly outbox: Outbox;
  readonly notices = new Notices();
  readonly #parts: ThreadsParts;
  readonly #timers: NamedTimers;
  readonly #all = new Map<string, Thread>();
  readonly #restored: Restored;
  #open: string | undefined;

  constructor(parts: ThreadsParts, unfinished?: Unfinished) {
    this.#parts = parts;
    this.#restored = new Restored(unfinished);
    this.outbox = new Outbox(parts);
    this.#timers = new NamedTimers(parts.clock);
  }

  /** The listed conversations and the open one. */
  *[Symbol.iterator](): Generator<Thread> {
    for (const thread of this.#all.values()) if (!thread.unlisted) yield thread;
  }

  find(id: string): Thread | undefined {
    return this.#all.get(id);
  }

  get open(): Thread | undefined {
    return this.#open === undefined ? undefined : this.#all.get(this.#open);
  }

  /**
   * The last seq received of each conversation, for `hello`. A conversation that a colleague holds is left out: if it comes
   * back to this librarian, the relay sends all of it again.
   */
  get have(): Record<string, number> {
    const received = [...this.#all].filter(([, thread]) => thread.pushed > 0 && thread.card.state !== 'held');
    return Object.fromEntries(received.map(([id, thread]) => [id, thread.pushed]));
  }

  /** Opens a conversation; without an id, closes the open one. */
  show(id: string | undefined, librarian: string | undefined): void {
    if (this.open) this.outbox.setTyping(this.open, false);
    this.#open = id;
    const { open } = this;
    if (open) open.newFrom = open.firstNew(librarian);
    this.prune();
  }

  /** Marks everything in the open conversation as seen. Returns true if something was unseen. */
  markSeen(): boolean {
    const { open } = this;
    if (!open || open.seen >= open.lastSeq) return false;
    open.seen = open.lastSeq;
    this.#scheduleMark(open);
    return true;
  }

  /** What would be lost if this page closed now: drafts, unsent lines and lost drafts. Undefined: nothing would. */
  unfinishedOf(librarian: string | undefined): Unfinished | undefined {
    if (librarian === undefined || this.#restored.untouched) return this.#restored.untouched;
    const begun = [...this.#all].map(([id, { card, draft, unsent }]) => ({ id, word: card.word, draft, unsent }));
    const conversations = [...begun.filter((left) => unsentTexts(left).length > 0), ...this.#restored.expected];
    const { lostDrafts } = this.notices;
    return conversations.length + lostDrafts.length > 0 ? { librarian, conversations, lostDrafts } : undefined;
  }

  /**
   * After a welcome that listed the conversations `own`: sends their unsent lines again, and drops every other
   * conversation. The unsent texts of those become lost drafts.
   */
  reconcile(own: ReadonlySet<string>, librarian: string): void {
    this.notices.lostDrafts.push(...this.#restored.reconcile(own, librarian));
    for (const thread of this.#all.values()) {
      if (own.has(thread.card.id)) {
        this.outbox.resend(thread);
        this.#scheduleMark(thread);
      } else {
        const texts = unsentTexts(thread);
        if (texts.length > 0) this.notices.lostDrafts.push({ word: thread.card.word, texts });
        this.#drop(thread);
      }
    }
  }

  /** Drops all conversations and notices. Returns the number of unsent lines. */
  clear(): number {
    const all = [...this.#all.values()];
    const unsent = all.reduce((sum, thread) => sum + thread.unsent.length, 0);
    for (const thread of all) this.#drop(thread);
    this.#timers.cancelAll();
    this.outbox.stop();
    this.#restored.clear();
    this.notices.clear();
    return unsent;
  }

  /**
   * Removes from the lists what is over and not open. A closed conversation is only unlisted: when the patron writes
   * again, the relay sends only what is new, on the assumption that the rest is still here.
   */
  prune(): void {
    for (const thread of this) {
      if (thread === this.open || !isOver(thread)) continue;
      if (thread.card.state === 'closed') thread.unlisted = true;
      else this.#drop(thread);
    }
  }

  // Frames --------------------------------------------------------------------------------------------------------

  /**
   * Applies a frame about a conversation or about questions that nobody has answered; ignores all others. `self`: the
   * librarian who is signed in.
   */
  receive(frame: ToConsole, self: OwnStatus | undefined): void {
    switch (frame.kind) {
      case 'conversation':
        this.#receiveCard(frame.conversation);
        break;
      case 'entry':
        this.#receiveEntry(frame, self?.librarian);
        break;
      case 'kept':
        if (self) this.#receiveKept(frame, self);
        break;
      case 'typing':
        this.#receiveTyping(frame);
        break;
      case 'quoted':
        this.#receiveQuoted(frame);
        break;
      case 'gone':
        this.#receiveGone(frame);
        break;
      case 'left':
      case 'late':
        this.notices.remind(frame);
        break;
      case 'sorry':
        if (frame.conversation !== undefined) this.#receiveRefusal(frame.conversation, frame);
    }
  }

  #receiveCard(card: ConversationCard): void {
    const thread = this.#all.get(card.id);
    if (!thread) {
      if (card.state === 'waiting' || card.state === 'mine') this.#add(new Thread(card));
      return;
    }
    const before = thread.card;
    thread.card = card;
    thread.refused = undefined;
    if (before.state !== card.state) this.#stateChanged(thread, before.state);
    if (before.patronHere !== card.patronHere) this.#notify(card.patronHere ? 'patron-back' : 'patron-left', thread);
  }

  #add(thread: Thread): void {
    this.#all.set(thread.card.id, thread);
    const left = this.#restored.take(thread.card.id);
    if (!left) return;
    thread.draft = left.draft;
    thread.unsent = left.unsent;
    this.outbox.resend(thread);
  }

  #receiveEntry({ conversation, entry }: About<'entry'>, librarian: string | undefined): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    const isNew = thread.add(entry);
    thread.pushed = Math.max(thread.pushed, entry.seq);
    this.#scheduleMark(thread);
    if (isNew && isPatronLine(entry)) this.#patronWrote(thread, entry);
    if (!isNew || !isAsideTo(entry, librarian)) return;
    const kind = entry.kind === 'asked' ? 'consulted' : 'aside';
    this.#parts.onNotification({ kind, thread, name: entry.name, text: entry.text });
  }

  #receiveKept({ conversation, id, seq, at, aside }: About<'kept'>, { librarian, name }: OwnStatus): void {
    this.#all.get(conversation)?.keep(id, seq, at, { librarian, name, ...(aside && { aside }) });
  }

  #receiveTyping({ conversation, on }: About<'typing'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    thread.typing = on;
    this.#timers.set(TYPING_SECONDS * 1_000, `typing ${conversation}`, () => {
      thread.typing = false;
      this.#parts.onChange();
    });
  }

  #receiveQuoted({ conversation, text, holder }: About<'quoted'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    thread.quote(text, holder);
    this.#parts.onNotification({ kind: 'quoted', thread, ...defined({ holder }) });
  }

  #receiveGone({ conversation }: About<'gone'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    this.#drop(thread);
    this.#parts.onNotification({ kind: 'gone', word: thread.card.word });
  }

  #receiveRefusal(conversation: string, { id, code, final }: About<'sorry'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    if (id === undefined) thread.refused = code;
    else this.outbox.refuse(thread, id, { code, final }, () => this.#parts.onChange());
    this.#notify('refused', thread);
  }

  #stateChanged(thread: Thread, before: ConversationCard['state']): void {
    const { state, holder } = thread.card;
    thread.announced = state !== 'waiting';
    thread.unlisted &&= state === 'closed';
    // A question that was ended before anybody answered has nothing to see any more.
    if (before === 'waiting' && state === 'closed') thread.seen = thread.lastSeq;
    const { preview: text } = thread;
    if (before === 'held' && state === 'waiting' && text !== undefined) {
      thread.announced = true;
      this.#parts.onNotification({ kind: 'question', thread, text });
    }
    if (state === 'held') this.#parts.onNotification({ kind: 'held', thread, ...defined({ holder }) });
    if (state === 'closed') this.#notify('closed', thread);
  }

  #patronWrote(thread: Thread, { seq, text }: { seq: number; text: string }): void {
    thread.typing = false;
    if (thread === this.open) thread.newFrom ??= seq;
    const before = thread.announced || thread.card.state !== 'waiting';
    thread.announced = true;
    this.#parts.onNotification({ kind: before ? 'line' : 'question', thread, text });
  }

  #notify(kind: 'closed' | 'patron-left' | 'patron-back' | 'refused', thread: Thread): void {
    this.#parts.onNotification({ kind, thread });
  }

  #scheduleMark(thread: Thread): void {
    const { id } = thread.card;
    this.#timers.set(MARK_MS, `mark ${id}`, () => {
      const delivered = thread.pushed;
      this.#parts.send({ kind: 'mark', conversation: id, delivered, seen: Math.min(thread.seen, delivered) });
    });
  }

  #drop(thread: Thread): void {
    const { id } = thread.card;
    for (const line of thread.unsent) this.outbox.discard(thread, line.id);
    for (const timer of ['typing', 'mark']) this.#timers.cancel(`${timer} ${id}`);
    this.#all.delete(id);
    if (this.#open === id) this.#open = undefined;
  }
}
