import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { nanoid } from 'nanoid';
import type { FromConsole, ToConsole } from '../../relay/protocol/frames.ts';
import { pageBrowser } from '../shared/link-browser.ts';
import { pageClock } from '../shared/page-clock.ts';
import { RelayLink } from '../shared/relay-link.ts';
import { CONSOLE_EN } from '../strings/console.en.ts';
import { Alerts } from './alerts/alerts.ts';
import styles from './console.css';
import { ConsoleModel } from './model/console-model.ts';
import { HandOffForm } from './model/forms/hand-off-form.ts';
import { ReplyPicker } from './model/forms/reply-picker.ts';
import { StatementEditor } from './model/forms/statement-editor.ts';
import type { ConsoleNotification } from './model/notifications.ts';
import { mineOf, neighbour, waitingOf, wanting } from './model/threads/lists.ts';
import { keepUnfinished, takeUnfinished } from './model/threads/unfinished.ts';
import { ScrollPlace } from './scroll-place.ts';
import { sentenceOf } from './views/announcement.ts';
import { conversationView } from './views/conversation/conversation-view.ts';
import { endedView } from './views/ended-view.ts';
import { leaveAlerts } from './views/front/alerts-view.ts';
import { topView } from './views/front/top-view.ts';
import { linkView } from './views/link-view.ts';
import { listsView } from './views/lists-view.ts';
import type { Confirmed, ViewActions, ViewContext } from './views/view-context.ts';

/** How long somebody has waited is drawn anew this often. */
const TICK_MS = 10_000;
/** So many announcements stay in the log; what was read aloud is of no more use. */
const ANNOUNCED = 8;

/** The librarian's page: her own sign at the top, who waits and whom she answers below. */
export class LibrarianConsole extends LitElement {
  static override properties = { relay: {} };
  static override styles = unsafeCSS(styles);

  /** The console's socket; without it `socket` beside this page. */
  declare relay: string | undefined;

