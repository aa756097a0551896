import type { RelayOptions } from '../relay-process.ts';
import { Stage } from '../stage.ts';
import { eventually } from './eventually.ts';
import { Finch } from './finch.ts';
import { withoutHead } from './head.ts';
import type { Messenger } from './messenger.ts';
import { Prosody, type ProsodyOptions } from './prosody.ts';

export const DOMAIN = 'ask.localhost';
/** The desk's own contact. */
export const DESK = `main@${DOMAIN}`;
const SECRET = 's3cret';
const PASSWORD = 'pw';

export interface ImWorldOptions {
  librarians?: readonly string[];
  config?: Record<string, unknown>;
  prosody?: Partial<ProsodyOptions>;
  relay?: Partial<RelayOptions>;
  /** No librarian has the desk in the contact list, and the desk asks each librarian for consent. */
  strangers?: true;
  /** Patrons may read names and words before anybody has typed `!show`. */
  publish?: boolean;
}

/** A real Prosody, a real relay that is its component, and librarians in real programs. */
export class ImWorld implements AsyncDisposable {
  readonly prosody: Prosody;
  readonly stage: Stage;
  readonly #messengers: Messenger[] = [];

  private constructor(prosody: Prosody, stage: Stage) {
    this.prosody = prosody;
    this.stage = stage;
  }

  static async open(options: ImWorldOptions = {}): Promise<ImWorld> {
    const { librarians = ['ann', 'ben'], config, prosody, relay, strangers, publish = true } = options;
    const server = await Prosody.start({
      accounts: Object.fromEntries(librarians.map((name) => [name, PASSWORD])),
      component: { domain: DOMAIN, secret: SECRET },
      ...(strangers ? {} : { shared: { [DESK]: 'Reference desk' } }),
      ...prosody,
    });
    const stage = await Stage.open({
      ...relay,
      env: { ...relay?.env, XMPP_SECRET: SECRET },
      config: {
        xmpp: { domain: DOMAIN, port: server.componentPort },
        desks: { main: { title: 'Reference desk', zone: 'America/New_York', librarians } },
        librarians: Object.fromEntries(
          librarians.map((name) => [
            name,
            {
              displayName: name.replace(/^./, (first) => first.toUpperCase()),
              publish,
              xmpp: `${name}@localhost`,
            },
          ]),
        ),
        ...config,
      },
    }).catch(async (error: unknown) => {
      await server[Symbol.asyncDispose]();
      throw error;
    });
    const world = new ImWorld(server, stage);
    await world.isLinked();
    return world;
  }

  /** The component is online. */
  async isLinked(): Promise<void> {
    await eventually('the relay is a component', () => this.stage.relay.log().includes('the XMPP link is up'));
  }

  /** The account and the port to sign in with, for a messenger's `start`. */
  account(name: string, resource?: string) {
    return { name, password: PASSWORD, port: this.prosody.port, ...(resource === undefined ? {} : { resource }) };
  }

  async finch(name: string): Promise<Finch> {
    return this.with(await Finch.start(this.account(name)));
  }

  /** Ends it with the world. */
  with<M extends Messenger>(messenger: M): M {
    this.#messengers.push(messenger);
    return messenger;
  }

  /** The window that shows a line of a patron, also where the line is marked as a repeat. */
  async windowWith(messenger: Messenger, text: string): Promise<string> {
    let found: string | undefined;
    await eventually(`a window shows "${text}"`, async () => {
      for (const window of await messenger.windows()) {
        const lines = await messenger.lines(window);
        if (lines.some((line) => line.by === 'them' && [text, `(again) ${text}`].includes(withoutHead(line.text))))
          found = window;
      }
      return found !== undefined;
    });
    return found ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#messengers.map((messenger) => messenger[Symbol.asyncDispose]()));
    await this.stage[Symbol.asyncDispose]();
    await this.prosody[Symbol.asyncDispose]();
  }
}
