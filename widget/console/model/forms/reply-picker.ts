import type { Reply } from '../../../../relay/protocol/frames.ts';
import type { Replies } from '../canned-replies.ts';
import type { Thread } from '../threads/thread.ts';

/** The list of a desk's replies over the composer: what she types there makes it shorter. */
export class ReplyPicker {
  filter = '';
  readonly #replies: Replies;
  readonly #onChange: () => void;
  #conversation: string | undefined;
  #place = 0;

  constructor(replies: Replies, onChange: () => void) {
    this.#replies = replies;
    this.#onChange = onChange;
  }

  isOpen({ card }: Thread): boolean {
    return this.#conversation === card.id;
  }

  open({ card }: Thread): void {
    this.#conversation = card.id;
    this.#replies.ask(card.desk);
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

  /** One up or down; past an end it goes on at the other. */
  move(by: 1 | -1, thread: Thread): void {
    const { length } = this.shown(thread) ?? [];
    if (length > 0) this.#place = (this.#at(length) + by + length) % length;
    this.#onChange();
  }

  /** Those that fit, by code first, in the desk's order; undefined while nobody knows which there are. */
  shown({ card }: Thread): readonly Reply[] | undefined {
    const all = this.#replies.of(card.desk);
    const wanted = this.filter.trim().toLowerCase();
    if (!all || wanted === '') return all;
    const coded = all.filter(({ code }) => code.toLowerCase().startsWith(wanted));
    const others = all.filter((reply) => !coded.includes(reply) && textOf(reply).toLowerCase().includes(wanted));
    return [...coded, ...others];
  }

  /** The one that Enter takes. */
  chosen(thread: Thread): Reply | undefined {
    const shown = this.shown(thread) ?? [];
    return shown[this.#at(shown.length)];
  }

  #at(length: number): number {
    return Math.max(0, Math.min(this.#place, length - 1));
  }
}

const textOf = (reply: Reply): string => `${reply.code} ${'text' in reply ? reply.text : ''}`;

/** Puts a text where the caret is, a space away from the words around it. */
export const inserted = (before: string, text: string, after: string): string =>
  `${before === '' || /\s$/.test(before) ? '' : ' '}${text}${after === '' || /^\s/.test(after) ? '' : ' '}`;
