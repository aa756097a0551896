/** The patron's side of a conversation, without its display. */
import type { FromPatron, SorryCode, ToPatron } from '../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../relay/protocol/limits.ts';
import { cleanText } from '../../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../../relay/protocol/version.ts';
import type { ConversationLink, ConversationParts } from './conversation-parts.ts';
import type { ConversationView } from './conversation-view.ts';
import type { KeyChange } from './key-keeper.ts';
import { cutAfter, failed, firstOwn, lastSeq, lastSeqOfOthers, newOwnLine, placed } from './lines.ts';
import { Outbox } from './outbox.ts';
import { type ConversationState, changed, ENDED_STATE, FIRST_STATE, reduceFrame } from './reduce-frame.ts';

/** Entries come in bursts. The page waits this long, and then reports its marks once for all of them. */
const MARK_MS = 100;
/** The page reports at most this often that the patron types. The relay drops such a report after TYPING_SECONDS. */
const TYPING_MS = 3_000;

/** A patron's conversation with a desk, as one page has it. Uses neither the DOM nor a socket of its own. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #link: ConversationLink;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<(view: ConversationView) => void>();
  #state = FIRST_STATE;
  /** Is the chat shown? */
  #open = false;
  /** The sum of both numbers in the last mark sent. Both only increase, so the sum does too. */
  #marked = 0;
  #typedAt = 0;
  #unmark: (() => void) | undefined;
  #untyping = () => {};

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#link = parts.link({
      hello: () => this.#hello(),
      onFrame: (frame) => this.#receive(frame),
      onState: (link) => {
        if (link !== 'live') this.#outbox.cut();
        this.#show({ link, closeCode: this.#link.closeCode, typing: undefined });
      },
    });
    this.#outbox = new Outbox({
      keys: parts.keys,
      clock: parts.clock,
      next: () => firstOwn(this.#state.lines, 'sending'),
      send: (frame) => this.#link.send(frame),
      helloAgain: () => this.#link.restart(),
    });
    parts.keys.listen((change) => this.#keyChanged(change));
  }

  /** The same object until something changes. */
  get view(): ConversationView {
    return this.#state;
  }

  /** Called after every change, with the new view. */
  subscribe(listener: (view: ConversationView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called when the chat is shown. Connects. The notice of an end is removed, unless there may be failed lines. */
  open(): void {
    const { ended } = this.#state;
    this.#open = true;
    this.#show({ ended: ended === 'gone' ? ended : undefined });
    this.#parts.keys.resume();
    this.#link.start();
  }

  /** To be called when the chat is closed. Stays connected if there is a conversation, so that `unread` keeps counting. */
  close(): void {
    this.#open = false;
    this.typing(false);
    if (!this.#parts.keys.inUse && !firstOwn(this.#state.lines, 'sending')) this.#link.stop();
    this.#show({ firstNew: undefined });
  }

  /** Connects in the background, if this browser has stored a conversation. Returns whether it has one. */
  resume(): boolean {
    const has = this.#parts.keys.resume();
    if (has) this.#link.start();
    return has;
  }

  /** Adds a line to `view.lines` and sends it. For a line that cannot be sent, returns the reason and changes nothing. */
  say(text: string): 'empty' | 'too-long' | undefined {
    const cleaned = cleanText(text);
    if (!cleaned) return 'empty';
    if (cleaned.length > this.#state.limits.text) return 'too-long';
    return void this.#add(this.#parts.newId(), cleaned);
  }

  /** Sends a failed line again. It becomes the last line. */
  tryAgain(id: string): void {
    const line = firstOwn(this.#state.lines, 'failed', id);
    if (!line) return;
    this.discard(id);
    // With the code `other-content` the relay already has another text under this id, so the line needs a new id.
    this.#add(line.failure === 'other-content' ? this.#parts.newId() : id, line.text);
  }

  /** Removes a failed line. */
  discard(id: string): void {
    const { lines } = this.#state;
    const line = firstOwn(lines, 'failed', id);
    this.#show({ lines: lines.filter((each) => each !== line) });
  }

  /**
   * To be called on every input event, with `on: false` when the composer is empty. Reports only some of these calls to the
   * relay, and none before the patron's first line.
   */
  typing(on = true): void {
    const { clock, keys } = this.#parts;
    if (on ? !keys.inUse || clock.now() - this.#typedAt < TYPING_MS : !this.#typedAt) return;
    this.#typedAt = on ? clock.now() : 0;
    this.#link.send({ kind: 'typing', on });
  }

  /** To be called when all lines so far are on the screen of a visible page. */
  seen(): void {
    if (!this.#state.unread) return;
    this.#parts.keys.saw(lastSeqOfOthers(this.#state.lines));
    this.#show({});
    this.#markSoon();
  }

  /** Makes the link try at once, if it waits for its next try. */
  retryNow(): void {
    this.#link.retryNow();
  }

  /** Removes the conversation from this browser, in all its tabs. Closes it, unless the patron has a private link to it. */
  clearScreen(): void {
    if (this.#parts.keys.inUse && !this.#parts.keys.hasLink) this.#link.send({ kind: 'close' });
    this.#parts.keys.drop();
    this.#leave('cleared');
  }

  /** Makes the relay delete the conversation. `view.forgetting` is true until then; after that `view.ended` is `forgotten`. */
  forget(): void {
    if (this.#parts.keys.inUse) {
      this.#show({ forgetting: true });
      this.#link.start();
      this.#outbox.forget();
    } else this.#leave('forgotten');
  }

  /** To be called when the page is left. Stops everything; what is stored stays. */
  stop(): void {
    this.#listeners.clear();
    this.#link.stop();
    this.#parts.keys.stop();
    this.#outbox.stop();
    this.#unmark?.();
    this.#untyping();
  }

  #add(id: string, text: string): void {
    const { ended, lines } = this.#state;
    this.typing(false);
    const line = newOwnLine(id, text, this.#parts.clock.now());
    this.#show({ lines: placed(ended === 'gone' ? [] : lines, line), ended: undefined, firstNew: undefined });
    this.#link.start();
    this.#outbox.flush();
  }

  #hello(): FromPatron {
    const { desk, keys } = this.#parts;
    this.#marked = 0;
    const after = keys.inUse ? lastSeq(this.#state.lines) : 0;
    return { kind: 'hello', version: PROTOCOL_VERSION, desk, key: keys.key, after };
  }

  #receive(frame: ToPatron): void {
    const { keys, visible, clock } = this.#parts;
    this.#show(reduceFrame(this.#state, frame, this.#open && visible() ? Number.POSITIVE_INFINITY : keys.seen));
    switch (frame.kind) {
      case 'welcome':
        this.#outbox.welcomed();
        this.#markSoon();
        break;
      case 'kept':
        this.#outbox.answered(frame.id);
        break;
      case 'entry':
        this.#outbox.answered(frame.entry.id);
        this.#markSoon();
        break;
      case 'typing':
        this.#untyping();
        this.#untyping = clock.after(TYPING_SECONDS * 1_000, () => this.#show({ typing: undefined }));
        break;
      case 'gone':
        keys.drop();
        this.#leave('forgotten');
        break;
      case 'sorry':
        this.#refused(frame.code, frame.final, frame.id);
    }
  }

  #refused(code: SorryCode, final: boolean, id: string | undefined): void {
    const { keys } = this.#parts;
    if (!final) this.#show({ sorry: code });
    if (!final) this.#outbox.retryLater();
    else if (id) {
      this.#show({ lines: failed(this.#state.lines, code, id) });
      this.#outbox.answered(id);
    } else if (code === 'gone' && keys.inUse) {
      keys.drop();
      // The conversation was deleted while this page was not connected. Lines that were not kept can be sent again.
      if (this.#state.forgetting) this.#leave('forgotten');
      else this.#leave('gone', failed(this.#state.lines, code));
    } else {
      if (!this.#state.forgetting) this.#link.stop(); // the relay takes no more lines, but it may still delete the conversation
      this.#show({ closeCode: code });
    }
  }

  /** The conversation has ended, and this page has another key. An open chat still shows the whereabouts. */
  #leave(ended: ConversationView['ended'], lines: ConversationView['lines'] = []): void {
    this.#outbox.stop();
    this.#show({ ...ENDED_STATE, lines, ended });
    this.#link.restart();
    if (this.#open || this.#parts.keys.inUse) this.#link.start();
    else this.#link.stop();
  }

  #keyChanged(change: KeyChange): void {
    if (change === 'removed') this.#leave('cleared');
    else if (change === 'adopted') this.#leave(undefined, cutAfter(this.#state.lines, 0));
    else this.#show({});
  }

  #markSoon(): void {
    this.#unmark ??= this.#parts.clock.after(MARK_MS, () => {
      const { keys } = this.#parts;
      const delivered = lastSeqOfOthers(this.#state.lines);
      const seen = Math.min(delivered, keys.seen);
      this.#unmark = undefined;
      if (!keys.inUse || delivered + seen <= this.#marked) return;
      if (this.#link.send({ kind: 'mark', delivered, seen })) this.#marked = delivered + seen;
    });
  }

  #show(change: Partial<ConversationState>): void {
    this.#state = changed(this.#state, change, this.#parts.keys);
    for (const listener of [...this.#listeners]) listener(this.#state);
  }
}
