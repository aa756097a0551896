import { LitElement, type PropertyValues, unsafeCSS } from 'lit';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { BubbleWords } from '../bubble/bubble-words.ts';
import type { ChatElement } from '../bubble/chat-element.ts';
import { unsure } from '../shared/signs.ts';
import style from './chat.css';
import { actionsOn } from './conversation/actions.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { ConversationView } from './conversation/conversation-view.ts';
import { openConversation } from './conversation/open-conversation.ts';
import { isLow } from './heights.ts';
import { type LazyPart, lazyPart } from './lazy-part.ts';
import { type StickyScroll, stickyScroll } from './sticky-scroll.ts';
import { additions, announce, arrivals } from './views/additions.ts';
import { fitted, NEAR } from './views/composer.ts';
import { type Asking, unanswered } from './views/foot.ts';
import { usable } from './views/notice.ts';
import { panel } from './views/panel.ts';
import { type Reader, readerAt } from './views/reader.ts';

/** Milliseconds that opening waits at most for parts that are still being fetched; they are shown when they arrive. */
const PATIENCE_MS = 500;

/** The open chat, private to `<ask-librarian>`. `ChatElement` is the contract between the two. */
export class AskLibrarianChat extends LitElement implements ChatElement {
  static override styles = unsafeCSS(style);

  relay = '';
  desk = '';
  remember = 30;
  shared = false;
  signs: BubbleWords['signs'] | undefined;
  ready: Promise<ChatElement> = Promise.resolve(this);

