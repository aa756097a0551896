import type { TeamAction } from '../colleagues.ts';
import type { ConsoleModel } from '../console-model.ts';
import type { Thread } from '../threads/thread.ts';
import type { HandOffDraft, Unfinished } from '../threads/unfinished.ts';

/** The form for transferring a conversation or asking a colleague. What was typed stays until the relay has done it. */
export class HandOffForm {
  draft: HandOffDraft | undefined;
  readonly #model: ConsoleModel;
  readonly #onChange: () => void;
  /** The account that wrote the draft, if it was restored after a reload. */
  #restoredFor: string | undefined;

  /** `unfinished`: what was not sent yet when this tab was reloaded. */
  constructor(model: ConsoleModel, onChange: () => void, unfinished?: Unfinished) {
    this.draft = unfinished?.handOff;
    this.#restoredFor = unfinished?.librarian;
    this.#model = model;
    this.#onChange = onChange;
  }

  /** Adds this form to what would be lost with the page. If it was sent already, the relay will show whether it is done. */
  addTo(unfinished: Unfinished | undefined): Unfinished | undefined {
    const { draft } = this;
    const librarian = this.#model.librarian;
    if (librarian === undefined || !draft || draft.text.trim() === '' || !this.#isOwn) return unfinished;
    const { sentAfter, ...rest } = draft;
    const handOff = sentAfter === undefined ? rest : { ...rest, maybeSentAfter: sentAfter };
    return { librarian, conversations: [], lostDrafts: [], ...unfinished, handOff };
  }

  /** A restored draft is hidden from anybody else who signs in later in this tab. */
  get #isOwn(): boolean {
    return this.#restoredFor === undefined || this.#restoredFor === this.#model.librarian;
  }

  begin(kind: HandOffDraft['kind'], { card }: Thread): void {
    this.draft = { kind, conversation: card.id, to: kind === 'hand' ? 'list' : '', text: '' };
    this.#restoredFor = undefined;
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

  /** Returns false if a recipient or a question is missing. */
  send(thread: Thread): boolean {
    const { draft } = this;
    const action = draft && actionOf(draft);
    if (!action) return false;
    this.draft = { ...draft, sentAfter: thread.lastSeq };
    this.#model.actWithTeam(action, thread);
    return true;
  }

  /** The draft for the open conversation. Closes the form once the action is done, and makes it sendable again if it was refused. */
  draftFor(thread: Thread, connected: boolean): HandOffDraft | undefined {
    const { draft } = this;
    if (!draft || draft.conversation !== thread.card.id || !this.#isOwn) return undefined;
    const { state, consulted } = thread.card;
    const after = draft.sentAfter ?? draft.maybeSentAfter ?? thread.lastSeq;
    const asked = thread.entries.some(
      (entry) =>
        entry.kind === 'asked' &&
        entry.seq > after &&
        entry.librarian === this.#model.librarian &&
        draft.to === `librarian ${entry.whom}`,
    );
    if (state !== 'mine' || consulted || asked) this.draft = undefined;
    else if (draft.sentAfter !== undefined && (thread.refused || !connected)) {
      const { sentAfter: _, ...again } = draft;
      this.draft = again;
    }
    return this.draft;
  }
}

const actionOf = ({ kind, conversation, to, text }: HandOffDraft): TeamAction | undefined => {
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
