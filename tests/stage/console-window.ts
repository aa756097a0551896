import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

/** How long a condition may take to become true on a busy machine. */
const PATIENCE = { timeout: 15_000 };

/** A librarian's browser window with the real console: what the librarian clicks, types and reads. */
export class ConsoleWindow {
  readonly page: Page;
  readonly name: string;

  private constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
  }

  /** Signs in by the link, as a librarian does. */
  static async open(name: string, page: Page, signInLink: string): Promise<ConsoleWindow> {
    await page.goto(signInLink);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#choice-available').waitFor();
    return new ConsoleWindow(name, page);
  }

  /** Sets the status to away, with these words. */
  async statesAway(words: string): Promise<void> {
    await this.page.locator('#choice-away').click();
    await this.page.locator('#statement-words').fill(words);
    await this.page.locator('#statement-words').press('Enter');
    await this.page.locator('.board .words').getByText(`“${words}”`, { exact: true }).waitFor();
  }

  /** Opens the conversation whose item in the list has this line. */
  async opens(line: string): Promise<void> {
    await this.#item(line).click();
    await this.composer.waitFor();
  }

  async answers(line: string, text: string): Promise<void> {
    await this.opens(line);
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  get composer(): Locator {
    return this.page.locator('#composer');
  }

  /** The rows of the open conversation, without times: `heron: …`, `You: … [Seen]`, `— …`. */
  async rows(): Promise<string[]> {
    return await this.page.locator('ol.rows > li').evaluateAll((items) =>
      items
        .filter((item) => !item.matches('.time-row, .new-row'))
        .map((item) => {
          const text = (selector: string) => item.querySelector(selector)?.textContent?.trim() ?? '';
          if (item.matches('.happened')) return `— ${item.textContent?.trim()}`;
          const below = text('.below');
          return `${text('.bubble > .hidden-text')} ${text('.bubble > .text')}${below ? ` [${below}]` : ''}`;
        }),
    );
  }

  /** Waits until the open conversation has exactly these rows. `WORD:` is replaced by the word that names the patron. */
  async reads(...rows: string[]): Promise<void> {
    const word = (await this.page.locator('#conversation-heading .word').textContent()) ?? '';
    await expect.poll(() => this.rows(), PATIENCE).toEqual(rows.map((row) => row.replace(/^WORD:/, `${word}:`)));
  }

  /** The lists; each conversation is given as the line that its item shows. */
  async lists(): Promise<{ waiting: string[]; mine: string[] }> {
    const shown = (which: string) => this.page.locator(`.list.${which} .item .preview`).allTextContents();
    return { waiting: await shown('waiting'), mine: await shown('mine') };
  }

  #item(line: string): Locator {
    return this.page.locator('.list .item').filter({ hasText: line });
  }
}
