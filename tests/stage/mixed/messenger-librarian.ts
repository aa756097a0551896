import { eventually } from '../im/eventually.ts';
import type { Finch } from '../im/finch.ts';
import { DESK, type ImWorld } from '../im/im-world.ts';
import { type DeskClosing, type MixedLibrarian, matches, type Words } from './mixed-librarian.ts';

/** A librarian in a real Finch: lines and commands are typed in the windows of patrons and in the desk's window. */
export class MessengerLibrarian implements MixedLibrarian {
  readonly place = 'im';
  readonly name: string;
  readonly account: string;
  readonly #world: ImWorld;
  readonly #finch: Finch;
  /** The windows of conversations, by question. */
  readonly #windows = new Map<string, string>();

  constructor(name: string, world: ImWorld, finch: Finch) {
    this.name = name;
    this.account = name.toLowerCase();
    this.#world = world;
    this.#finch = finch;
  }

  async says(question: string, text: string): Promise<void> {
    await this.#finch.says(await this.#window(question), text);
  }

  async replies(question: string, code: string): Promise<void> {
    await this.says(question, `!r ${code}`);
  }

  async takes(question: string): Promise<void> {
    const [word] = (await this.#window(question)).split('@');
    await this.#finch.says(DESK, `!take ${word}`);
  }

  /** Types `!take` in the desk's window: the question has no window yet. */
  async takesWhatWasLeft(_question: string): Promise<void> {
    await this.#finch.says(DESK, '!take');
  }

  async handsBack(question: string): Promise<void> {
    await this.says(question, '!pass');
  }

  async handsTo(question: string, colleague: string, note?: string): Promise<void> {
    await this.says(question, `!pass ${colleague}${note === undefined ? '' : `, ${note}`}`);
  }

  async movesTo(question: string, desk: string, note?: string): Promise<void> {
    await this.handsTo(question, desk, note);
  }

  async asks(question: string, colleague: string, text: string): Promise<void> {
    await this.says(question, `!ask ${colleague} ${text}`);
  }

  async joins(question: string, _colleague: string): Promise<void> {
    await this.says(question, '!join');
  }

  async ends(question: string): Promise<void> {
    await this.says(question, '!end');
  }

  async blocks(question: string): Promise<void> {
    await this.says(question, '!block');
  }

  async states(availability: 'available' | 'away' | 'busy', words = ''): Promise<void> {
    const command = availability === 'available' ? 'back' : availability;
    await this.#finch.says(DESK, `!${command} ${words}`.trim());
  }

  async goesOn(): Promise<void> {
    await this.#finch.says(DESK, '!on');
  }

  async goesOff(note = ''): Promise<void> {
    await this.#finch.says(DESK, `!off ${note}`.trim());
  }

  async closesDesk({ until, words }: DeskClosing): Promise<void> {
    const [day, time] = new Date(until)
      .toLocaleString('sv', { timeZone: ZONE, timeStyle: 'short', dateStyle: 'short' })
      .split(' ');
    await this.#finch.says(DESK, `!desk closed until ${day} ${time}, ${words}`);
  }

  async pausesDesk(): Promise<void> {
    await this.#finch.says(DESK, '!desk pause');
  }

  async opensDesk(): Promise<void> {
    await this.#finch.says(DESK, '!desk open');
  }

  async looksAround(): Promise<void> {
    await this.#finch.says(DESK, '!who');
    await this.#finch.says(DESK, '!me');
  }

  async isRung(question: string, words: Words): Promise<void> {
    await this.reads(question, words);
  }

  async reads(question: string, words: Words): Promise<void> {
    await this.#waitsFor(await this.#window(question), words);
  }

  async conversation(question: string): Promise<string[]> {
    const window = await this.#window(question);
    return (await this.#finch.lines(window)).map(({ by, text }) => (by === 'librarian' ? `You: ${text}` : text));
  }

  async isNotified(words: Words): Promise<void> {
    await this.#waitsFor(DESK, words);
  }

  /** The texts in the desk's window. A message of several lines is given whole and also line by line. */
  async notifications(): Promise<string[]> {
    return await this.#received(DESK);
  }

  async crashes(): Promise<void> {
    await this.#finch.kill();
  }

  async leaves(): Promise<void> {
    await this.#finch.disconnects();
  }

  async #waitsFor(window: string, words: Words): Promise<void> {
    await eventually(
      `${this.name} reads ${JSON.stringify(words)}`,
      async () => (await this.#received(window)).some((sentence) => matches(words, this.place, sentence)),
      { seen: () => this.#finch.lines(window) },
    );
  }

  /** The messages of the other side in a window, each whole and also line by line. */
  async #received(window: string): Promise<string[]> {
    const texts = (await this.#finch.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
    return texts.flatMap((text) => (text.includes('\n') ? [text, ...text.split('\n')] : [text]));
  }

  async #window(question: string): Promise<string> {
    const window = this.#windows.get(question) ?? (await this.#world.windowWith(this.#finch, question));
    this.#windows.set(question, window);
    return window;
  }
}

/** The time zone of the stage's desks. */
const ZONE = 'America/New_York';
