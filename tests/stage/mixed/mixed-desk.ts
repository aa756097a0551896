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

/** Who of the two sits where. */
export interface Mix extends Readonly<Record<Somebody, Place>> {
  name: string;
}

/** Every way in which two can work together; what one does and the other reads goes both ways. */
export const MIXES: readonly Mix[] = [
  { name: 'both at consoles', ann: 'console', ben: 'console' },
  { name: 'both in Finch', ann: 'im', ben: 'im' },
  { name: 'Ann at a console, Ben in Finch', ann: 'console', ben: 'im' },
  { name: 'Ann in Finch, Ben at a console', ann: 'im', ben: 'console' },
];

/** Where it is about noon: a time that comes soon, or was just now, is one of today at any hour. */
const zoneAtNoon = (): string => {
  const east = 12 - new Date().getUTCHours();
  // These names count westward (tz database, etcetera).
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
};
const zone = zoneAtNoon();

const usual = {
  desks: { main: { title: 'Reference desk', zone, librarians: ['ann', 'ben'], phone: '757-555-0142' } },
};

export interface DeskOptions {
  config?: Record<string, unknown>;
  relay?: Partial<RelayOptions>;
  /** Who is there from the start; both where it is left out. */
  there?: readonly Somebody[];
}

/** A real relay, and a real Prosody where somebody uses a messenger; Ann and Ben, each where the mix wants her or him. */
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

  /** Signs in, where the mix wants it or where it is said. */
  async comes(who: Somebody, place = this.#mix[who]): Promise<MixedLibrarian> {
    const name = who.replace(/^./, (first) => first.toUpperCase());
    const one =
      place === 'im' ? await this.#inMessenger(name, who) : new ConsoleLibrarian(await this.#stage.librarian(name));
    this.#here.set(who, one);
    return one;
  }

  async #inMessenger(name: string, who: Somebody): Promise<MixedLibrarian> {
    if (!this.#world) throw new Error('nobody has a messenger in this mix');
    return new MessengerLibrarian(name, this.#world, await this.#world.finch(who));
  }

  /** With her chat open, as soon as all who are there can be asked. */
  async patron(name: string, { desk = 'main', key }: { desk?: string; key?: string } = {}): Promise<Patron> {
    return await this.#stage.patron(name, { desk, ...(key === undefined ? {} : { key }) });
  }

  /** The relay knows that one who sat at a console has gone; of messengers it hears in the order in which things happen. */
  async hasSeenLeave({ place }: MixedLibrarian): Promise<void> {
    const metrics = async () => (await fetch(`${this.relay.address}/metrics`)).text();
    if (place === 'console')
      await eventually('a socket is closed', async () => /code="10\d\d"\} [1-9]/.test(await metrics()), {
        seen: metrics,
      });
  }

  /** Where else she could go on: in a messenger instead of at a console, where the mix has a server for it. */
  otherPlace(who: Somebody): Place {
    return this.#world && this.#mix[who] === 'console' ? 'im' : 'console';
  }

  /** The relay ends as an operator ends it, and begins again after what is done `meanwhile`. */
  async restarts(meanwhile: () => void = () => undefined): Promise<void> {
    await this.relay.kill('SIGTERM');
    meanwhile();
    await this.relay.start();
    await this.#world?.isLinked();
  }

  /** Nothing of what they do gets to the relay before all of it is on its way: nobody has heard of another's yet. */
  async atTheSameMoment(...doings: (() => Promise<void>)[]): Promise<void> {
    const { pid } = this.relay.child();
    if (pid === undefined) throw new Error('the relay does not run');
    await freeze(pid);
    await Promise.all(doings.map((does) => does()));
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
