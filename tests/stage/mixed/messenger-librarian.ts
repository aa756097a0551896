import { eventually } from '../im/eventually.ts';
import type { Finch } from '../im/finch.ts';
import { DESK, type ImWorld } from '../im/im-world.ts';
import { type DeskClosing, type MixedLibrarian, matches, type Words } from './mixed-librarian.ts';

/** In a real Finch: lines and commands in the windows of patrons, and in that of the desk. */
export class MessengerLibrarian implements MixedLibrarian {
  readonly place = 'im';
  readonly name: string;
  readonly account: string;
  readonly #world: ImWorld;
  readonly #finch: Finch;
  /** By their questions. */
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

  /** She has no window of it yet. */
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
    await this.#hears(await this.#window(question), words);
  }

  async conversation(question: string): Promise<string[]> {
    const window = await this.#window(question);
    return (await this.#finch.lines(window)).map(({ by, text }) => (by === 'her' ? `You: ${text}` : text));
  }

  async isNotified(words: Words): Promise<void> {
    await this.#hears(DESK, words);
  }

  /** An answer of several lines is several sentences. */
  async notifications(): Promise<string[]> {
    return await this.#heard(DESK);
  }

  async crashes(): Promise<void> {
    await this.#finch.kill();
  }

  async leaves(): Promise<void> {
    await this.#finch.disconnects();
  }

  async #hears(window: string, words: Words): Promise<void> {
    await eventually(
      `${this.name} reads ${JSON.stringify(words)}`,
      async () => (await this.#heard(window)).some((sentence) => matches(words, this.place, sentence)),
      { seen: () => this.#finch.lines(window) },
    );
  }

  /** What the other side said there: whole, and line by line. */
  async #heard(window: string): Promise<string[]> {
    const said = (await this.#finch.lines(window)).filter(({ by }) => by === 'them').map(({ text }) => text);
    return said.flatMap((text) => (text.includes('\n') ? [text, ...text.split('\n')] : [text]));
  }

  async #window(question: string): Promise<string> {
    const window = this.#windows.get(question) ?? (await this.#world.windowWith(this.#finch, question));
    this.#windows.set(question, window);
    return window;
  }
}

/** Of the desks of the stage. */
const ZONE = 'America/New_York';
