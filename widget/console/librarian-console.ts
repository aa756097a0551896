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
import { countNeedingAttention, neighborOf, ownThreads, waitingThreads } from './model/threads/lists.ts';
import { keepUnfinished, takeUnfinished } from './model/threads/unfinished.ts';
import { ScrollPosition } from './scroll-position.ts';
import { announcementOf } from './views/announcement.ts';
import { conversationView } from './views/conversation/conversation-view.ts';
import { endedView } from './views/ended-view.ts';
import { closeAlerts } from './views/front/alerts-view.ts';
import { topView } from './views/front/top-view.ts';
import { linkView } from './views/link-view.ts';
import { listsView } from './views/lists-view.ts';
import type { Confirmed, ViewActions, ViewContext } from './views/view-context.ts';

/** Interval at which the waiting times are rendered again. */
const TICK_MS = 10_000;
/** How many announcements stay in the log. Older ones have been read aloud already. */
const ANNOUNCED = 8;

/** The console: the librarian's own sign at the top, below it the waiting and own conversations. */
export class LibrarianConsole extends LitElement {
  static override properties = { relay: {} };
  static override styles = unsafeCSS(styles);

  /** Address of the console's socket; by default `socket`, relative to this page. */
  declare relay: string | undefined;

  readonly #text = CONSOLE_EN;
  readonly #restored = takeUnfinished();
  readonly #model = new ConsoleModel(
    {
      send: (frame) => this.#link?.send(frame) ?? false,
      clock: pageClock,
      newId: nanoid,
      onChange: () => this.requestUpdate(),
      onNotification: (notification) => this.#notify(notification),
    },
    this.#restored,
  );
  readonly #editor = new StatementEditor(this.#model, pageClock.now, () => this.requestUpdate());
  readonly #picker = new ReplyPicker(this.#model.replies, () => this.requestUpdate());
  readonly #handOff = new HandOffForm(this.#model, () => this.requestUpdate(), this.#restored);
  readonly #scroll = new ScrollPosition(() => this.requestUpdate());
  #alerts: Alerts | undefined;
  #link: RelayLink<FromConsole, ToConsole> | undefined;
  #cleanups: (() => void)[] = [];
  #announced: { id: number; text: string }[] = [];
  #announcements = 0;
  #confirming: Confirmed | undefined;
  #unsentAtEnd = 0;
  #signingOut = false;
  #nextFocus: string | undefined;
  /** The element that was focused before this render. */
  #focused: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#alerts = new Alerts({ text: this.#text, show: this.#actions.open, onChange: () => this.requestUpdate() });
    this.#link = new RelayLink<FromConsole, ToConsole>({
      address: this.relay ?? new URL('socket', location.href).href.replace(/^http/, 'ws'),
      browser: pageBrowser(),
      hello: () => this.#model.hello(),
      onFrame: (frame) => this.#model.receive(frame),
      onState: (state) => {
        if (state === 'ended' && this.isConnected) this.#ended();
        else if (state !== 'live') this.#model.disconnected();
        this.requestUpdate();
      },
    });
    this.#link.start();
    const listening = new AbortController();
    const { signal } = listening;
    const keep = () => this.#signingOut || keepUnfinished(this.#handOff.addTo(this.#model.unfinished));
    addEventListener('pagehide', keep, { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        // A browser short of memory may discard a hidden page without a pagehide event.
        if (document.hidden) keep();
        this.requestUpdate();
      },
      { signal },
    );
    document.addEventListener('keydown', (event) => this.#keyPressed(event), { signal });
    const ticking = setInterval(() => this.requestUpdate(), TICK_MS);
    this.#cleanups = [() => listening.abort(), () => clearInterval(ticking)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this.#cleanups) undo();
    this.#link?.stop();
    this.#alerts?.close();
  }

  protected override render(): TemplateResult {
    const context = this.#context();
    if (!context) return html``;
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
        context.link === 'ended'
          ? endedView(this.#link?.closeCode, this.#unsentAtEnd, said)
          : html`
            <div
              class=${classMap({ house: true, reading: context.model.open !== undefined, rtl: isRtl(this) })}
              @pointerdown=${closeAlerts}
              @focusin=${closeAlerts}
            >
              ${topView(context)}
              ${linkView(context.link, this.#link?.closeCode, said)}
              <main class="room">${listsView(context)}${conversationView(context)}</main>
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
    document.title = this.#text.page.badge(countNeedingAttention(model.threads, model.librarian));
    this.#scroll.restore(this.renderRoot.querySelector<HTMLElement>('.lines'), model.open?.card.id);
    if (!document.hidden && this.#scroll.atEnd) model.markSeen();
    this.#alerts?.clearUnless((id) => model.threads.find(id) !== undefined);
    this.#moveFocus();
  }

  #context(): ViewContext | undefined {
    if (!this.#alerts || !this.#link) return undefined;
    return {
      model: this.#model,
      text: this.#text,
      now: pageClock.now(),
      link: this.#link.state,
      editor: this.#editor,
      handOff: this.#handOff,
      alerts: this.#alerts,
      picker: this.#picker,
      confirming: this.#confirming,
      scrolledUp: !this.#scroll.atEnd,
      actions: this.#actions,
    };
  }

  readonly #actions: ViewActions = {
    open: (conversation) => {
      this.#confirming = undefined;
      this.#model.show(conversation);
      this.#alerts?.clear(conversation);
      // On a touch screen, focusing the composer would open the keyboard over the lines to be read.
      const touch = matchMedia('(pointer: coarse)').matches;
      this.#actions.focus(touch ? '#conversation-heading' : '#composer, #conversation-heading');
    },
    toLists: () => {
      const left = this.#model.open?.card.id;
      this.#confirming = undefined;
      this.#model.show();
      this.#actions.focus(left === undefined ? '#lists-heading' : `#item-${CSS.escape(left)}, #lists-heading`);
    },
    confirm: (what) => {
      const before = this.#confirming;
      this.#confirming = what;
      this.#actions.focus(what ? `#${what}-yes` : `#${before}, #conversation-heading`);
    },
    signOut: () => {
      this.#signingOut = true;
      keepUnfinished(undefined);
    },
    toNewest: () => this.#scroll.toEnd(),
    focus: (selector) => {
      this.#nextFocus = selector;
      this.requestUpdate();
    },
  };

  /** The relay has ended the connection for good: removes everything that patrons wrote from the screen. */
  #ended(): void {
    this.#unsentAtEnd = this.#model.end();
    keepUnfinished(undefined);
    for (const form of [this.#editor, this.#handOff]) form.cancel();
    this.#actions.focus('#ended-heading');
  }

  #notify(notification: ConsoleNotification): void {
    const open = 'thread' in notification && notification.thread === this.#model.open;
    void this.#alerts?.notify(notification, open && !document.hidden);
    const text = announcementOf(notification, open, this.#text);
    if (text === undefined) return;
    this.#announced = [...this.#announced, { id: ++this.#announcements, text }].slice(-ANNOUNCED);
    this.requestUpdate();
  }

  #keyPressed(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    // In a time field, Alt and an arrow key open its picker.
    const field = event.composedPath()[0];
    if (field instanceof HTMLInputElement && field.type === 'time') return;
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === 'Escape' && this.#model.open) {
      if (this.#confirming) this.#actions.confirm();
      else this.#actions.toLists();
    } else if (altKey && !ctrlKey && !metaKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const { threads, open } = this.#model;
      const next = neighborOf(
        [...waitingThreads(threads), ...ownThreads(threads)],
        open?.card.id,
        key === 'ArrowDown' ? 1 : -1,
      );
      if (next) this.#actions.open(next.card.id);
      event.preventDefault();
    }
  }

  /** If the focused element is gone, moves the focus to what is left of its part, and never to the top of the page. */
  #moveFocus(): void {
    const lost = this.#focused !== null && !this.#focused.isConnected;
    const wanted = this.#nextFocus ?? (lost ? '#conversation-heading[tabindex], #lists-heading' : undefined);
    this.#nextFocus = undefined;
    if (wanted === undefined) return;
    const [first] = wanted
      .split(', ')
      .map((selector) => this.renderRoot.querySelector<HTMLElement>(selector))
      .filter((element) => element !== null);
    (first ?? this.renderRoot.querySelector<HTMLElement>('#lists-heading'))?.focus();
  }
}

/** Read from the computed style, because the build turns `:dir()` into a test of the language. */
const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';
