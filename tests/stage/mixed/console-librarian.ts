import { waitingThreads } from '../../../widget/console/model/threads/lists.ts';
import type { Thread } from '../../../widget/console/model/threads/thread.ts';
import type { Librarian } from '../librarian.ts';
import { listItemText, sidebarTexts, textsBelow } from './console-sentences.ts';
import { type DeskClosing, type MixedLibrarian, matches, type Words } from './mixed-librarian.ts';

/** A librarian at a console. As with a real person, the conversation of the last act stays open. */
export class ConsoleLibrarian implements MixedLibrarian {
  readonly place = 'console';
  readonly name: string;
  readonly account: string;
  readonly #librarian: Librarian;

  constructor(librarian: Librarian) {
    this.#librarian = librarian;
    this.name = librarian.name;
    this.account = librarian.name.toLowerCase();
  }

  async says(question: string, text: string): Promise<void> {
    await this.#librarian.opens(question);
    this.#librarian.writes(question, text);
  }

  async replies(question: string, code: string): Promise<void> {
    const { [code]: text = '' } = await this.#librarian.looksAtReplies();
    await this.says(question, text);
  }

  async takes(question: string): Promise<void> {
    this.#model.act('take', await this.#librarian.opens(question));
  }

  async takesWhatWasLeft(question: string): Promise<void> {
    await this.takes(question);
  }

  async handsBack(question: string): Promise<void> {
    this.#model.act('pass', await this.#librarian.opens(question));
  }

  async handsTo(question: string, colleague: string, note = ''): Promise<void> {
    await this.#librarian.opens(question);
    await this.#librarian.handsTo(question, colleague, note);
  }

  async movesTo(question: string, desk: string, note = ''): Promise<void> {
    await this.#librarian.opens(question);
    await this.#librarian.moves(question, desk, note);
  }

  async asks(question: string, colleague: string, text: string): Promise<void> {
    await this.#librarian.opens(question);
    await this.#librarian.asks(question, colleague, text);
  }

  async joins(_question: string, colleague: string): Promise<void> {
    await this.#librarian.joins(colleague);
  }

  async ends(question: string): Promise<void> {
    this.#model.act('close', await this.#librarian.opens(question));
  }

  async blocks(question: string): Promise<void> {
    this.#model.act('block', await this.#librarian.opens(question));
  }

  async states(availability: 'available' | 'away' | 'busy', words?: string): Promise<void> {
    this.#model.state({ availability, ...(words === undefined ? {} : { words }) });
  }

  async goesOn(): Promise<void> {
    this.#model.setDuty('main', true);
  }

  async goesOff(note = ''): Promise<void> {
    this.#model.setDuty('main', false, note);
  }

  async closesDesk(closing: DeskClosing): Promise<void> {
    this.#model.update({ kind: 'close-desk', desk: 'main', ...closing });
  }

  async pausesDesk(): Promise<void> {
    this.#model.update({ kind: 'pause-desk', desk: 'main' });
  }

  async opensDesk(): Promise<void> {
    this.#model.update({ kind: 'open-desk', desk: 'main' });
  }

  /** Nothing to do: a console shows everybody's whereabouts all the time. */
  async looksAround(): Promise<void> {}

  async isRung(question: string, words: Words): Promise<void> {
    const listed = () => [...waitingThreads(this.#model.threads)].map((thread) => listItemText(thread, this.#model));
    await this.#librarian.sees(
      `the question is listed as ${JSON.stringify(words)}, and not ${JSON.stringify(listed())}`,
      () => listed().some((line) => matches(words, this.place, line)),
    );
    await this.#librarian.opens(question);
  }

  async reads(question: string, words: Words): Promise<void> {
    await this.#librarian.sees(`the conversation has the row ${JSON.stringify(words)}`, () =>
      this.#rows(question).some((row) => matches(words, this.place, row)),
    );
  }

  async conversation(question: string): Promise<string[]> {
    return this.#rows(question);
  }

  async isNotified(words: Words): Promise<void> {
    await this.#librarian.sees(`the sidebar shows ${JSON.stringify(words)}, and not ${sidebarTexts(this.#model)}`, () =>
      sidebarTexts(this.#model).some((sentence) => matches(words, this.place, sentence)),
    );
  }

  async notifications(): Promise<string[]> {
    return sidebarTexts(this.#model);
  }

  async crashes(): Promise<void> {
    this.#librarian.losesNetwork();
  }

  async leaves(): Promise<void> {
    this.#librarian.leaves();
  }

  get #model() {
    return this.#librarian.model;
  }

  #rows(question: string): string[] {
    const hasQuestion = ({ entries }: Thread) =>
      entries.some((entry) => entry.kind === 'said' && entry.text === question);
    const thread = [...this.#model.threads].find(hasQuestion);
    if (!thread) return [];
    return [...this.#librarian.conversation(question), ...textsBelow(thread, this.#model)];
  }
}
