import type { HandOff } from '../colleagues.ts';
import type { ConsoleModel } from '../console-model.ts';
import type { Thread } from '../threads/thread.ts';
import type { HandOffDraft, Unfinished } from '../threads/unfinished.ts';

/** A conversation being handed on, or a colleague being asked. What she wrote stays until the relay has done it. */
export class HandOffForm {
  draft: HandOffDraft | undefined;
  readonly #model: ConsoleModel;
  readonly #onChange: () => void;
  /** Her account whose draft it is, where it stood here before this page. */
  #before: string | undefined;

  /** `left`: what she had not finished when this tab was loaded anew. */
  constructor(model: ConsoleModel, onChange: () => void, left?: Unfinished) {
    this.draft = left?.handing;
    this.#before = left?.librarian;
    this.#model = model;
    this.#onChange = onChange;
  }

  /** What would be lost with this page, with what she wrote here. It may be on its way: then the relay says whether it is done. */
  addedTo(unfinished: Unfinished | undefined): Unfinished | undefined {
    const { draft } = this;
    const librarian = this.#model.herself;
    if (librarian === undefined || !draft || draft.text.trim() === '' || !this.#isHers) return unfinished;
    const { sentAfter, ...rest } = draft;
    const handing = sentAfter === undefined ? rest : { ...rest, doubtAfter: sentAfter };
    return { librarian, conversations: [], stranded: [], ...unfinished, handing };
  }

  /** Whoever signs in after her in this tab gets nothing of it. */
  get #isHers(): boolean {
    return this.#before === undefined || this.#before === this.#model.herself;
  }

  begin(kind: HandOffDraft['kind'], { card }: Thread): void {
    this.draft = { kind, conversation: card.id, to: kind === 'hand' ? 'list' : '', text: '' };
    this.#before = undefined;
    this.#onChange();
  }

  change(changes: Partial<HandOffDraft>): void {
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
  of(thread: Thread, live: boolean): HandOffDraft | undefined {
    const { draft } = this;
    if (!draft || draft.conversation !== thread.card.id || !this.#isHers) return undefined;
    const { state, consulted } = thread.card;
    const after = draft.sentAfter ?? draft.doubtAfter ?? thread.lastSeq;
    const asked = thread.entries.some(
      (entry) =>
        entry.kind === 'asked' &&
        entry.seq > after &&
        entry.librarian === this.#model.herself &&
        draft.to === `librarian ${entry.whom}`,
    );
    if (state !== 'mine' || consulted || asked) this.draft = undefined;
    else if (draft.sentAfter !== undefined && (thread.refused || !live)) {
      const { sentAfter: _, ...again } = draft;
      this.draft = again;
    }
    return this.draft;
  }
}

const errandOf = ({ kind, conversation, to, text }: HandOffDraft): HandOff | undefined => {
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
