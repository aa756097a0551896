import type { DeskName, LibrarianName } from '../desk/roster.ts';
import { type Element, el } from './element.ts';

export interface ContactsParts {
  domain: string;
  send(stanza: Element): boolean;
}

/** Who serves where, and how she is reached. */
export interface Posting {
  desk: DeskName;
  librarian: LibrarianName;
  /** Her address, without resource. */
  account: string;
}

/** The desks' own addresses in librarians' programs: what shows them there, and lets the relay see how they are. */
export class Contacts {
  readonly #parts: ContactsParts;
  /** Asked to be seen by her, since the relay started. */
  readonly #asked = new Set<string>();

  constructor(parts: ContactsParts) {
    this.#parts = parts;
  }

  addressOf(desk: DeskName): string {
    return `${desk}@${this.#parts.domain}`;
  }

  /** Shows the desks, and asks how she is: her server answers with every program of hers that is there. */
  greet(postings: readonly Posting[]): void {
    for (const { desk, account } of postings) {
      this.#presence(desk, account);
      this.#presence(desk, account, 'probe');
    }
  }

  leave(postings: readonly Posting[]): void {
    for (const { desk, account } of postings) this.#presence(desk, account, 'unavailable');
  }

  /** A presence that is about subscriptions (RFC 6121, 3). */
  subscription(type: string, { desk, account }: Posting, title: string): void {
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
    this.#parts.send(el('presence', { from: this.addressOf(desk), to: account, type }, more));
  }
}