  /** Parts that are being fetched. */
  readonly #loading: Promise<unknown>[] = [];
  readonly #details = this.#later(() => import('./views/details.ts'));
  readonly #accent = this.#later(() => import('./accent.ts'));
  readonly #more = this.#later(
    () => import('./views/more.ts'),
    // The question cannot be shown then. What the patron wants deleted must be deleted.
    () => this.#asking && this.#actions.answer(true),
  );
  #known: Whereabouts | undefined;
  #conversation: Conversation | undefined;
  #view: ConversationView | undefined;
  #scroll: StickyScroll | undefined;
  #listening: AbortController | undefined;
  #shown = false;
  #asking: Asking | undefined;
  /** Length of the text in the composer. */
  #length = 0;
  /** True once the patron wrote or received something on this page. */
  #taking = false;
  /** True if the patron wants the whole whereabouts card, however little room there is. */
  #wide = false;
  /** Selector of the element that receives the focus as soon as it exists: it may be in a part that is being fetched. */
  #awaited: string | undefined;

  get known(): Whereabouts | undefined {
    return this.#known;
  }

  set known(known: Whereabouts | undefined) {
    this.#known = known;
    this.requestUpdate();
  }

  get unread(): number {
    return this.#view?.unread ?? 0;
  }

  get live(): boolean {
    return this.#view?.link === 'live';
  }

  get whereabouts(): Whereabouts | undefined {
    const { whereabouts = this.#known, link } = this.#view ?? {};
    return whereabouts && link === 'unsure' ? unsure(whereabouts) : whereabouts;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#conversation = openConversation(this);
    this.#view = this.#conversation.view;
    this.#conversation.subscribe((view) => this.#changed(view));
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#see(), { signal });
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, () => this.#fit(), { signal });
    if (this.#shown) this.#conversation.open();
    if (getComputedStyle(this).getPropertyValue('--ask-accent')) this.#accent();
    this.ready = this.#complete();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#conversation?.stop();
    this.#listening?.abort();
    this.#scroll?.stop();
    this.#scroll = undefined;
  }

  open(): void {
    const opens = !this.#shown;
    this.#shown = true;
    this.#conversation?.open();
    this.#scroll?.toEnd();
    this.#fit();
    this.#focus();
    if (opens) this.#dispatch('open');
  }

  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#asking = undefined;
    this.#conversation?.close();
    this.requestUpdate();
    this.#dispatch('close');
  }

  async ask(text: string): Promise<void> {
    this.open();
    await this.#updated();
    const written = this.#area?.value;
    this.#write(written ? `${written}\n${text}` : text);
  }

  resume(): void {
    this.#conversation?.resume();
  }

  /** A chat that was taken out of the page stays as it is. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  protected override render() {
    const view = { ...(this.#view as ConversationView), whereabouts: this.whereabouts }; // as: it is drawn once connected
    const talking = view.lines.length > 0;
    return panel(
      {
        view,
        shown: this.#shown,
        talking,
        low: isLow(talking),
        wide: this.#wide,
        jump: view.unread > 0 && this.#scroll?.atEnd() === false,
        asking: this.#asking,
        length: this.#length,
      },
      this.#reader,
      this.#actions,
    );
  }

  protected override updated(_changed: PropertyValues): void {
    const log = this.renderRoot.querySelector<HTMLElement>('#log');
    if (log && this.isConnected) this.#scroll ??= stickyScroll(log, () => this.requestUpdate());
    this.#scroll?.settle();
    const awaited = this.#awaited && this.renderRoot.querySelector<HTMLElement>(this.#awaited);
    if (awaited) {
      this.#awaited = undefined;
      awaited.focus();
    }
    // An answer shows that the network is up: what the patron may need later is fetched now, before it is down.
    if (this.#view?.lines.some((line) => line.kind === 'said' && line.by === 'librarian')) setTimeout(this.#more);
    this.#see();
  }

  get #reader(): Reader {
    return readerAt(this, { signs: this.signs, details: this.#details, more: this.#more });
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  readonly #actions = actionsOn({
    conversation: () => this.#conversation,
    scroll: () => this.#scroll,
    unanswered: () => this.#view !== undefined && unanswered(this.#view),
    asking: () => this.#asking,
    asks: (what) => {
      this.#asking = what;
    },
    typed: (length) => {
      // Only near the limit does a key change what is shown: a long log must not be rendered for each key.
      const left = (this.#view?.limits.text ?? 0) - Math.max(length, this.#length);
      this.#length = length;
      if (left < NEAR) this.requestUpdate();
    },
    widen: () => {
      this.#wide = !this.#wide;
      this.requestUpdate();
    },
    took: () => {
      this.#taking = true;
    },
    write: (text) => this.#write(text),
    focus: (selector) => (selector === undefined ? this.#focus() : this.#focusOn(selector)),
    close: () => this.close(),
  });

  #changed(view: ConversationView): void {
    const before = this.#view;
    this.#view = view;
    if (before) {
      const said = arrivals(before, view);
      this.#taking ||= said.length > 0;
      for (const { text, name } of said) this.#dispatch('message', { text, name });
      announce(this.renderRoot, additions(before, view, this.#taking, this.#reader), view.ended !== undefined);
      // The composer appears or disappears while the patron uses it.
      if (usable(before) !== usable(view) && this.shadowRoot?.activeElement?.matches('form *, #title')) this.#focus();
    }
    if (view.ended) this.#taking = false;
    this.requestUpdate();
    this.#dispatch('view');
  }

  #write(text: string): void {
    const area = this.#area;
    if (area) {
      area.value = text;
      fitted(area);
    }
    this.#length = text.length;
    this.requestUpdate();
  }

  /** Marks the lines as seen, if the end of the log and the page are in view. */
  #see(): void {
    if (this.#shown && !document.hidden && this.#scroll?.atEnd()) this.#conversation?.seen();
  }

  /** An on-screen keyboard covers the page without making it smaller, so the chat fits itself into what is visible. */
  #fit(): void {
    if (!this.#shown || !visualViewport) return;
    const { offsetTop, height } = visualViewport;
    this.style.cssText = `--view-top:${offsetTop}px;--view-height:${height}px`;
    this.requestUpdate();
  }

  /** Resolves when everything that has changed so far is shown. */
  async #updated(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
  }

  /** A part that is fetched when it is first asked for; its style and its views are used once it is there. */
  #later<Part extends LazyPart>(load: () => Promise<Part>, fail?: () => void): () => Part | undefined {
    const loading = () => {
      const part = load();
      this.#loading.push(part);
      return part;
    };
    const come = ({ style }: Part) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.shadowRoot?.adoptedStyleSheets.push(sheet);
      this.requestUpdate();
    };
    return lazyPart(loading, come, fail);
  }

  /** Resolves when the first parts asked for are shown, or after `PATIENCE_MS` without them. */
  async #complete(): Promise<this> {
    await this.#updated();
    await Promise.race([Promise.allSettled(this.#loading), new Promise((then) => setTimeout(then, PATIENCE_MS))]);
    return this;
  }

  /** Moves the focus to the composer or, if nothing can be written, to the desk's name. */
  #focus(): void {
    this.#focusOn(this.#view && usable(this.#view) ? 'textarea' : '#title');
  }

  #focusOn(selector: string): void {
    this.#awaited = selector;
    this.requestUpdate();
  }

  #dispatch(type: 'view' | 'message' | 'open' | 'close', detail?: { text: string; name: string | undefined }): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
