import type { Reply } from '../../../../relay/protocol/frames.ts';
import type { CannedReplies } from '../canned-replies.ts';
import type { Thread } from '../threads/thread.ts';

/** The list of a desk's canned replies above the composer, filtered by what is typed into it. */
export class ReplyPicker {
  filter = '';
  readonly #replies: CannedReplies;
  readonly #onChange: () => void;
  #conversation: string | undefined;
  #place = 0;

  constructor(replies: CannedReplies, onChange: () => void) {
    this.#replies = replies;
    this.#onChange = onChange;
  }

  isOpen({ card }: Thread): boolean {
    return this.#conversation === card.id;
  }

  open({ card }: Thread): void {
    this.#conversation = card.id;
    this.#replies.request(card.desk);
    this.type('');
  }

  close(): void {
    this.#conversation = undefined;
    this.#onChange();
  }

  type(filter: string): void {
    this.filter = filter;
    this.#place = 0;
    this.#onChange();
  }

  /** Moves the choice one up or down, wrapping at both ends. */
  move(by: 1 | -1, thread: Thread): void {
    const { length } = this.shown(thread) ?? [];
    if (length > 0) this.#place = (this.#at(length) + by + length) % length;
    this.#onChange();
  }

  /** The replies that match the filter in the desk's order, those whose code matches first; undefined until the relay has sent any. */
  shown({ card }: Thread): readonly Reply[] | undefined {
    const all = this.#replies.of(card.desk);
    const wanted = this.filter.trim().toLowerCase();
    if (!all || wanted === '') return all;
    const coded = all.filter(({ code }) => code.toLowerCase().startsWith(wanted));
    const others = all.filter((reply) => !coded.includes(reply) && textOf(reply).toLowerCase().includes(wanted));
    return [...coded, ...others];
  }

  /** The reply that Enter inserts. */
  chosen(thread: Thread): Reply | undefined {
    const shown = this.shown(thread) ?? [];
    return shown[this.#at(shown.length)];
  }

  #at(length: number): number {
    return Math.max(0, Math.min(this.#place, length - 1));
  }
}

const textOf = (reply: Reply): string => `${reply.code} ${'text' in reply ? reply.text : ''}`;

/** `text`, to be inserted between `before` and `after`, with a space on each side where there is none. */
export const withSpaces = (before: string, text: string, after: string): string =>
  `${before === '' || /\s$/.test(before) ? '' : ' '}${text}${after === '' || /^\s/.test(after) ? '' : ' '}`;
