import type { StatedAvailability } from '../../../../relay/protocol/whereabouts.ts';
import type { ConsoleModel } from '../console-model.ts';
import { type StatementDraft, statementOf, wallTime } from './statement-draft.ts';

/** The three choices and what opens under them. Setting a statement takes two clicks: the choice, and the words. */
export class StatementEditor {
  draft: StatementDraft | undefined;
  readonly #model: ConsoleModel;
  readonly #now: () => number;
  readonly #onChange: () => void;

  constructor(model: ConsoleModel, now: () => number, onChange: () => void) {
    this.#model = model;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Opens the form with the current statement, if its availability is the same. What was typed is kept when another choice is made. */
  choose(availability: StatedAvailability): void {
    const now = this.#now();
    const said = this.#model.self?.statement;
    const same = said?.availability === availability ? said : undefined;
    const { places } = this.#model.self ?? {};
    const words = same?.words !== undefined && (places?.includes(same.words) ?? true) ? same.words : '';
    const until = same?.until !== undefined && same.until > now ? same.until : undefined;
    this.draft = this.draft
      ? { ...this.draft, availability }
      : { availability, words, back: until === undefined ? undefined : { at: wallTime(until) } };
    this.#onChange();
  }

  /** After "Not yet": keeps the words and asks for another time. */
  chooseAgain(): void {
    const { words = '', availability = 'away' } = this.#model.self?.statement ?? {};
    this.draft = { availability: availability === 'available' ? 'away' : availability, words, back: undefined };
    this.#onChange();
  }

  change(changes: Partial<StatementDraft>): void {
    if (this.draft) this.draft = { ...this.draft, ...changes };
    this.#onChange();
  }

  cancel(): void {
    this.draft = undefined;
    this.#onChange();
  }

  /** Sets the statement; `words`, if given, replace what is in the field. */
  set(words = this.draft?.words): void {
    const { draft } = this;
    if (!draft) return;
    this.draft = undefined;
    this.#model.state(statementOf({ ...draft, words: words ?? '' }, this.#now()));
  }
}
