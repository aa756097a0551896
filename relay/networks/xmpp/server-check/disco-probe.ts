import { randomBytes } from 'node:crypto';
import type { DeskAccount } from '../../../messenger/accounts.ts';
import type { ClientPresence } from '../../../messenger/client-presence.ts';
import { bareOf, parseAddress } from '../address.ts';
import { answerTo, errorOf } from '../iq-replies.ts';
import { parsePresence } from '../parse-presence.ts';
import { childOf, type Element, el, elementsOf } from '../stream/xml.ts';

/** What a server says about itself (XEP-0030). */
export interface ServerFacts {
  /** `yes`, or the condition of the error that came instead of an answer; absent: no answer came. */
  answered?: string;
  /** The server stores messages for accounts that are offline (XEP-0160). */
  storage: boolean;
  /** The server stores all messages (XEP-0313). ejabberd reports this for the whole server, and for an account only to that account. */
  archive: boolean;
}

/** What a server says about an account. */
export interface AccountFacts {
  answered?: string;
  /** The server lets a desk see the account's presence. */
  seen: boolean;
  /** The server stores all messages of the account (XEP-0313). */
  archive: boolean;
  /** The clients that are signed in, by resource. */
  clients: Map<string, ClientPresence>;
}

const INFO = 'http://jabber.org/protocol/disco#info';
const ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** Asks about librarians' accounts and their servers, and collects the answers. Sends no message and shows no desk. */
export class DiscoProbe {
  readonly servers = new Map<string, ServerFacts>();
  readonly accounts = new Map<string, AccountFacts>();
  readonly #domain: string;
  readonly #desks: readonly DeskAccount[];
  /** The requests that are not answered yet, by id. */
  readonly #open = new Map<string, ServerFacts | AccountFacts>();
  readonly #idPrefix = `try-${randomBytes(6).toString('hex')}-`;

  constructor(domain: string, desks: readonly DeskAccount[]) {
    this.#domain = domain;
    this.#desks = desks;
    for (const { account } of desks) {
      this.accounts.set(account, { seen: false, archive: false, clients: new Map() });
      this.servers.set(parseAddress(account)?.domain ?? account, { storage: false, archive: false });
    }
  }

  /** Every request was answered, except probes, which servers need not answer. */
  get answered(): boolean {
    return this.#open.size === 0;
  }

  requests(): Element[] {
    const ofServers = [...this.servers].map(([to, facts]) => this.#info(this.#domain, to, facts));
    const ofAccounts = this.#desks.flatMap(({ desk, account }) => {
      const from = `${desk}@${this.#domain}`;
      const facts = this.accounts.get(account);
      // In this order: when the second is answered, it is known which clients are signed in.
      return facts ? [el('presence', { type: 'probe', from, to: account }), this.#info(from, account, facts)] : [];
    });
    return [...ofServers, ...ofAccounts];
  }

  /** Handles a stanza; returns the answer to send, if any. A message to a desk gets an error, because nobody would read it. */
  receive(stanza: Element): Element | undefined {
    const { name, attrs } = stanza;
    const from = parseAddress(attrs.from ?? '');
    const facts = from && this.accounts.get(bareOf(from));
    if (name === 'presence') {
      if (facts) recordPresence(facts, stanza);
      return undefined;
    }
    if (name === 'message') {
      if (attrs.type === 'error') return undefined;
      const { id, from, to } = attrs;
      return el('message', { type: 'error', id, from: to, to: from }, errorOf('service-unavailable'));
    }
    const asked = this.#open.get(attrs.id ?? '');
    if (!asked || (attrs.type !== 'result' && attrs.type !== 'error')) return answerTo(stanza, 'Ask a Librarian');
    this.#open.delete(attrs.id ?? '');
    recordInfo(asked, stanza);
    return undefined;
  }

  #info(from: string, to: string, facts: ServerFacts | AccountFacts): Element {
    const id = `${this.#idPrefix}${this.#open.size}`;
    this.#open.set(id, facts);
    return el('iq', { type: 'get', id, from, to }, el('query', { xmlns: INFO }));
  }
}

const recordPresence = (facts: AccountFacts, stanza: Element): void => {
  const { type } = stanza.attrs;
  if (type === 'error') facts.answered ??= conditionOf(stanza);
  if (type !== undefined && type !== 'unavailable') return;
  facts.answered = 'yes';
  facts.seen = true;
  const presence = parsePresence(stanza);
  if (presence?.state === 'up') facts.clients.set(presence.client, presence);
};

const recordInfo = (facts: ServerFacts | AccountFacts, iq: Element): void => {
  if (iq.attrs.type === 'error') {
    facts.answered ??= conditionOf(iq);
    return;
  }
  const query = childOf(iq, 'query', INFO);
  const features = new Set(query && elementsOf(query).map(({ attrs }) => attrs.var));
  facts.answered = 'yes';
  facts.archive = features.has('urn:xmpp:mam:2');
  if ('storage' in facts) facts.storage = features.has('msgoffline');
  else facts.seen = true;
};

const conditionOf = (stanza: Element): string => {
  const error = childOf(stanza, 'error');
  const said = error && elementsOf(error).find(({ name, attrs }) => attrs.xmlns === ERRORS && name !== 'text')?.name;
  return said !== undefined && /^[a-z-]{1,40}$/.test(said) ? said : 'error';
};
