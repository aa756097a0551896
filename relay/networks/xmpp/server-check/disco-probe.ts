import { randomBytes } from 'node:crypto';
import type { DeskAccount } from '../../../messenger/accounts.ts';
import type { ClientPresence } from '../../../messenger/client-presence.ts';
import { bareOf, parseAddress } from '../address.ts';
import { answerTo, errorOf } from '../iq-replies.ts';
import { parsePresence } from '../parse-presence.ts';
import { childOf, type Element, el, elementsOf } from '../stream/xml.ts';

/** What a server says of itself (XEP-0030). */
export interface ServerFacts {
  /** `yes`, or the condition of the error that came instead of an answer; absent: none came. */
  answered?: string;
  /** Keeps messages for those who are not there (XEP-0160). */
  storage: boolean;
  /** Keeps all messages (XEP-0313): ejabberd says so of the whole server, and of an account only to the account itself. */
  archive: boolean;
}

/** What a server says of an account. */
export interface AccountFacts {
  answered?: string;
  /** Her server lets a desk see her. */
  seen: boolean;
  /** Her server keeps all her messages (XEP-0313). */
  archive: boolean;
  /** Those that are signed in, by resource. */
  programs: Map<string, ClientPresence>;
}

const INFO = 'http://jabber.org/protocol/disco#info';
const ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** What is asked about librarians' accounts and their servers, and what came back. No message, and no desk is shown. */
export class DiscoProbe {
  readonly servers = new Map<string, ServerFacts>();
  readonly accounts = new Map<string, AccountFacts>();
  readonly #domain: string;
  readonly #posts: readonly DeskAccount[];
  /** By id. */
  readonly #open = new Map<string, ServerFacts | AccountFacts>();
  readonly #idsBegin = `try-${randomBytes(6).toString('hex')}-`;

  constructor(domain: string, posts: readonly DeskAccount[]) {
    this.#domain = domain;
    this.#posts = posts;
    for (const { account } of posts) {
      this.accounts.set(account, { seen: false, archive: false, programs: new Map() });
      this.servers.set(parseAddress(account)?.domain ?? account, { storage: false, archive: false });
    }
  }

  /** Every question was answered, but those to which servers may be silent. */
  get answered(): boolean {
    return this.#open.size === 0;
  }

  questions(): Element[] {
    const ofServers = [...this.servers].map(([to, facts]) => this.#info(this.#domain, to, facts));
    const ofAccounts = this.#posts.flatMap(({ desk, account }) => {
      const from = `${desk}@${this.#domain}`;
      const facts = this.accounts.get(account);
      // In this order: who is signed in is then known when the second is answered.
      return facts ? [el('presence', { type: 'probe', from, to: account }), this.#info(from, account, facts)] : [];
    });
    return [...ofServers, ...ofAccounts];
  }

  /** Returns what has to be sent back: whoever writes to a desk now is told that nobody reads it. */
  hears(stanza: Element): Element | undefined {
    const { name, attrs } = stanza;
    const from = parseAddress(attrs.from ?? '');
    const facts = from && this.accounts.get(bareOf(from));
    if (name === 'presence') {
      if (facts) showed(facts, stanza);
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
    told(asked, stanza);
    return undefined;
  }

  #info(from: string, to: string, facts: ServerFacts | AccountFacts): Element {
    const id = `${this.#idsBegin}${this.#open.size}`;
    this.#open.set(id, facts);
    return el('iq', { type: 'get', id, from, to }, el('query', { xmlns: INFO }));
  }
}

const showed = (facts: AccountFacts, stanza: Element): void => {
  const { type } = stanza.attrs;
  if (type === 'error') facts.answered ??= conditionOf(stanza);
  if (type !== undefined && type !== 'unavailable') return;
  facts.answered = 'yes';
  facts.seen = true;
  const presence = parsePresence(stanza);
  if (presence?.state === 'up') facts.programs.set(presence.client, presence);
};

const told = (facts: ServerFacts | AccountFacts, iq: Element): void => {
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
