import { ComponentLink, type ComponentParts } from '../../../../../relay/networks/xmpp/stream/component-link.ts';
import type { LinkError, LinkErrorReason } from '../../../../../relay/networks/xmpp/stream/link-errors.ts';
import { type Element, textOf } from '../../../../../relay/networks/xmpp/stream/xml.ts';
import { ConditionWaiter } from '../../../../stage/condition-waiter.ts';
import { FakeClock } from '../../../../stage/fake-clock.ts';
import { type Peer, ScriptedServer } from './scripted-server.ts';

export const DOMAIN = 'ask.lib.example';

export const message = (id: string): string => `<message id='${id}' from='ann@lib.example' to='${DOMAIN}'/>`;

/** A link on the fake clock, to a server that does what the test says. */
export class LinkStage {
  readonly clock = new FakeClock();
  readonly server: ScriptedServer;
  readonly link: ComponentLink;
  /** What the link reported, in order. */
  readonly events: string[] = [];
  readonly logged: string[] = [];
  hasOnline = () => {};
  heard: (stanza: Element) => void = () => {};
  readonly #facts = new ConditionWaiter();

  private constructor(server: ScriptedServer, parts: Partial<ComponentParts>) {
    this.server = server;
    const log = (what: string, about = {}) => void this.logged.push(`${what} ${JSON.stringify(about)}`);
    this.link = new ComponentLink({
      host: '127.0.0.1',
      port: server.port,
      domain: DOMAIN,
      secret: 's3cret',
      clock: this.clock,
      log: { info: log, warn: log },
      random: () => 1,
      on: {
        online: () => {
          this.#report('online');
          this.hasOnline();
        },
        lost: () => this.#report('lost'),
        stanza: (stanza) => {
          this.#report(`${stanza.name} ${stanza.attrs.id ?? textOf(stanza)}`);
          this.heard(stanza);
        },
        oversized: ({ name, attrs }) => this.#report(`oversized ${name} from ${attrs.from}`),
        answered: (sentAt) => this.#report(`answered what was sent ${this.clock.now() - sentAt} ms ago`),
      },
      ...parts,
    });
  }

  static async begin(parts: Partial<ComponentParts> = {}): Promise<LinkStage> {
    return new LinkStage(await ScriptedServer.begin(), parts);
  }

  /** Is taken in; gives the server's side of it. */
  async joins(): Promise<Peer> {
    this.link.start();
    const peer = await this.server.next();
    await peer.welcomes();
    return peer;
  }

  /** Online, at first or again. */
  async joined(): Promise<Peer> {
    const peer = await this.joins();
    await this.until('it is online', () => this.link.online);
    return peer;
  }

  reports(what: string): Promise<true> {
    return this.until(`it reports: ${what}`, () => this.events.includes(what));
  }

  async fails(reason: LinkErrorReason): Promise<LinkError> {
    await this.until(`a fault, ${reason}`, () => this.link.error?.reason === reason);
    return this.link.error as LinkError; // it was there
  }

  /** A link that cannot connect reports nothing, so the condition is checked again after each connection's end. */
  until(what: string, fact: () => boolean): Promise<true> {
    const looking = setInterval(() => this.#facts.changed(), 2);
    return this.#facts
      .until(
        what,
        () => fact() || undefined,
        () => [...this.events, ...this.logged].join('\n'),
      )
      .finally(() => clearInterval(looking));
  }

  async end(): Promise<void> {
    const stopped = this.link.stop();
    await this.server.end();
    await stopped;
  }

  #report(what: string): void {
    this.events.push(what);
    this.#facts.changed();
  }
}
