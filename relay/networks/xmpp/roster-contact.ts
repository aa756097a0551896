import type { DeskName, LibrarianName } from '../../desk/roster.ts';
import type { DeskAccount } from '../../messenger/accounts.ts';
import { type Element, el } from './stream/xml.ts';

export interface RosterContactsParts {
  domain: string;
  send(stanza: Element): boolean;
}

/**
 * A desk's presence comes from a full address with this resource, as RFC 6121, 4.2 requires: Gajim shows a contact without a
 * resource as offline. Subscriptions and probes come from the bare address (RFC 6121, 3.1.1 and 4.3.1).
 */
const RESOURCE = 'desk';

/** The desks as contacts of librarians: shows the desks as online, and subscribes them to librarians' presence. */
export class RosterContacts {
  readonly #parts: RosterContactsParts;
  /** Desk and account of each subscription requested since the relay started. */
  readonly #requested = new Set<string>();
  /** Accounts that were probed, and of which the server has said nothing yet. */
  #unanswered: readonly DeskAccount[] = [];

  constructor(parts: RosterContactsParts) {
    this.#parts = parts;
  }

  /** Shows the desks as online and probes the accounts: a librarian's server answers with the presence of each online client. */
  greet(posts: readonly DeskAccount[]): void {
    this.#unanswered = posts;
    for (const { desk, account } of posts) {
      this.#presence(desk, account);
      this.#presence(desk, account, 'probe');
    }
  }

  /** The librarian's server has sent a presence of theirs. */
  heardFrom(librarian: LibrarianName): void {
    if (this.#unanswered.length > 0) this.#unanswered = this.#unanswered.filter((post) => post.librarian !== librarian);
  }

  /**
   * All answers to the probes have been read. Where the server said nothing, the desk may have no subscription: Prosody does
   * not report that (RFC 6121, 4.3.2 allows it). The relay requests the subscription.
   */
  requestMissing(): void {
    for (const { desk, account, title } of this.#unanswered) this.#request(desk, account, title);
    this.#unanswered = [];
  }

  leave(posts: readonly DeskAccount[]): void {
    for (const { desk, account } of posts) this.#presence(desk, account, 'unavailable');
  }

  /** A stanza from somebody who is not a librarian: a subscription request is refused, anything else ignored. */
  stranger({ name, attrs }: Element): void {
    const { from, to, type } = attrs;
    if (name === 'presence' && type === 'subscribe')
      this.#parts.send(el('presence', { from: to, to: from, type: 'unsubscribed' }));
  }

  /** Handles a presence stanza about subscriptions (RFC 6121, 3). */
  subscription(type: string, { desk, account, title }: DeskAccount): void {
    switch (type) {
      case 'subscribe':
        this.#presence(desk, account, 'subscribed');
        this.#presence(desk, account);
        this.#request(desk, account, title);
        return;
      case 'subscribed':
      case 'probe':
        this.#presence(desk, account);
        this.#presence(desk, account, 'probe');
        return;
      case 'unsubscribed':
        this.#request(desk, account, title);
    }
  }

  /** Requests a subscription once, so that a librarian who refused is not asked again and again. */
  #request(desk: DeskName, account: string, title: string): void {
    const request = `${desk} ${account}`;
    if (this.#requested.has(request)) return;
    this.#requested.add(request);
    this.#presence(desk, account, 'subscribe', el('nick', { xmlns: 'http://jabber.org/protocol/nick' }, title));
  }

  #presence(desk: DeskName, account: string, type?: string, more?: Element): void {
    const address = `${desk}@${this.#parts.domain}`;
    const shows = type === undefined || type === 'unavailable';
    this.#parts.send(el('presence', { from: shows ? `${address}/${RESOURCE}` : address, to: account, type }, more));
  }
}
