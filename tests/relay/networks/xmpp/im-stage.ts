import type { LibrarianName, Roster } from '../../../../relay/desk/roster.ts';
import { digest } from '../../../../relay/ids.ts';
import { childOf, type Element, el, textOf } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { XmppLink } from '../../../../relay/networks/xmpp/xmpp-link.ts';
import { roster, StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { withoutHead } from '../../../stage/im/head.ts';
import { keyOf } from '../../../stage/key-of.ts';

export const DOMAIN = 'ask.lib.example';
export const accountOf = (librarian: LibrarianName): string => `${librarian}@lib.example`;

const PING = 'urn:xmpp:ping';

/** The stage's roster, with an account for each librarian. */
export const withAccounts = (before: Roster = roster()): Roster => ({
  ...before,
  librarians: new Map(
    [...before.librarians].map(([name, entry]) => [name, { ...entry, publish: true, xmpp: accountOf(name) }]),
  ),
});

/** A librarian's client, as the server would show it to the component. */
export class Program {
  readonly address: string;
  readonly #stage: ImStage;
  /** Whether the client answers the pings after lines. */
  answersPings = true;
  readonly received: Element[] = [];
  #ids = 0;

  constructor(stage: ImStage, librarian: LibrarianName, resource: string) {
    this.#stage = stage;
    this.address = `${accountOf(librarian)}/${resource}`;
  }

  /** Sends a presence to the desk. */
  shows(show?: string, status?: string, more: Element[] = [], type?: string): void {
    this.#stage.link.stanza(
      parsed(
        el(
          'presence',
          { from: this.address, to: `main@${DOMAIN}`, type },
          show === undefined ? undefined : el('show', {}, show),
          status === undefined ? undefined : el('status', {}, status),
          ...more,
        ),
      ),
    );
  }

  goes(status?: string): void {
    this.shows(undefined, status, [], 'unavailable');
  }

  /** Sends a line in a window; returns the stanza's id. */
  says(window: string, text: string, more: Element[] = [], id = `${this.address}-${++this.#ids}`): string {
    const attrs = { type: 'chat', from: this.address, to: `${window}@${DOMAIN}`, id };
    this.#stage.link.stanza(parsed(el('message', attrs, el('body', {}, text), ...more)));
    return id;
  }

  sends(window: string, ...children: Element[]): void {
    this.#stage.link.stanza(
      parsed(el('message', { type: 'chat', from: this.address, to: `${window}@${DOMAIN}` }, ...children)),
    );
  }

  /** Returns a message as an error, as the client or its server would. */
  refuses(message: Element, condition = 'service-unavailable'): void {
    const { id, from } = message.attrs;
    const error = el('error', { type: 'cancel' }, el(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }));
    this.#stage.link.stanza(parsed(el('message', { type: 'error', id, from: this.address, to: from }, error)));
  }

  takes(stanza: Element): void {
    this.received.push(stanza);
    if (stanza.name === 'iq' && childOf(stanza, 'ping', PING) && this.answersPings) this.answers(stanza);
  }

  answers(ping: Element): void {
    const { id, from } = ping.attrs;
    this.#stage.link.stanza(parsed(el('iq', { type: 'result', id, from: this.address, to: from })));
  }

  get messages(): Element[] {
    return this.received.filter(({ name }) => name === 'message');
  }

  get pings(): Element[] {
    return this.received.filter(({ name }) => name === 'iq');
  }

  /** The texts of a window, or of the only window if none is named, without the head of a question. */
  reads(window?: string): string[] {
    return this.receives(window).map(withoutHead);
  }

  receives(window?: string): string[] {
    return this.messages
      .filter(({ attrs }) => window === undefined || attrs.from === `${window}@${DOMAIN}`)
      .map((message) => textOf(childOf(message, 'body')))
      .filter((text) => text !== '');
  }
}

/** The element as if it had been read from the stream: every element has its namespace. */
export const parsed = (element: Element, around = 'jabber:component:accept'): Element => {
  const xmlns = element.attrs.xmlns ?? around;
  return {
    ...element,
    attrs: { ...element.attrs, xmlns },
    children: element.children.map((child) => (typeof child === 'string' ? child : parsed(child, xmlns))),
  };
};

/** A real desk, and a link whose stream is scripted. */
export class ImStage {
  readonly programs = new Map<string, Program>();
  readonly sent: Element[] = [];
  readonly alive: number[] = [];
  up = true;
  declare readonly link: XmppLink;
  declare readonly world: Awaited<ReturnType<typeof startDesk>>;

  /** `after`: the relay that was killed before this one, whose store and clock it has. */
  static async open(options: { heard?: number; roster?: Roster; after?: ImStage } = {}): Promise<ImStage> {
    const stage = new ImStage();
    const shared = options.roster ?? withAccounts();
    const world = await startDesk({
      roster: shared,
      ...(options.after && { stores: options.after.world.stores, clock: options.after.world.clock }),
    });
    let ids = 0;
    const link = new XmppLink({
      desk: world.desk,
      connections: world.signals,
      clock: world.clock,
      domain: DOMAIN,
      roster: shared,
      newId: () => `relay-${++ids}`,
      digest,
      send: (stanza) => stage.#send(stanza),
      heard: options.heard,
      alive: (at) => stage.alive.push(at),
    });
    Object.assign(stage, { link, world });
    world.desk.addLink(link.messenger);
    link.online();
    return stage;
  }

  #send(stanza: Element): boolean {
    if (!this.up) return false;
    this.sent.push(parsed(stanza));
    const { to = '' } = stanza.attrs;
    const receivers = [...this.programs].filter(([address]) => address === to || address.startsWith(`${to}/`));
    for (const [, program] of receivers) program.takes(parsed(stanza));
    return true;
  }

  /** A client of this librarian that is online and available. */
  program(librarian: LibrarianName, resource = 'Pidgin', shows = true): Program {
    const program = new Program(this, librarian, resource);
    this.programs.set(program.address, program);
    if (shows) program.shows();
    return program;
  }

  /** The relay is killed, and another one starts on the same data. */
  async restarts(ms: number): Promise<ImStage> {
    this.up = false;
    const heard = this.world.clock.now();
    await this.settled(ms);
    return await ImStage.open({ heard, after: this });
  }

  async patron(name = 'pat', network = name): Promise<StagePage & { says(text: string): Promise<void> }> {
    const page = new StagePage();
    const { desk } = this.world;
    await desk.patronArrives(page, { desk: 'main', key: keyOf(name), after: 0, network });
    let line = 0;
    return Object.assign(page, {
      says: (text: string) => desk.patronSays(page, `line-of-${name}-${++line}`, text),
    });
  }

  /** The word of the first conversation that a librarian sees. */
  wordOf(librarian: LibrarianName): string {
    return this.world.desk.conversationsFor(librarian)[0]?.word ?? '';
  }

  /** Lets everything that is in progress finish. */
  async settled(ms = 0): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await this.world.clock.advance(0);
    if (ms > 0) await this.world.clock.advance(ms);
  }

  /** The connection to the server is lost, and comes back. */
  async losesStream(ms: number): Promise<void> {
    this.up = false;
    this.link.lost();
    await this.settled(ms);
    this.up = true;
    this.link.online();
  }
}
