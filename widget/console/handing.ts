import type { Errand } from './colleagues.ts';
import type { ConsoleModel } from './console-model.ts';
import type { Thread } from './thread.ts';

/** Whom it goes to: the list, a colleague, another desk. Empty: she has not chosen. */
export type Whither = '' | 'list' | `librarian ${string}` | `desk ${string}`;

export interface HandingDraft {
  kind: 'hand' | 'ask';
  conversation: string;
  to: Whither;
  text: string;
  /** What the conversation had when it went out: it is done once there is more, or it is not hers any more. */
  sentAfter?: number;
}

/** A conversation being handed on, or a colleague being asked. What she wrote stays until the relay has done it. */
export class Handing {
  draft: HandingDraft | undefined;
  readonly #model: ConsoleModel;
  readonly #onChange: () => void;

  constructor(model: ConsoleModel, onChange: () => void) {
    this.#model = model;
    this.#onChange = onChange;
  }

  begin(kind: HandingDraft['kind'], { card }: Thread): void {
    this.draft = { kind, conversation: card.id, to: kind === 'hand' ? 'list' : '', text: '' };
    this.#onChange();
  }

  change(changes: Partial<HandingDraft>): void {
    if (this.draft) this.draft = { ...this.draft, ...changes };
    this.#onChange();
  }

  cancel(): void {
    this.draft = undefined;
    this.#onChange();
  }

  /** False where something is missing. */
  send(thread: Thread): boolean {
    const { draft } = this;
    const errand = draft && errandOf(draft);
    if (!errand) return false;
    this.draft = { ...draft, sentAfter: thread.lastSeq };
    this.#model.does(errand, thread);
    return true;
  }

  /** Of the conversation she reads: puts the form away once it is done, and gives it back where it was refused. */
  of(thread: Thread, live: boolean): HandingDraft | undefined {
    const { draft } = this;
    if (!draft || draft.conversation !== thread.card.id) return undefined;
    const { state, consulted } = thread.card;
    const asked = thread.entries.at(-1)?.kind === 'asked' && thread.lastSeq > (draft.sentAfter ?? thread.lastSeq);
    if (state !== 'mine' || consulted || asked) this.draft = undefined;
    else if (draft.sentAfter !== undefined && (thread.refused || !live)) {
      const { sentAfter: _, ...again } = draft;
      this.draft = again;
    }
    return this.draft;
  }
}

const errandOf = ({ kind, conversation, to, text }: HandingDraft): Errand | undefined => {
  const said = text.trim();
  const [what, whom = ''] = to.split(' ');
  if (kind === 'ask') {
    return what === 'librarian' && said !== '' ? { kind: 'ask', conversation, whom, text: said } : undefined;
  }
  const note = said === '' ? {} : { note: said };
  if (what === 'list') return { kind: 'pass', conversation, ...note };
  if (what === 'librarian') return { kind: 'pass', conversation, to: whom, ...note };
  return what === 'desk' ? { kind: 'move', conversation, desk: whom, ...note } : undefined;
};
