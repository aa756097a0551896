import type { LibrarianName, Roster } from '../../desk/roster.ts';
import type { DeskAccount } from '../../messenger/accounts.ts';
import { MessengerLink, type MessengerParts } from '../../messenger/messenger-link.ts';
import type { Network, Origin, WindowAddress } from '../../messenger/ports.ts';
import { SENTENCES } from '../../messenger/sentences.en.ts';
import { type Address, bareOf, fullOf, xmppAccountOf } from './address.ts';
import { answerTo, isFromClient } from './iq-replies.ts';
import { parseMessage, routeOf } from './parse-message.ts';
import { parsePresence } from './parse-presence.ts';
import { RosterContacts } from './roster-contact.ts';
import type { ComponentOn } from './stream/component-link.ts';
import { type Element, el } from './stream/xml.ts';
import { XmppWindow } from './xmpp-window.ts';

export interface XmppParts extends MessengerParts {
  /** The domain of the relay's own addresses. */
  domain: string;
  /** False: nothing was sent. */
  send(stanza: Element): boolean;
}

/**
 * The relay as a component of the librarians' XMPP server (XEP-0114): reads and writes stanzas for the messenger. Each
 * conversation has an address of its own, so that librarians' clients show each in a window of its own.
 */
export class XmppLink implements Network<XmppWindow>, ComponentOn {
  readonly via = 'xmpp';
  readonly accountOf = xmppAccountOf;
  /** The messenger on this network; the desk's link to its librarians. */
  readonly messenger: MessengerLink<XmppWindow>;
  readonly #parts: XmppParts;
  readonly #contacts: RosterContacts;

  constructor(parts: XmppParts) {
    this.#parts = parts;
    this.#contacts = new RosterContacts(parts);
    this.messenger = new MessengerLink<XmppWindow>(this, parts);
  }

  /** Applies a new roster. */
  reconfigure(roster: Roster): void {
    this.messenger.reconfigure(roster);
  }

  /** On a clean stop: the desks show as offline in librarians' clients. */
  leave(): void {
    this.messenger.stopping();
    this.#contacts.leave(this.messenger.accounts.all);
  }

  // For the messenger ---------------------------------------------------------------------------------------------

  openWindow({ account, word, choose }: WindowAddress): XmppWindow {
    const { send, newId, clock } = this.#parts;
    return new XmppWindow({ account, patron: this.#addressOf(word), send, newId, clock, choose });
  }

  sendFromDesk({ desk, account }: DeskAccount, text: string): void {
    this.#send(this.#addressOf(desk), account, text);
  }

  reply({ window, sender }: Origin, text: string): void {
    this.#send(this.#addressOf(window), sender, text);
  }

  accountsChanged(removed: readonly DeskAccount[], all: readonly DeskAccount[]): void {
    this.#contacts.leave(removed);
    this.#contacts.greet(all);
  }

  // From the component's stream -----------------------------------------------------------------------------------

  online(): void {
    this.messenger.online();
    this.#contacts.greet(this.messenger.accounts.all);
  }

  lost(): void {
    this.messenger.lost();
  }

  answered(sentAt: number): void {
    this.#contacts.requestMissing();
    this.messenger.heardUpTo(sentAt);
  }

  stanza(stanza: Element): void {
    const route = routeOf(stanza);
    if (route?.to.domain !== this.#parts.domain) return;
    const librarian = this.messenger.accounts.librarianOf(bareOf(route.from));
    if (stanza.name === 'iq') this.#iq(stanza, route.to, route.from, librarian);
    else if (librarian === undefined) this.#contacts.stranger(stanza);
    else if (stanza.name === 'presence') this.#presence(librarian, stanza, route.to);
    else if (stanza.name === 'message' && route.from.resource !== undefined && route.to.local !== undefined)
      this.#message(librarian, stanza, route.to.local, { ...route.from, resource: route.from.resource });
  }

  oversized(outer: Element): void {
    const route = routeOf(outer);
    const known = route && this.messenger.accounts.librarianOf(bareOf(route.from)) !== undefined;
    if (known && outer.name === 'message' && outer.attrs.type !== 'error' && route.to.domain === this.#parts.domain)
      this.#send(bareOf(route.to), fullOf(route.from), SENTENCES.oversized);
  }

  // ---------------------------------------------------------------------------------------------------------------

  #iq(stanza: Element, to: Address, from: Address, librarian: LibrarianName | undefined): void {
    const { accounts, clients, windows } = this.messenger;
    const { type, id } = stanza.attrs;
    const answer = answerTo(stanza, accounts.titleOf(to.local ?? '') ?? 'Ask a Librarian');
    if (answer) this.#parts.send(answer);
    else if (librarian !== undefined && id !== undefined && from.resource !== undefined) {
      const isOnline = clients.has(librarian, from.resource);
      if (type !== 'result' && !isFromClient(stanza, isOnline)) return;
      for (const window of windows.of(librarian)) if (window.confirm(id)) return;
    }
  }

  #presence(librarian: LibrarianName, stanza: Element, to: Address): void {
    const { accounts } = this.messenger;
    this.#contacts.heardFrom(librarian);
    // A presence to a patron's address alone says nothing of the librarian: a client that closes one chat sends
    // `unavailable` there. A presence to the domain is for all desks.
    const isForDesks = to.local === undefined || accounts.titleOf(to.local) !== undefined;
    const presence = isForDesks ? parsePresence(stanza) : undefined;
    const account = accounts.of(librarian, to.local);
    if (presence) this.messenger.presence(librarian, presence);
    else if (account) this.#contacts.subscription(stanza.attrs.type ?? '', account);
  }

  #message(librarian: LibrarianName, stanza: Element, window: string, from: Address & { resource: string }): void {
    const received = parseMessage(stanza);
    const origin = this.messenger.originOf({ librarian, client: from.resource, sender: fullOf(from), window });
    switch (received.kind) {
      case 'refused':
        if (origin.card)
          this.messenger.windows.get(librarian, origin.card.id)?.refuse(received.of, from.resource, received.held);
        break;
      case 'proof': {
        if (!origin.card) return;
        const seq = this.messenger.windows.get(librarian, origin.card.id)?.seqOf(received.of);
        if (received.seen && seq !== undefined) this.messenger.seen(librarian, origin.card.id, seq);
        break;
      }
      case 'nothing':
        break;
      default:
        this.messenger.receive(received, origin);
    }
  }

  #addressOf(local: string): string {
    return `${local}@${this.#parts.domain}`;
  }

  #send(from: string, to: string, text: string): void {
    this.#parts.send(el('message', { type: 'chat', id: this.#parts.newId(), from, to }, el('body', {}, text)));
  }
}
