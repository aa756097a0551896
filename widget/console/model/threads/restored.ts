import type { LostDraft } from '../notifications.ts';
import type { Thread } from './thread.ts';
import type { Unfinished, UnfinishedThread } from './unfinished.ts';

/** What was unfinished when this tab was reloaded, until the relay has listed the librarian's conversations. */
export class Restored {
  /** Everything that was restored; undefined from the first welcome on. */
  untouched: Unfinished | undefined;
  readonly #expected = new Map<string, UnfinishedThread>();

  constructor(left?: Unfinished) {
    this.untouched = left;
  }

  /** Unfinished conversations that the relay listed and whose cards have not arrived yet. */
  get expected(): UnfinishedThread[] {
    return [...this.#expected.values()];
  }

  /** After a welcome that listed `conversations`. Returns the text of those that were not listed. */
  reconcile(conversations: ReadonlySet<string>, librarian: string): LostDraft[] {
    const { untouched } = this;
    this.untouched = undefined;
    if (untouched?.librarian === librarian)
      for (const left of untouched.conversations) this.#expected.set(left.id, left);
    const missing = this.expected.filter(({ id }) => !conversations.has(id));
    for (const { id } of missing) this.#expected.delete(id);
    const before = untouched?.librarian === librarian ? untouched.lostDrafts : [];
    return [...before, ...missing.map((left) => ({ word: left.word, texts: unsentTexts(left) }))];
  }

  /** Takes out what was unfinished in the conversation whose card has arrived. */
  take(id: string): UnfinishedThread | undefined {
    const left = this.#expected.get(id);
    this.#expected.delete(id);
    return left;
  }

  clear(): void {
    this.untouched = undefined;
    this.#expected.clear();
  }
}

/** The unsent lines and the draft, which the relay does not have. */
export const unsentTexts = ({ draft, unsent }: Pick<Thread, 'draft' | 'unsent'>): string[] =>
  [...unsent.map((line) => line.text), draft.trim()].filter((text) => text !== '');
