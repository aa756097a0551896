import { eventually } from '../im/eventually.ts';
import { ImWorld } from '../im/im-world.ts';
import { freeze } from '../im/program.ts';
import type { Patron } from '../patron.ts';
import type { RelayOptions, RelayProcess } from '../relay-process.ts';
import { Stage } from '../stage.ts';
import { ConsoleLibrarian } from './console-librarian.ts';
import { MessengerLibrarian } from './messenger-librarian.ts';
import type { MixedLibrarian, Place } from './mixed-librarian.ts';

export type Somebody = 'ann' | 'ben';

/** Where each of the two librarians works. */
export interface Mix extends Readonly<Record<Somebody, Place>> {
  name: string;
}

/** Every combination of places for two librarians; what the one does and the other reads differs by place. */
export const MIXES: readonly Mix[] = [
  { name: 'both at consoles', ann: 'console', ben: 'console' },
  { name: 'both in Finch', ann: 'im', ben: 'im' },
  { name: 'Ann at a console, Ben in Finch', ann: 'console', ben: 'im' },
  { name: 'Ann in Finch, Ben at a console', ann: 'im', ben: 'console' },
];

/** A time zone where it is about noon, so that a time shortly before or after now is always a time of today. */
const zoneAtNoon = (): string => {
  const east = 12 - new Date().getUTCHours();
  // In these names of the tz database (file `etcetera`) a plus means west of Greenwich.
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
};
const zone = zoneAtNoon();

const usual = {
  desks: { main: { title: 'Reference desk', zone, librarians: ['ann', 'ben'], phone: '757-555-0142' } },
};

export interface DeskOptions {
  config?: Record<string, unknown>;
  relay?: Partial<RelayOptions>;
  /** The librarians who are there from the start; both by default. */
  there?: readonly Somebody[];
}

/** A real relay, with a real Prosody where a librarian uses a messenger; Ann and Ben, each in the place of the mix. */
export class MixedDesk implements AsyncDisposable {
  readonly relay: RelayProcess;
  readonly #mix: Mix;
  readonly #stage: Stage;
  readonly #world: ImWorld | undefined;
  readonly #here = new Map<Somebody, MixedLibrarian>();

  private constructor(mix: Mix, stage: Stage, world?: ImWorld) {
    this.#mix = mix;
    this.#stage = stage;
    this.#world = world;
    this.relay = stage.relay;
  }

  static async open(mix: Mix, { config, relay, there = ['ann', 'ben'] }: DeskOptions = {}): Promise<MixedDesk> {
    const options = { config: { ...usual, ...config } };
    const world =
      mix.ann === 'im' || mix.ben === 'im' ? await ImWorld.open({ ...options, ...(relay && { relay }) }) : undefined;
    const desk = new MixedDesk(mix, world?.stage ?? (await Stage.open({ ...relay, ...options })), world);
    await Promise.all(there.map((one) => desk.comes(one)));
    return desk;
  }

  get ann(): MixedLibrarian {
    return this.#one('ann');
  }

  get ben(): MixedLibrarian {
    return this.#one('ben');
  }

  /** Signs a librarian in, in the place of the mix or in the place given. */
  async comes(who: Somebody, place = this.#mix[who]): Promise<MixedLibrarian> {
    const name = who.replace(/^./, (first) => first.toUpperCase());
    const one =
      place === 'im' ? await this.#inMessenger(name, who) : new ConsoleLibrarian(await this.#stage.librarian(name));
    this.#here.set(who, one);
    return one;
  }

  async #inMessenger(name: string, who: Somebody): Promise<MixedLibrarian> {
    if (!this.#world) throw new Error('This mix has no messenger.');
    return new MessengerLibrarian(name, this.#world, await this.#world.finch(who));
  }

  /** A patron with an open chat. */
  async patron(name: string, { desk = 'main', key }: { desk?: string; key?: string } = {}): Promise<Patron> {
    return await this.#stage.patron(name, { desk, ...(key === undefined ? {} : { key }) });
  }

  /**
   * Resolves when the relay has noticed that a librarian left the console. For a messenger there is nothing to wait for:
   * Prosody reports to the relay in the order in which things happen.
   */
  async hasSeenLeave({ place }: MixedLibrarian): Promise<void> {
    const metrics = async () => (await fetch(`${this.relay.address}/metrics`)).text();
    if (place === 'console')
      await eventually('a socket is closed', async () => /code="10\d\d"\} [1-9]/.test(await metrics()), {
        seen: metrics,
      });
  }

  /** Another place for a librarian: a messenger instead of a console where the mix has an XMPP server, else a console. */
  otherPlace(who: Somebody): Place {
    return this.#world && this.#mix[who] === 'console' ? 'im' : 'console';
  }

  /** Stops the relay as an operator stops it, and starts it again after `meanwhile`. */
  async restarts(meanwhile: () => void = () => undefined): Promise<void> {
    await this.relay.kill('SIGTERM');
    meanwhile();
    await this.relay.start();
    await this.#world?.isLinked();
  }

  /** Freezes the relay while all acts are sent to it, so that nobody acts with knowledge of another's act. */
  async atTheSameMoment(...acts: (() => Promise<void>)[]): Promise<void> {
    const { pid } = this.relay.child();
    if (pid === undefined) throw new Error('The relay is not running.');
    await freeze(pid);
    await Promise.all(acts.map((act) => act()));
    process.kill(pid, 'SIGCONT');
  }

  #one(who: Somebody): MixedLibrarian {
    const one = this.#here.get(who);
    if (!one) throw new Error(`${who} is not there`);
    return one;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (this.#world ?? this.#stage)[Symbol.asyncDispose]();
  }
}
