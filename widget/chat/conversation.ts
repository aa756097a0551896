import type { PatronEntry } from '../../relay/protocol/entries.ts';
import type { FromPatron, SorryCode, ToPatron } from '../../relay/protocol/frames.ts';
import { cleanText } from '../../relay/protocol/text.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import type { LinkState } from '../relay-link.ts';
import { unsure } from '../unsure.ts';
import type { ConversationLink, ConversationParts } from './conversation-parts.ts';
import type { ConversationView } from './conversation-view.ts';
import type { KeyChange } from './key-keeper.ts';
import { OwnMarks } from './own-marks.ts';
import { OwnTyping } from './own-typing.ts';
import { Screen } from './screen.ts';
import { Sending } from './sending.ts';
import { ownLine } from './transcript.ts';

/** One patron's conversation with a desk, as one page has it. Knows no DOM and no socket. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #link: ConversationLink;
  readonly #screen: Screen;
  readonly #sending: Sending;
  readonly #typing: OwnTyping;
  readonly #marks: OwnMarks;
  readonly #listeners = new Set<(view: ConversationView) => void>();
  #view: ConversationView | undefined;
  #shown = false;
  #ended: ConversationView['ended'];
  #unknownDesk = false;

  constructor(parts: ConversationParts) {
    const { keys, clock } = parts;
    this.#parts = parts;
    this.#link = parts.link({
      hello: () => this.#hello(),
      onFrame: (frame) => this.#receive(frame),
      onState: (state) => this.#linkChanged(state),
    });
    const send = (frame: FromPatron) => this.#link.send(frame);
    this.#screen = new Screen(clock, () => this.#changed());
    this.#sending = new Sending({ keys, clock, send, helloAgain: () => this.#link.restart() });
    this.#typing = new OwnTyping(clock, (on) => send({ kind: 'typing', on }));
    const reached = () => {
      const delivered = this.#screen.transcript.lastTheirs;
      return { delivered, seen: Math.min(delivered, keys.seen) };
    };
    this.#marks = new OwnMarks(clock, reached, (mark) => keys.inUse && send({ kind: 'mark', ...mark }));
    keys.listen((change) => this.#keyChanged(change));
  }

  /** The same object until something changes. */
  get view(): ConversationView {
    this.#view ??= this.#look();
    return this.#view;
  }

  /** Called after every change, with the new view. */
  subscribe(listener: (view: ConversationView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The chat is shown: connects. What had ended is over, but for lines that stand as failed. */
  open(): void {
    this.#shown = true;
    if (this.#ended !== 'gone') this.#ended = undefined;
    this.#parts.keys.resume();
    this.#link.start();
    this.#changed();
  }

  /** The chat is shut. Stays connected where there is a conversation, so that `unread` goes on counting. */
  close(): void {
    this.#shown = false;
    this.#screen.firstNew = undefined;
    this.#typing.stop();
    if (!this.#parts.keys.inUse && !this.#sending.outbox.first) this.#link.stop();
    this.#changed();
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
    if (said === '') return 'empty';
    if (said.length > this.#screen.limits.text) return 'too-long';
    this.#add(this.#parts.newId(), said);
    return undefined;
  }

  /** Sends a failed line again, as the last one. */
  tryAgain(id: string): void {
    const line = this.#sending.outbox.takeFailed(id);
    // Where the relay has another text under this id, the id is what failed.
    if (line) this.#add(line.failure === 'other-content' ? this.#parts.newId() : id, line.text);
  }

  /** Drops a failed line. */
  discard(id: string): void {
    if (this.#sending.outbox.takeFailed(id)) this.#changed();
  }

  /** On every input event; `on: false` when the composer was emptied. Sends little of it, and nothing before the first line. */
  typing(on = true): void {
    if (on && this.#parts.keys.inUse) this.#typing.key();
    else this.#typing.stop();
  }

  /** All lines so far are on screen of a visible page. */
  seen(): void {
    const { keys } = this.#parts;
    const { lastTheirs } = this.#screen.transcript;
    if (lastTheirs <= keys.seen || this.#ended === 'gone') return;
    keys.saw(lastTheirs);
    this.#marks.soon();
    this.#changed();
  }

  /** Does not wait for the link's next try. */
  retryNow(): void {
    this.#link.retryNow();
  }

  /** Empties this screen and this browser, in all its tabs; closes the conversation. */
  clearScreen(): void {
    if (this.#parts.keys.inUse) this.#link.send({ kind: 'close' });
    this.#leave('cleared');
  }

  /** Has the relay forget the conversation. `view.forgetting` until it is done, then `view.ended` is `forgotten`. */
  forget(): void {
    if (this.#parts.keys.inUse) {
      this.#sending.forget();
      this.#link.start();
      this.#changed();
    } else this.#leave('forgotten');
  }

  /** The page goes: stops everything, keeps what is stored. */
  stop(): void {
    this.#listeners.clear();
    this.#parts.keys.stop();
    this.#typing.stop();
    this.#link.stop();
    this.#sending.stop();
    this.#marks.stop();
    this.#screen.theyType(false);
  }

  #add(id: string, text: string): void {
    if (this.#ended === 'gone') this.#screen.clear();
    this.#ended = undefined;
    this.#screen.firstNew = undefined;
    this.#typing.stop();
    this.#sending.outbox.add(id, text, this.#parts.clock.now());
    this.#link.start();
    this.#sending.flush();
    this.#changed();
  }

  #hello(): FromPatron {
    const { desk, keys } = this.#parts;
    const after = keys.inUse ? this.#screen.transcript.lastSeq : 0;
    return { kind: 'hello', version: PROTOCOL_VERSION, desk, key: keys.key, after };
  }

  #receive(frame: ToPatron): void {
    switch (frame.kind) {
      case 'welcome':
        this.#unknownDesk = false;
        this.#welcomed(frame);
        break;
      case 'kept': {
        const line = this.#sending.kept(frame.id);
        if (line) this.#screen.transcript.add(ownLine({ ...line, seq: frame.seq, at: frame.at }));
        break;
      }
      case 'entry':
        this.#arrived(frame.entry);
        break;
      case 'gone':
        this.#leave('forgotten');
        break;
      case 'sorry':
        this.#refused(frame.code, frame.final, frame.id);
        break;
      default:
        this.#screen.receive(frame);
    }
    this.#changed();
  }

  #welcomed(frame: Extract<ToPatron, { kind: 'welcome' }>): void {
    // Lines of a conversation that is gone stand until she asks anew.
    this.#screen.welcome(this.#ended === 'gone' ? { ...frame, after: Number.POSITIVE_INFINITY } : frame);
    this.#marks.soon();
    this.#sending.welcomed();
  }

  #arrived(entry: PatronEntry): void {
    const { keys, visible } = this.#parts;
    this.#screen.arrived(entry, (seq) => seq > keys.seen && !(this.#shown && visible()));
    if (entry.kind === 'said' && entry.by === 'patron') this.#sending.kept(entry.id);
    else this.#marks.soon();
  }

  #refused(code: SorryCode, final: boolean, id: string | undefined): void {
    if (!final) this.#sending.retryLater();
    else if (id !== undefined) this.#sending.failed(id, code);
    else if (code === 'gone') this.#gone();
    else if (code === 'unknown-desk') {
      this.#unknownDesk = true;
      this.#link.stop();
    }
  }

  /** The relay has forgotten the conversation while we were away. What it did not keep can be asked anew. */
  #gone(): void {
    const { keys } = this.#parts;
    if (this.#sending.forgetting) this.#leave('forgotten');
    else if (keys.inUse) {
      keys.drop();
      this.#sending.outbox.fail('gone');
      this.#screen.wait = undefined;
      this.#ended = 'gone';
      this.#connectAnew();
    } else this.#link.stop();
  }

  /** Nothing is left of the conversation in this page, nor, but for `elsewhere`, in this browser. */
  #leave(ended: 'cleared' | 'forgotten', elsewhere = false): void {
    if (!elsewhere) this.#parts.keys.drop();
    this.#sending.outbox.clear();
    this.#screen.clear();
    this.#ended = ended;
    this.#connectAnew();
    this.#changed();
  }

  /** With another key. An open chat goes on showing who is there. */
  #connectAnew(): void {
    this.#sending.stop();
    this.#marks.reset();
    if (!this.#shown && !this.#parts.keys.inUse) this.#link.stop();
    else if (this.#link.state === 'ended') this.#link.start();
    else this.#link.restart();
  }

  #keyChanged(change: KeyChange): void {
    if (change === 'removed') this.#leave('cleared', true);
    else if (change === 'adopted') {
      this.#ended = undefined;
      this.#screen.clear();
      this.#connectAnew();
    }
    this.#changed();
  }

  #linkChanged(state: LinkState): void {
    if (state !== 'live') {
      this.#sending.cut();
      this.#marks.reset();
      this.#screen.theyType(false);
    }
    this.#changed();
  }

  #changed(): void {
    this.#view = undefined;
    for (const listener of [...this.#listeners]) listener(this.view);
  }

  #look(): ConversationView {
    const { state, closeCode } = this.#link;
    const { transcript, whereabouts, wait, typing, firstNew, limits } = this.#screen;
    return {
      lines: [...transcript.lines, ...this.#sending.outbox.lines],
      link: state,
      unread: this.#ended === 'gone' ? 0 : transcript.answersAfter(this.#parts.keys.seen),
      limits,
      ...(whereabouts && {
        whereabouts: state === 'live' || state === 'connecting' ? whereabouts : unsure(whereabouts),
      }),
      ...(closeCode !== undefined && { closeCode }),
      ...(wait && { wait }),
      ...(typing && { typing }),
      ...(firstNew !== undefined && { firstNew }),
      ...(this.#sending.forgetting && { forgetting: true }),
      ...(this.#ended && { ended: this.#ended }),
      ...(this.#unknownDesk && { unknownDesk: true }),
    };
  }
}
