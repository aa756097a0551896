import { type HTMLTemplateResult, render } from 'lit/html.js';
import { type LazyPart, lazyPart } from './lazy-part.ts';

/**
 * An element that draws itself with Lit's templates into its shadow root. It has no reactive properties: it says
 * itself when it has changed. (`LitElement` does the same and much more, for a seventh of all the chat may weigh.)
 */
export abstract class DrawnElement extends HTMLElement {
  readonly root: ShadowRoot;
  #drawing: Promise<void> | undefined;
  readonly #loading: Promise<unknown>[] = [];

  constructor(style: string) {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    this.#wear(style);
  }

  /** Draws when this task is done, once however often it was asked, and only while in a page; resolved after that. */
  draw(): Promise<void> {
    this.#drawing ??= Promise.resolve().then(() => {
      this.#drawing = undefined;
      if (!this.isConnected) return;
      render(this.look(), this.root);
      this.drawn();
    });
    return this.#drawing;
  }

  protected abstract look(): HTMLTemplateResult;

  protected abstract drawn(): void;

  /** A part that is fetched when it is first asked for, worn and drawn when it is there. */
  protected later<Part extends LazyPart>(load: () => Promise<Part>, fail?: () => void): () => Part | undefined {
    const come = ({ style }: Part) => {
      this.#wear(style);
      void this.draw();
    };
    const loading = () => {
      const part = load();
      this.#loading.push(part);
      return part;
    };
    return lazyPart(loading, come, fail);
  }

  /** Drawn with the parts it asks for, or without those that do not come in `ms`. */
  protected async complete(ms: number): Promise<this> {
    await this.draw();
    await Promise.race([Promise.allSettled(this.#loading), new Promise((then) => setTimeout(then, ms))]);
    return this;
  }

  /** Adopted style sheets are not subject to the page's policy. */
  #wear(style: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets.push(sheet);
  }
}
