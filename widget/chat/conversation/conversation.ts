import type { FromPatron, SorryCode, ToPatron } from '../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../relay/protocol/limits.ts';
import { cleanText } from '../../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../../relay/protocol/version.ts';
import type { ConversationLink, ConversationParts } from './conversation-parts.ts';
import type { ConversationView } from './conversation-view.ts';
import type { KeyChange } from './key-keeper.ts';
import { cutAfter, failed, firstOwn, lastSeq, lastTheirs, placed, saidNow } from './lines.ts';
import { BEGINNING, type ConversationState, changed, OVER, reduceFrame } from './reduce-frame.ts';
import { Outbox } from './sending.ts';

/** Entries come in bursts; how far this page has got is said once for all of them. */
const MARK_MS = 100;
/** That she types is said at most this often; the relay lets it lapse after TYPING_SECONDS. */
const TYPING_MS = 3_000;

/** One patron's conversation with a desk, as one page has it. Knows no DOM and no socket. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #link: ConversationLink;
  readonly #sending: Outbox;
  readonly #listeners = new Set<(view: ConversationView) => void>();
  #state = BEGINNING;
  /** The chat is shown. */
  #open = false;
  /** The sum of both numbers of the mark last sent; they only increase. */
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
        if (link !== 'live') this.#sending.cut();
        this.#show({ link, closeCode: this.#link.closeCode, typing: undefined });
      },
    });
    this.#sending = new Outbox({
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

  /** The chat is shown: connects. What had ended is over, but for lines that stand as failed. */
  open(): void {
    const { ended } = this.#state;
    this.#open = true;
    this.#show({ ended: ended === 'gone' ? ended : undefined });
    this.#parts.keys.resume();
    this.#link.start();
  }

  /** The chat is shut. Stays connected where there is a conversation, so that `unread` goes on counting. */
  close(): void {
    this.#open = false;
    this.typing(false);
    if (!this.#parts.keys.inUse && !firstOwn(this.#state.lines, 'sending')) this.#link.stop();
    this.#show({ firstNew: undefined });
  }

  /** Connects, without showing anything, where this browser has a conversation. False: it has none. */
  resume(): boolean {
    const has = this.#parts.keys.resume();
    if (has) this.#link.start();
    return has;
  }

  /** Takes a line; it is in `view.lines` at once. Or says why not: then nothing has changed. */
  say(text: string): 'empty' | 'too-long' | undefined {
    const said = cleanText(text);
    if (!said) return 'empty';
    if (said.length > this.#state.limits.text) return 'too-long';
    return void this.#add(this.#parts.newId(), said);
  }

  /** Sends a failed line again, as the last one. */
  tryAgain(id: string): void {
    const line = firstOwn(this.#state.lines, 'failed', id);
    if (!line) return;
    this.discard(id);
    // Where the relay has another text under this id, the id is what failed.
    this.#add(line.failure === 'other-content' ? this.#parts.newId() : id, line.text);
  }

  /** Drops a failed line. */
  discard(id: string): void {
    const { lines } = this.#state;
    const line = firstOwn(lines, 'failed', id);
    this.#show({ lines: lines.filter((each) => each !== line) });
  }

  /** On every input event; `on: false` when the composer was emptied. Sends little of it, and nothing before the first line. */
  typing(on = true): void {
    const { clock, keys } = this.#parts;
    if (on ? !keys.inUse || clock.now() - this.#typedAt < TYPING_MS : !this.#typedAt) return;
    this.#typedAt = on ? clock.now() : 0;
    this.#link.send({ kind: 'typing', on });
  }

  /** All lines so far are on screen of a visible page. */
  seen(): void {
    if (!this.#state.unread) return;
    this.#parts.keys.saw(lastTheirs(this.#state.lines));
    this.#show({});
    this.#markSoon();
  }

  /** Does not wait for the link's next try. */
  retryNow(): void {
    this.#link.retryNow();
  }

  /** Empties this screen and this browser, in all its tabs; closes the conversation, unless she has a link to it. */
  clearScreen(): void {
    if (this.#parts.keys.inUse && !this.#parts.keys.hasLink) this.#link.send({ kind: 'close' });
    this.#parts.keys.drop();
    this.#leave('cleared');
  }

  /** Has the relay forget the conversation. `view.forgetting` until it is done, then `view.ended` is `forgotten`. */
  forget(): void {
    if (this.#parts.keys.inUse) {
      this.#show({ forgetting: true });
      this.#link.start();
      this.#sending.forget();
    } else this.#leave('forgotten');
  }

  /** The page goes: stops everything, keeps what is stored. */
  stop(): void {
    this.#listeners.clear();
    this.#link.stop();
    this.#parts.keys.stop();
    this.#sending.stop();
    this.#unmark?.();
    this.#untyping();
  }

  #add(id: string, text: string): void {
    const { ended, lines } = this.#state;
    this.typing(false);
    const line = saidNow(id, text, this.#parts.clock.now());
    this.#show({ lines: placed(ended === 'gone' ? [] : lines, line), ended: undefined, firstNew: undefined });
    this.#link.start();
    this.#sending.flush();
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
        this.#sending.welcomed();
        this.#markSoon();
        break;
      case 'kept':
        this.#sending.answered(frame.id);
        break;
      case 'entry':
        this.#sending.answered(frame.entry.id);
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
    if (!final) this.#sending.retryLater();
    else if (id) {
      this.#show({ lines: failed(this.#state.lines, code, id) });
      this.#sending.answered(id);
    } else if (code === 'gone' && keys.inUse) {
      keys.drop();
      // Forgotten while we were away: what was not kept can be asked anew.
      if (this.#state.forgetting) this.#leave('forgotten');
      else this.#leave('gone', failed(this.#state.lines, code));
    } else {
      if (!this.#state.forgetting) this.#link.stop(); // nothing more is taken, but it may still be forgotten
      this.#show({ closeCode: code });
    }
  }

  /** What there was is over, and this page has another key. An open chat goes on showing who is there. */
  #leave(ended: ConversationView['ended'], lines: ConversationView['lines'] = []): void {
    this.#sending.stop();
    this.#show({ ...OVER, lines, ended });
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
      const delivered = lastTheirs(this.#state.lines);
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
