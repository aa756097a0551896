import type { DeskName, LibrarianName } from '../../desk/roster.ts';
import type { DeskAccount } from '../../messenger/accounts.ts';
import { type Element, el } from './stream/xml.ts';

export interface RosterContactsParts {
  domain: string;
  send(stanza: Element): boolean;
}

/**
 * What shows a desk as there comes from a full address, as RFC 6121, 4.2 wants it: Gajim takes who has none to be offline.
 * Subscriptions and probes come from the bare one (RFC 6121, 3.1.1 and 4.3.1).
 */
const RESOURCE = 'desk';

/** The desks' own addresses in librarians' programs: what shows them there, and lets the relay see how they are. */
export class RosterContacts {
  readonly #parts: RosterContactsParts;
  /** Asked to be seen by her, since the relay started. */
  readonly #asked = new Set<string>();
  /** Asked how she is, and not answered yet. */
  #silent: readonly DeskAccount[] = [];

  constructor(parts: RosterContactsParts) {
    this.#parts = parts;
  }

  /** Shows the desks, and asks how she is: her server answers with every program of hers that is there. */
  greet(posts: readonly DeskAccount[]): void {
    this.#silent = posts;
    for (const { desk, account } of posts) {
      this.#presence(desk, account);
      this.#presence(desk, account, 'probe');
    }
  }

  /** Her server has said something of her. */
  heardOf(librarian: LibrarianName): void {
    if (this.#silent.length > 0) this.#silent = this.#silent.filter((post) => post.librarian !== librarian);
  }

  /**
   * All that the server had to say was read. Of whom it said nothing the desks may know nothing: Prosody keeps to itself
   * that there is no subscription (RFC 6121, 4.3.2, lets it). She is asked for it.
   */
  probed(): void {
    for (const { desk, account, title } of this.#silent) this.#ask(desk, account, title);
    this.#silent = [];
  }

  leave(posts: readonly DeskAccount[]): void {
    for (const { desk, account } of posts) this.#presence(desk, account, 'unavailable');
  }

  /** Somebody who is no librarian here: told that there is nothing, and nothing more. */
  stranger({ name, attrs }: Element): void {
    const { from, to, type } = attrs;
    if (name === 'presence' && type === 'subscribe')
      this.#parts.send(el('presence', { from: to, to: from, type: 'unsubscribed' }));
  }

  /** A presence that is about subscriptions (RFC 6121, 3). */
  subscription(type: string, { desk, account, title }: DeskAccount): void {
    switch (type) {
      case 'subscribe':
        this.#presence(desk, account, 'subscribed');
        this.#presence(desk, account);
        this.#ask(desk, account, title);
        return;
      case 'subscribed':
      case 'probe':
        this.#presence(desk, account);
        this.#presence(desk, account, 'probe');
        return;
      case 'unsubscribed':
        this.#ask(desk, account, title);
    }
  }

  /** Once: who said no is not asked again and again. */
  #ask(desk: DeskName, account: string, title: string): void {
    const asked = `${desk} ${account}`;
    if (this.#asked.has(asked)) return;
    this.#asked.add(asked);
    this.#presence(desk, account, 'subscribe', el('nick', { xmlns: 'http://jabber.org/protocol/nick' }, title));
  }

  #presence(desk: DeskName, account: string, type?: string, more?: Element): void {
    const address = `${desk}@${this.#parts.domain}`;
    const shows = type === undefined || type === 'unavailable';
    this.#parts.send(el('presence', { from: shows ? `${address}/${RESOURCE}` : address, to: account, type }, more));
  }
}
