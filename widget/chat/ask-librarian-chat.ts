import { html, LitElement, nothing, unsafeCSS } from 'lit';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { ChatElement } from '../bubble/chat-element.ts';
import { EN } from '../strings/chat.en.ts';
import { unsure } from '../unsure.ts';
import style from './chat.css';
import type { Conversation } from './conversation.ts';
import type { ConversationView } from './conversation-view.ts';
import { languageOf } from './language-of.ts';
import { openConversation } from './open-conversation.ts';
import { StickyScroll } from './sticky-scroll.ts';
import { additions, arrivals } from './views/additions.ts';
import { card } from './views/card.ts';
import { composer, fitted } from './views/composer.ts';
import { type Asking, foot, unanswered } from './views/foot.ts';
import { icon } from './views/icon.ts';
import { log } from './views/log.ts';
import { noticeOf, usable } from './views/notice.ts';
import type { Reader } from './views/reader.ts';

/** Below this height a conversation needs the room of the whereabouts card, in pixels. */
const LOW = 560;

/** The open chat, private to `<ask-librarian>`; `ChatElement` says what the two have agreed on. */
export class AskLibrarianChat extends LitElement implements ChatElement {
  static override styles = unsafeCSS(style);
  static override properties = {
    relay: {},
    desk: {},
    remember: { type: Number },
    shared: { type: Boolean },
    known: { attribute: false },
  };
  declare relay: string;
  declare desk: string;
  declare remember: number;
  declare shared: boolean;
  declare known: Whereabouts | undefined;

  #conversation: Conversation | undefined;
  #view: ConversationView | undefined;
  #scroll: StickyScroll | undefined;
  #listening: AbortController | undefined;
  #shown = false;
  #asking: Asking | undefined;
  /** Length of what is written in the composer. */
  #length = 0;
  /** She has said or been told something on this page. */
  #taking = false;
  /** She wants the whole whereabouts card, however little room there is. */
  #wide = false;

  constructor() {
    super();
    this.remember = 30;
    this.shared = false;
  }

  get unread(): number {
    return this.#view?.unread ?? 0;
  }

  get live(): boolean {
    return this.#view?.link === 'live';
  }

  get whereabouts(): Whereabouts | undefined {
    const known = this.#view?.link === 'unsure' && this.known ? unsure(this.known) : this.known;
    return this.#view?.whereabouts ?? known;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { relay, desk, remember, shared } = this;
    this.#conversation = openConversation({ relay, desk, remember, shared });
    this.#view = this.#conversation.view;
    this.#conversation.subscribe((view) => this.#changed(view));
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#see(), { signal });
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, () => this.#fit(), { signal });
    if (this.hasUpdated) this.#watchLog();
    if (this.#shown) this.#conversation.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#conversation?.stop();
    this.#listening?.abort();
    this.#scroll?.stop();
  }

  open(): void {
    const opens = !this.#shown;
    this.#shown = true;
    this.#conversation?.open();
    this.#fit();
    this.#focus();
    if (opens) this.#tell('open');
  }

  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#asking = undefined;
    this.#conversation?.close();
    this.requestUpdate();
    this.#tell('close');
  }

  async ask(text: string): Promise<void> {
    this.open();
    await this.updateComplete;
    const area = this.#area;
    if (!area) return;
    area.value = area.value ? `${area.value}\n${text}` : text;
    this.#length = fitted(area).value.length;
    this.requestUpdate();
  }

  resume(): void {
    this.#conversation?.resume();
  }

  protected override firstUpdated(): void {
    this.#watchLog();
  }

  protected override updated(): void {
    this.#see();
  }

