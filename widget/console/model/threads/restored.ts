import type { LostDraft } from '../notifications.ts';
import type { Thread } from './thread.ts';
import type { Unfinished, UnfinishedThread } from './unfinished.ts';

/** What she had not finished when this tab was loaded anew, until the relay has said which conversations are hers. */
export class Restored {
  /** As it was left, before the first welcome. */
  untouched: Unfinished | undefined;
  readonly #left = new Map<string, UnfinishedThread>();

  constructor(left?: Unfinished) {
    this.untouched = left;
  }

  /** What is hers still, and has not come yet. */
  get coming(): UnfinishedThread[] {
    return [...this.#left.values()];
  }

  /** After a welcome. Gives what has no conversation any more. */
  settle(hers: ReadonlySet<string>, librarian: string): LostDraft[] {
    const { untouched } = this;
    this.untouched = undefined;
    if (untouched?.librarian === librarian) for (const left of untouched.conversations) this.#left.set(left.id, left);
    const without = this.coming.filter(({ id }) => !hers.has(id));
    for (const { id } of without) this.#left.delete(id);
    const before = untouched?.librarian === librarian ? untouched.stranded : [];
    return [...before, ...without.map((left) => ({ word: left.word, texts: textsOf(left) }))];
  }

  /** Its conversation has come: it has its place again. */
  take(id: string): UnfinishedThread | undefined {
    const left = this.#left.get(id);
    this.#left.delete(id);
    return left;
  }

  clear(): void {
    this.untouched = undefined;
    this.#left.clear();
  }
}

/** What the relay does not have, line by line. */
export const textsOf = ({ draft, unsent }: Pick<Thread, 'draft' | 'unsent'>): string[] =>
  [...unsent.map((line) => line.text), draft.trim()].filter((text) => text !== '');