  readonly #text = CONSOLE_EN;
  readonly #left = takeUnfinished();
  readonly #model = new ConsoleModel(
    {
      send: (frame) => this.#link?.send(frame) ?? false,
      clock: pageClock,
      newId: nanoid,
      onChange: () => this.requestUpdate(),
      onNews: (news) => this.#tell(news),
    },
    this.#left,
  );
  readonly #editor = new StatementEditor(this.#model, pageClock.now, () => this.requestUpdate());
  readonly #picker = new ReplyPicker(this.#model.replies, () => this.requestUpdate());
  readonly #handing = new HandOffForm(this.#model, () => this.requestUpdate(), this.#left);
  readonly #place = new ScrollPlace(() => this.requestUpdate());
  #alerts: Alerts | undefined;
  #link: RelayLink<FromConsole, ToConsole> | undefined;
  #undo: (() => void)[] = [];
  #announced: { id: number; text: string }[] = [];
  #announcements = 0;
  #confirming: Confirmed | undefined;
  #unsentAtEnd = 0;
  #signsOut = false;
  #focusNext: string | undefined;
  /** What had the keyboard before this drawing. */
  #focused: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#alerts = new Alerts({ text: this.#text, show: this.#hands.open, onChange: () => this.requestUpdate() });
    this.#link = new RelayLink<FromConsole, ToConsole>({
      address: this.relay ?? new URL('socket', location.href).href.replace(/^http/, 'ws'),
      browser: pageBrowser(),
      hello: () => this.#model.hello(),
      onFrame: (frame) => this.#model.receive(frame),
      onState: (state) => {
        if (state === 'ended' && this.isConnected) this.#ended();
        else if (state !== 'live') this.#model.lost();
        this.requestUpdate();
      },
    });
    this.#link.start();
    const listening = new AbortController();
    const { signal } = listening;
    const keep = () => this.#signsOut || keepUnfinished(this.#handing.addedTo(this.#model.unfinished));
    addEventListener('pagehide', keep, { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        // A browser short of memory takes a hidden page away without another word.
        if (document.hidden) keep();
        this.requestUpdate();
      },
      { signal },
    );
    document.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    const ticking = setInterval(() => this.requestUpdate(), TICK_MS);
    this.#undo = [() => listening.abort(), () => clearInterval(ticking)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this.#undo) undo();
    this.#link?.stop();
    this.#alerts?.close();
  }

  protected override render(): TemplateResult {
    const scene = this.#scene();
    if (!scene) return html``;
    const said = this.#text;
    return html`
      <div class="hidden-text" role="log" aria-live="polite" aria-relevant="additions">
        ${repeat(
          this.#announced,
          ({ id }) => id,
          ({ text }) => html`<p>${text}</p>`,
        )}
      </div>
      ${
        scene.link === 'ended'
          ? endedView(this.#link?.closeCode, this.#unsentAtEnd, said)
          : html`
            <div
              class=${classMap({ house: true, reading: scene.model.open !== undefined, rtl: isRtl(this) })}
              @pointerdown=${leaveAlerts}
              @focusin=${leaveAlerts}
            >
              ${topView(scene)}
              ${linkView(scene.link, this.#link?.closeCode, said)}
              <main class="room">${listsView(scene)}${conversationView(scene)}</main>
            </div>
          `
      }
    `;
  }

  protected override willUpdate(): void {
    this.#focused = this.shadowRoot?.activeElement ?? null;
  }

  protected override updated(): void {
    const model = this.#model;
    document.title = this.#text.page.badge(wanting(model.threads, model.herself));
    this.#place.settle(this.renderRoot.querySelector<HTMLElement>('.lines'), model.open?.card.id);
    if (!document.hidden && this.#place.atEnd) model.look();
    this.#alerts?.settleWithout((id) => model.threads.find(id) !== undefined);
    this.#moveFocus();
  }

  #scene(): ViewContext | undefined {
    if (!this.#alerts || !this.#link) return undefined;
    return {
      model: this.#model,
      text: this.#text,
      now: pageClock.now(),
      link: this.#link.state,
      editor: this.#editor,
      handing: this.#handing,
      alerts: this.#alerts,
      picker: this.#picker,
      confirming: this.#confirming,
      scrolledUp: !this.#place.atEnd,
      hands: this.#hands,
    };
  }

  readonly #hands: ViewActions = {
    open: (conversation) => {
      this.#confirming = undefined;
      this.#model.show(conversation);
      this.#alerts?.settle(conversation);
      // A touch screen would bring its keyboard up over the lines she wants to read.
      const touch = matchMedia('(pointer: coarse)').matches;
      this.#hands.focus(touch ? '#conversation-heading' : '#composer, #conversation-heading');
    },
    toLists: () => {
      const left = this.#model.open?.card.id;
      this.#confirming = undefined;
      this.#model.show();
      this.#hands.focus(left === undefined ? '#lists-heading' : `#item-${CSS.escape(left)}, #lists-heading`);
    },
    confirm: (what) => {
      const before = this.#confirming;
      this.#confirming = what;
      this.#hands.focus(what ? `#${what}-yes` : `#${before}, #conversation-heading`);
    },
    signOut: () => {
      this.#signsOut = true;
      keepUnfinished(undefined);
    },
    toNewest: () => this.#place.toEnd(),
    focus: (selector) => {
      this.#focusNext = selector;
      this.requestUpdate();
    },
  };

  /** The relay will not have this page back: patrons' words leave the screen. */
  #ended(): void {
    this.#unsentAtEnd = this.#model.end();
    keepUnfinished(undefined);
    for (const form of [this.#editor, this.#handing]) form.cancel();
    this.#hands.focus('#ended-heading');
  }

  #tell(news: ConsoleNotification): void {
    const open = 'thread' in news && news.thread === this.#model.open;
    void this.#alerts?.call(news, open && !document.hidden);
    const text = sentenceOf(news, open, this.#text);
    if (text === undefined) return;
    this.#announced = [...this.#announced, { id: ++this.#announcements, text }].slice(-ANNOUNCED);
    this.requestUpdate();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    // In a time field Alt and an arrow open its picker.
    const field = event.composedPath()[0];
    if (field instanceof HTMLInputElement && field.type === 'time') return;
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === 'Escape' && this.#model.open) {
      if (this.#confirming) this.#hands.confirm();
      else this.#hands.toLists();
    } else if (altKey && !ctrlKey && !metaKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const { threads, open } = this.#model;
      const next = neighbour([...waitingOf(threads), ...mineOf(threads)], open?.card.id, key === 'ArrowDown' ? 1 : -1);
      if (next) this.#hands.open(next.card.id);
      event.preventDefault();
    }
  }

  /** Where what had the keyboard is gone, the keyboard goes to what is left of it, and never to the top of the page. */
  #moveFocus(): void {
    const lost = this.#focused !== null && !this.#focused.isConnected;
    const wanted = this.#focusNext ?? (lost ? '#conversation-heading[tabindex], #lists-heading' : undefined);
    this.#focusNext = undefined;
    if (wanted === undefined) return;
    const [first] = wanted
      .split(', ')
      .map((selector) => this.renderRoot.querySelector<HTMLElement>(selector))
      .filter((element) => element !== null);
    (first ?? this.renderRoot.querySelector<HTMLElement>('#lists-heading'))?.focus();
  }
}

/** Asked of the page: the build's `:dir()` would ask for its language. */
const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';