  protected override render() {
    const view = this.#view;
    if (!view) return nothing;
    const reader = this.#reader;
    const talking = view.lines.length > 0;
    const low = talking && (visualViewport?.height ?? innerHeight) < LOW;
    const notice = noticeOf(view, reader);
    const whereabouts = this.whereabouts;
    const toggle = low ? () => this.#widen() : undefined;
    return html`
      <div class="unseen" id="told" aria-live="polite"></div>
      <section
        role="dialog"
        aria-labelledby="title"
        lang=${reader.language}
        ?hidden=${!this.#shown}
        @keydown=${this.#escapes}
      >
        ${card(whereabouts, reader, { slim: low && !this.#wide, talking, toggle, close: () => this.close() })}
        <div id="log" role="log" aria-live="off" aria-label=${reader.words.log} tabindex="0">
          <div>${log({ ...view, ...(whereabouts && { whereabouts }) }, reader, this.#lineActions)}</div>
        </div>
        ${
          view.unread > 0 && this.#scroll?.atEnd === false
            ? html`<button type="button" class="jump" @click=${() => this.#scroll?.toEnd()}>${icon('down')}${reader.words.newLines}</button>`
            : nothing
        }
        <div class="notice" role="status">
          ${notice ? html`<p class=${notice.brief ? 'brief' : ''}>${notice.text}</p>` : nothing}
        </div>
        ${notice?.retry ? html`<button type="button" class="retry" @click=${() => this.#conversation?.retryNow()}>${reader.words.tryNow}</button>` : nothing}
        <div class="composer" ?hidden=${!usable(view)}>
          ${composer(
            {
              limit: view.limits.text,
              length: this.#length,
              talking,
              send: (text) => this.#say(text),
              input: (text) => this.#written(text),
            },
            reader,
          )}
        </div>
        ${foot(this.#asking, talking, reader, this.#footActions)}
      </section>
    `;
  }

  get #reader(): Reader {
    return { words: EN, language: languageOf(this, 'en'), now: Date.now() };
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  readonly #lineActions = {
    tryAgain: (id: string) => {
      this.#conversation?.tryAgain(id);
      this.#focus();
    },
    discard: (id: string) => {
      this.#conversation?.discard(id);
      this.#focus();
    },
  };

  readonly #footActions = {
    ask: (what: Asking) => {
      if (what === 'clear' && !(this.#view && unanswered(this.#view))) return this.#clear();
      this.#asking = what;
      this.#focusOn('#keep');
    },
    answer: (yes: boolean) => {
      const asked = this.#asking;
      this.#asking = undefined;
      if (!yes) return this.#focusOn(`#${asked}`);
      if (asked === 'clear') return this.#clear();
      this.#write('');
      this.#conversation?.forget();
      this.#focus();
    },
  };

  /** What was written but not said goes as well. */
  #clear(): void {
    this.#write('');
    this.#conversation?.clearScreen();
    this.#focus();
  }

  #changed(view: ConversationView): void {
    const before = this.#view;
    this.#view = view;
    this.requestUpdate();
    if (before) {
      for (const { text, name } of arrivals(before, view)) {
        this.#taking = true;
        this.#tell('message', { text, ...(name !== undefined && { name }) });
      }
      this.#announce(additions(before, view, this.#taking, this.#reader));
    }
    if (view.ended) this.#taking = false;
    this.#tell('view');
  }

  /** Only additions to a live region are read, so nothing is in it but the last few. */
  #announce(sentences: string[]): void {
    const region = this.renderRoot.querySelector('#told');
    for (const sentence of sentences) {
      const line = document.createElement('p');
      line.textContent = sentence;
      region?.append(line);
    }
    while (region && region.childElementCount > 5) region.firstElementChild?.remove();
  }

  #say(text: string): void {
    if (this.#conversation?.say(text)) return;
    this.#taking = true;
    this.#write('');
    this.#scroll?.toEnd();
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

  #written(text: string): void {
    this.#length = text.length;
    this.#conversation?.typing(text !== '');
    this.requestUpdate();
  }

  #escapes(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    if (this.#asking) this.#footActions.answer(false);
    else this.close();
  }

  #widen(): void {
    this.#wide = !this.#wide;
    this.requestUpdate();
  }

  /** Lines at the end of a log in view, on a page in view, are seen. */
  #see(): void {
    if (this.#shown && !document.hidden && this.#scroll?.atEnd) this.#conversation?.seen();
  }

  #watchLog(): void {
    const area = this.renderRoot.querySelector<HTMLElement>('#log');
    if (area) this.#scroll = new StickyScroll(area, () => this.requestUpdate());
  }

  /** A keyboard on the screen covers the page without making it smaller: the chat keeps to what is left in view. */
  #fit(): void {
    if (!this.#shown || !visualViewport) return;
    this.style.setProperty('--view-top', `${visualViewport.offsetTop}px`);
    this.style.setProperty('--view-height', `${visualViewport.height}px`);
    this.requestUpdate();
  }

  /** To the composer; where nothing can be written, to the desk's name. */
  #focus(): void {
    this.#focusOn(this.#view && usable(this.#view) ? 'textarea' : '#title');
  }

  /** Once what has changed is drawn. */
  #focusOn(selector: string): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #tell(type: 'view' | 'message' | 'open' | 'close', detail?: { text: string; name?: string }): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
