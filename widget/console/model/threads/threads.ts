import type { ConversationCard, OwnStatus, ToConsole } from '../../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../../relay/protocol/limits.ts';
import { NamedTimers } from '../named-timers.ts';
import { Notices } from '../notices.ts';
import type { ConsoleNotification } from '../notifications.ts';
import { isOver } from './lists.ts';
import { Outbox, type OutboxParts } from './outbox.ts';
import { Restored, textsOf } from './restored.ts';
import { isBetween, isPatrons, Thread } from './thread.ts';
import type { Unfinished } from './unfinished.ts';

export interface ThreadsParts extends OutboxParts {
  /** Something that can be seen has changed, not because of a frame. */
  onChange(): void;
  onNews(news: ConsoleNotification): void;
}

/** Marks of a burst of entries go out together. */
const MARK_MS = 100;

/** Frames about a conversation. */
type About<K extends ToConsole['kind']> = Extract<ToConsole, { kind: K }>;

/** Every conversation this console shows, and which of them she reads. */
export class Threads {
  readonly speech: Outbox;
  readonly notices = new Notices();
  readonly #parts: ThreadsParts;
  readonly #errands: NamedTimers;
  readonly #all = new Map<string, Thread>();
  readonly #carried: Restored;
  #open: string | undefined;

  constructor(parts: ThreadsParts, carried?: Unfinished) {
    this.#parts = parts;
    this.#carried = new Restored(carried);
    this.speech = new Outbox(parts);
    this.#errands = new NamedTimers(parts.clock);
  }

  /** Those on her lists, and the one she reads. */
  *[Symbol.iterator](): Generator<Thread> {
    for (const thread of this.#all.values()) if (!thread.putAway) yield thread;
  }

  find(id: string): Thread | undefined {
    return this.#all.get(id);
  }

  get open(): Thread | undefined {
    return this.#open === undefined ? undefined : this.#all.get(this.#open);
  }

  /** The last seq had of each. What a colleague holds comes back whole, should it come back. */
  get have(): Record<string, number> {
    const had = [...this.#all].filter(([, thread]) => thread.pushed > 0 && thread.card.state !== 'held');
    return Object.fromEntries(had.map(([id, thread]) => [id, thread.pushed]));
  }

  /** Opens a conversation, or, without an id, goes back to the lists. */
  show(id: string | undefined, herself: string | undefined): void {
    if (this.open) this.speech.types(this.open, false);
    this.#open = id;
    const { open } = this;
    if (open) open.newFrom = open.firstNew(herself);
    this.prune();
  }

  /** She looks at the open conversation: what is there now is seen. True where something of it was not before. */
  look(): boolean {
    const { open } = this;
    if (!open || open.seen >= open.lastSeq) return false;
    open.seen = open.lastSeq;
    this.#markSoon(open);
    return true;
  }

  /** What of hers would be lost with this page. */
  unfinishedOf(librarian: string | undefined): Unfinished | undefined {
    if (librarian === undefined || this.#carried.untouched) return this.#carried.untouched;
    const begun = [...this.#all].map(([id, { card, draft, unsent }]) => ({ id, word: card.word, draft, unsent }));
    const conversations = [...begun.filter((left) => textsOf(left).length > 0), ...this.#carried.coming];
    const { stranded } = this.notices;
    return conversations.length + stranded.length > 0 ? { librarian, conversations, stranded } : undefined;
  }

  /** After a welcome: what is not in `hers` is not hers to show any more, except what she wrote herself. */
  reconcile(hers: ReadonlySet<string>, librarian: string): void {
    this.notices.stranded.push(...this.#carried.settle(hers, librarian));
    for (const thread of this.#all.values()) {
      if (hers.has(thread.card.id)) {
        this.speech.resend(thread);
        this.#markSoon(thread);
      } else {
        const texts = textsOf(thread);
        if (texts.length > 0) this.notices.stranded.push({ word: thread.card.word, texts });
        this.#drop(thread);
      }
    }
  }

  /** Nobody's words stay on this screen. Gives the number of lines that were not sent. */
  clear(): number {
    const all = [...this.#all.values()];
    const unsent = all.reduce((sum, thread) => sum + thread.unsent.length, 0);
    for (const thread of all) this.#drop(thread);
    this.#errands.dropAll();
    this.speech.stop();
    this.#carried.clear();
    this.notices.clear();
    return unsent;
  }

  /**
   * Takes off the lists what is over and not being read. A closed conversation is only put away: when the patron writes
   * again, the relay sends what is new, and takes it that the rest is still here.
   */
  prune(): void {
    for (const thread of this) {
      if (thread === this.open || !isOver(thread)) continue;
      if (thread.card.state === 'closed') thread.putAway = true;
      else this.#drop(thread);
    }
  }

  // Frames --------------------------------------------------------------------------------------------------------

  /** Takes in what is about one conversation; other frames change nothing. `self`: whose console it is. */
  receive(frame: ToConsole, self: OwnStatus | undefined): void {
    switch (frame.kind) {
      case 'conversation':
        this.carded(frame.conversation);
        break;
      case 'entry':
        this.entered(frame, self?.librarian);
        break;
      case 'kept':
        if (self) this.kept(frame, self);
        break;
      case 'typing':
        this.typed(frame);
        break;
      case 'quoted':
        this.quoted(frame);
        break;
      case 'gone':
        this.gone(frame);
        break;
      case 'left':
      case 'late':
        this.notices.remind(frame);
        break;
      case 'sorry':
        if (frame.conversation !== undefined) this.refused(frame.conversation, frame);
    }
  }

  carded(card: ConversationCard): void {
    const thread = this.#all.get(card.id);
    if (!thread) {
      if (card.state === 'waiting' || card.state === 'mine') this.#begin(new Thread(card));
      return;
    }
    const before = thread.card;
    thread.card = card;
    thread.refused = undefined;
    if (before.state !== card.state) this.#moved(thread, before.state);
    if (before.patronHere !== card.patronHere) this.#tell(card.patronHere ? 'patron-back' : 'patron-left', thread);
  }

  #begin(thread: Thread): void {
    this.#all.set(thread.card.id, thread);
    const left = this.#carried.take(thread.card.id);
    if (!left) return;
    thread.draft = left.draft;
    thread.unsent = left.unsent;
    this.speech.resend(thread);
  }

  entered({ conversation, entry }: About<'entry'>, herself: string | undefined): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    const isNew = thread.add(entry);
    thread.pushed = Math.max(thread.pushed, entry.seq);
    this.#markSoon(thread);
    if (isNew && isPatrons(entry)) this.#asked(thread, entry);
    if (!isNew || !isBetween(entry, herself)) return;
    const kind = entry.kind === 'asked' ? 'consulted' : 'aside';
    this.#parts.onNews({ kind, thread, name: entry.name, text: entry.text });
  }

  kept({ conversation, id, seq, at, aside }: About<'kept'>, { librarian, name }: OwnStatus): void {
    this.#all.get(conversation)?.keep(id, seq, at, { librarian, name, ...(aside && { aside }) });
  }

  typed({ conversation, on }: About<'typing'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    thread.typing = on;
    this.#errands.in(TYPING_SECONDS * 1_000, `typing ${conversation}`, () => {
      thread.typing = false;
      this.#parts.onChange();
    });
  }

  quoted({ conversation, text, holder }: About<'quoted'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    thread.quote(text, holder);
    this.#parts.onNews({ kind: 'quoted', thread, ...(holder === undefined ? {} : { holder }) });
  }

  gone({ conversation }: About<'gone'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    this.#drop(thread);
    this.#parts.onNews({ kind: 'gone', word: thread.card.word });
  }

  refused(conversation: string, { id, code, final }: About<'sorry'>): void {
    const thread = this.#all.get(conversation);
    if (!thread) return;
    if (id === undefined) thread.refused = code;
    else this.speech.refuse(thread, id, { code, final }, () => this.#parts.onChange());
    this.#tell('refused', thread);
  }

  #moved(thread: Thread, before: ConversationCard['state']): void {
    const { state, holder } = thread.card;
    thread.called = state !== 'waiting';
    thread.putAway &&= state === 'closed';
    // A question that was taken back before anybody answered leaves nothing for her to see.
    if (before === 'waiting' && state === 'closed') thread.seen = thread.lastSeq;
    const { preview: text } = thread;
    if (before === 'held' && state === 'waiting' && text !== undefined) {
      thread.called = true;
      this.#parts.onNews({ kind: 'question', thread, text });
    }
    if (state === 'held') this.#parts.onNews({ kind: 'held', thread, ...(holder === undefined ? {} : { holder }) });
    if (state === 'closed') this.#tell('closed', thread);
  }

  #asked(thread: Thread, { seq, text }: { seq: number; text: string }): void {
    thread.typing = false;
    if (thread === this.open) thread.newFrom ??= seq;
    const before = thread.called || thread.card.state !== 'waiting';
    thread.called = true;
    this.#parts.onNews({ kind: before ? 'line' : 'question', thread, text });
  }

  #tell(kind: 'closed' | 'patron-left' | 'patron-back' | 'refused', thread: Thread): void {
    this.#parts.onNews({ kind, thread });
  }

  #markSoon(thread: Thread): void {
    const { id } = thread.card;
    this.#errands.in(MARK_MS, `mark ${id}`, () => {
      const delivered = thread.pushed;
      this.#parts.send({ kind: 'mark', conversation: id, delivered, seen: Math.min(thread.seen, delivered) });
    });
  }

  #drop(thread: Thread): void {
    const { id } = thread.card;
    for (const line of thread.unsent) this.speech.discard(thread, line.id);
    for (const errand of ['typing', 'mark']) this.#errands.drop(`${errand} ${id}`);
    this.#all.delete(id);
    if (this.#open === id) this.#open = undefined;
  }
}
